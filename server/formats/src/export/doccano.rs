//! doccano: JSON lines with entities and relations.

use super::{Exported, Format, Layout, loss, numbered_parts};
use crate::article::{AnnotatedArticle, Target};
use crate::offsets::{Offsets, Unit};
use serde_json::{Value, json};

/// See the module.
pub const FORMAT: Format = Format {
    name: "doccano",
    summary: "doccano: JSON lines of a project for entities and relations",
    unit: Some(Unit::CodePoint),
    layout: Layout::Together("jsonl", export),
};

fn export(articles: &[AnnotatedArticle]) -> Exported {
    let lines = articles.iter().map(|article| super::json(&line(article)) + "\n");
    let named = articles.iter().flat_map(|article| &article.annotations);
    let named = named.filter(|annotation| !annotation.sources.is_empty()).count();
    Exported {
        files: vec![lines.collect()],
        losses: loss(named, "source", "doccano has no place for sources").into_iter().collect(),
    }
}

fn line(article: &AnnotatedArticle) -> Value {
    let offsets = Offsets::new(&article.text, Unit::CodePoint);
    let (mut entities, mut relations) = (Vec::new(), Vec::new());
    let firsts = numbered_parts(article);
    let mut relate = |from: usize, to: usize, kind: &str| {
        let id = relations.len() + 1;
        relations.push(json!({ "id": id, "from_id": from, "to_id": to, "type": kind }));
    };
    for (annotation, first) in article.annotations.iter().zip(&firsts) {
        for (part, id) in annotation.parts.iter().zip(*first..) {
            let [start, end] = offsets.span(part);
            let label = annotation.kind.word();
            entities.push(json!({ "id": id, "label": label, "start_offset": start, "end_offset": end }));
            if id > *first {
                relate(id, *first, "part");
            }
        }
        for (key, target) in &annotation.relations {
            if let Target::Annotation(index) = target {
                relate(*first, firsts[*index], key);
            }
        }
    }
    let speakers =
        article.annotations.iter().zip(&firsts).filter(|(annotation, _)| !annotation.actors.is_empty());
    let names =
        |ids: &[String]| -> Vec<String> { ids.iter().map(|id| article.actor_name(id).to_owned()).collect() };
    let speakers: serde_json::Map<String, Value> =
        speakers.map(|(annotation, first)| (first.to_string(), json!(names(&annotation.actors)))).collect();
    json!({
        "text": article.text,
        "entities": entities,
        "relations": relations,
        "document": article.id,
        "speakers": speakers,
    })
}

//! Web Annotation, the model of the W3C: an annotation page in JSON-LD.

use super::{Exported, Format, Layout};
use crate::article::{AnnotatedArticle, ArticleAnnotation, Entity, Target};
use crate::offsets::{Offsets, Unit};
use serde_json::{Value, json};
use std::ops::Range;

/// See the module.
pub const FORMAT: Format = Format {
    name: "w3c",
    summary: "W3C Web Annotation, as in Hypothesis and Recogito: JSON-LD, with position and quote selectors",
    unit: Some(Unit::CodePoint),
    layout: Layout::Apart(&["txt", "jsonld"], export),
};

/// Vocabulary of our own, for what the model has no term for.
const VOCABULARY: &str = "https://github.com/ascribe-lsp/ascribe/blob/main/docs/language.md#";

/// Characters before and after a quoted part.
const CONTEXT: usize = 32;

fn export(article: &AnnotatedArticle) -> Exported {
    let offsets = Offsets::new(&article.text, Unit::CodePoint);
    let items = article.annotations.iter().enumerate();
    let items: Vec<Value> = items.map(|(index, it)| annotation(article, &offsets, index, it)).collect();
    let page = json!({
        "@context": ["http://www.w3.org/ns/anno.jsonld", { "ascribe": VOCABULARY }],
        "id": format!("urn:ascribe:{}", super::uri_part(&article.id)),
        "type": "AnnotationPage",
        "items": items,
    });
    Exported { files: vec![article.text.clone(), super::json_lines(&page)], losses: Vec::new() }
}

fn id(article: &AnnotatedArticle, index: usize) -> String {
    format!("urn:ascribe:{}:{index}", super::uri_part(&article.id))
}

fn annotation(
    article: &AnnotatedArticle,
    offsets: &Offsets,
    index: usize,
    annotation: &ArticleAnnotation,
) -> Value {
    let source = article.about("url").map_or_else(|| format!("{}.txt", article.id), str::to_owned);
    let targets = annotation.parts.iter().map(|part| {
        let [start, end] = offsets.span(part);
        let [prefix, suffix] = context(&article.text, part);
        let exact = article.text.get(part.clone()).unwrap_or_default();
        json!({
            "source": source,
            "selector": [
                { "type": "TextPositionSelector", "start": start, "end": end },
                { "type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix },
            ],
        })
    });
    let targets: Vec<Value> = targets.collect();
    let mut body =
        vec![json!({ "type": "TextualBody", "purpose": "tagging", "value": annotation.kind.word() })];
    let actors = annotation.actors.iter().map(|id| (id, "speaker"));
    for (actor, role) in actors.chain(annotation.via.iter().map(|id| (id, "via"))) {
        let declared = article.actor(actor);
        let mut person = json!({
            "type": "SpecificResource",
            "purpose": "identifying",
            "source": declared
                .and_then(Entity::wikidata_url)
                .unwrap_or_else(|| format!("urn:ascribe:actor:{}", super::uri_part(actor))),
            "ascribe:role": role,
            "ascribe:id": actor,
        });
        if let (Some(declared), Some(person)) = (declared, person.as_object_mut()) {
            person.insert("ascribe:name".into(), json!(declared.title()));
        }
        body.push(person);
    }
    let mut value = json!({
        "id": id(article, index),
        "type": "Annotation",
        "motivation": "classifying",
        "body": body,
        "target": if let [target] = &*targets { target.clone() } else { json!(targets) },
        "ascribe:draft": annotation.is_draft,
    });
    let Some(members) = value.as_object_mut() else { return value };
    members.extend(annotation.stance.map(|stance| ("ascribe:stance".to_owned(), json!(stance.word()))));
    members.extend(annotation.label.as_ref().map(|label| ("ascribe:label".to_owned(), json!(label))));
    if !annotation.sources.is_empty() {
        let titles = annotation.sources.iter().map(|id| article.source_title(id));
        members.insert("ascribe:source".to_owned(), json!(titles.collect::<Vec<_>>()));
    }
    let relations = annotation.relations.iter().map(|(key, target)| {
        let target = match target {
            Target::Annotation(index) => id(article, *index),
            Target::Label(label) => label.clone(),
        };
        json!({ "ascribe:relation": key, "ascribe:target": target })
    });
    let relations: Vec<Value> = relations.collect();
    if !relations.is_empty() {
        members.insert("ascribe:relations".to_owned(), json!(relations));
    }
    for (key, value) in &annotation.attributes {
        members.insert(format!("ascribe:{key}"), json!(value));
    }
    value
}

/// Up to [`CONTEXT`] characters before and after a part.
fn context(text: &str, part: &Range<usize>) -> [String; 2] {
    let (before, after) =
        (text.get(..part.start).unwrap_or_default(), text.get(part.end..).unwrap_or_default());
    let start = before.char_indices().rev().take(CONTEXT).last().map_or(before.len(), |(at, _)| at);
    [before[start..].to_owned(), after.chars().take(CONTEXT).collect()]
}

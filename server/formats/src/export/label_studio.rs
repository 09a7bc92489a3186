//! Label Studio: tasks with regions; drafts are predictions.

use super::{Exported, Format, Layout, loss, numbered_parts};
use crate::article::{AnnotatedArticle, ArticleAnnotation, Target};
use crate::offsets::{Offsets, Unit};
use serde_json::{Value, json};

/// See the module.
pub const FORMAT: Format = Format {
    name: "label-studio",
    summary: "Label Studio: tasks with regions and relations; drafts are predictions",
    unit: Some(Unit::Utf16),
    layout: Layout::Together("json", export),
};

fn export(articles: &[AnnotatedArticle]) -> Exported {
    let tasks: Vec<Value> = articles.iter().map(task).collect();
    let file = super::json_lines(&Value::Array(tasks));
    let lost = loss(articles.iter().map(lost_relations).sum(), "relation", LOST);
    Exported { files: vec![file], losses: lost.into_iter().collect() }
}

const LOST: &str = "drafts are predictions, which cannot be related to annotations";

fn lost_relations(article: &AnnotatedArticle) -> usize {
    let lost = article.annotations.iter().map(|annotation| {
        let targets = annotation.relations.iter().filter_map(|(_, target)| match target {
            Target::Annotation(index) => article.annotations.get(*index),
            Target::Label(_) => None,
        });
        targets.filter(|target| target.is_draft != annotation.is_draft).count()
    });
    lost.sum()
}

fn task(article: &AnnotatedArticle) -> Value {
    let reviewed = results(article, |annotation| !annotation.is_draft);
    let drafts = results(article, |annotation| annotation.is_draft);
    let mut data = json!({ "text": article.text, "document": article.id });
    if let Some(data) = data.as_object_mut() {
        for (key, value) in &article.front_matter {
            data.insert(format!("meta_{key}"), json!(value));
        }
    }
    let mut task = json!({ "data": data, "annotations": [{ "result": reviewed }] });
    if let Some(task) = task.as_object_mut().filter(|_| !drafts.is_empty()) {
        let predictions = json!([{ "model_version": "ascribe", "score": score(article), "result": drafts }]);
        task.insert("predictions".into(), predictions);
    }
    task
}

/// Mean confidence of the drafts that have one.
fn score(article: &AnnotatedArticle) -> f64 {
    let drafts = article.annotations.iter().filter(|annotation| annotation.is_draft);
    let confidences = drafts.filter_map(|annotation| annotation.attribute("confidence")?.parse().ok());
    let (sum, count) =
        confidences.fold((0.0, 0.0), |(sum, count), confidence: f64| (sum + confidence, count + 1.0));
    if count > 0.0 { sum / count } else { 0.0 }
}

/// Regions of the wanted annotations, and the relations between them.
fn results(article: &AnnotatedArticle, wanted: fn(&ArticleAnnotation) -> bool) -> Vec<Value> {
    let offsets = Offsets::new(&article.text, Unit::Utf16);
    let firsts = numbered_parts(article);
    let region = |id: usize| format!("r{id}");
    let mut results = Vec::new();
    let mut relate = Vec::new();
    let relation = |from: usize, to: usize, label: &str| {
        let (from, to) = (region(from), region(to));
        json!({ "type": "relation", "from_id": from, "to_id": to, "direction": "right", "labels": [label] })
    };
    for (annotation, first) in article.annotations.iter().zip(&firsts) {
        if !wanted(annotation) {
            continue;
        }
        for (part, id) in annotation.parts.iter().zip(*first..) {
            let [start, end] = offsets.span(part);
            let text = article.text.get(part.clone()).unwrap_or_default();
            let mut add = |name: &str, kind: &str, values: Vec<&str>| {
                let value = json!({ "start": start, "end": end, "text": text, kind: values });
                let kind = if kind == "text" { "textarea" } else { kind };
                results.push(json!({
                    "id": region(id), "from_name": name, "to_name": "text", "type": kind, "value": value,
                }));
            };
            add("kind", "labels", vec![annotation.kind.word()]);
            if id > *first {
                relate.push(relation(id, *first, "part"));
                continue;
            }
            if let Some(stance) = annotation.stance.filter(|_| annotation.kind.is_statement()) {
                add("stance", "choices", vec![stance.word()]);
            }
            for (name, ids) in [("speaker", &annotation.actors), ("via", &annotation.via)] {
                if !ids.is_empty() {
                    let names = ids.iter().map(|id| article.actor_name(id));
                    add(name, "text", names.collect());
                }
            }
            if !annotation.sources.is_empty() {
                let titles = annotation.sources.iter();
                let titles = titles.map(|id| article.source_title(id));
                add("source", "text", titles.collect());
            }
        }
        for (key, target) in &annotation.relations {
            if let Target::Annotation(index) = target
                && wanted(&article.annotations[*index])
            {
                relate.push(relation(*first, firsts[*index], key));
            }
        }
    }
    results.extend(relate);
    results
}

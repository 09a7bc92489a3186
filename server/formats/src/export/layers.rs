//! An article as layers of `INCEpTION` and `WebAnno`: spans with features, and relations between them.

use super::loss;
use crate::article::{AnnotatedArticle, ArticleAnnotation, Target, trimmed};
use crate::layers::{ATTRIBUTES, FEATURES, PART, SEPARATOR};
use serde_json::{Map, Value};
use std::ops::Range;

/// Spans of an article and the relations between them.
#[derive(Debug, Default)]
pub(super) struct Layers {
    /// In the order of the annotations.
    pub(super) spans: Vec<LayerSpan>,
    pub(super) relations: Vec<LayerRelation>,
    /// Losses that all formats with layers have.
    pub(super) losses: Vec<String>,
}

/// A part of an annotation, with words.
#[derive(Debug)]
pub(super) struct LayerSpan {
    /// Bytes of the article.
    pub(super) range: Range<usize>,
    /// Values in the order of [`FEATURES`]; the first part of an annotation has all of them, others have the kind.
    pub(super) features: [Option<String>; FEATURES.len()],
}

impl LayerSpan {
    /// Features that have a value, by name.
    pub(super) fn values(&self) -> impl Iterator<Item = (&'static str, &str)> {
        FEATURES.into_iter().zip(&self.features).filter_map(|(name, value)| Some((name, value.as_deref()?)))
    }
}

/// A relation between two spans, by their indices.
#[derive(Debug)]
pub(super) struct LayerRelation {
    pub(super) key: String,
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Layers {
    pub(super) fn new(article: &AnnotatedArticle) -> Self {
        let mut layers = Self::default();
        // Index of the first span of each annotation.
        let firsts: Vec<Option<usize>> =
            article.annotations.iter().map(|it| layers.add(article, it)).collect();
        let (mut elsewhere, mut cut) = (0, 0);
        for (annotation, from) in article.annotations.iter().zip(&firsts) {
            for (key, target) in &annotation.relations {
                let Target::Annotation(index) = target else {
                    elsewhere += 1;
                    continue;
                };
                match (*from, firsts[*index]) {
                    (Some(from), Some(to)) => {
                        layers.relations.push(LayerRelation { key: key.clone(), from, to });
                    }
                    _ => cut += 1,
                }
            }
        }
        let empty = firsts.iter().filter(|first| first.is_none()).count();
        let fields = article.actors.iter().chain(&article.sources).map(|entity| entity.fields.len());
        let losses = [
            loss(empty, "annotation", "it has no words"),
            loss(cut, "relation", "one of its ends has no words"),
            loss(elsewhere, "relation", "the other end is not in the document"),
            loss(fields.sum(), "field", "the layers have only the names of actors and sources"),
        ];
        layers.losses.extend(losses.into_iter().flatten());
        layers
    }

    /// Adds the parts of an annotation. Returns the index of the first; `None` if there are no words.
    fn add(&mut self, article: &AnnotatedArticle, annotation: &ArticleAnnotation) -> Option<usize> {
        let first = self.spans.len();
        let parts = annotation.parts.iter().map(|part| trimmed(&article.text, part.clone()));
        for range in parts.filter(|range| !range.is_empty()) {
            let index = self.spans.len();
            let features = FEATURES.map(|name| {
                (index == first || name == "kind").then(|| feature(article, annotation, name)).flatten()
            });
            self.spans.push(LayerSpan { range, features });
            if index > first {
                self.relations.push(LayerRelation { key: PART.to_owned(), from: index, to: first });
            }
        }
        (self.spans.len() > first).then_some(first)
    }
}

/// Value of a feature of an annotation.
fn feature(article: &AnnotatedArticle, annotation: &ArticleAnnotation, name: &str) -> Option<String> {
    let names = |ids: &[String], name: fn(&AnnotatedArticle, &str) -> String| {
        let names: Vec<String> = ids
            .iter()
            .map(|id| {
                let name = name(article, id);
                // A name with the separator would be read as two.
                if name.contains(SEPARATOR) { id.clone() } else { name }
            })
            .collect();
        (!names.is_empty()).then(|| names.join("; "))
    };
    match name {
        "kind" => Some(annotation.kind.word().to_owned()),
        "stance" => {
            let stance = annotation.stance.filter(|_| annotation.kind.is_statement());
            stance.map(|stance| stance.word().to_owned())
        }
        "speaker" => names(&annotation.actors, |article, id| article.actor_name(id).to_owned()),
        "via" => names(&annotation.via, |article, id| article.actor_name(id).to_owned()),
        "source" => names(&annotation.sources, |article, id| article.source_title(id).to_owned()),
        "draft" => annotation.is_draft.then(|| "true".to_owned()),
        "label" => annotation.label.clone(),
        "attributes" => {
            let others = annotation.attributes.iter().filter(|(key, _)| !ATTRIBUTES.contains(&&**key));
            let others: Map<String, Value> =
                others.map(|(key, value)| (key.clone(), Value::from(value.as_str()))).collect();
            (!others.is_empty()).then(|| super::json(&Value::Object(others)))
        }
        key => annotation.attribute(key).map(str::to_owned),
    }
}

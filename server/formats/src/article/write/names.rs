//! Ids, labels and values that the markup has, for those of other tools.

use super::{AnnotatedArticle, ArticleAnnotation, Span, Target};
use ascribe_markup::model::vocabulary::AUTHOR;
use ascribe_markup::model::{Namespace, id_from_name, is_identifier};
use std::collections::{HashMap, HashSet};

/// Ids and labels that the markup has, for those of an article.
pub(super) struct Names<'a> {
    ids: HashMap<(Namespace, &'a str), String>,
    /// Labels of the annotations that need one, by index.
    pub(super) labels: HashMap<usize, String>,
}

impl<'a> Names<'a> {
    pub(super) fn new<'s>(article: &'a AnnotatedArticle, spans: impl Iterator<Item = &'s Span>) -> Self {
        let mut ids = HashMap::new();
        for (namespace, entities) in
            [(Namespace::Actor, &article.actors), (Namespace::Source, &article.sources)]
        {
            let noun = if namespace == Namespace::Actor { "actor" } else { "source" };
            let mut taken = Taken { ids: HashSet::from([AUTHOR.to_owned()]), ..Taken::default() };
            for entity in entities {
                ids.insert((namespace, &*entity.id), taken.free(&entity.id, &entity.name, noun));
            }
        }
        let targets = article.annotations.iter().flat_map(|annotation| &annotation.relations);
        let mut needed: HashSet<usize> = targets
            .filter_map(|(_, target)| match target {
                Target::Annotation(index) => Some(*index),
                Target::Label(_) => None,
            })
            .collect();
        needed.extend(spans.filter(|span| span.part > 0).map(|span| span.annotation));
        let annotations = || article.annotations.iter().enumerate();
        needed.extend(annotations().filter(|(_, it)| it.label.is_some()).map(|(index, _)| index));
        let mut taken = Taken::default();
        let label = |(index, annotation): (usize, &ArticleAnnotation)| {
            let label = annotation.label.as_deref().unwrap_or_default();
            needed.contains(&index).then(|| (index, taken.free(label, "", "a")))
        };
        let labels = annotations().filter_map(label).collect();
        Self { ids, labels }
    }

    /// Id of an actor or source; one that is not declared keeps its own, as far as the markup has it.
    pub(super) fn id(&self, namespace: Namespace, id: &str) -> String {
        let own = || if is_identifier(id) { id.to_owned() } else { id_from_name(id) };
        self.ids.get(&(namespace, id)).cloned().unwrap_or_else(own)
    }
}

/// Ids that are taken, and the next number for those that were wanted again.
#[derive(Default)]
struct Taken {
    ids: HashSet<String>,
    numbers: HashMap<String, usize>,
}

impl Taken {
    /// An id that is not taken: the given one if the markup has it, or else one made of the name or the noun.
    fn free(&mut self, id: &str, name: &str, noun: &str) -> String {
        let wanted = [id.to_owned(), id_from_name(id), id_from_name(name), noun.to_owned()];
        let wanted = wanted.into_iter().find(|id| is_identifier(id)).unwrap_or_else(|| noun.to_owned());
        let mut free = wanted.clone();
        while !self.ids.insert(free.clone()) {
            let number = self.numbers.entry(wanted.clone()).or_insert(1);
            *number += 1;
            free = format!("{wanted}-{number}");
        }
        free
    }
}

/// A value on one line, without control characters.
pub(super) fn one_line(value: &str) -> String {
    let value: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Value of an attribute, in quotation marks unless it is one plain word.
pub(super) fn value_of(value: &str) -> String {
    let value = one_line(value);
    let is_plain =
        |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ',' | '@' | '^' | '#' | '/');
    if !value.is_empty() && value.chars().all(is_plain) {
        return value;
    }
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

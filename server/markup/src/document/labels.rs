//! Labels of all annotations of a document, for features that ask about each annotation.

use super::Document;
use crate::model::{Annotation, Marked};
use ascribe_language::stance::Stance;
use std::collections::HashMap;

/// Maximum number of parts to follow from one to the next, since they may form a circle.
pub const LONGEST_CHAIN: usize = 8;

/// Annotated texts of a document by label, the first of each.
#[derive(Debug)]
pub struct Labels<'a>(HashMap<&'a str, &'a Marked>);

impl<'a> Labels<'a> {
    /// Collects the labels of a document.
    pub fn new(document: &'a Document) -> Self {
        let mut all = HashMap::new();
        for marked in document.blocks().flat_map(|at| at.block.marked()) {
            for label in marked.annotation.iter().flat_map(Annotation::labels).filter(|it| !it.id.is_empty())
            {
                all.entry(&*label.id).or_insert(marked);
            }
        }
        Self(all)
    }

    /// Stance of the actors of a quotation or span of the document to its words, as [`Document::stance_of`] tells it.
    pub fn stance_of(&self, marked: &'a Marked) -> Option<Stance> {
        stance_of(marked, |label| self.0.get(label).copied())
    }
}

/// Stance of the annotation that the parts of a statement continue, found by their labels.
pub(super) fn stance_of<'a>(
    marked: &'a Marked,
    labelled: impl Fn(&'a str) -> Option<&'a Marked>,
) -> Option<Stance> {
    let mut whole = marked;
    for _ in 0..LONGEST_CHAIN {
        let continued = whole.annotation.as_ref().and_then(Annotation::continues);
        if continued.is_some_and(|continued| continued.document.is_some()) {
            return None;
        }
        let Some(next) = continued.and_then(|continued| labelled(&continued.id)) else {
            return whole.stance();
        };
        whole = next;
    }
    None
}

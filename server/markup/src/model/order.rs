//! Canonical order of annotation items.

use super::vocabulary::{ATTRIBUTES, Kind};
use super::{ItemKind, Namespace};

/// Attributes before all others.
const FIRST: [&str; 3] = ["via", "part", "for"];

/// Attribute directly after `draft`; both are machine-made.
const BEHIND_DRAFT: &str = "confidence";

const KIND: usize = 0;
const LABEL: usize = 1;
const ACTOR: usize = 2;
const SOURCE: usize = 3;

/// Sort key of an item: kind, label, actors, sources, known attributes, then unknown ones in their order.
pub fn rank(item: &ItemKind) -> usize {
    match item {
        ItemKind::Kind(_) => KIND,
        ItemKind::Label(_) => LABEL,
        ItemKind::Reference(reference) if reference.namespace == Namespace::Actor => ACTOR,
        ItemKind::Reference(_) => SOURCE,
        ItemKind::Draft => draft_rank(),
        ItemKind::Attribute(attribute) => attribute_rank(&attribute.key),
    }
}

/// Sort key of an item as it is written, or of the first of several.
pub fn rank_of_written(item: &str) -> usize {
    let word = item.split(' ').next().unwrap_or_default();
    match word.chars().next() {
        Some('#') => LABEL,
        Some('@') => ACTOR,
        Some('^') => SOURCE,
        _ => match word.split_once('=') {
            Some((key, _)) => attribute_rank(key),
            None if Kind::of(word).is_some() => KIND,
            None => draft_rank(),
        },
    }
}

fn draft_rank() -> usize {
    attribute_rank(BEHIND_DRAFT) - 1
}

fn attribute_rank(key: &str) -> usize {
    let first = FIRST.iter().position(|first| *first == key);
    let place = ATTRIBUTES.iter().position(|known| known.word == key).unwrap_or(ATTRIBUTES.len());
    // Steps of two, which leaves a rank for `draft`.
    10 + first.unwrap_or(FIRST.len() + 2 * place)
}

//! Canonical order of annotation items.

use ascribe_markup::model::vocabulary::ATTRIBUTES;
use ascribe_markup::model::{ItemKind, Namespace};

/// Attributes before all others.
const FIRST: [&str; 3] = ["via", "part", "for"];

/// Attribute directly after `draft`; both are machine-made.
const BEHIND_DRAFT: &str = "confidence";

/// Sort key of an item: kind, label, actors, sources, known attributes, then unknown ones in their order.
pub(super) fn rank(item: &ItemKind) -> usize {
    match item {
        ItemKind::Kind(_) => 0,
        ItemKind::Label(_) => 1,
        ItemKind::Reference(reference) if reference.namespace == Namespace::Actor => 2,
        ItemKind::Reference(_) => 3,
        ItemKind::Draft => attribute_rank(BEHIND_DRAFT) - 1,
        ItemKind::Attribute(attribute) => attribute_rank(&attribute.key),
    }
}

fn attribute_rank(key: &str) -> usize {
    let first = FIRST.iter().position(|first| *first == key);
    let place = ATTRIBUTES.iter().position(|known| known.word == key).unwrap_or(ATTRIBUTES.len());
    // Steps of two, which leaves a rank for `draft`.
    10 + first.unwrap_or(FIRST.len() + 2 * place)
}

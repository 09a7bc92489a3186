//! Go to definition: from an id or a mention in the prose to the declaration or the labelled annotation.

use super::subject::{id_of, subject_at};
use ascribe_markup::scope::{Definition, Scope};
use std::ops::Range;

/// Definitions of the item at a byte offset, with the item's byte range.
pub fn definition(scope: &Scope, offset: usize) -> Option<(Range<usize>, Vec<Definition>)> {
    let (range, _, subject) = subject_at(scope, offset)?;
    let (namespace, id, document) = id_of(&subject)?;
    let found = scope.definitions_of(namespace, &id, document.as_deref());
    (!found.is_empty()).then_some((range, found))
}

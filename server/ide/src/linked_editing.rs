//! Linked editing: ranges of an id that change together while one of them is edited.

use super::references::written;
use super::subject::{Subject, id_of, subject_at};
use ascribe_markup::scope::Scope;
use std::ops::Range;

/// Pattern of an id, as a JavaScript regular expression without flags, as editors expect it. Allows a dot at the end
/// while typing.
pub const ID_PATTERN: &str = "[A-Za-z\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u1fff\\u2070-\\u218f\
\\u2c00-\\u2fff\\u3005-\\u3007\\u3021-\\ufefe\\uff10-\\uffff]\
[-\\w.\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u1fff\\u2070-\\u218f\
\\u2c00-\\u2fff\\u3005-\\u3007\\u3021-\\ufefe\\uff10-\\uffff]*";

/// Byte ranges of the id at an offset, without its sign: its definition and all uses in the document, in order. `None`
/// if the document does not define the id exactly once, which would leave other occurrences behind, or has no second
/// occurrence.
pub fn linked_ranges(scope: &Scope, offset: usize) -> Option<Vec<Range<usize>>> {
    let (_, at, subject) = subject_at(scope, offset)?;
    if !matches!(subject, Subject::Reference(_) | Subject::Definition(..)) {
        return None;
    }
    let (namespace, id, path) = id_of(&subject)?;
    if path.is_some() || scope.document.definition_count(namespace, &id) != 1 {
        return None;
    }
    let mut places: Vec<_> =
        written(&scope.document, namespace, &id, None).into_iter().map(|(range, _)| range).collect();
    places.sort_by_key(|range| range.start);
    // The sign and, in a declaration, the name are not part of the id.
    let on_id = places
        .iter()
        .any(|range| at.range().contains(&range.start) && range.start <= offset && offset <= range.end);
    (on_id && places.len() > 1).then_some(places)
}

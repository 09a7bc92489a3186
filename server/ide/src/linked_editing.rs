//! The places of an id that change together while somebody types in one of them.

use super::references::written;
use super::subject::{Subject, id_of, subject_at};
use ascribe_markup::scope::Scope;
use std::ops::Range;

/// What an id may be made of, as a regular expression of JavaScript that needs no flags, which is how editors read
/// it. A dot may be its last character while it is typed.
pub const ID_PATTERN: &str = "[A-Za-z\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u1fff\\u2070-\\u218f\
\\u2c00-\\u2fff\\u3005-\\u3007\\u3021-\\ufefe\\uff10-\\uffff]\
[-\\w.\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u1fff\\u2070-\\u218f\
\\u2c00-\\u2fff\\u3005-\\u3007\\u3021-\\ufefe\\uff10-\\uffff]*";

/// The id at a byte offset, without its sign, at its definition and at each use in the document, in order. Nothing
/// for an id that the document does not define, or defines twice, or that has no second place: there a change
/// would leave others behind, or have nothing to carry along.
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
    // Beside the id stands its sign, and with a declaration its name.
    let on_id = places
        .iter()
        .any(|range| at.range().contains(&range.start) && range.start <= offset && offset <= range.end);
    (on_id && places.len() > 1).then_some(places)
}

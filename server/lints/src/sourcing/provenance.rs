//! Provenance: the original sources of a source, and the actors for whom an actor speaks.

use ascribe_markup::model::vocabulary::AUTHOR;
use ascribe_markup::model::{Declaration, Marked, Namespace};
use ascribe_markup::scope::Scope;
use std::collections::BTreeSet;

/// Original sources at the end of the `cites` chains of a source, or the source itself.
pub fn roots<'a>(scope: &'a Scope, id: &'a str) -> BTreeSet<&'a str> {
    let mut roots = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let declared = scope.declaration(Namespace::Source, id);
        let cited: Vec<&str> =
            declared.into_iter().flat_map(|source| source.ids("cites")).map(|cited| &*cited.id).collect();
        if cited.is_empty() {
            roots.insert(id);
        }
        open.extend(cited);
    }
    // A circle has no end, and counts as one source.
    if roots.is_empty() {
        roots.extend(seen.first());
    }
    roots
}

/// Actors for whom an actor speaks: itself and, transitively, its affiliations.
pub fn speaks_for<'a>(scope: &'a Scope, id: &'a str) -> BTreeSet<&'a str> {
    let mut all = BTreeSet::new();
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        if all.insert(id) {
            let declared = scope.declaration(Namespace::Actor, id);
            open.extend(declared.into_iter().flat_map(|actor| actor.ids("affiliation")).map(|of| &*of.id));
        }
    }
    all
}

/// Declarations of the actors of a statement.
pub fn speakers<'a>(scope: &'a Scope, marked: &'a Marked) -> Vec<&'a Declaration> {
    marked.actors().filter_map(|actor| scope.declaration(Namespace::Actor, &actor.id)).collect()
}

/// Whether all actors of a statement are declared as anonymous.
pub fn is_anonymous(scope: &Scope, marked: &Marked) -> bool {
    let speakers = speakers(scope, marked);
    !speakers.is_empty()
        && speakers.len() == marked.actors().count()
        && speakers.iter().all(|actor| actor.is_anonymous())
}

/// Whether an actor other than the article's author is given.
pub fn is_attributed(marked: &Marked) -> bool {
    marked.actors().any(|actor| &*actor.id != AUTHOR && !actor.id.is_empty())
}

//! What a source rests on, and who speaks for whom.

use ascribe_markup::model::vocabulary::AUTHOR;
use ascribe_markup::model::{Declaration, Marked, Namespace};
use ascribe_markup::scope::Scope;
use std::collections::BTreeSet;

/// The sources on which a source rests in the end: those behind `cites`, or itself.
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
    // In a circle none is the last; they are one source all the same.
    if roots.is_empty() {
        roots.extend(seen.first());
    }
    roots
}

/// The actors for whom an actor speaks: itself, and whom it belongs to, however far up.
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

/// The declarations of those who say something.
pub fn speakers<'a>(scope: &'a Scope, marked: &'a Marked) -> Vec<&'a Declaration> {
    marked.actors().filter_map(|actor| scope.declaration(Namespace::Actor, &actor.id)).collect()
}

/// Whether all who say something are declared, and have their names withheld.
pub fn is_anonymous(scope: &Scope, marked: &Marked) -> bool {
    let speakers = speakers(scope, marked);
    !speakers.is_empty()
        && speakers.len() == marked.actors().count()
        && speakers.iter().all(|actor| actor.is_anonymous())
}

/// Whether somebody other than the article's author says it.
pub fn is_attributed(marked: &Marked) -> bool {
    marked.actors().any(|actor| &*actor.id != AUTHOR && !actor.id.is_empty())
}

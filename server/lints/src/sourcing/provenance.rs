//! Provenance: the actors for whom an actor speaks, and what is known of those of a statement.

use ascribe_markup::model::vocabulary::AUTHOR;
use ascribe_markup::model::{Declaration, Marked, Namespace};
use ascribe_markup::scope::Scope;
use std::collections::{BTreeSet, VecDeque};

/// Actors that count as those for whom one actor speaks, so that long chains of affiliations cost no more than short
/// ones.
const MOST_SIDES: usize = 64;

/// Actors for whom an actor speaks: itself and, transitively, its affiliations, the nearest `MOST_SIDES`.
pub fn speaks_for<'a>(scope: &'a Scope, id: &'a str) -> BTreeSet<&'a str> {
    let mut all = BTreeSet::new();
    let mut open = VecDeque::from([id]);
    while let Some(id) = open.pop_front().filter(|_| all.len() < MOST_SIDES) {
        if all.insert(id) {
            let declared = scope.declaration(Namespace::Actor, id);
            let affiliations = declared.into_iter().flat_map(|actor| actor.ids("affiliation"));
            open.extend(affiliations.take(MOST_SIDES).map(|of| &*of.id));
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

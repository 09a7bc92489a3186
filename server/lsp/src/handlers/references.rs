//! `textDocument/references`: in the document, in the cast that declares the actor or source, and in the open
//! documents that see the same declaration.

use crate::convert;
use crate::snapshot::Snapshot;
use crate::uris::{Key, path_of};
use ascribe_core::features::references::{Target, Use, target, uses};
use ascribe_core::scope::{Place, Scope};
use std::sync::Arc;
use tower_lsp::ls_types::{Location, Position, Uri};

pub fn references(snapshot: &Snapshot, position: Position, declaration: bool) -> Vec<Location> {
    let scope = &snapshot.scope;
    let offset = convert::offset(scope.document.text(), position, snapshot.settings.encoding);
    let Some(target) = target(scope, offset) else { return Vec::new() };
    let mut locations = Vec::new();
    for (uri, scope) in searched(snapshot, &target) {
        let text = scope.document.text();
        for (range, kind) in uses(&scope.document, scope.names(), target.namespace, &target.id) {
            if declaration || kind != Use::Definition {
                let range = convert::range(text, &range, snapshot.settings.encoding);
                locations.push(Location::new(uri.clone(), range));
            }
        }
    }
    locations
}

/// The documents in which the target may be used under its id.
fn searched(snapshot: &Snapshot, target: &Target) -> Vec<(Uri, Arc<Scope>)> {
    let mut searched = vec![(snapshot.uri.clone(), Arc::clone(&snapshot.scope))];
    let Some(uri) = snapshot.uri_of(target.place) else { return searched };
    if let (false, Some(document)) = (target.place == Place::Here, snapshot.scope.at(target.place)) {
        searched.push((uri.clone(), Arc::new(Scope::alone(Arc::clone(document)))));
    }
    if matches!(target.place, Place::Linked(_)) {
        searched.remove(0);
        return searched;
    }
    let Some(declared_in) = path_of(&uri) else { return searched };
    let own = Key::of(&snapshot.uri);
    for (uri, key, scope) in &snapshot.open {
        // A nearer definition hides the one that is meant.
        let mut layers = std::iter::once(&scope.document).chain(&scope.casts);
        let meant = layers.find(|layer| layer.definition_count(target.namespace, &target.id) > 0);
        let declaring = snapshot.scope.at(target.place);
        let sees = meant.zip(declaring).is_some_and(|(meant, declaring)| Arc::ptr_eq(meant, declaring));
        if sees && *key != own && key.path() != Some(&declared_in) {
            searched.push((uri.clone(), Arc::clone(scope)));
        }
    }
    searched
}

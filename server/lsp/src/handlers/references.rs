//! `textDocument/references`: searches all documents that see the definition.

use crate::documents::snapshot::Snapshot;
use crate::protocol::convert::{self, Places};
use crate::protocol::uris::path_of;
use ascribe_ide::references::{Use, target, uses};
use ascribe_markup::text::{Rope, Text};
use ascribe_workspace::features::references;
use ascribe_workspace::view::View;
use std::ops::Range;
use tower_lsp::ls_types::{Location, Position};

pub fn references(snapshot: &Snapshot, view: &View, position: Position, declaration: bool) -> Vec<Location> {
    let scope = snapshot.scope();
    let encoding = snapshot.capabilities.encoding;
    let offset = convert::offset(scope.document.text(), position, encoding);
    let Some(target) = target(scope, offset) else { return Vec::new() };
    let wanted = |(_, kind): &&(Range<usize>, Use)| declaration || *kind != Use::Definition;
    let defined_in = snapshot.uri_of(target.place).and_then(|uri| path_of(&uri));
    let Some(defined_in) = defined_in else {
        // A document without a file is not visible to other documents.
        let uses = uses(scope, target.namespace, &target.id, None);
        let places = Places::of(scope.document.text(), encoding);
        let ranges = uses.iter().filter(wanted).map(|(range, _)| places.range(range));
        return ranges.map(|range| Location::new(snapshot.uri.clone(), range)).collect();
    };
    let mut locations = Vec::new();
    for found in references::references(view, &defined_in, target.namespace, &target.id) {
        let Some(uri) = snapshot.workspace.uri_of(&found.path) else { continue };
        let text = Rope::from_str(&found.text);
        let places = Places::of(Text::from(&text), encoding);
        let ranges = found.uses.iter().filter(wanted).map(|(range, _)| places.range(range));
        locations.extend(ranges.map(|range| Location::new(uri.clone(), range)));
    }
    locations
}

//! `textDocument/implementation`: from a source, an actor or a label to the annotations based on it.

use crate::documents::snapshot::Snapshot;
use crate::handlers::nodes;
use ascribe_workspace::features::implementation::implementations;
use ascribe_workspace::view::View;
use tower_lsp::ls_types::{GotoDefinitionResponse, Position};

pub fn implementation(
    snapshot: &Snapshot,
    view: &View,
    position: Position,
) -> Option<GotoDefinitionResponse> {
    let node = nodes::at(snapshot, view, position)?;
    let links = snapshot.capabilities.implementation_links;
    nodes::leads(snapshot, view, &implementations(view, &node), links)
}

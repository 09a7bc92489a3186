//! `textDocument/typeDefinition`: from an actor to its affiliation, from a source to the actors quoted from it.

use crate::documents::snapshot::Snapshot;
use crate::handlers::nodes;
use ascribe_workspace::features::type_definition::type_definitions;
use ascribe_workspace::view::View;
use tower_lsp::ls_types::{GotoDefinitionResponse, Position};

pub fn type_definition(
    snapshot: &Snapshot,
    view: &View,
    position: Position,
) -> Option<GotoDefinitionResponse> {
    let node = nodes::at(snapshot, view, position)?;
    let links = snapshot.capabilities.type_definition_links;
    nodes::leads(snapshot, view, &type_definitions(view, &node), links)
}

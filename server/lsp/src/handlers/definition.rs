//! `textDocument/definition` and `textDocument/declaration`, which coincide in this markup.

use crate::documents::snapshot::Snapshot;
use crate::protocol::convert;
use ascribe_ide::definition;
use tower_lsp::ls_types::{GotoDefinitionResponse, Location, LocationLink, Position};

pub fn definition(snapshot: &Snapshot, position: Position) -> Option<GotoDefinitionResponse> {
    let encoding = snapshot.capabilities.encoding;
    let text = snapshot.scope().document.text();
    let offset = convert::offset(text, position, encoding);
    let (origin, definitions) = definition::definition(snapshot.scope(), offset)?;
    let origin = convert::range(text, &origin, encoding);
    let links = definitions.iter().filter_map(|definition| {
        let text = snapshot.scope().at(definition.place)?.text();
        Some(LocationLink {
            origin_selection_range: Some(origin),
            target_uri: snapshot.uri_of(definition.place)?,
            target_range: convert::range(text, &definition.whole, encoding),
            target_selection_range: convert::range(text, &definition.id, encoding),
        })
    });
    Some(if snapshot.capabilities.definition_links {
        GotoDefinitionResponse::Link(links.collect())
    } else {
        let location = |link: LocationLink| Location::new(link.target_uri, link.target_selection_range);
        GotoDefinitionResponse::Array(links.map(location).collect())
    })
}

//! `workspace/symbol` and `workspaceSymbol/resolve`

use crate::documents::snapshot::WorkspaceSnapshot;
use crate::handlers::nodes;
use ascribe_workspace::features::node::{Node, find};
use ascribe_workspace::features::symbols::{FoundSymbol, symbols};
use ascribe_workspace::view::View;
use tower_lsp::ls_types::{
    Location, OneOf, Range, SymbolInformation, WorkspaceLocation, WorkspaceSymbol, WorkspaceSymbolResponse,
};

pub fn workspace_symbol(workspace: &WorkspaceSnapshot, view: &View, query: &str) -> WorkspaceSymbolResponse {
    let found = symbols(view, query);
    if !workspace.capabilities.resolves_symbol_ranges {
        return WorkspaceSymbolResponse::Flat(placed(workspace, view, found));
    }
    let symbol = |symbol: FoundSymbol| {
        Some(WorkspaceSymbol {
            name: symbol.name,
            kind: nodes::kind(&symbol.node),
            tags: None,
            container_name: Some(symbol.container).filter(|container| !container.is_empty()),
            location: OneOf::Right(WorkspaceLocation { uri: workspace.uri_of(&symbol.node.path)? }),
            data: Some(nodes::data(&symbol.node)),
        })
    };
    WorkspaceSymbolResponse::Nested(found.into_iter().filter_map(symbol).collect())
}

/// Symbols with their ranges, for which their documents are read.
#[allow(deprecated, reason = "the type has a field that is")]
fn placed(workspace: &WorkspaceSnapshot, view: &View, symbols: Vec<FoundSymbol>) -> Vec<SymbolInformation> {
    let nodes: Vec<Node> = symbols.iter().map(|symbol| symbol.node.clone()).collect();
    let found = find(view, &nodes);
    let placed = symbols.into_iter().zip(found).filter_map(|(symbol, found)| {
        let item = nodes::item(workspace, view, &symbol.node, &found?)?;
        Some(SymbolInformation {
            name: symbol.name,
            kind: item.kind,
            tags: None,
            deprecated: None,
            location: Location::new(item.uri, item.selection),
            container_name: Some(symbol.container).filter(|container| !container.is_empty()),
        })
    });
    placed.collect()
}

/// Resolves a symbol to its range; the start of the document if the symbol no longer exists.
pub fn resolve(workspace: &WorkspaceSnapshot, view: &View, mut symbol: WorkspaceSymbol) -> WorkspaceSymbol {
    let OneOf::Right(WorkspaceLocation { uri }) = &symbol.location else { return symbol };
    let node = nodes::kept(view, uri, symbol.data.as_ref());
    let item = node.and_then(|node| nodes::items(workspace, view, &[node]).pop());
    symbol.location = OneOf::Left(match item {
        Some(item) => Location::new(item.uri, item.selection),
        None => Location::new(uri.clone(), Range::default()),
    });
    symbol
}

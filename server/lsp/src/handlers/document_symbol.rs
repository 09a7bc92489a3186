//! `textDocument/documentSymbol`

use crate::documents::snapshot::Snapshot;
use crate::protocol::convert::Places;
use ascribe_ide::symbols::{self, Symbol, SymbolKind as Kind, symbols};
use tower_lsp::ls_types::{
    DocumentSymbol, DocumentSymbolResponse, Location, SymbolInformation, SymbolKind, Uri,
};

/// Outline of the document, as a tree if the client supports one.
pub fn document_symbol(snapshot: &Snapshot) -> DocumentSymbolResponse {
    let document = &snapshot.scope().document;
    let places = Places::of(document.text(), snapshot.capabilities.encoding);
    if snapshot.capabilities.symbol_tree {
        let tree = symbols(document).into_iter().map(|symbol| nested(&places, symbol));
        return DocumentSymbolResponse::Nested(tree.collect());
    }
    let mut flat = Vec::new();
    for symbol in symbols(document) {
        flatten(&snapshot.uri, &places, symbol, None, &mut flat);
    }
    DocumentSymbolResponse::Flat(flat)
}

fn kind(kind: Kind) -> SymbolKind {
    match kind {
        symbols::SymbolKind::FrontMatter => SymbolKind::NAMESPACE,
        symbols::SymbolKind::Actor => SymbolKind::CLASS,
        symbols::SymbolKind::Source => SymbolKind::FILE,
        symbols::SymbolKind::Paragraph => SymbolKind::STRING,
        symbols::SymbolKind::Annotation => SymbolKind::EVENT,
    }
}

#[allow(deprecated, reason = "the type has a field that is")]
fn nested(places: &Places<'_>, symbol: Symbol) -> DocumentSymbol {
    let (range, selection_range) = (places.range(&symbol.range), places.range(&symbol.selection));
    let children: Vec<_> = symbol.children.into_iter().map(|child| nested(places, child)).collect();
    DocumentSymbol {
        name: symbol.name,
        detail: Some(symbol.detail).filter(|detail| !detail.is_empty()),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        range,
        selection_range,
        children: Some(children).filter(|children| !children.is_empty()),
    }
}

#[allow(deprecated, reason = "the type has a field that is")]
fn flatten(
    uri: &Uri,
    places: &Places<'_>,
    symbol: Symbol,
    container: Option<&str>,
    flat: &mut Vec<SymbolInformation>,
) {
    let range = places.range(&symbol.range);
    flat.push(SymbolInformation {
        name: symbol.name.clone(),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        location: Location::new(uri.clone(), range),
        container_name: container.map(str::to_owned),
    });
    for child in symbol.children {
        flatten(uri, places, child, Some(&symbol.name), flat);
    }
}

//! `textDocument/documentSymbol`

use crate::convert;
use crate::snapshot::Snapshot;
use ascribe_core::features::symbols::{self, Symbol, SymbolKind as Kind, symbols};
use tower_lsp::ls_types::{DocumentSymbol, DocumentSymbolResponse, Location, SymbolInformation, SymbolKind};

pub fn document_symbol(snapshot: &Snapshot) -> DocumentSymbolResponse {
    let symbols = symbols(&snapshot.scope.document);
    if snapshot.settings.symbol_tree {
        return DocumentSymbolResponse::Nested(
            symbols.into_iter().map(|symbol| nested(snapshot, symbol)).collect(),
        );
    }
    let mut flat = Vec::new();
    for symbol in symbols {
        flatten(snapshot, symbol, None, &mut flat);
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
fn nested(snapshot: &Snapshot, symbol: Symbol) -> DocumentSymbol {
    let text = snapshot.scope.document.text();
    let encoding = snapshot.settings.encoding;
    let children: Vec<_> = symbol.children.into_iter().map(|child| nested(snapshot, child)).collect();
    DocumentSymbol {
        name: symbol.name,
        detail: Some(symbol.detail).filter(|detail| !detail.is_empty()),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: convert::range(text, &symbol.range, encoding),
        selection_range: convert::range(text, &symbol.selection, encoding),
        children: Some(children).filter(|children| !children.is_empty()),
    }
}

#[allow(deprecated, reason = "the type has a field that is")]
fn flatten(snapshot: &Snapshot, symbol: Symbol, container: Option<&str>, flat: &mut Vec<SymbolInformation>) {
    let range = convert::range(snapshot.scope.document.text(), &symbol.range, snapshot.settings.encoding);
    flat.push(SymbolInformation {
        name: symbol.name.clone(),
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        location: Location::new(snapshot.uri.clone(), range),
        container_name: container.map(str::to_owned),
    });
    for child in symbol.children {
        flatten(snapshot, child, Some(&symbol.name), flat);
    }
}

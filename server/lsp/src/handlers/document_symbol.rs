//! `textDocument/documentSymbol`

use crate::convert::Places;
use crate::json::Json;
use crate::settings::Settings;
use crate::snapshot::Snapshot;
use ascribe_core::document::{BlockAt, Document};
use ascribe_core::features::symbols::{self, Symbol, SymbolKind as Kind, symbol};
use serde::Serialize;
use std::sync::PoisonError;
use tower_lsp::ls_types::{DocumentSymbol, Location, SymbolInformation, SymbolKind, Uri};

/// The outline, of which only what has changed since the last one is made.
pub fn document_symbol(snapshot: &Snapshot) -> Json {
    let document = &snapshot.scope.document;
    let mut outline = snapshot.outlined.lock().unwrap_or_else(PoisonError::into_inner);
    *outline = outline.following(document, entry(&snapshot.uri, document, &snapshot.settings));
    outline.json()
}

/// Gives the entries of a block, a comma before each.
pub fn entry<'a>(
    uri: &'a Uri,
    document: &'a Document,
    settings: &'a Settings,
) -> impl FnMut(BlockAt<'_>) -> String + 'a {
    let mut places = Places::of(document.text(), settings.encoding);
    move |at| {
        let Some(symbol) = symbol(at) else { return String::new() };
        if settings.symbol_tree {
            return written(&nested(&mut places, symbol));
        }
        let mut flat = Vec::new();
        flatten(uri, &mut places, symbol, None, &mut flat);
        flat.iter().map(written).collect()
    }
}

fn written(entry: &impl Serialize) -> String {
    // It is made of strings and numbers, which can always be written.
    [",", &serde_json::to_string(entry).unwrap_or_default()].concat()
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
fn nested(places: &mut Places<'_>, symbol: Symbol) -> DocumentSymbol {
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
    places: &mut Places<'_>,
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

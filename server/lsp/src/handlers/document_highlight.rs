//! `textDocument/documentHighlight`

use crate::documents::snapshot::Snapshot;
use crate::protocol::convert::{self, Places};
use ascribe_ide::highlights::{Highlight, highlights};
use tower_lsp::ls_types::{DocumentHighlight, DocumentHighlightKind, Position};

pub fn document_highlight(snapshot: &Snapshot, position: Position) -> Vec<DocumentHighlight> {
    let encoding = snapshot.capabilities.encoding;
    let text = snapshot.scope().document.text();
    let found = highlights(snapshot.scope(), convert::offset(text, position, encoding)).into_iter();
    let places = Places::of(text, encoding);
    let highlight = |(range, how)| DocumentHighlight {
        range: places.range(&range),
        kind: Some(match how {
            Highlight::Write => DocumentHighlightKind::WRITE,
            Highlight::Read => DocumentHighlightKind::READ,
            Highlight::Text => DocumentHighlightKind::TEXT,
        }),
    };
    found.map(highlight).collect()
}

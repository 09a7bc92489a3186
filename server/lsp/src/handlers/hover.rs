//! `textDocument/hover`

use crate::convert;
use crate::snapshot::Snapshot;
use ascribe_core::features::hover;
use tower_lsp::ls_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};

pub fn hover(snapshot: &Snapshot, position: Position) -> Option<Hover> {
    let encoding = snapshot.settings.encoding;
    let text = snapshot.scope.document.text();
    let hover = hover::hover(&snapshot.scope, convert::offset(text, position, encoding))?;
    let kind = if snapshot.settings.markdown_hover { MarkupKind::Markdown } else { MarkupKind::PlainText };
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind, value: hover.markdown }),
        range: Some(convert::range(text, &hover.range, encoding)),
    })
}

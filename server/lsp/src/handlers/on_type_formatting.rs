//! `textDocument/onTypeFormatting`

use super::formatting::text_edits;
use crate::documents::snapshot::Snapshot;
use crate::protocol::convert;
use ascribe_ide::format::format_typed;
use tower_lsp::ls_types::{DocumentOnTypeFormattingOptions, Position, TextEdit};

/// Trigger characters for formatting.
pub fn options() -> DocumentOnTypeFormattingOptions {
    DocumentOnTypeFormattingOptions {
        first_trigger_character: "}".into(),
        more_trigger_character: Some(vec!["\n".into()]),
    }
}

pub fn on_type_formatting(snapshot: &Snapshot, position: Position, typed: &str) -> Vec<TextEdit> {
    let document = &snapshot.scope().document;
    let offset = convert::offset(document.text(), position, snapshot.capabilities.encoding);
    // Some editors send the line ending of the file.
    let typed = if typed.ends_with(['\n', '\r']) { Some('\n') } else { typed.chars().next() };
    let edits = typed.map(|typed| format_typed(document, offset, typed)).unwrap_or_default();
    // An error would interrupt typing; the log has it.
    text_edits(snapshot, &edits).unwrap_or_default()
}

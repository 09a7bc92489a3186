//! `textDocument/rangeFormatting`: formats the paragraphs, declarations and front matter that the range touches.

use super::formatting::text_edits;
use crate::documents::snapshot::Snapshot;
use crate::protocol::convert;
use ascribe_ide::format::format_range;
use ascribe_markup::gate::GateRefusal;
use tower_lsp::ls_types::{Range, TextEdit};

pub fn range_formatting(snapshot: &Snapshot, range: Range) -> Result<Vec<TextEdit>, GateRefusal> {
    let document = &snapshot.scope().document;
    let range = convert::byte_range(document.text(), range, snapshot.capabilities.encoding);
    text_edits(snapshot, &format_range(document, range))
}

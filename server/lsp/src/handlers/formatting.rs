//! `textDocument/formatting`. The editor's tab and space options are ignored, so that documents look alike for all
//! their authors.

use crate::documents::snapshot::Snapshot;
use crate::protocol::gate;
use ascribe_ide::format::format;
use ascribe_markup::Edit;
use ascribe_markup::gate::{GateRefusal, Intent};
use tower_lsp::ls_types::TextEdit;

pub fn formatting(snapshot: &Snapshot) -> Result<Vec<TextEdit>, GateRefusal> {
    text_edits(snapshot, &format(&snapshot.scope().document))
}

/// Converts edits of the markup of the document.
///
/// # Errors
/// If they do not pass the gate.
pub fn text_edits(snapshot: &Snapshot, edits: &[Edit]) -> Result<Vec<TextEdit>, GateRefusal> {
    gate::text_edits(&snapshot.scope().document, edits, &Intent::Markup, snapshot.capabilities.encoding)
}

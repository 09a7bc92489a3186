//! `textDocument/formatting`. The editor's tab and space options are ignored, so that documents look alike for all
//! their authors.

use crate::documents::snapshot::Snapshot;
use crate::protocol::convert::Places;
use ascribe_ide::format::format;
use ascribe_markup::Edit;
use tower_lsp::ls_types::TextEdit;

pub fn formatting(snapshot: &Snapshot) -> Vec<TextEdit> {
    text_edits(snapshot, &format(&snapshot.scope.document))
}

/// Converts edits of the document.
pub fn text_edits(snapshot: &Snapshot, edits: &[Edit]) -> Vec<TextEdit> {
    let places = Places::of(snapshot.scope.document.text(), snapshot.capabilities.encoding);
    edits.iter().map(|edit| places.text_edit(edit)).collect()
}

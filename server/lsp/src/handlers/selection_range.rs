//! `textDocument/selectionRange`

use crate::documents::snapshot::Snapshot;
use crate::protocol::convert::{self, Places};
use ascribe_ide::selection::selections;
use tower_lsp::ls_types::{Position, SelectionRange};

/// One selection range per position, in the order of the positions.
pub fn selection_range(snapshot: &Snapshot, positions: &[Position]) -> Vec<SelectionRange> {
    let encoding = snapshot.capabilities.encoding;
    let text = snapshot.scope().document.text();
    let places = Places::of(text, encoding);
    let answer = |position: &Position| {
        let ranges =
            selections(snapshot.scope(), convert::offset(text, *position, encoding)).into_iter().rev();
        let around = ranges.fold(None, |parent: Option<SelectionRange>, range| {
            Some(SelectionRange { range: places.range(&range), parent: parent.map(Box::new) })
        });
        around.unwrap_or_default()
    };
    positions.iter().map(answer).collect()
}

//! `textDocument/linkedEditingRange`

use crate::documents::snapshot::Snapshot;
use crate::protocol::convert::{self, Places};
use ascribe_ide::linked_editing::{ID_PATTERN, linked_ranges};
use ascribe_markup::gate::is_markup;
use tower_lsp::ls_types::{LinkedEditingRanges, Position};

pub fn linked_editing_range(snapshot: &Snapshot, position: Position) -> Option<LinkedEditingRanges> {
    let encoding = snapshot.capabilities.encoding;
    let text = snapshot.scope().document.text();
    let ranges = linked_ranges(snapshot.scope(), convert::offset(text, position, encoding))?;
    // Whatever is typed in the ranges, no word of the article may change.
    if !ranges.iter().all(|range| is_markup(&snapshot.scope().document, range.clone())) {
        tracing::error!("linked ranges were refused: one of them is in the article");
        return None;
    }
    let places = Places::of(text, encoding);
    Some(LinkedEditingRanges {
        ranges: ranges.iter().map(|range| places.range(range)).collect(),
        word_pattern: Some(ID_PATTERN.to_owned()),
    })
}

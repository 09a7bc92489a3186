//! `textDocument/linkedEditingRange`

use crate::documents::snapshot::Snapshot;
use crate::protocol::convert::{self, Places};
use ascribe_ide::linked_editing::{ID_PATTERN, linked_ranges};
use tower_lsp::ls_types::{LinkedEditingRanges, Position};

pub fn linked_editing_range(snapshot: &Snapshot, position: Position) -> Option<LinkedEditingRanges> {
    let encoding = snapshot.capabilities.encoding;
    let text = snapshot.scope.document.text();
    let ranges = linked_ranges(&snapshot.scope, convert::offset(text, position, encoding))?;
    let places = Places::of(text, encoding);
    Some(LinkedEditingRanges {
        ranges: ranges.iter().map(|range| places.range(range)).collect(),
        word_pattern: Some(ID_PATTERN.to_owned()),
    })
}

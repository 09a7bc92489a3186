//! `textDocument/foldingRange`

use crate::documents::snapshot::Snapshot;
use crate::protocol::convert::Places;
use ascribe_ide::folding::{Fold, FoldKind, folds};
use tower_lsp::ls_types::{FoldingRange, FoldingRangeClientCapabilities, FoldingRangeKind};

pub fn folding_range(snapshot: &Snapshot) -> Vec<FoldingRange> {
    let client = &snapshot.capabilities.folding;
    let mut folds = folds(&snapshot.scope().document);
    let text = snapshot.scope().document.text();
    let whole_lines = client.line_folding_only.unwrap_or(false);
    if whole_lines {
        // An editor shows a single fold per line: keep the longest, which comes first.
        folds.dedup_by_key(|fold| text.line_of(fold.range.start));
    }
    if let Some(limit) = client.range_limit.map(|limit| limit as usize).filter(|limit| *limit < folds.len()) {
        folds.sort_by_key(|fold| fold.kind);
        folds.truncate(limit);
        folds.sort_by_key(|fold| fold.range.start);
    }
    let labelled = client.folding_range.as_ref().and_then(|it| it.collapsed_text).unwrap_or(false);
    let places = Places::of(text, snapshot.capabilities.encoding);
    let folding = |fold: Fold| {
        let range = places.range(&fold.range);
        // A fold that ends within a line leaves the rest of the line visible.
        let parts_line = !whole_lines && fold.kind == FoldKind::Quotation;
        FoldingRange {
            start_line: range.start.line,
            start_character: None,
            end_line: range.end.line,
            end_character: parts_line.then_some(range.end.character),
            kind: kind(fold.kind, client),
            collapsed_text: Some(fold.label).filter(|label| labelled && !label.is_empty()),
        }
    };
    folds.into_iter().map(folding).collect()
}

/// The protocol's kind, if the client supports it.
fn kind(kind: FoldKind, client: &FoldingRangeClientCapabilities) -> Option<FoldingRangeKind> {
    let kind = match kind {
        FoldKind::Declarations => FoldingRangeKind::Imports,
        FoldKind::Notes => FoldingRangeKind::Comment,
        FoldKind::FrontMatter => FoldingRangeKind::Region,
        FoldKind::Declaration | FoldKind::Paragraph | FoldKind::Quotation => return None,
    };
    // Clients that predate the list of kinds know these three.
    let known = client.folding_range_kind.as_ref().and_then(|kinds| kinds.value_set.as_ref());
    known.is_none_or(|known| known.contains(&kind)).then_some(kind)
}

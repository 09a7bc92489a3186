//! Commas and semicolons between items: `{@a, @b}`.

use super::{Covered, Form, Loose, Piece, PieceKind, SEPARATORS, Slip};
use crate::Applicability;
use crate::model::vocabulary::{ATTRIBUTES, find};
use crate::model::{BlockRange, Problem, ProblemFix, with_blank};

impl Loose<'_, '_> {
    /// Commas and semicolons between items that can be read.
    pub(super) fn separated(&self, slips: &Covered) -> Option<Slip> {
        let is_separator = |piece: &Piece| {
            piece.kind == PieceKind::Unreadable
                && self.slice(piece.extent).chars().all(|c| SEPARATORS.contains(&c))
                && !slips.contains(piece.extent)
        };
        let runs: Vec<&[Piece]> =
            self.pieces.chunk_by(|piece, next| is_separator(piece) == is_separator(next)).collect();
        let is_between = |place: &usize| {
            let before = place.checked_sub(1).and_then(|before| runs[before].last());
            let behind = runs.get(place + 1).and_then(|behind| behind.first());
            runs[*place].first().is_some_and(is_separator) && self.are_items(before, behind, slips)
        };
        let between = (0..runs.len()).filter(is_between).flat_map(|place| runs[place]);
        let covered: Vec<BlockRange> = between.map(|piece| piece.extent).collect();
        let first = *covered.first()?;
        let gaps: Vec<(BlockRange, &str)> = covered.iter().map(|extent| self.gap(*extent)).collect();
        let whole = BlockRange { start: gaps.first()?.0.start, end: gaps.last()?.0.end };
        let mut text = String::new();
        let mut from = whole.start;
        for (extent, blank) in gaps {
            text.push_str(self.slice(BlockRange { start: from, end: extent.start.max(from) }));
            text.push_str(blank);
            from = extent.end;
        }
        let separator = self.slice(first);
        let title = format!("Separate the items by spaces, without `{separator}`");
        let message = format!("Items are separated by spaces only. Remove `{separator}`.");
        let fix = ProblemFix::new(title, whole, text).with(Applicability::Safe);
        let problem = Problem { extent: first, message: message.into(), fixes: vec![fix] };
        Some(Slip { problem, covered, form: Form::Separated })
    }

    /// Extent to replace in order to remove a separator, with the replacement: a blank if it is all that separates two
    /// items.
    fn gap(&self, separator: BlockRange) -> (BlockRange, &'static str) {
        let is_blank = |c: Option<char>, brace: char| c.is_none_or(|c| [' ', '\t', brace].contains(&c));
        let before = self.text[..separator.start as usize].chars().next_back();
        let behind = self.text[separator.end as usize..].chars().next();
        match (is_blank(before, '{'), is_blank(behind, '}')) {
            (false, false) => (separator, " "),
            (true, true) => (with_blank(self.text, separator), ""),
            _ => (separator, ""),
        }
    }

    /// Whether both neighbours of a separator are items of their own, which it only separates.
    fn are_items(&self, before: Option<&Piece>, behind: Option<&Piece>, slips: &Covered) -> bool {
        let is_unclear =
            |piece: &&Piece| piece.kind == PieceKind::Unreadable && !slips.contains(piece.extent);
        if before.into_iter().chain(behind).any(|piece| is_unclear(&piece)) {
            return false;
        }
        // `denies=x , #b`: `#b` may belong to the list.
        match (before, behind.map(|piece| piece.kind)) {
            (Some(Piece { extent, kind: PieceKind::Attribute }), Some(PieceKind::Reference(namespace))) => {
                let key = self.slice(*extent).split('=').next().and_then(|key| find(&ATTRIBUTES, key));
                key.is_some_and(|key| key.value.namespace() != Some(namespace))
            }
            _ => true,
        }
    }
}

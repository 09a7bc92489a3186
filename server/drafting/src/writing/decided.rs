//! Decisions of people about a paragraph: a note `%% allow: unmarked-claim` above it says that its claims need no
//! annotation, as where a draft was rejected, and `unattributed-quote` says so of its quotations.

use crate::writing::marking::MarkingPlace;
use ascribe_markup::document::Document;
use ascribe_markup::model::{BlockKind, allowed_by, lists_rule};

/// Words of a paragraph that the notes above it leave without annotations.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Decided {
    claims: bool,
    quotations: bool,
}

impl Decided {
    /// Reads the notes above the block with this index.
    pub(crate) fn above(document: &Document, index: usize) -> Self {
        let blocks = (0..index).rev().map_while(|index| document.block(index));
        let notes = blocks.take_while(|at| matches!(at.block.kind, BlockKind::Note(_)));
        notes.fold(Self::default(), |decided, at| {
            let list = allowed_by(at.block).map_or("", |list| at.block.slice(list));
            Self {
                claims: decided.claims || lists_rule(list, "unmarked-claim"),
                quotations: decided.quotations || lists_rule(list, "unattributed-quote"),
            }
        })
    }

    /// Whether a place is left without an annotation.
    pub(crate) fn covers(self, place: &MarkingPlace) -> bool {
        if place.is_quotation { self.quotations } else { self.claims || place.is_quoted && self.quotations }
    }
}

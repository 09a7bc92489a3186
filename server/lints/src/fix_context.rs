//! Context for computing the fixes of a block's findings.

use super::Context;
use crate::sourcing::attribute::Speakers;
use ascribe_markup::budget::Budget;
use ascribe_markup::model::{BlockRange, Problem};
use std::cell::{Cell, OnceCell};
use std::ops::Deref;

/// Number of findings of a block whose fixes are tried: each has its paragraph read again, which may be as long as they are
/// many.
const MOST_TRIED: usize = 64;

/// Bytes and steps of parsing that the trials of a document's fixes may take: those of some thousand fixes of an ordinary
/// article, but of few in a large one without blank lines, which each trial parses as a whole.
const MOST_PARSED: u64 = 1 << 24;

/// Budget of the trials of fixes of one document, see [`FixContext::within`].
pub fn trials() -> Budget {
    Budget::of_steps(MOST_PARSED)
}

/// Context of a block, with lazily computed data that its fixes share.
#[derive(Debug)]
pub struct FixContext<'a> {
    context: Context<'a>,
    speakers: OnceCell<Speakers<'a>>,
    tried: Cell<usize>,
    trials: &'a Budget,
    /// Problems of the block by their start, each with its index.
    problems: OnceCell<Vec<(u32, usize)>>,
    /// Annotations without an end, in text order.
    unclosed: OnceCell<Vec<BlockRange>>,
}

impl<'a> FixContext<'a> {
    /// Creates the context; everything else is computed when a fix asks for it.
    pub fn new(context: Context<'a>) -> Self {
        let (speakers, problems, unclosed) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { context, speakers, tried: Cell::new(0), trials: Budget::UNLIMITED, problems, unclosed }
    }

    /// Limits the trials of fixes by a budget that the blocks of the document share ([`trials`]). Once it is spent, fixes
    /// are missing.
    #[must_use]
    pub fn within(self, trials: &'a Budget) -> Self {
        Self { trials, ..self }
    }

    /// Budget of the trials.
    pub(super) fn trials(&self) -> &Budget {
        self.trials
    }

    /// Problems of the block that start at a byte offset in it.
    pub(super) fn problems_at(&self, start: u32) -> impl Iterator<Item = &Problem> {
        let all = &self.context.at.block.problems;
        let sorted = self.problems.get_or_init(|| {
            let mut sorted: Vec<(u32, usize)> =
                all.iter().enumerate().map(|(index, problem)| (problem.extent.start, index)).collect();
            sorted.sort_unstable();
            sorted
        });
        let here = &sorted[sorted.partition_point(|(other, _)| *other < start)..];
        here.iter().take_while(move |(other, _)| *other == start).map(|(_, index)| &all[*index])
    }

    /// Annotation without an end that touches a byte offset in the block.
    pub(super) fn unclosed_at(&self, offset: usize) -> Option<BlockRange> {
        let unclosed = self.unclosed.get_or_init(|| {
            let unclosed = self.context.at.block.annotations().filter(|annotation| !annotation.closed);
            let mut unclosed: Vec<BlockRange> = unclosed.map(|annotation| annotation.extent).collect();
            unclosed.sort_unstable();
            unclosed
        });
        let before = &unclosed[..unclosed.partition_point(|extent| extent.start as usize <= offset)];
        before.last().copied().filter(|extent| extent.touches(offset))
    }

    /// Whether the fixes of one more finding of the block may be tried.
    pub(super) fn may_try(&self) -> bool {
        self.tried.replace(self.tried.get() + 1) < MOST_TRIED && !self.trials.is_spent()
    }

    /// Possible speakers in the block.
    pub(super) fn speakers(&self) -> &Speakers<'a> {
        self.speakers
            .get_or_init(|| Speakers::new(self.context.scope, self.context.at).within(self.context.budget))
    }
}

impl<'a> Deref for FixContext<'a> {
    type Target = Context<'a>;

    fn deref(&self) -> &Context<'a> {
        &self.context
    }
}

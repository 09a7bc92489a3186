//! Cached check results of a block.

use super::Finding;
use super::facts::{BlockId, Fact};
use super::suppressions::Suppressed;
use crate::sourcing::misplaced::Misplacement;
use crate::sourcing::quotations::Around;
use ascribe_markup::chunked_vec::{Measured, Size};
use ascribe_markup::model::Block;
use std::sync::{Arc, LazyLock};

/// A checked block.
#[derive(Debug, Clone)]
pub struct Checked {
    pub(super) id: BlockId,
    pub(super) block: Arc<Block>,
    pub(super) around: Around,
    /// Notes directly above the block; empty for a note.
    pub(super) notes: Box<[Arc<Block>]>,
    pub(super) misplacement: Misplacement,
    pub(super) facts: Box<[Fact]>,
    /// `None` if empty, as for most blocks.
    pub(super) found: Option<Box<Found>>,
}

/// Check results of a block.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    /// Block-local findings, before suppression.
    pub alone: Arc<[Finding]>,
    /// All findings except those about suppressions elsewhere, which only notes and front matter have.
    pub settled: Arc<[Finding]>,
    pub findings: Arc<[Finding]>,
    /// Rules suppressed in the block by the notes above and by the front matter.
    pub suppressed: Suppressed,
    /// Rules that the block suppressed elsewhere when its findings were computed, as a bit set.
    pub suppresses: Option<u64>,
}

impl Found {
    pub fn is_nothing(&self) -> bool {
        self.alone.is_empty()
            && self.settled.is_empty()
            && self.findings.is_empty()
            && self.suppressed == Suppressed::default()
            && self.suppresses.is_none()
    }
}

static NOTHING: LazyLock<Found> = LazyLock::new(Found::default);

impl Checked {
    pub(super) fn found(&self) -> &Found {
        self.found.as_deref().unwrap_or(&NOTHING)
    }

    /// Updates the results in place.
    pub(super) fn update(&mut self, update: impl FnOnce(&mut Found)) {
        let mut found = self.found.take().unwrap_or_default();
        update(&mut found);
        self.found = (!found.is_nothing()).then_some(found);
    }
}

impl Measured for Checked {
    type Digest = ();

    fn digest<'a>(_: impl Iterator<Item = &'a Self>) {}

    fn size(&self) -> Size {
        self.block.size()
    }
}

//! A block that was checked, and what was found in it.

use super::Finding;
use super::silence::Silenced;
use super::topics::{BlockId, Told};
use crate::sourcing::quotations::Around;
use ascribe_markup::model::Block;
use ascribe_markup::series::{Measured, Size};
use std::sync::{Arc, LazyLock};

/// A block that was checked.
#[derive(Debug, Clone)]
pub struct Checked {
    pub(super) id: BlockId,
    pub(super) block: Arc<Block>,
    pub(super) around: Around,
    /// Those directly above; a note itself has none.
    pub(super) notes: Box<[Arc<Block>]>,
    pub(super) told: Box<[Told]>,
    /// In most blocks there is nothing.
    pub(super) found: Option<Box<Found>>,
}

/// What was found in a block.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    /// What the block alone gives; not yet silenced.
    pub alone: Arc<[Finding]>,
    /// All of its findings but those of what it silences elsewhere, as a note or the front matter does.
    pub settled: Arc<[Finding]>,
    pub findings: Arc<[Finding]>,
    /// What the notes above and the front matter silence in it.
    pub silenced: Silenced,
    /// The rules that it silences elsewhere, when its findings were made.
    pub silences: Option<u64>,
}

impl Found {
    pub fn is_nothing(&self) -> bool {
        self.alone.is_empty()
            && self.settled.is_empty()
            && self.findings.is_empty()
            && self.silenced == Silenced::default()
            && self.silences.is_none()
    }
}

static NOTHING: LazyLock<Found> = LazyLock::new(Found::default);

impl Checked {
    pub(super) fn found(&self) -> &Found {
        self.found.as_deref().unwrap_or(&NOTHING)
    }

    /// Exchanges what was found.
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

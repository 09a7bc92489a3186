//! Definitions of a document: how often each id is defined and each other document linked to, without positions.

use crate::model::{Block, BlockKind};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};

/// Next value of [`Definitions::version`]; 0 means a document that defines nothing.
static VERSIONS: AtomicU64 = AtomicU64::new(1);

pub(crate) type Counts = BTreeMap<Box<str>, u32>;

/// Number of definitions of each id and of links to each other document.
#[derive(Debug, Clone, Default)]
pub(crate) struct Definitions {
    /// Indexed by [`Namespace`](crate::model::Namespace) as an integer.
    pub counts: Arc<[Counts; 3]>,
    /// Changes whenever the definitions do; two documents have the same version only if they define the same.
    pub version: u64,
    pub linked: Arc<Counts>,
    pub paragraphs: usize,
}

type Compute = Box<dyn FnOnce() -> Definitions + Send>;

/// Definitions of a version of a document, computed on first use: a version that only tries a fix needs none, and copying
/// all ids for each would take the square of their number.
#[derive(Debug, Clone)]
pub(crate) struct LazyDefinitions(Arc<LazyLock<Definitions, Compute>>);

impl LazyDefinitions {
    /// Definitions of all blocks of a document.
    pub fn of(blocks: &[Arc<Block>]) -> Self {
        let mut definitions = Definitions::default();
        definitions.update(&[], blocks);
        Self::lazy(move || definitions)
    }

    fn lazy(compute: impl FnOnce() -> Definitions + Send + 'static) -> Self {
        Self(Arc::new(LazyLock::new(Box::new(compute))))
    }

    /// Replaces blocks. The definitions before should be computed, so that not all changes ever wait for this.
    pub fn replace(&mut self, gone: Vec<Arc<Block>>, fresh: Vec<Arc<Block>>) {
        let before = self.clone();
        *self = Self::lazy(move || {
            let mut definitions = before.get().clone();
            definitions.update(&gone, &fresh);
            definitions
        });
    }

    /// The definitions.
    pub fn get(&self) -> &Definitions {
        &self.0
    }

    /// Whether both define and link to the same.
    pub fn has_same(&self, other: &Self) -> bool {
        let (one, other) = (self.get(), other.get());
        one.counts == other.counts && one.linked == other.linked
    }
}

impl Definitions {
    fn update(&mut self, old: &[Arc<Block>], new: &[Arc<Block>]) {
        let defines = |block: &&Arc<Block>| {
            !matches!(block.kind, BlockKind::Note(_) | BlockKind::Blank | BlockKind::Unread)
        };
        let facts = |blocks: &[Arc<Block>]| -> Vec<_> {
            let told = blocks.iter().filter(defines).map(|block| {
                let ids: Vec<_> = block.definitions().map(|(of, id, _)| (of, Box::<str>::from(id))).collect();
                let text = if block.paragraph().is_some() { "" } else { &*block.text };
                (ids, text.to_owned())
            });
            told.filter(|(ids, text)| !ids.is_empty() || !text.is_empty()).collect()
        };
        let linked = |block: &Arc<Block>| -> Vec<Box<str>> {
            block.references().filter_map(|reference| reference.document.clone()).collect()
        };
        for path in new.iter().flat_map(linked) {
            count_up(Arc::make_mut(&mut self.linked), path);
        }
        for path in old.iter().flat_map(linked) {
            count_down(Arc::make_mut(&mut self.linked), path);
        }
        let paragraphs =
            |blocks: &[Arc<Block>]| blocks.iter().filter(|block| block.paragraph().is_some()).count();
        let had_article = self.paragraphs > 0;
        self.paragraphs = self.paragraphs + paragraphs(new) - paragraphs(old);
        let same_article = had_article == (self.paragraphs > 0);
        let (old, new) = (facts(old), facts(new));
        if old == new && same_article {
            return;
        }
        self.version = VERSIONS.fetch_add(1, Ordering::Relaxed);
        let counts = Arc::make_mut(&mut self.counts);
        for (namespace, id) in new.into_iter().flat_map(|(ids, _)| ids) {
            count_up(&mut counts[namespace as usize], id);
        }
        for (namespace, id) in old.into_iter().flat_map(|(ids, _)| ids) {
            count_down(&mut counts[namespace as usize], id);
        }
    }
}

fn count_up(counts: &mut Counts, key: Box<str>) {
    *counts.entry(key).or_insert(0) += 1;
}

fn count_down(counts: &mut Counts, key: Box<str>) {
    if let Entry::Occupied(mut entry) = counts.entry(key) {
        *entry.get_mut() -= 1;
        if *entry.get() == 0 {
            entry.remove();
        }
    }
}

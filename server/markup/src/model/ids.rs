//! Compact filter: which ids some blocks may define or refer to.

use super::{Block, Namespace};
use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Hashes of the ids in some blocks. May give false positives, never false negatives.
#[derive(Debug)]
pub struct Ids {
    /// Hashes of the defined ids, sorted and unique.
    defined: Box<[IdHash]>,
    /// Hashes of the ids referred to, here or in other documents, sorted and unique.
    referred: Box<[IdHash]>,
}

/// Hash of an id to look up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdHash(u32);

impl IdHash {
    /// Hash of an id without its sign.
    pub fn of(namespace: Namespace, id: &str) -> Self {
        let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one((namespace, id));
        // Either half of the hash serves as well.
        Self(hash as u32)
    }
}

impl Ids {
    pub(super) fn of<'a>(blocks: impl Iterator<Item = &'a Block>) -> Self {
        let (mut defined, mut referred) = (Vec::new(), Vec::new());
        for block in blocks {
            defined.extend(block.definitions().map(|(namespace, id, _)| IdHash::of(namespace, id)));
            referred.extend(block.references().map(|it| IdHash::of(it.namespace, &it.id)));
        }
        Self { defined: sorted(defined), referred: sorted(referred) }
    }

    /// Whether a block may define an id.
    pub fn may_define(&self, id: IdHash) -> bool {
        self.defined.binary_search(&id).is_ok()
    }

    /// Whether a block may refer to an id.
    pub fn may_refer(&self, id: IdHash) -> bool {
        self.referred.binary_search(&id).is_ok()
    }
}

/// Blocks that define or refer to each id, indexed once ids were looked for often: until then looking through the filters of
/// all chunks costs less.
#[derive(Debug, Default)]
pub struct IdIndex {
    lookups: AtomicUsize,
    blocks: OnceLock<IdBlocks>,
}

/// Indices of the blocks that may define an id, and of those that may define it or refer to it; in order.
#[derive(Debug, Default)]
pub struct IdBlocks {
    defining: HashMap<IdHash, Vec<u32>>,
    about: HashMap<IdHash, Vec<u32>>,
}

/// Number of lookups after which the blocks are indexed.
const OFTEN: usize = 64;

impl IdIndex {
    /// Counts a lookup; returns the index from the one on that makes it worth its cost.
    pub fn get<'a, I: Iterator<Item = (usize, &'a Block)>>(
        &self,
        blocks: impl FnOnce() -> I,
    ) -> Option<&IdBlocks> {
        if self.blocks.get().is_none() && self.lookups.fetch_add(1, Ordering::Relaxed) < OFTEN {
            return None;
        }
        Some(self.blocks.get_or_init(|| {
            let mut index = IdBlocks::default();
            for (number, block) in blocks() {
                // A document has fewer than 2^32 blocks.
                let number = number as u32;
                let Ids { defined, referred } = Ids::of(std::iter::once(block));
                for hash in &defined {
                    index.defining.entry(*hash).or_default().push(number);
                }
                for hash in defined.iter().chain(&referred) {
                    let about = index.about.entry(*hash).or_default();
                    if about.last() != Some(&number) {
                        about.push(number);
                    }
                }
            }
            index
        }))
    }
}

impl IdBlocks {
    /// Indices of the blocks that may define an id, in order.
    pub fn defining(&self, id: IdHash) -> &[u32] {
        self.defining.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Indices of the blocks that may define an id or refer to it, in order.
    pub fn about(&self, id: IdHash) -> &[u32] {
        self.about.get(&id).map_or(&[], Vec::as_slice)
    }
}

fn sorted(mut hashes: Vec<IdHash>) -> Box<[IdHash]> {
    hashes.sort_unstable();
    hashes.dedup();
    hashes.into()
}

//! Compact filter: which ids some blocks may define or refer to.

use super::{Block, Namespace};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

/// Hashes of the ids in some blocks. May give false positives, never false negatives.
#[derive(Debug)]
pub struct Ids {
    /// Hashes of the defined ids, sorted and unique.
    defined: Box<[IdHash]>,
    /// Hashes of the ids referred to, here or in other documents, sorted and unique.
    referred: Box<[IdHash]>,
}

/// Hash of an id to look up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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

fn sorted(mut hashes: Vec<IdHash>) -> Box<[IdHash]> {
    hashes.sort_unstable();
    hashes.dedup();
    hashes.into()
}

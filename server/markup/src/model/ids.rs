//! Which ids some blocks may define or refer to, in little room.

use super::{Block, Namespace};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

/// The ids of some blocks, by their hashes: what is not among them is not there, what is may be.
#[derive(Debug)]
pub struct Ids {
    /// Sorted, each once.
    defined: Box<[IdHash]>,
    /// The same of those that are referred to, here or in other documents.
    referred: Box<[IdHash]>,
}

/// An id as it is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct IdHash(u32);

impl IdHash {
    /// Of an id without its sign.
    pub fn of(namespace: Namespace, id: &str) -> Self {
        let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one((namespace, id));
        // Any half is as good as the other.
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

//! Which ids some blocks may define or refer to, in little room.

use super::{Block, Namespace};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

/// The ids of some blocks, by their hashes: what is not among them is not there, what is may be.
#[derive(Debug)]
pub struct Ids {
    /// Sorted, each once.
    defined: Box<[u32]>,
    /// The same of those that are referred to, here or in other documents.
    referred: Box<[u32]>,
}

impl Ids {
    pub(super) fn of<'a>(blocks: impl Iterator<Item = &'a Block>) -> Self {
        let (mut defined, mut referred) = (Vec::new(), Vec::new());
        for block in blocks {
            defined.extend(block.definitions().map(|(namespace, id, _)| hash(namespace, id)));
            referred.extend(block.references().map(|it| hash(it.namespace, &it.id)));
        }
        Self { defined: sorted(defined), referred: sorted(referred) }
    }

    /// Whether a block may define an id.
    pub fn may_define(&self, namespace: Namespace, id: &str) -> bool {
        self.defined.binary_search(&hash(namespace, id)).is_ok()
    }

    /// Whether a block may refer to an id.
    pub fn may_refer(&self, namespace: Namespace, id: &str) -> bool {
        self.referred.binary_search(&hash(namespace, id)).is_ok()
    }
}

fn hash(namespace: Namespace, id: &str) -> u32 {
    let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one((namespace, id));
    // Any half is as good as the other.
    hash as u32
}

fn sorted(mut hashes: Vec<u32>) -> Box<[u32]> {
    hashes.sort_unstable();
    hashes.dedup();
    hashes.into()
}

//! Names of blocks, in their order: what a block tells is known by its name, which a change before it leaves as it is.

use super::topics::{BlockId, LAST};

/// New names take this part of the room that there is.
const ROOM: u64 = 8;

/// Names for blocks that are new: first those of the blocks that stood in their place, since who tells something must
/// not change unnoticed, then new ones before `next`. `None` if there are none left between.
pub(super) fn names(
    count: usize,
    gone: &[BlockId],
    before: Option<BlockId>,
    next: Option<BlockId>,
) -> Option<Vec<BlockId>> {
    let mut names: Vec<BlockId> = gone.iter().copied().take(count).collect();
    let more = (count - names.len()) as u64;
    if more == 0 {
        return Some(names);
    }
    let from = names.last().copied().or(before).unwrap_or(0);
    let room = next.unwrap_or(LAST) - from;
    if room <= more {
        return None;
    }
    // Most of the room is left behind, since people write on.
    let step = (room / ROOM / more).max(1);
    names.extend((1..=more).map(|number| from + number * step));
    Some(names)
}

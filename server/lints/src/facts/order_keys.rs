//! Order keys of blocks: ids that sort in document order and stay valid when earlier blocks change.

use super::{BlockId, LAST};

/// New ids take this fraction (one in `ROOM`) of the free range.
const ROOM: u64 = 8;

/// Assigns ids to new blocks: first the ids of the blocks they replace, so that a changed provider is noticed, then new
/// ones before `next`. `None` if the range between the neighbours is exhausted.
pub(crate) fn order_keys(
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
    // Most of the range is left free after the new ids, since text is usually written forwards.
    let step = (room / ROOM / more).max(1);
    names.extend((1..=more).map(|number| from + number * step));
    Some(names)
}

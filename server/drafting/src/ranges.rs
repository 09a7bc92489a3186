//! Set of byte ranges that have been used.

use ascribe_markup::model::BlockRange;
use std::collections::BTreeMap;

/// Set of byte ranges; ranges that overlap are joined, so that a query looks at one of them.
#[derive(Debug, Clone, Default)]
pub(super) struct RangeSet {
    /// End of each range by its start.
    ends: BTreeMap<u32, u32>,
}

impl RangeSet {
    /// Whether a range in the set overlaps this one.
    pub fn overlaps(&self, range: BlockRange) -> bool {
        let last = self.ends.range(..range.end).next_back();
        last.is_some_and(|(_, end)| range.start < *end)
    }

    /// Adds a range.
    pub fn insert(&mut self, mut range: BlockRange) {
        while let Some((start, end)) =
            self.ends.range(..range.end).next_back().map(|(start, end)| (*start, *end))
            && range.start < end
        {
            self.ends.remove(&start);
            range = BlockRange { start: range.start.min(start), end: range.end.max(end) };
        }
        if range.start < range.end {
            self.ends.insert(range.start, range.end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RangeSet;
    use ascribe_markup::model::BlockRange;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_range_overlaps_the_set_if_it_overlaps_one_of_its_ranges(
            inserted in prop::collection::vec((0u32..60, 0u32..9), 0..20),
            (start, length) in (0u32..60, 0u32..9),
        ) {
            let ranges: Vec<BlockRange> =
                inserted.iter().map(|(start, length)| BlockRange { start: *start, end: start + length }).collect();
            let mut set = RangeSet::default();
            ranges.iter().for_each(|range| set.insert(*range));
            let wanted = BlockRange { start, end: start + length };
            let overlaps = |other: &BlockRange| other.start < wanted.end && wanted.start < other.end && other.start < other.end;
            prop_assert_eq!(set.overlaps(wanted), ranges.iter().any(overlaps));
        }
    }
}

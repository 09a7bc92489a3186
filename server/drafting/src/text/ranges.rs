//! Sets of byte ranges.

use std::collections::BTreeMap;
use std::ops::Range;

/// Set of byte ranges; ranges that overlap are joined, so that a query looks at one of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct RangeSet {
    /// End of each range by its start.
    ends: BTreeMap<usize, usize>,
}

impl RangeSet {
    /// Whether a range in the set overlaps this one; a single offset overlaps a range if it is inside, not at its start.
    pub fn overlaps(&self, range: &Range<usize>) -> bool {
        let last = self.ends.range(..range.end).next_back();
        last.is_some_and(|(_, end)| range.start < *end)
    }

    /// Whether a range in the set has the byte at this offset.
    pub fn contains(&self, offset: usize) -> bool {
        self.overlaps(&(offset..offset + 1))
    }

    /// Adds a range.
    pub fn insert(&mut self, mut range: Range<usize>) {
        while let Some((start, end)) =
            self.ends.range(..range.end).next_back().map(|(start, end)| (*start, *end))
            && range.start < end
        {
            self.ends.remove(&start);
            range = range.start.min(start)..range.end.max(end);
        }
        if !range.is_empty() {
            self.ends.insert(range.start, range.end);
        }
    }
}

impl FromIterator<Range<usize>> for RangeSet {
    fn from_iter<T: IntoIterator<Item = Range<usize>>>(ranges: T) -> Self {
        let mut set = Self::default();
        ranges.into_iter().for_each(|range| set.insert(range));
        set
    }
}

#[cfg(test)]
mod tests {
    use crate::RangeSet;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_range_overlaps_the_set_if_it_overlaps_one_of_its_ranges(
            inserted in prop::collection::vec((0usize..60, 0usize..9), 0..20),
            (start, length) in (0usize..60, 0usize..9),
        ) {
            let ranges = inserted.iter().map(|(start, length)| *start..start + length);
            let set: RangeSet = ranges.clone().collect();
            let wanted = start..start + length;
            let overlaps =
                |other: std::ops::Range<usize>| !other.is_empty() && other.start < wanted.end && wanted.start < other.end;
            prop_assert_eq!(set.overlaps(&wanted), ranges.clone().any(overlaps));
            prop_assert_eq!(set.contains(start), ranges.clone().any(|other| other.contains(&start)));
        }
    }
}

//! Pairs the annotations of two versions.

use super::version::Mark;
use std::collections::HashMap;

/// Annotations of two versions, by index.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pairs {
    /// For each annotation of the first version, that of the second.
    pub after: Vec<Option<usize>>,
    /// Annotations that only the second version has.
    pub added: Vec<usize>,
}

/// Whether two annotations of the same words may be one.
type Likeness = dyn Fn(&Mark, &Mark) -> bool;

/// Pairs annotations: first those of the same words, equal ones before others, then those whose words have moved. An
/// annotation has moved to words that overlap its own, if both have one label or equal items.
pub fn pairs(before: &[Mark], after: &[Mark]) -> Pairs {
    let mut free: HashMap<(bool, usize, usize), Vec<usize>> = HashMap::new();
    for (index, mark) in after.iter().enumerate() {
        free.entry((mark.is_quotation, mark.range.start, mark.range.end)).or_default().push(index);
    }
    let mut paired = vec![None; before.len()];
    let is_any = |_: &Mark, _: &Mark| true;
    let is_equal = |one: &Mark, other: &Mark| one.slots == other.slots;
    let passes: [&Likeness; 3] = [&is_equal, &shares_label, &is_any];
    for is_same in passes {
        for (index, mark) in before.iter().enumerate() {
            if paired[index].is_some() {
                continue;
            }
            let key = (mark.is_quotation, mark.range.start, mark.range.end);
            let Some(there) = free.get_mut(&key) else { continue };
            if let Some(place) = there.iter().position(|other| is_same(mark, &after[*other])) {
                paired[index] = Some(there.remove(place));
            }
        }
    }
    let mut added: Vec<usize> = free.into_values().flatten().collect();
    added.sort_unstable();
    for (index, mark) in before.iter().enumerate() {
        if paired[index].is_some() {
            continue;
        }
        let moved = added.iter().position(|other| has_moved(mark, &after[*other]));
        paired[index] = moved.map(|place| added.remove(place));
    }
    Pairs { after: paired, added }
}

fn shares_label(one: &Mark, other: &Mark) -> bool {
    one.values("#").iter().any(|label| other.values("#").contains(label))
}

fn has_moved(before: &Mark, after: &Mark) -> bool {
    let overlaps = before.range.start < after.range.end && after.range.start < before.range.end;
    before.is_quotation == after.is_quotation
        && overlaps
        && (shares_label(before, after) || before.slots == after.slots)
}

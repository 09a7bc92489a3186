//! Merges the items of an annotation or the fields of a declaration, key by key.

use super::version::{Mark, Slots, UNNAMED};
use std::collections::BTreeSet;

/// Keys of an annotation that say who says it and how. They depend on each other, and are merged as one.
const STATEMENT: [&str; 6] = ["kind", "@", "via", "stance", "part", UNNAMED];

/// Keys of an annotation that confirm what it says: whoever changed them has seen the statement as it was.
const REVIEW: [&str; 7] =
    ["draft", "reviewed-by", "reviewed", "confidence", "verdict", "evidence", "checked-by"];

/// Keys with several values, of which both versions may add some.
const LISTS: [&str; 8] = ["^", "#", "supports", "contradicts", "denies", "repeats", "answers", "corrects"];

const NONE: &Vec<String> = &Vec::new();

/// Merges two versions of an annotation; `None` if they contradict each other. The annotation of `ours` keeps the order of
/// its items.
pub fn merged_mark(base: Option<&Mark>, ours: &Mark, theirs: &Mark) -> Option<Mark> {
    let statement = |mark: &Mark| -> (std::ops::Range<usize>, Vec<Vec<String>>) {
        (mark.range.clone(), STATEMENT.iter().map(|key| mark.values(key).to_vec()).collect())
    };
    let review =
        |mark: &Mark| -> Vec<Vec<String>> { REVIEW.iter().map(|key| mark.values(key).to_vec()).collect() };
    let range = if statement(ours) == statement(theirs) {
        &ours.range
    } else {
        let base = base?;
        let is_kept = |mark: &Mark| statement(mark) == statement(base) && review(mark) == review(base);
        if is_kept(ours) {
            &theirs.range
        } else if is_kept(theirs) {
            &ours.range
        } else {
            return None;
        }
    };
    let none = Slots::new();
    let slots = merged(base.map_or(&none, |base| &base.slots), &ours.slots, &theirs.slots, &LISTS).ok()?;
    let text = if slots == ours.slots {
        ours.text.clone()
    } else if slots == theirs.slots {
        theirs.text.clone()
    } else {
        written(&slots, ours, theirs)
    };
    Some(Mark { range: range.clone(), is_quotation: ours.is_quotation, slots, text })
}

/// Braces with these items: first those of `ours` in its order, then the others.
fn written(slots: &Slots, ours: &Mark, theirs: &Mark) -> String {
    let keys = |mark: &Mark| -> Vec<String> {
        let mut keys: Vec<(usize, &String)> = Vec::new();
        for (key, values) in &mark.slots {
            keys.extend(values.first().and_then(|value| mark.text.find(value)).map(|place| (place, key)));
        }
        keys.sort();
        keys.into_iter().map(|(_, key)| key.clone()).collect()
    };
    let mut seen = BTreeSet::new();
    let mut items = Vec::new();
    for key in keys(ours).into_iter().chain(keys(theirs)) {
        if seen.insert(key.clone()) {
            items.extend(slots.get(&key).unwrap_or(NONE).iter().cloned());
        }
    }
    format!("{{{}}}", items.join(" "))
}

/// Merges values key by key; the error names the keys that both versions have changed in different ways.
pub fn merged(base: &Slots, ours: &Slots, theirs: &Slots, lists: &[&str]) -> Result<Slots, Vec<String>> {
    let keys: BTreeSet<&String> = base.keys().chain(ours.keys()).chain(theirs.keys()).collect();
    let (mut slots, mut conflicts) = (Slots::new(), Vec::new());
    for key in keys {
        let of = |slots: &Slots| slots.get(key).unwrap_or(NONE).clone();
        let (base, ours, theirs) = (of(base), of(ours), of(theirs));
        let only_adds = |values: &[String]| base.iter().all(|value| values.contains(value));
        let values = if ours == theirs || theirs == base {
            ours
        } else if ours == base {
            theirs
        } else if lists.contains(&&**key) && only_adds(&ours) && only_adds(&theirs) {
            let new = theirs.iter().filter(|value| !ours.contains(value)).cloned().collect::<Vec<_>>();
            [ours, new].concat()
        } else {
            conflicts.push(key.clone());
            continue;
        };
        if !values.is_empty() {
            slots.insert(key.clone(), values);
        }
    }
    if conflicts.is_empty() { Ok(slots) } else { Err(conflicts) }
}

//! Excesses as they are reported: by feature, and by the function that does too much.

use crate::counters::Profile;
use crate::growth::{Counts, Excess};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;
use std::ops::Range;

/// Largest number of functions that are named for a text, and of texts that are named for a function.
const NAMED: usize = 6;

/// Functions that search, sort or copy in pieces, by parts of their names. They begin to loop at a size (a tree gets a level,
/// a sort another algorithm), so that their counts leap; those of their callers do not.
const UNEVEN: [&str; 7] = [
    "alloc::collections::btree::",
    "partition_point",
    "binary_search_by",
    "ropey::",
    "core::slice::sort::",
    "core::ops::function::",
    // A version of a document copies the pointers to its chunks of 64 blocks, which costs less than the parse before.
    "ascribe_markup::chunked_vec::Placed<T> as core::clone::Clone",
];

/// Name of the count of allocated bytes.
const BYTES: &str = "allocated bytes";

/// Functions of a program, by their counters.
#[derive(Debug)]
pub struct Functions(Vec<(Range<usize>, String)>);

impl Functions {
    /// Functions that have counters in a profile; the bytes that are allocated count behind them.
    ///
    /// # Errors
    /// If the profile cannot be read.
    pub fn new(profile: &Profile) -> io::Result<Self> {
        let mut functions = profile.functions()?;
        functions.push((profile.counters()..profile.counters() + 1, BYTES.to_owned()));
        functions.sort_by_key(|(counters, _)| counters.start);
        Ok(Self(functions))
    }

    fn name(&self, counter: usize) -> &str {
        let after = self.0.partition_point(|(counters, _)| counters.start <= counter);
        after.checked_sub(1).map_or("", |place| &self.0[place].1)
    }

    /// Leaves out the counts of uneven functions.
    pub fn even(&self, counts: Counts) -> Counts {
        let is_even = |counter: usize| !UNEVEN.iter().any(|part| self.name(counter).contains(part));
        counts.into_iter().filter(|(counter, _)| is_even(*counter)).collect()
    }
}

/// A feature that does too much for a text.
#[derive(Debug, Serialize, Deserialize)]
pub struct Found {
    text: String,
    /// Name of the feature or the command.
    pub feature: String,
    /// Functions with their counts at all sizes, largest first.
    functions: Vec<(String, [u64; 3])>,
}

impl Found {
    /// Names the functions of an excess; `None` if it has none.
    pub fn new(functions: &Functions, text: &str, feature: &str, excess: &[Excess]) -> Option<Self> {
        let named = excess.iter().map(|(counter, counts)| (functions.name(*counter).to_owned(), *counts));
        let mut functions: Vec<(String, [u64; 3])> = named.collect();
        // The largest count of each.
        functions.sort_by(|(name, counts), (other, more)| name.cmp(other).then(more[2].cmp(&counts[2])));
        functions.dedup_by(|(name, _), (before, _)| name == before);
        functions.sort_by_key(|(_, counts)| std::cmp::Reverse(counts[2]));
        (!functions.is_empty()).then(|| Self { text: text.into(), feature: feature.into(), functions })
    }

    /// Function to look at first: the one of ours that does most.
    pub fn main(&self) -> &str {
        let ours = self.functions.iter().find(|(name, _)| name.contains("ascribe_"));
        ours.or(self.functions.first()).map_or("", |(name, _)| name)
    }
}

/// Prints what grows too fast.
pub fn report(found: &[Found]) {
    let mut groups: BTreeMap<(&str, &str), Vec<&Found>> = BTreeMap::new();
    for one in found {
        groups.entry((&one.feature, one.main())).or_default().push(one);
    }
    for ((feature, function), group) in &groups {
        println!("{feature}: more than n log n steps for {} texts in {function}", group.len());
        for one in group.iter().take(NAMED) {
            println!("  for {}", one.text);
        }
        for (name, counts) in group[0].functions.iter().take(NAMED) {
            println!("    {counts:?} {name}");
        }
    }
}

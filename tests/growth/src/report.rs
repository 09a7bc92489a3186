//! Excesses as they are reported: by feature, text, and the functions that do too much.

use crate::counters::Profile;
use crate::growth::{Counts, Excess};
use std::fmt;
use std::io;
use std::ops::Range;

/// Largest number of functions that are named for a feature and a text.
const NAMED: usize = 8;

/// Functions that are left out, by the start of their names. The steps of a call grow with a logarithm, which begins at a
/// size: a level of a tree, another algorithm. Or a cache of a fixed size saves the calls while a text is small: the feature
/// sums of a word. How often they are asked for is counted where they are called.
const UNEVEN: [&str; 8] = [
    "core::slice::sort::",
    "core::slice::<impl [T]>::partition_point",
    "core::slice::<impl [T]>::binary_search",
    "ascribe_attribution::features::Sink::add",
    "ascribe_attribution::weights::Table::total",
    "alloc::collections::btree::search::",
    "alloc::collections::btree::node::",
    "alloc::collections::btree::navigate::<impl alloc::collections::btree::node::NodeRef<BorrowType,K,V,alloc::collections::btree::node::marker::LeafOrInternal>>::find_leaf_edges_spanning_range",
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
        let is_even = |counter: usize| !UNEVEN.iter().any(|start| self.name(counter).starts_with(start));
        counts.into_iter().filter(|(counter, _)| is_even(*counter)).collect()
    }
}

/// A feature that does too much for a text.
#[derive(Debug)]
pub struct Excesses {
    feature: &'static str,
    text: String,
    /// Functions with their counts at all sizes, largest first.
    functions: Vec<(String, Vec<u64>)>,
}

impl Excesses {
    /// Names the functions of excesses.
    pub fn new(functions: &Functions, feature: &'static str, text: &str, excesses: &[Excess]) -> Self {
        let named =
            excesses.iter().map(|(counter, counts)| (functions.name(*counter).to_owned(), counts.clone()));
        let mut functions: Vec<(String, Vec<u64>)> = named.collect();
        // The largest count of each.
        functions
            .sort_by(|(name, counts), (other, more)| name.cmp(other).then(more.last().cmp(&counts.last())));
        functions.dedup_by(|(name, _), (before, _)| name == before);
        // Our own functions first: they call the others.
        functions.sort_by_key(|(name, counts)| {
            (!name.contains("ascribe_"), std::cmp::Reverse(counts.last().copied()))
        });
        Self { feature, text: text.into(), functions }
    }
}

impl fmt::Display for Excesses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: more than n log n steps in", self.feature, self.text)?;
        for (name, counts) in self.functions.iter().take(NAMED) {
            let counts: Vec<String> = counts.iter().map(u64::to_string).collect();
            write!(f, "\n    {name}: {}", counts.join(", "))?;
        }
        Ok(())
    }
}

//! Facts that blocks exchange: which block provides a fact about what, and which queries it.
//!
//! A rule with [`crate::Check::Document`] looks at one block at a time, but needs to know of others: `unused-actor` at a
//! declaration asks whether any block uses the id. For that, each block *provides* facts and *queries*, both by a key:
//!
//! ```text
//! block 1   @moe: Ida Moe               queries  id(@moe)
//! block 2   “It is safe,”{@moe} ...     provides id(@moe) → Used
//! ```
//!
//! [`FactIndex`] keeps who provides and who queries, by key. If an edit takes `{@moe}` out of block 2, its facts before and
//! after differ in `id(@moe)`, so the blocks that query this key are checked again (block 1, which is now unused) and no
//! others. Facts stay in their block ([`Fact`]); the index has only the providers, as numbers that keep the order of the
//! blocks while they are edited ([`order_keys`]). A rule reads the facts of a key through [`across::Across`].

pub(super) mod across;
pub(super) mod order_keys;

use ascribe_markup::model::Namespace;
use std::collections::BTreeSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash};
use std::sync::Arc;

/// Number of shards. A change copies only the shards it touches, since older findings may still be in use.
const SHARDS: usize = 256;

/// Key of a fact, stored as a hash, since keys are only compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FactKey(u64);

impl FactKey {
    /// Uses of an actor or a source.
    pub fn id(namespace: Namespace, id: &str) -> Self {
        Self::of(("id", namespace, id))
    }

    /// Annotation with this label.
    pub fn claim(label: &str) -> Self {
        Self::of(("claim", label))
    }

    /// Statements in which an actor answers.
    pub fn answers(actor: &str) -> Self {
        Self::of(("answers", actor))
    }

    /// Words that an actor says, by their hash.
    pub fn words(hash: u64) -> Self {
        Self::of(("words", hash))
    }

    /// Quotation with this index in the title.
    pub fn headline(number: u32) -> Self {
        Self::of(("headline", number))
    }

    /// Sources of the document that are more than its own words.
    pub fn sources() -> Self {
        Self::of("sources")
    }

    /// Statements without a source.
    pub fn unsourced() -> Self {
        Self::of("unsourced")
    }

    fn of(kind: impl Hash) -> Self {
        Self(BuildHasherDefault::<DefaultHasher>::default().hash_one(kind))
    }

    /// Index of the shard for this key.
    fn shard(self) -> usize {
        // The remainder is less than the number of shards, so the cast is lossless.
        (self.0 % SHARDS as u64) as usize
    }
}

/// Content of a fact. Queries sort first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FactKind {
    /// Query instead of a fact: the block wants the facts of others.
    Query,
    /// Index of an annotation in the block, and its verdict.
    Verdict(u32, Box<str>),
    /// Index of a quotation in the block that has these words, and a hash of all that other blocks show of it.
    Quoted(u32, u64),
    /// The block uses the id; how many blocks do makes no difference.
    Used,
    /// The block denies or contradicts the claim.
    Contested,
    /// Original source of an independent annotation that backs the claim.
    Backed(Box<str>),
    /// The article has the words of the headline in this block.
    BearsOut,
    /// The article has nearly these words: its own wording.
    Differs(Box<str>),
    /// Number of statements in the block.
    Statements(u32),
    /// The block has a declaration of the id that is text.
    Misplaced,
}

/// A fact that a block provides, with its key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fact {
    pub key: FactKey,
    pub kind: FactKind,
}

impl Fact {
    pub fn new(key: FactKey, kind: FactKind) -> Self {
        Self { key, kind }
    }

    pub fn query(key: FactKey) -> Self {
        Self::new(key, FactKind::Query)
    }
}

/// Discriminants of [`FactKind`], in the same order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sort {
    Query,
    Verdict,
    Quoted,
    Used,
    Contested,
    Backed,
    BearsOut,
    Differs,
    Statements,
    Misplaced,
}

impl FactKind {
    fn sort(&self) -> Sort {
        match self {
            Self::Query => Sort::Query,
            Self::Verdict(..) => Sort::Verdict,
            Self::Quoted(..) => Sort::Quoted,
            Self::Used => Sort::Used,
            Self::Contested => Sort::Contested,
            Self::Backed(_) => Sort::Backed,
            Self::BearsOut => Sort::BearsOut,
            Self::Differs(_) => Sort::Differs,
            Self::Statements(_) => Sort::Statements,
            Self::Misplaced => Sort::Misplaced,
        }
    }
}

/// Facts about a key, from the first of a sort on; `facts` must be sorted.
pub(crate) fn facts_from(facts: &[Fact], key: FactKey, sort: Sort) -> impl Iterator<Item = &Fact> {
    let from = facts.partition_point(|facts| (facts.key, facts.kind.sort()) < (key, sort));
    facts[from..].iter().take_while(move |facts| facts.key == key)
}

/// Id of a block, stable while the block and its successors are edited; ids increase in document order.
pub(crate) type BlockId = u64;

/// Greatest block id; the bits above it hold a [`Sort`].
pub(crate) const LAST: BlockId = (1 << ID_BITS) - 1;

const ID_BITS: u32 = 60;

/// Provider of a fact of some sort. The fact itself stays in the block, since there are very many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Provider(u64);

impl Provider {
    /// Smallest possible provider of this sort.
    fn first(sort: Sort) -> Self {
        Self::new(sort, 0)
    }

    fn new(sort: Sort, block: BlockId) -> Self {
        Self((sort as u64) << ID_BITS | block)
    }

    pub fn block(self) -> BlockId {
        self.0 & LAST
    }

    pub fn is_of(self, sort: Sort) -> bool {
        self == Self::new(sort, self.block())
    }

    fn is_query(self) -> bool {
        // Sorts before `Used` are queries as well: their providers also want the facts of others.
        self < Self::first(Sort::Used)
    }
}

/// Shard of the index: providers by key, and within a key by sort.
type Shard = BTreeSet<(FactKey, Provider)>;

/// Providers of facts about a key, from the first of a sort on.
fn providers(shard: &Shard, key: FactKey, from: Sort) -> impl Iterator<Item = Provider> {
    let first = Provider::first(from);
    shard.range((key, first)..=(key, Provider(u64::MAX))).map(|(_, provider)| *provider)
}

/// Index of all facts of a document.
#[derive(Debug, Clone)]
pub(crate) struct FactIndex {
    shards: Vec<Arc<Shard>>,
}

impl Default for FactIndex {
    fn default() -> Self {
        Self { shards: (0..SHARDS).map(|_| Arc::default()).collect() }
    }
}

impl FactIndex {
    /// Replaces the facts of a block; inserts the keys with a difference into `changed`.
    pub fn update(&mut self, id: BlockId, old: &[Fact], new: &[Fact], changed: &mut BTreeSet<FactKey>) {
        let is_of_sort = |facts: &[Fact], key, sort| {
            facts_from(facts, key, sort).next().is_some_and(|found| found.kind.sort() == sort)
        };
        for Fact { key, kind } in old.iter().filter(|facts| new.binary_search(facts).is_err()) {
            if !is_of_sort(new, *key, kind.sort()) {
                self.part_mut(*key).remove(&(*key, Provider::new(kind.sort(), id)));
            }
            if self.matters(*key, kind) {
                changed.insert(*key);
            }
        }
        for Fact { key, kind } in new.iter().filter(|facts| old.binary_search(facts).is_err()) {
            if self.matters(*key, kind) {
                changed.insert(*key);
            }
            if !is_of_sort(old, *key, kind.sort()) {
                self.part_mut(*key).insert((*key, Provider::new(kind.sort(), id)));
            }
        }
    }

    /// Whether one fact more about a key concerns the other blocks that query it: another query does not, and another use
    /// does not if there is one already.
    fn matters(&self, key: FactKey, kind: &FactKind) -> bool {
        let is_used = || self.providers(key, Sort::Used).next().is_some_and(|it| it.is_of(Sort::Used));
        match kind {
            FactKind::Query => false,
            FactKind::Used => !is_used(),
            _ => true,
        }
    }

    /// Blocks that query a key.
    pub fn asking(&self, key: FactKey) -> impl Iterator<Item = BlockId> {
        self.providers(key, Sort::Query).take_while(|provider| provider.is_query()).map(Provider::block)
    }

    pub fn providers(&self, key: FactKey, from: Sort) -> impl Iterator<Item = Provider> {
        providers(&self.shards[key.shard()], key, from)
    }

    fn part_mut(&mut self, key: FactKey) -> &mut Shard {
        Arc::make_mut(&mut self.shards[key.shard()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sort_of_what_is_told_is_found_among_all_others() {
        let (about, other) = (FactKey(3), FactKey(4));
        let sorts = [Sort::Query, Sort::Backed, Sort::Differs];
        let facts = sorts.map(|sort| (about, Provider::new(sort, LAST)));
        let shard: Shard = facts.into_iter().chain([(other, Provider::new(Sort::Used, 1))]).collect();
        let found = |sort| providers(&shard, about, sort).next().filter(|provider| provider.is_of(sort));
        assert!(sorts.map(found).iter().all(|provider| provider.is_some_and(|it| it.block() == LAST)));
        assert!([Sort::Verdict, Sort::Used, Sort::BearsOut].map(found).iter().all(Option::is_none));
        assert_eq!(providers(&shard, about, Sort::Query).count(), 3);
        assert_eq!(
            providers(&shard, other, Sort::Query).map(Provider::is_query).collect::<Vec<_>>(),
            [false]
        );
    }

    #[test]
    fn who_tells_two_of_a_sort_tells_it_until_both_are_gone() {
        let key = FactKey(3);
        let verdict = |number: u32| Fact::new(key, FactKind::Verdict(number, "true".into()));
        let tells = |facts_index: &FactIndex| facts_index.providers(key, Sort::Verdict).next().is_some();
        let (mut facts_index, mut changed) = (FactIndex::default(), BTreeSet::new());
        facts_index.update(5, &[], &[verdict(0), verdict(1)], &mut changed);
        facts_index.update(5, &[verdict(0), verdict(1)], &[verdict(1)], &mut changed);
        assert!(tells(&facts_index) && changed.contains(&key));
        assert!(facts_index.asking(key).eq([5]));
        facts_index.update(5, &[verdict(1)], &[], &mut changed);
        assert!(!tells(&facts_index));
    }
}

//! Index of facts and queries by topic: which block provides or queries facts about what.
//!
//! Updates are differential, so a change is noticed by the blocks that query its topics, and by no others.

use ascribe_markup::model::Namespace;
use std::collections::BTreeSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash};
use std::sync::Arc;

/// Number of shards. A change copies only the shards it touches, since older findings may still be in use.
const PARTS: usize = 256;

/// Key of a fact, stored as a hash, since keys are only compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Topic(u64);

impl Topic {
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

    fn of(what: impl Hash) -> Self {
        Self(BuildHasherDefault::<DefaultHasher>::default().hash_one(what))
    }

    /// Index of the shard for this key.
    fn part(self) -> usize {
        // The remainder is less than the number of shards, so the cast is lossless.
        (self.0 % PARTS as u64) as usize
    }
}

/// A fact about a topic. Queries sort first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    /// Query instead of a fact: the block wants the facts of others.
    Asks,
    /// Index of an annotation in the block, and its verdict.
    Verdict(u32, Box<str>),
    /// Index of a quotation in the block that has these words, and a hash of all that other blocks show of it.
    Quoted(u32, u64),
    /// The block uses the id.
    Used,
    /// The block denies or contradicts the claim.
    Contested,
    /// Original source of an independent annotation that backs the claim.
    Backed(Box<str>),
    /// The article has the words of the headline in this block.
    BearsOut,
    /// The article has nearly these words: its own wording.
    Differs(Box<str>),
}

/// A fact that a block provides, with its topic.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Told {
    pub topic: Topic,
    pub what: What,
}

impl Told {
    pub fn new(topic: Topic, what: What) -> Self {
        Self { topic, what }
    }

    pub fn asks(topic: Topic) -> Self {
        Self::new(topic, What::Asks)
    }
}

/// Discriminants of [`What`], in the same order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    Asks,
    Verdict,
    Quoted,
    Used,
    Contested,
    Backed,
    BearsOut,
    Differs,
}

impl What {
    fn sort(&self) -> Sort {
        match self {
            Self::Asks => Sort::Asks,
            Self::Verdict(..) => Sort::Verdict,
            Self::Quoted(..) => Sort::Quoted,
            Self::Used => Sort::Used,
            Self::Contested => Sort::Contested,
            Self::Backed(_) => Sort::Backed,
            Self::BearsOut => Sort::BearsOut,
            Self::Differs(_) => Sort::Differs,
        }
    }
}

/// Facts about a topic, from the first of a sort on; `told` must be sorted.
pub(super) fn told_from(told: &[Told], topic: Topic, sort: Sort) -> impl Iterator<Item = &Told> {
    let from = told.partition_point(|told| (told.topic, told.what.sort()) < (topic, sort));
    told[from..].iter().take_while(move |told| told.topic == topic)
}

/// Id of a block, stable while the block and its successors are edited; ids increase in document order.
pub(super) type BlockId = u64;

/// Greatest block id; the bits above it hold a [`Sort`].
pub(super) const LAST: BlockId = (1 << NAME_BITS) - 1;

const NAME_BITS: u32 = 61;

/// Provider of a fact of some sort. The fact itself stays in the block, since there are very many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Teller(u64);

impl Teller {
    /// Smallest possible provider of this sort.
    fn first(sort: Sort) -> Self {
        Self::new(sort, 0)
    }

    fn new(sort: Sort, block: BlockId) -> Self {
        Self((sort as u64) << NAME_BITS | block)
    }

    pub fn block(self) -> BlockId {
        self.0 & LAST
    }

    pub fn is_of(self, sort: Sort) -> bool {
        self == Self::new(sort, self.block())
    }

    fn asks(self) -> bool {
        // Sorts before `Used` are queries as well: their providers also want the facts of others.
        self < Self::first(Sort::Used)
    }
}

/// Shard of the index: providers by topic, and within a topic by sort.
type Part = BTreeSet<(Topic, Teller)>;

/// Providers of facts about a topic, from the first of a sort on.
fn tellers(part: &Part, topic: Topic, from: Sort) -> impl Iterator<Item = Teller> {
    let first = Teller::first(from);
    part.range((topic, first)..=(topic, Teller(u64::MAX))).map(|(_, teller)| *teller)
}

/// Index of all facts of a document.
#[derive(Debug, Clone)]
pub(super) struct Topics {
    parts: Vec<Arc<Part>>,
}

impl Default for Topics {
    fn default() -> Self {
        Self { parts: (0..PARTS).map(|_| Arc::default()).collect() }
    }
}

impl Topics {
    /// Replaces the facts of a block; inserts the topics with a difference into `changed`.
    pub fn update(&mut self, id: BlockId, old: &[Told], new: &[Told], changed: &mut BTreeSet<Topic>) {
        let is_of_sort = |told: &[Told], topic, sort| {
            told_from(told, topic, sort).next().is_some_and(|found| found.what.sort() == sort)
        };
        for Told { topic, what } in old.iter().filter(|told| new.binary_search(told).is_err()) {
            if !is_of_sort(new, *topic, what.sort()) {
                self.part_mut(*topic).remove(&(*topic, Teller::new(what.sort(), id)));
            }
            changed.insert(*topic);
        }
        for Told { topic, what } in new.iter().filter(|told| old.binary_search(told).is_err()) {
            if !is_of_sort(old, *topic, what.sort()) {
                self.part_mut(*topic).insert((*topic, Teller::new(what.sort(), id)));
            }
            changed.insert(*topic);
        }
    }

    /// Blocks that query a topic.
    pub fn asking(&self, topic: Topic) -> impl Iterator<Item = BlockId> {
        self.tellers(topic, Sort::Asks).take_while(|teller| teller.asks()).map(Teller::block)
    }

    pub fn tellers(&self, topic: Topic, from: Sort) -> impl Iterator<Item = Teller> {
        tellers(&self.parts[topic.part()], topic, from)
    }

    fn part_mut(&mut self, topic: Topic) -> &mut Part {
        Arc::make_mut(&mut self.parts[topic.part()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sort_of_what_is_told_is_found_among_all_others() {
        let (about, other) = (Topic(3), Topic(4));
        let sorts = [Sort::Asks, Sort::Backed, Sort::Differs];
        let told = sorts.map(|sort| (about, Teller::new(sort, LAST)));
        let part: Part = told.into_iter().chain([(other, Teller::new(Sort::Used, 1))]).collect();
        let found = |sort| tellers(&part, about, sort).next().filter(|teller| teller.is_of(sort));
        assert!(sorts.map(found).iter().all(|teller| teller.is_some_and(|it| it.block() == LAST)));
        assert!([Sort::Verdict, Sort::Used, Sort::BearsOut].map(found).iter().all(Option::is_none));
        assert_eq!(tellers(&part, about, Sort::Asks).count(), 3);
        assert_eq!(tellers(&part, other, Sort::Asks).map(Teller::asks).collect::<Vec<_>>(), [false]);
    }

    #[test]
    fn who_tells_two_of_a_sort_tells_it_until_both_are_gone() {
        let topic = Topic(3);
        let verdict = |number: u32| Told::new(topic, What::Verdict(number, "true".into()));
        let tells = |topics: &Topics| topics.tellers(topic, Sort::Verdict).next().is_some();
        let (mut topics, mut changed) = (Topics::default(), BTreeSet::new());
        topics.update(5, &[], &[verdict(0), verdict(1)], &mut changed);
        topics.update(5, &[verdict(0), verdict(1)], &[verdict(1)], &mut changed);
        assert!(tells(&topics) && changed.contains(&topic));
        assert!(topics.asking(topic).eq([5]));
        topics.update(5, &[verdict(1)], &[], &mut changed);
        assert!(!tells(&topics));
    }
}

//! What the blocks of a document tell, and ask, by topic.
//!
//! What is told is updated by difference, so that a change is noticed by those who ask about its topics, and by no others.

use ascribe_markup::model::Namespace;
use std::collections::BTreeSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash};
use std::sync::Arc;

/// A change copies only the parts that it touches, since older findings may still be in use.
const PARTS: usize = 256;

/// What something is told about: a hash, since topics are only told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Topic(u64);

impl Topic {
    /// The uses of an actor or a source.
    pub fn id(namespace: Namespace, id: &str) -> Self {
        Self::of(("id", namespace, id))
    }

    /// The annotation of a label.
    pub fn claim(label: &str) -> Self {
        Self::of(("claim", label))
    }

    /// What an actor answers to.
    pub fn answers(actor: &str) -> Self {
        Self::of(("answers", actor))
    }

    /// Some words that an actor says, by their hash.
    pub fn words(hash: u64) -> Self {
        Self::of(("words", hash))
    }

    /// The quotation of this number in the title.
    pub fn headline(number: u32) -> Self {
        Self::of(("headline", number))
    }

    fn of(what: impl Hash) -> Self {
        Self(BuildHasherDefault::<DefaultHasher>::default().hash_one(what))
    }

    /// The part of the topics that it is in.
    fn part(self) -> usize {
        // The remainder is less than the number of parts.
        (self.0 % PARTS as u64) as usize
    }
}

/// What is told about a topic. Those who ask come first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    /// Nothing, but the block wants to know what others tell.
    Asks,
    /// The annotation of this number in the block, and its verdict.
    Verdict(u32, Box<str>),
    /// The quotation of this number in the block has these words; and a hash of all that others show of it.
    Quoted(u32, u64),
    /// It is used here.
    Used,
    /// It is denied or contradicted here.
    Contested,
    /// Something independent bears it out: the source on which that rests in the end.
    Backed(Box<str>),
    /// The words of the article here are the headline's.
    BearsOut,
    /// They nearly are: this is what they are.
    Differs(Box<str>),
}

/// Something that a block tells.
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

/// The sorts of [`What`], in its order.
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

/// What is told about a topic, from the first of a sort on; `told` is in order.
pub(super) fn told_from(told: &[Told], topic: Topic, sort: Sort) -> impl Iterator<Item = &Told> {
    let from = told.partition_point(|told| (told.topic, told.what.sort()) < (topic, sort));
    told[from..].iter().take_while(move |told| told.topic == topic)
}

/// Names a block while it and what follows it are edited; a later block has a greater one.
pub(super) type BlockId = u64;

/// The greatest name; the bits above it are those of a [`Sort`].
pub(super) const LAST: BlockId = (1 << NAME_BITS) - 1;

const NAME_BITS: u32 = 61;

/// That a block tells something of a sort. What it is, the block itself has: there are very many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Teller(u64);

impl Teller {
    /// The first that there can be of this sort.
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
        // Those before tell something of which they want to know what others tell.
        self < Self::first(Sort::Used)
    }
}

/// Who tells something about which topics; by topic, and within it by the sort of what is told.
type Part = BTreeSet<(Topic, Teller)>;

/// Those who tell something about a topic, from the first of a sort on.
fn tellers(part: &Part, topic: Topic, from: Sort) -> impl Iterator<Item = Teller> {
    let first = Teller::first(from);
    part.range((topic, first)..=(topic, Teller(u64::MAX))).map(|(_, teller)| *teller)
}

/// All that is told in a document.
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
    /// What a block told is replaced; the topics of which something changed are put into `changed`.
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

    /// The blocks that ask about a topic.
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

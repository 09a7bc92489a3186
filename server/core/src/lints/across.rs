//! What the blocks of a document tell each other, for rules that look at more than one of them.
//!
//! Each block tells something about some topics, and asks about some. What is told is kept by topic and updated by
//! difference, so that a change is noticed by those who ask about its topics, and by no others.

use super::Context;
use super::check::Checked;
use crate::document::{BlockAt, Document};
use crate::model::Namespace;
use crate::series::Series;
use std::collections::{BTreeSet, HashMap};
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

impl What {
    /// Whether the block that tells it wants to know what others tell.
    fn asks(&self) -> bool {
        matches!(self, Self::Asks | Self::Verdict(..) | Self::Quoted(..))
    }
}

/// Names a block while it and what follows it are edited; a later block has a greater one.
pub(super) type BlockId = u64;

type Part = HashMap<Topic, Tellers>;

/// More than so many have a tree of their own, in which a change costs little however many they are; most topics have
/// two or three, for which a tree would be mostly room.
const FEW: usize = 16;

/// What is told about a topic and by whom, in order of what is told, so that one sort of it is found at once.
#[derive(Debug, Clone)]
enum Tellers {
    Few(Vec<(What, BlockId)>),
    Many(BTreeSet<(What, BlockId)>),
}

impl Default for Tellers {
    fn default() -> Self {
        Self::Few(Vec::new())
    }
}

impl Tellers {
    fn len(&self) -> usize {
        match self {
            Self::Few(few) => few.len(),
            Self::Many(many) => many.len(),
        }
    }

    fn iter(&self) -> impl Iterator<Item = &(What, BlockId)> {
        let (few, many) = match self {
            Self::Few(few) => (few.as_slice(), None),
            Self::Many(many) => ([].as_slice(), Some(many)),
        };
        few.iter().chain(many.into_iter().flatten())
    }

    fn insert(&mut self, told: (What, BlockId)) {
        match self {
            Self::Few(few) if few.len() == FEW => {
                *self = Self::Many(few.drain(..).chain([told]).collect());
            }
            Self::Few(few) => {
                if let Err(place) = few.binary_search(&told) {
                    few.reserve_exact(1);
                    few.insert(place, told);
                }
            }
            Self::Many(many) => {
                many.insert(told);
            }
        }
    }

    fn remove(&mut self, told: &(What, BlockId)) {
        match self {
            Self::Few(few) => few.retain(|known| known != told),
            Self::Many(many) => {
                many.remove(told);
            }
        }
    }

    /// Whether anybody tells this.
    fn tells(&self, what: &What) -> bool {
        match self {
            Self::Few(few) => few.iter().any(|(told, _)| told == what),
            Self::Many(many) => {
                many.range((what.clone(), 0)..).next().is_some_and(|(found, _)| found == what)
            }
        }
    }
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
        let gone = old.iter().filter(|told| new.binary_search(told).is_err());
        for told in gone {
            let part = Arc::make_mut(&mut self.parts[told.topic.part()]);
            if let Some(known) = part.get_mut(&told.topic) {
                known.remove(&(told.what.clone(), id));
                if known.len() == 0 {
                    part.remove(&told.topic);
                }
            }
            changed.insert(told.topic);
        }
        for told in new.iter().filter(|told| old.binary_search(told).is_err()) {
            let part = Arc::make_mut(&mut self.parts[told.topic.part()]);
            part.entry(told.topic).or_default().insert((told.what.clone(), id));
            changed.insert(told.topic);
        }
    }

    /// The blocks that ask about a topic.
    pub fn asking(&self, topic: Topic) -> impl Iterator<Item = BlockId> {
        let asking =
            self.about(topic).into_iter().flat_map(Tellers::iter).take_while(|(what, _)| what.asks());
        asking.map(|(_, id)| *id)
    }

    fn about(&self, topic: Topic) -> Option<&Tellers> {
        self.parts[topic.part()].get(&topic)
    }
}

/// What is told in a document, and where.
pub(super) struct Across<'a> {
    pub topics: &'a Topics,
    pub document: &'a Document,
    pub blocks: &'a Series<Checked>,
}

/// More that is told about a topic says nothing of a single block.
const MOST: usize = 1_000;

impl<'a> Across<'a> {
    /// What is told about a topic, in the order of the blocks; nothing where very many tell something.
    pub fn told(&self, topic: Topic) -> Vec<(BlockAt<'a>, &'a What)> {
        self.told_by_few(topic, MOST)
    }

    /// The same, but nothing where more than so many tell something.
    pub fn told_by_few(&self, topic: Topic, most: usize) -> Vec<(BlockAt<'a>, &'a What)> {
        let Some(told) = self.topics.about(topic).filter(|told| told.len() <= most) else {
            return Vec::new();
        };
        let at = |id: &BlockId| self.document.block(self.place(*id)?);
        let mut told: Vec<(BlockAt<'a>, &What)> =
            told.iter().filter_map(|(what, id)| Some((at(id)?, what))).collect();
        told.sort_by(|(a, x), (b, y)| (a.index, x).cmp(&(b.index, y)));
        told
    }

    /// The number of a block.
    pub fn place(&self, id: BlockId) -> Option<usize> {
        let place = self.blocks.partition_point(|block| block.id < id);
        self.blocks.get(place).filter(|at| at.item.id == id).map(|at| at.index)
    }

    /// Whether this is told about a topic.
    pub fn is_told(&self, topic: Topic, what: &What) -> bool {
        self.topics.about(topic).is_some_and(|told| told.tells(what))
    }
}

/// What a block tells by all rules that are not off, in order, each once.
pub(super) fn told(context: &Context<'_>) -> Vec<Told> {
    let mut all = Vec::new();
    for rule in super::RULES {
        if let super::Check::Document { tell, .. } = rule.check
            && rule.level(&context.scope.policy).is_some()
        {
            tell(context, &mut all);
        }
    }
    all.sort();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_tellers_and_many_are_in_the_same_order() {
        let mut tellers = Tellers::default();
        let mut tree = BTreeSet::new();
        // 7 leads through all remainders, so that nothing comes in its order, and some come twice.
        for number in (0..40).map(|number| number * 7 % 37) {
            let what = if number % 5 == 0 { What::Asks } else { What::Backed(format!("s{number}").into()) };
            tellers.insert((what.clone(), number));
            tree.insert((what, number));
            assert!(tellers.iter().eq(&tree) && tellers.len() == tree.len(), "{tellers:?}");
        }
        assert!(matches!(tellers, Tellers::Many(_)));
        assert!(tellers.tells(&What::Asks) && tellers.tells(&What::Backed("s36".into())));
        let mut few = Tellers::default();
        for told in tree.iter().take(FEW) {
            few.insert(told.clone());
        }
        assert!(matches!(few, Tellers::Few(_)) && few.tells(&What::Asks) && !few.tells(&What::Used));
        for told in tree.clone() {
            tellers.remove(&told);
            few.remove(&told);
            tree.remove(&told);
            assert!(tellers.iter().eq(&tree));
        }
        assert_eq!((few.len(), tellers.len()), (0, 0));
    }
}

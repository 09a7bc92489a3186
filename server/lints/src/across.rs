//! What the blocks of a document tell each other, for rules that look at more than one of them.
//!
//! Each block tells something about some topics, and asks about some.

use super::Context;
use super::checked::Checked;
use super::topics::{BlockId, Sort, Told, Topic, Topics, What, told_from};
use ascribe_markup::document::{BlockAt, Document};
use ascribe_markup::series::Series;
use std::collections::BTreeSet;

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

    /// The same, but nothing where more blocks than so many tell something.
    pub fn told_by_few(&self, topic: Topic, most: usize) -> Vec<(BlockAt<'a>, &'a What)> {
        let tellers = || self.topics.tellers(topic, Sort::Asks);
        if tellers().nth(most).is_some() {
            return Vec::new();
        }
        let places: BTreeSet<usize> = tellers().filter_map(|teller| self.place(teller.block())).collect();
        let told = places.into_iter().filter_map(|place| {
            let told = &self.blocks.get(place)?.item.told;
            Some((self.document.block(place)?, told_from(told, topic, Sort::Asks)))
        });
        told.flat_map(|(at, told)| told.map(move |told| (at, &told.what))).collect()
    }

    /// The number of a block.
    pub fn place(&self, id: BlockId) -> Option<usize> {
        let place = self.blocks.partition_point(|block| block.id < id);
        self.blocks.get(place).filter(|at| at.item.id == id).map(|at| at.index)
    }

    /// Whether something of this sort is told about a topic.
    pub fn is_told(&self, topic: Topic, sort: Sort) -> bool {
        self.topics.tellers(topic, sort).next().is_some_and(|teller| teller.is_of(sort))
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

//! Facts that the blocks of a document share, for rules that look at more than one block.
//!
//! Each block provides facts about some topics and queries others.

use super::Context;
use super::checked::Checked;
use super::topics::{BlockId, Sort, Told, Topic, Topics, What, told_from};
use ascribe_markup::document::{BlockAt, Document};
use ascribe_markup::series::Series;
use std::collections::BTreeSet;

/// Facts of a document, with the blocks that provide them.
pub(super) struct Across<'a> {
    pub topics: &'a Topics,
    pub document: &'a Document,
    pub blocks: &'a Series<Checked>,
}

/// Maximum number of providers of a topic; the facts of a more common topic say nothing about a single block.
const MOST: usize = 1_000;

impl<'a> Across<'a> {
    /// Facts about a topic, in block order; empty if there are very many providers.
    pub fn told(&self, topic: Topic) -> Vec<(BlockAt<'a>, &'a What)> {
        self.told_by_few(topic, MOST)
    }

    /// Facts about a topic, in block order; empty if there are more than `most` providers.
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

    /// Index of the block with this id.
    pub fn place(&self, id: BlockId) -> Option<usize> {
        let place = self.blocks.partition_point(|block| block.id < id);
        self.blocks.get(place).filter(|at| at.item.id == id).map(|at| at.index)
    }

    /// Whether a fact of this sort is provided about a topic.
    pub fn is_told(&self, topic: Topic, sort: Sort) -> bool {
        self.topics.tellers(topic, sort).next().is_some_and(|teller| teller.is_of(sort))
    }
}

/// Facts that the enabled rules derive from a block, sorted and unique.
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

//! Facts that the blocks of a document share, for rules that look at more than one block.
//!
//! Each block provides facts about some keys and queries others.

use super::{BlockId, Fact, FactIndex, FactKey, FactKind, Sort, facts_from};
use crate::Context;
use crate::checked::Checked;
use ascribe_markup::chunked_vec::ChunkedVec;
use ascribe_markup::document::{BlockAt, Document};
use std::collections::BTreeSet;

/// Facts of a document, with the blocks that provide them.
pub(crate) struct Across<'a> {
    pub facts_index: &'a FactIndex,
    pub document: &'a Document,
    pub blocks: &'a ChunkedVec<Checked>,
}

/// Maximum number of providers of a key; the facts of a more common key say nothing about a single block.
const MOST: usize = 1_000;

impl<'a> Across<'a> {
    /// Facts about a key, in block order; empty if there are very many providers.
    pub fn facts(&self, key: FactKey) -> Vec<(BlockAt<'a>, &'a FactKind)> {
        self.facts_from_few(key, MOST)
    }

    /// Facts about a key, in block order; empty if there are more than `most` providers.
    pub fn facts_from_few(&self, key: FactKey, most: usize) -> Vec<(BlockAt<'a>, &'a FactKind)> {
        let providers = || self.facts_index.providers(key, Sort::Query);
        if providers().nth(most).is_some() {
            return Vec::new();
        }
        let places: BTreeSet<usize> =
            providers().filter_map(|provider| self.place(provider.block())).collect();
        let facts = places.into_iter().filter_map(|place| {
            let facts = &self.blocks.get(place)?.item.facts;
            Some((self.document.block(place)?, facts_from(facts, key, Sort::Query)))
        });
        facts.flat_map(|(at, facts)| facts.map(move |facts| (at, &facts.kind))).collect()
    }

    /// Index of the block with this id.
    pub fn place(&self, id: BlockId) -> Option<usize> {
        let place = self.blocks.partition_point(|block| block.id < id);
        self.blocks.get(place).filter(|at| at.item.id == id).map(|at| at.index)
    }

    /// Blocks that provide a fact of this sort about a key, in order.
    pub fn provide(&self, key: FactKey, sort: Sort) -> impl Iterator<Item = usize> {
        let providers = self.facts_index.providers(key, sort).take_while(move |it| it.is_of(sort));
        providers.filter_map(|provider| self.place(provider.block()))
    }

    /// Whether a fact of this sort is provided about a key.
    pub fn has_fact(&self, key: FactKey, sort: Sort) -> bool {
        self.facts_index.providers(key, sort).next().is_some_and(|provider| provider.is_of(sort))
    }
}

/// Facts that the enabled rules derive from a block, sorted and unique.
pub(crate) fn facts_of(context: &Context<'_>) -> Vec<Fact> {
    let mut all = Vec::new();
    for rule in crate::RULES {
        if let crate::Check::Document { provide, .. } = rule.check
            && rule.level(&context.scope.policy).is_some()
        {
            provide(context, &mut all);
        }
    }
    all.sort();
    all.dedup();
    all
}

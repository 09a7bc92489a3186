//! Two people or bodies that one pronoun means: “they” after “Ada Berg and Tom Rask”.

use crate::actors::people::Mention;
use crate::actors::roster::{Referent, Roster};
use crate::phrases::words::{self, Word};
use crate::text::article::PlainArticle;
use crate::text::ranges::RangeSet;
use crate::text::sentence::Sentence;
use ascribe_markup::budget::Budget;

/// Maximum number of paragraphs to search back.
const FARTHEST: usize = 1;

/// Maximum number of speakers to search back.
const NEAREST: usize = 64;

impl Roster {
    /// “They said” after “Ada Berg and Tom Rask said”, or after a sentence that starts with these two; `None` if others
    /// may be meant.
    pub(crate) fn pair(&mut self, article: &PlainArticle) -> Option<Vec<usize>> {
        let (paragraph, before) = self.here;
        let near = || self.heard.iter().rev().filter(|(_, start, _)| *start < before).take(NEAREST);
        let last = near().next().copied();
        let joint: Vec<usize> = last.map_or_else(Vec::new, |(place, start, _)| {
            let same = near().take_while(|(_, at, _)| *at == start);
            let mut actors: Vec<usize> = same.map(|(.., actor)| *actor).collect();
            actors.reverse();
            actors.dedup();
            if place + FARTHEST >= paragraph { actors } else { Vec::new() }
        });
        let first = article.paragraphs.get(paragraph.saturating_sub(FARTHEST))?.range.start;
        let pairs = &self.pairs[..self.pairs.partition_point(|[start, _]| *start < before)];
        let named = pairs
            .last()
            .copied()
            .filter(|[start, _]| *start >= first && last.is_none_or(|(_, spoke, _)| *start > spoke));
        let found: Vec<usize> = match named {
            Some(starts) => {
                let names: Option<Vec<String>> = starts.iter().map(|start| self.named_at(*start)).collect();
                names?.iter().filter_map(|name| self.actor_named(name)).collect()
            }
            None => joint,
        };
        let is_group = !matches!(self.group_before(article, paragraph), Referent::Nobody);
        self.is_inferred = true;
        (found.len() == 2 && !is_group).then_some(found)
    }

    /// Name of the only one whom the mention at a byte offset may mean.
    fn named_at(&self, start: usize) -> Option<String> {
        let at = self.mentions.binary_search_by_key(&start, |mention: &Mention| mention.start).ok()?;
        match self.mentions[at].named[..] {
            [only] => Some(self.people.named[only].name.clone()),
            _ => None,
        }
    }
}

/// Pairs of names that sentences start with.
pub(crate) fn pairs(sentences: &[Sentence<'_>]) -> Vec<[usize; 2]> {
    let found = sentences.iter().filter_map(|Sentence { words, .. }| {
        let mut runs = words::each_run(words);
        let is_and = |word: &Word<'_>| word.text == "and";
        let first =
            runs.next().filter(|first| first.start == 0 && words.get(first.end).is_some_and(is_and))?;
        let second = runs.next()?;
        let is_pair = second.start == first.end + 1
            && words.get(second.end).is_none_or(|next| !matches!(next.text, "and" | "'s" | "’s"));
        is_pair.then(|| [words[first.start].start, words[second.start].start])
    });
    found.collect()
}

/// Byte offsets of words that mean two people, outside of quotations, as far as the budget goes.
pub(crate) fn plurals(article: &PlainArticle, budget: &Budget) -> Vec<usize> {
    let paragraphs = article.paragraphs.iter().take_while(|_| budget.take(1));
    let found = paragraphs.flat_map(|paragraph| {
        let words = words::words(article.slice(paragraph.range.clone()), paragraph.range.start);
        let quotations: RangeSet = paragraph.quotations.iter().cloned().collect();
        let is_quoted = |start: usize| quotations.overlaps(&(start..start));
        let is_start = |at: usize| at == 0 || !words[at - 1].is_word();
        // “Would they do it again?”, “Both are engineers.”
        let is_plural = |at: &usize| match words[*at].text {
            "They" | "Both" => true,
            "they" | "both" => *at > 0 && words[*at - 1].is_capital() && is_start(*at - 1),
            _ => false,
        };
        let found = (0..words.len()).filter(is_plural).map(|at| words[at].start);
        found.filter(|start| !is_quoted(*start)).collect::<Vec<usize>>()
    });
    found.collect()
}

//! Coreference of bodies: resolves “it”, “they” and “the company”.

use super::article::PlainArticle;
use super::described::ActorKind;
use super::index::MANY;
use super::names;
use super::roster::{Actor, Roster};
use super::words::{self, runs};
use std::collections::BTreeSet;
use std::ops::Range;

/// Maximum number of paragraphs to search back for “they” and “it”.
const FARTHEST: usize = 2;

impl Roster {
    /// Resolves “the company” before any has spoken: to the only company named.
    pub(super) fn firm(&mut self) -> Option<usize> {
        let firms = self.firms.iter().take(MANY);
        let names: BTreeSet<String> = firms.map(|place| self.named[*place].name.clone()).collect();
        if let (1, Some(only)) = (names.len(), names.first()) {
            return self.actor_named(only);
        }
        self.may_be(names.into_iter().collect(), "is a company");
        None
    }

    /// Resolves a pronoun to the only group or body that has spoken.
    pub(super) fn body(&mut self, article: &PlainArticle, word: &str) -> Option<usize> {
        let (paragraph, before) = self.here;
        let fits = |actor: &Actor| match actor.described.kind {
            ActorKind::Group => word != "it",
            ActorKind::Organisation | ActorKind::State | ActorKind::Document => {
                word == "it" || word == "they"
            }
            _ => false,
        };
        for here in (0..=paragraph).rev().take(FARTHEST) {
            let all: BTreeSet<usize> = self.spoke(here, before).collect();
            let fitting: Vec<usize> =
                all.iter().copied().filter(|actor| fits(&self.actors[*actor])).collect();
            let rivals = fitting.first().map_or(Some(Vec::new()), |first| self.rivals(article, *first))?;
            match fitting[..] {
                [only] if rivals.is_empty() => return Some(only),
                [] if all.is_empty() => {}
                _ => {
                    let names =
                        fitting.iter().map(|actor| self.actors[*actor].name()).chain(rivals).collect();
                    self.may_be(names, "speaks or acts before");
                    return None;
                }
            }
        }
        None
    }

    /// Rival antecedents: names, other than of people, that start a sentence since the actor spoke; `None` if that is too
    /// long ago.
    fn rivals(&self, article: &PlainArticle, actor: usize) -> Option<Vec<String>> {
        /// Maximum distance in bytes from the antecedent: more than two paragraphs of an article.
        const FARTHEST: usize = 4000;
        let before = self.here.1;
        let spoke = self.heard.iter().rev().find(|(_, start, one)| *one == actor && *start < before);
        let Some((_, spoke, _)) = spoke else { return Some(Vec::new()) };
        if before - spoke > FARTHEST {
            return None;
        }
        let words = words::words(article.slice(*spoke..before), *spoke);
        let starts = |run: &Range<usize>| {
            let mark = run.start.checked_sub(1).map(|at| words[at].text);
            let last = words[run.end - 1].text;
            mark.is_some_and(|mark| matches!(mark, "." | "!" | "?" | "”" | "\""))
                && !(run.len() == 1 && (last.ends_with('s') || last.ends_with("ly")))
        };
        let names = runs(&words).into_iter().filter(starts).map(|run| {
            let name = words[run.start].start..words[run.end - 1].end();
            (names::kind_of_name(&words[run], false), article.slice(name).to_owned())
        });
        let is_other = |(kind, name): &(ActorKind, String)| {
            let is_person = |at: &usize| self.named[*at].kind == ActorKind::Person;
            *kind != ActorKind::Person
                && !self.full_names(name).iter().any(is_person)
                && !self.described(name).is_some_and(|one| one.kind == ActorKind::Person)
                && !self.actors[actor].is_called(name)
        };
        Some(names.filter(is_other).map(|(_, name)| name).collect())
    }
}

//! Coreference of bodies: resolves “it”, “they” and “the company”.

mod names;
mod unnamed;

pub(crate) use names::{is_office_noun, whole_end, whole_end_of_any};
pub(crate) use unnamed::content_words;

use crate::actors::index::MANY;
use crate::actors::people::Mention;
use crate::actors::roster::{Actor, Referent, Roster};
use crate::coreference::bystanders::is_verb;
use crate::phrases::described::{ActorKind, Described};
use crate::phrases::names::kind_of_name;
use crate::phrases::nouns;
use crate::phrases::offices;
use crate::phrases::phrase;
use crate::phrases::words::{self, Word, runs};
use crate::text::article::PlainArticle;
use crate::text::datelines::dateline_end;
use crate::text::ranges::RangeSet;
use ascribe_language::sentences::sentences;
use std::collections::BTreeSet;
use std::ops::Range;

/// Maximum number of paragraphs to search back for “they” and “it”.
const FARTHEST: usize = 2;

/// Maximum distance in bytes of “it” from the start of its paragraph, all of which is read: what the paragraph is about at
/// its end is open if it is longer.
const FARTHEST_BODY: usize = 4096;

impl Roster {
    /// Resolves “the company” before any has spoken: to the only company named so far.
    pub(crate) fn firm(&mut self) -> Option<usize> {
        let is_known = |place: &&usize| self.people.introduced[**place] < self.here.1;
        let firms = self.people.firms.iter().filter(is_known).take(MANY);
        let names: BTreeSet<String> = firms.map(|place| self.people.named[*place].name.clone()).collect();
        if let (1, Some(only)) = (names.len(), names.first()) {
            return self.actor_named(only);
        }
        self.may_be(names.into_iter().collect(), "is a company");
        None
    }

    /// Resolves a pronoun to the only group or body that has spoken.
    pub(crate) fn body(&mut self, article: &PlainArticle, word: &str) -> Option<usize> {
        self.is_inferred = true;
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
            if word == "they" && fitting.is_empty() {
                match self.group_before(article, here) {
                    Referent::Only(group) => return group.and_then(|one| self.meant(one)),
                    Referent::Ambiguous => return None,
                    Referent::Nobody => {}
                }
            }
            // A body that spoke not long ago may be meant as well.
            let near = (0..=paragraph).rev().take(FARTHEST + 2);
            let is_new =
                { near }.all(|place| self.spoke(place, before).all(|actor| !fits(&self.actors[actor])));
            if word == "it" && all.is_empty() && is_new {
                match self.body_before(article, here) {
                    Referent::Only(body) => return body.and_then(|one| self.meant(one)),
                    Referent::Ambiguous => return None,
                    Referent::Nobody => {}
                }
            }
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

    /// “Villagers blocked the road. They said …”: the people whom a sentence of the paragraph before the pronoun starts
    /// with.
    pub(crate) fn group_before(&self, article: &PlainArticle, paragraph: usize) -> Referent<Described> {
        /// Maximum length of such a subject, in words.
        const LONGEST: usize = 6;
        /// Maximum distance in bytes to search back in a paragraph.
        const FARTHEST_BACK: usize = 1000;
        let (current, before) = self.here;
        let Some(range) = article.paragraphs.get(paragraph).map(|it| it.range.clone()) else {
            return Referent::Nobody;
        };
        let start = range.start + dateline_end(article.slice(range.clone()));
        let end = if paragraph == current { before.max(start) } else { range.end };
        let start = start.max(article.text.floor_char_boundary(end.saturating_sub(FARTHEST_BACK)));
        let words = words::words(article.slice(start..end), 0);
        let text = article.slice(start..end);
        let mut found: Vec<Described> = Vec::new();
        let starts = (0..words.len()).filter(|at| *at == 0 || matches!(words[*at - 1].text, "." | "!" | "?"));
        for first in starts {
            let subject = &words[first..words.len().min(first + LONGEST)];
            let noun = subject.iter().position(|word| nouns::is_group_noun(word));
            // “Two guards”, but not “The mayor and the guards”
            let one = noun.and_then(|noun| {
                let is_part = |word: &Word<'_>| word.is_word() && !word.is("particle") && word.text != "and";
                let whole = &words[first..first + noun + 1 + complement(&words[first + noun + 1..])];
                subject[..=noun].iter().all(is_part).then(|| phrase::described(text, whole)).flatten()
            });
            let Some(one) = one.filter(|one| one.name.is_empty()) else { continue };
            if !found.iter().any(|known| known.head == one.head) {
                found.push(Described { kind: ActorKind::Group, ..one });
            }
        }
        match found.len() {
            0 => Referent::Nobody,
            1 => Referent::Only(found.pop()),
            _ => Referent::Ambiguous,
        }
    }

    /// “The harbour board shut the bridge. It said …”: the only body or document of the paragraph before the pronoun, if a
    /// sentence starts with it.
    fn body_before(&self, article: &PlainArticle, paragraph: usize) -> Referent<Described> {
        let before = self.here.1;
        let Some(place) = article.paragraphs.get(paragraph) else { return Referent::Nobody };
        let end = before.clamp(place.range.start, place.range.end);
        if end - place.range.start > FARTHEST_BODY {
            return Referent::Ambiguous;
        }
        let first = self.mentions.partition_point(|mention| mention.paragraph < paragraph);
        let here = self.mentions[first..].iter().take_while(|mention| mention.start < end).take(MANY);
        let is_near = |mention: &&Mention| {
            !mention.is_possessive && !mention.is_complement && !self.said.contains(mention.start)
        };
        let mut subjects: Vec<Described> = Vec::new();
        for mention in here.filter(is_near) {
            let is_body = |one: &&Described| {
                matches!(one.kind, ActorKind::Organisation | ActorKind::State | ActorKind::Unknown)
            };
            let named = mention.named.iter().map(|at| &self.people.named[*at]).filter(is_body);
            let is_subject = self.sentence_subjects.binary_search(&mention.start).is_ok();
            for one in named {
                if !is_subject || one.kind == ActorKind::Unknown {
                    return Referent::Ambiguous;
                }
                if !subjects.iter().any(|known| known.name == one.name) {
                    subjects.push(one.clone());
                }
            }
        }
        let quotations: RangeSet = place.quotations.iter().cloned().collect();
        for sentence in sentences(&article.text, place.range.start..end, &place.quotations) {
            let words = words::words(article.slice(sentence.clone()), sentence.start);
            let subject = body_subject(&words);
            let nouns = words.iter().enumerate().skip(subject.map_or(0, |end| end));
            let mut nouns = nouns.filter(|(_, word)| !quotations.overlaps(&(word.start..word.start)));
            if nouns.any(|(_, word)| !word.is_capital() && (word.is("document") || word.is("organisation"))) {
                return Referent::Ambiguous;
            }
            let text = article.slice(sentence.clone());
            let whole: Vec<Word<'_>> =
                words[..subject.unwrap_or(0)].iter().map(|word| word.moved(sentence.start)).collect();
            let one = phrase::described(text, &whole).filter(|one| one.name.is_empty());
            if let Some(one) = one.filter(|one| !subjects.iter().any(|known| known.phrase == one.phrase)) {
                subjects.push(one);
            }
        }
        match subjects.len() {
            0 => Referent::Nobody,
            1 => Referent::Only(subjects.pop()),
            _ => Referent::Ambiguous,
        }
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
        // “The Harbour Road is shut,” it said: what somebody says names no antecedent.
        let paragraph = &article.paragraphs[self.here.0];
        let is_quoted = |run: &Range<usize>| {
            paragraph.quotations.iter().any(|quotation| quotation.contains(&words[run.start].start))
        };
        let starts = |run: &Range<usize>| {
            // “The Harbour Board”
            let with_article = run.start > 0 && words[run.start - 1].text == "The";
            let mark = run.start.checked_sub(1 + usize::from(with_article)).map(|at| words[at].text);
            let last = words[run.end - 1].text;
            mark.is_some_and(|mark| matches!(mark, "." | "!" | "?" | "”" | "\""))
                && !(run.len() == 1 && (last.ends_with('s') || last.ends_with("ly")))
        };
        let runs = runs(&words).into_iter().filter(|run| !is_quoted(run));
        let names = runs.filter(starts).map(|run| {
            let name = words[run.start].start..words[run.end - 1].end();
            (kind_of_name(&words[run], false), article.slice(name).to_owned())
        });
        let is_other = |(kind, name): &(ActorKind, String)| {
            let is_person = |at: &usize| self.people.named[*at].kind == ActorKind::Person;
            *kind != ActorKind::Person
                && !self.people.called(name).iter().any(is_person)
                && !self.people.described(name).is_some_and(|one| one.kind == ActorKind::Person)
                && !self.actors[actor].is_called(name)
        };
        Some(names.filter(is_other).map(|(_, name)| name).collect())
    }
}

/// Number of words of a body or document without a name that starts a sentence: “The harbour board shut …”.
fn body_subject(words: &[Word<'_>]) -> Option<usize> {
    /// Maximum length, in words.
    const LONGEST: usize = 6;
    words.first().filter(|first| matches!(first.text, "The" | "A" | "An"))?;
    let is_part = |word: &&Word<'_>| word.is_word() && word.text != "and" && !offices::is_finite(word.text);
    let part = words.iter().take(LONGEST).take_while(is_part).count();
    let is_body = |word: &Word<'_>| {
        !word.is_capital() && (word.is("organisation") || word.is("document") || word.is("company-noun"))
    };
    // “The harbour board shut …”: either noun is a body, and the second one acts.
    (1..=part).find(|end| is_body(&words[end - 1]) && acts(&words[*end..]))
}

/// Whether the words behind a subject start with its verb, also behind an insertion: “, written by a judge, was late”.
fn acts(behind: &[Word<'_>]) -> bool {
    match behind {
        [comma, rest @ ..] if comma.text == "," => {
            let end = rest.iter().position(|word| word.text == ",");
            end.and_then(|end| rest.get(end + 1)).is_some_and(is_verb)
        }
        _ => behind.first().is_some_and(is_verb),
    }
}

/// Number of words of a complement: four in “of the EB-5 programme”.
fn complement(words: &[Word<'_>]) -> usize {
    if !words.first().is_some_and(|word| matches!(word.text, "of" | "from" | "in" | "at")) {
        return 0;
    }
    let is_part = |word: &&Word<'_>| word.is_capital() || matches!(word.text, "the" | "a" | "an");
    let names = words[1..].iter().take_while(is_part).count();
    let noun = words.get(1 + names).is_some_and(|word| {
        word.is_word() && !offices::is_finite(word.text) && !word.is("speech") && !word.text.ends_with("ed")
    });
    let is_name = names > 0 && words[names].is_capital();
    match (is_name, noun) {
        (true, true) if words[1].text == "the" => 2 + names,
        (true, _) => 1 + names,
        _ => 0,
    }
}

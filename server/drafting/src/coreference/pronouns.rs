//! Coreference of “he” and “she”, and of descriptions that tell as little: “the woman”. If two people may be meant,
//! nobody is.

use crate::actors::index::MANY;
use crate::actors::people::Mention;
use crate::actors::roster::{Actor, Possible, Roster};
use crate::coreference::bystanders::{Bystander, is_reference};
use crate::phrases::described::{ActorKind, Described, Gender};
use crate::phrases::descriptions;
use crate::phrases::words::is;
use crate::text::article::PlainArticle;
use std::collections::{BTreeSet, HashSet};

/// Maximum number of paragraphs to search back for “he” or “she”.
pub(crate) const FARTHEST: usize = 4;

/// Maximum number of paragraphs to search back for the last speaker or subject.
const FARTHEST_BACK: usize = 2;

/// Maximum number of names, of speakers and of subjects without a name in one paragraph to search back for “he” or
/// “she”. A paragraph with more is several that have lost their line ends, and the last names are those that a reader
/// has in mind.
pub(crate) const NEAREST: usize = 256;

impl Roster {
    /// “the woman”, “the cautious candidate”: the only person described without a name just before, if any.
    pub(crate) fn anybody(&mut self, one: &Described) -> Option<usize> {
        // “the New York businessman” is as good as “he”.
        if let Some(gender) = one.gender.filter(|_| is("epithet", &one.head)) {
            return self.person(gender);
        }
        if let Some(found) = self.variation(one) {
            return Some(found);
        }
        self.is_inferred = true;
        // “the 19-year-old” is as good as “he or she”.
        if (one.head.ends_with("-year-old") || one.phrase.contains("-year-old "))
            && let Some(last) = self.last_person()
        {
            return self.actor_named(&last);
        }
        let (paragraph, before) = self.here;
        let near = (paragraph.saturating_sub(1)..=paragraph).flat_map(|place| self.spoke(place, before));
        let fits = |actor: &Actor| {
            let gender = actor.described.gender;
            let is_same = one.gender.is_none() || gender.is_none() || gender == one.gender;
            actor.described.kind == ActorKind::Person && actor.described.name.is_empty() && is_same
        };
        let unnamed: BTreeSet<usize> = near.filter(|actor| fits(&self.actors[*actor])).collect();
        let people = self.around(one.gender);
        match unnamed.len() {
            1 if descriptions::is_anyone(one) => unnamed.into_iter().next(),
            _ => {
                self.possible = people;
                let genders = [Gender::He, Gender::She].into_iter();
                let doubted = genders.filter(|gender| one.gender.is_none_or(|known| known == *gender));
                doubted.for_each(|gender| self.doubt(paragraph, gender));
                None
            }
        }
    }

    /// Resolves a pronoun: to the only possible antecedent, in its paragraph or else in those before.
    pub(crate) fn pronoun(&mut self, article: &PlainArticle, word: &str) -> Option<usize> {
        match word {
            "he" | "him" => self.person(Gender::He),
            "she" | "her" => self.person(Gender::She),
            "who" | "which" | "that" => self.antecedent(article),
            "they" | "it" | "them" => self.body(article, word),
            _ => None,
        }
    }

    /// Resolves to the last speaker or subject, if nobody else has been named since, or else to the only person in the nearest
    /// paragraph that names one, if nobody else has been named as a possessor since; to nobody if somebody else whom the
    /// pronoun may mean has been the subject since.
    fn person(&mut self, gender: Gender) -> Option<usize> {
        self.is_inferred = true;
        let paragraph = self.here.0;
        if let Some(only) = self.only_person(gender)
            && let Some(found) = self.actor_named(&only)
        {
            let one = &mut self.actors[found].described;
            one.gender.get_or_insert(gender);
            if one.kind == ActorKind::Unknown {
                one.kind = ActorKind::Person;
            }
            return Some(found);
        }
        if let Some(stranger) = self.stranger(gender) {
            return Some(stranger);
        }
        self.possible = self.around(Some(gender));
        self.doubt(paragraph, gender);
        None
    }

    /// Name of the only person whom the pronoun may mean.
    pub(crate) fn only_person(&self, gender: Gender) -> Option<String> {
        let (paragraph, before) = self.here;
        let mut names: BTreeSet<String> = BTreeSet::new();
        if let Some(last) = self.last_actor(Some(gender)) {
            names.insert(last);
        } else {
            for here in (0..=paragraph).rev().take(FARTHEST) {
                let near = self.antecedents(Some(gender), here, before);
                if !near.acting.is_empty() {
                    names.extend(near.acting);
                    break;
                }
                names.extend(near.having);
            }
            if names.is_empty() {
                names.extend(self.only_subject(gender));
            }
        }
        let only = names.pop_first().filter(|_| names.is_empty())?;
        let is_certain = !self.is_doubted(paragraph, gender, &only)
            && !self.has_rival(&only, Some(gender))
            && !self.is_outweighed(&only, gender)
            && !self.is_one_of_two(&only, gender);
        is_certain.then_some(only)
    }

    /// Whether somebody else near by is known to be of the gender, while nothing tells that of the person, who has not
    /// spoken: “Judge Ada Berg sentenced Xan Moe. Moe had denied it. “You lied,” she said.”
    fn is_outweighed(&self, person: &str, gender: Gender) -> bool {
        let (paragraph, before) = self.here;
        let has_spoken = || {
            let near = self.heard.iter().rev().filter(|(_, start, _)| *start < before).take(NEAREST);
            let mut near = near.take_while(|(place, ..)| place + FARTHEST_BACK > paragraph);
            near.any(|(.., actor)| self.actors[*actor].name() == person)
        };
        if self.gender_of(person).is_some() || has_spoken() {
            return false;
        }
        let near = (0..=paragraph).rev().take(FARTHEST_BACK);
        let people = near.flat_map(|place| self.antecedents(Some(gender), place, before).acting);
        { people }.any(|other| other != person && self.gender_of(&other) == Some(gender))
    }

    /// Gender of somebody with a name, from the name, an office or a pronoun resolved before.
    pub(crate) fn gender_of(&self, name: &str) -> Option<Gender> {
        if name.is_empty() {
            return None;
        }
        let named = self.people.exact(name).and_then(|place| self.people.named[place].gender);
        named.or_else(|| {
            let mut called = self.index.called(name).into_iter().map(|actor| &self.actors[actor].described);
            called.find(|one| one.name == name).and_then(|one| one.gender)
        })
    }

    /// Name of the last speaker or subject, if nobody else has been the subject or named since.
    pub(crate) fn last_person(&self) -> Option<String> {
        self.last_actor(None).filter(|name| !self.has_rival(name, None))
    }

    /// Name of the last speaker or subject whom the pronoun may mean, if nobody else has been named since whom it may
    /// mean, too.
    fn last_actor(&self, gender: Option<Gender>) -> Option<String> {
        let (name, start) = self
            .last_speaker(gender)
            .into_iter()
            .chain(self.last_subject(gender).map(|(name, start)| (Some(name), start)))
            .max_by_key(|last| last.1)?;
        let first = self.mentions.partition_point(|mention| mention.start < start);
        let since = self.mentions[first..].iter().take_while(|mention| mention.start < self.here.1);
        // “Berg spoke about the death of Moe” is about Berg.
        let is_about = |mention: &&Mention| !mention.is_complement && !self.said.contains(mention.start);
        let mut others = since.take(NEAREST).filter(is_about);
        let is_other =
            others.any(|mention| self.people_in(mention, gender).any(|other| Some(&other) != name.as_ref()));
        name.filter(|_| !is_other)
    }

    /// Whether the article has gone on to two people since it named the person: “Would they do it again? “No,” she said”.
    fn is_one_of_two(&self, person: &str, gender: Gender) -> bool {
        let (paragraph, before) = self.here;
        let named = self.people.mentions_of(person);
        let last = named[..named.partition_point(|start| *start < before)].last().copied().unwrap_or(0);
        let end = self.plurals.partition_point(|at| *at < before);
        let near = self.plurals[..end].iter().rev().take(NEAREST).take_while(|at| **at > last);
        let is_plural = { near }.any(|at| !self.said.contains(*at));
        let near = (0..=paragraph).rev().take(if is_plural { FARTHEST } else { 0 });
        let people = near.flat_map(|place| self.antecedents(Some(gender), place, before).acting);
        { people }.any(|other| other != person)
    }

    /// The only one of several people with a family name or an office in common who has spoken just before, if none of the
    /// others has been named since: “Berg said” after “Mayor Ida Berg said … her husband, Tom Berg”.
    pub(crate) fn last_to_speak(&mut self, names: &BTreeSet<String>) -> Option<usize> {
        let (paragraph, before) = self.here;
        let near = self.heard.iter().rev().filter(|(_, start, _)| *start < before).take(NEAREST);
        let near = near.take_while(|(place, ..)| place + FARTHEST > paragraph);
        let near: Vec<(usize, usize)> = near
            .filter(|(.., actor)| names.contains(&self.actors[*actor].name()))
            .map(|(_, start, actor)| (*start, *actor))
            .collect();
        let (start, only) = *near.first().filter(|(_, only)| near.iter().all(|(_, actor)| actor == only))?;
        let name = self.actors[only].name();
        let is_other = |mention: &&Mention| {
            let named = &mention.named[..];
            matches!(named, [other] if self.people.named[*other].name != name
                && names.contains(&self.people.named[*other].name))
        };
        let end = self.mentions.partition_point(|mention| mention.start < before);
        let mut others = self.mentions[..end].iter().rev().take(NEAREST).filter(is_other);
        // “Trump said” is whom the article calls so, not his wife.
        let is_rival = others.any(|mention| {
            let is_since = mention.start > start && !mention.is_complement;
            mention.is_short || is_since && !self.said.contains(mention.start)
        });
        self.is_inferred |= !is_rival;
        (!is_rival).then_some(only)
    }

    /// Name of the last speaker whom the pronoun may mean, `None` if it has none or several spoke, and the byte offset
    /// behind which others may be named.
    fn last_speaker(&self, gender: Option<Gender>) -> Option<(Option<String>, usize)> {
        /// Maximum distance in bytes of a name from the start of the source: “Board spokesman Ada Berg”.
        const FARTHEST_NAME: usize = 120;
        let (paragraph, before) = self.here;
        let near = self.heard.iter().rev().filter(|(_, start, _)| *start < before).take(NEAREST);
        let mut near = near.take_while(|(place, ..)| place + FARTHEST_BACK > paragraph);
        let fits = |actor: &Actor| actor.is_human() && may_be(actor.described.gender, gender);
        let (_, start, speaker) = near.find(|(.., actor)| fits(&self.actors[*actor]))?;
        let others = self.heard.iter().rev().take(NEAREST);
        let is_joint = others.into_iter().any(|(_, at, other)| at == start && other != speaker);
        let name = &self.actors[*speaker].described.name;
        if is_joint || name.is_empty() {
            return Some((None, *start));
        }
        let named = self.people.mentions_of(name);
        let own = named.get(named.partition_point(|at| at < start)).copied();
        let own = own.filter(|at| *at < before && at - start < FARTHEST_NAME);
        Some((Some(name.clone()), own.unwrap_or(*start)))
    }

    /// The person whom the pronoun may mean and who is the only one to be the subject of a sentence just before, and the
    /// byte offset where they last are.
    fn last_subject(&self, gender: Option<Gender>) -> Option<(String, usize)> {
        let (paragraph, before) = self.here;
        let end = self.mentions.partition_point(|mention| mention.start < before);
        let near = self.mentions[..end].iter().rev().take(NEAREST);
        let near = near.take_while(|mention| mention.paragraph + FARTHEST_BACK > paragraph);
        let is_subject = |mention: &&Mention| {
            !mention.is_possessive
                && !self.said.contains(mention.start)
                && self.sentence_subjects.binary_search(&mention.start).is_ok()
        };
        let subjects: Vec<&Mention> = near.filter(is_subject).collect();
        let mut names = subjects
            .iter()
            .flat_map(|mention| self.people_in(mention, gender).map(|name| (name, mention.start)));
        let (name, start) = names.next()?;
        names.all(|(other, _)| other == name).then_some((name, start))
    }

    /// Whether somebody else may be meant, of whom no list tells who it is: a subject since the last sentence that names
    /// the person.
    fn has_rival(&self, person: &str, gender: Option<Gender>) -> bool {
        let before = self.here.1;
        let heard = self.heard.iter().rev().filter(|(_, start, _)| *start < before).take(NEAREST);
        let heard =
            heard.filter(|(.., actor)| self.actors[*actor].name() == person).map(|(_, start, _)| *start);
        let named = self.people.mentions_of(person);
        let named =
            named[..named.partition_point(|start| *start < before)].iter().rev().take(NEAREST).copied();
        let last = heard.chain(named.filter(|start| !self.said.contains(*start))).max().unwrap_or(0);
        let end = self.bystanders.partition_point(|one| one.start < before);
        let since = self.bystanders[..end].iter().rev().take(NEAREST);
        // A bystander who has spoken is among the speakers already.
        let has_spoken = |one: &Bystander| {
            let place = self.heard.partition_point(|(_, start, _)| *start < one.start);
            self.heard.get(place).is_some_and(|(_, start, _)| *start == one.start)
        };
        let mut since =
            since.filter(|one| one.sentence_end > last && !self.said.contains(one.start) && !has_spoken(one));
        since.any(|one| self.is_rival(one, person, gender))
    }

    /// Name of the only subject who may be a person by the form of the name, if no list knows it.
    fn only_subject(&self, gender: Gender) -> Option<String> {
        let names: BTreeSet<&str> = self.strangers(gender).map(|one| one.one.name.as_str()).collect();
        let only = names.first().filter(|name| names.len() == 1 && !name.is_empty())?;
        Some((*only).to_owned())
    }

    pub(crate) fn is_rival(&self, bystander: &Bystander, person: &str, gender: Option<Gender>) -> bool {
        let one = &bystander.one;
        let fits = |known: Option<Gender>| may_be(known, gender);
        if !fits(one.gender) || !fits(self.gender_of(&one.name)) {
            return false;
        }
        if one.name.is_empty() {
            // “the mayor” is the person if that is their office.
            let is_office = || {
                one.is_definite()
                    && !one.is_owned()
                    && (self.holders(one, one.phrase == one.head).contains(person)
                        || self.only_judge(one).contains(person))
            };
            return !is_reference(one) && !is_office();
        }
        let known = self.people.called(&one.name).into_iter().map(|place| &self.people.named[place]);
        // “Unia Sol, a union of pilots, said” tells what the name alone does not.
        let actors = self.index.called(&one.name).into_iter().map(|actor| &self.actors[actor].described);
        let actors = actors.filter(|actor| actor.name == one.name);
        let known: Vec<&Described> = known.chain(self.people.described(&one.name)).chain(actors).collect();
        let is_person = |known: &&Described| known.name == person;
        let is_body = |known: &&Described| !matches!(known.kind, ActorKind::Unknown | ActorKind::Person);
        !known.iter().any(|known| is_person(known) || is_body(known) || !fits(known.gender))
    }

    /// Whether the word was ambiguous before in the paragraph, and no sentence has been about the person since.
    fn is_doubted(&self, paragraph: usize, gender: Gender, person: &str) -> bool {
        let here = self.doubts.iter().rev().take_while(|(place, ..)| *place == paragraph);
        let doubt = here.into_iter().find(|(.., doubted)| *doubted == gender);
        let Some((_, doubt, _)) = doubt else { return false };
        let named = self.people.mentions_of(person);
        let since = &named[named.partition_point(|start| start < doubt)..];
        let since = since.iter().take_while(|start| **start < self.here.1).take(NEAREST);
        let is_about = |start: &usize| {
            self.sentence_subjects.binary_search(start).is_ok() && !self.said.contains(*start)
        };
        !{ since }.any(is_about)
    }

    fn doubt(&mut self, paragraph: usize, gender: Gender) {
        let before = self.here.1;
        let here = self.doubts.iter_mut().rev().take_while(|(place, ..)| *place == paragraph);
        match here.into_iter().find(|(.., doubted)| *doubted == gender) {
            Some((_, last, _)) => *last = before,
            None => self.doubts.push((paragraph, before, gender)),
        }
    }

    /// Speakers in a paragraph before a byte offset, the latest first.
    pub(crate) fn spoke(&self, paragraph: usize, before: usize) -> impl Iterator<Item = usize> {
        let first = self.heard.partition_point(|(place, ..)| *place < paragraph);
        let end = self.heard.partition_point(|(place, ..)| *place <= paragraph);
        let spoke = self.heard[first..end].iter().rev().filter(move |(_, start, _)| *start < before);
        spoke.take(NEAREST).map(|(.., actor)| *actor)
    }

    /// Possible antecedents of a pronoun at byte `before`, in one paragraph.
    pub(crate) fn antecedents(&self, gender: Option<Gender>, paragraph: usize, before: usize) -> Antecedents {
        let fits = |known: Option<Gender>| may_be(known, gender);
        let spoke = self.spoke(paragraph, before).map(|actor| &self.actors[actor]);
        let spoke = spoke.filter(|actor| actor.is_human() && fits(actor.described.gender)).map(Actor::name);
        let first = self.mentions.partition_point(|mention| mention.paragraph < paragraph);
        let is_here = |mention: &Mention| mention.paragraph <= paragraph && mention.start < before;
        let end = self.mentions.partition_point(is_here);
        let here = self.mentions[first.max(end.saturating_sub(NEAREST)).min(end)..end].iter();
        let is_said = |mention: &Mention| self.said.contains(mention.start);
        let mut people = Antecedents::default();
        let mut known = HashSet::new();
        let mut add = |name: String, is_possessive: bool| {
            let kind = if is_possessive { &mut people.having } else { &mut people.acting };
            if known.insert((name.clone(), is_possessive)) {
                kind.push(name);
            }
        };
        spoke.for_each(|name| add(name, false));
        for mention in here.filter(|mention| !is_said(mention)) {
            self.people_in(mention, gender).for_each(|name| add(name, mention.is_possessive));
        }
        people
    }

    /// Names of the people whom a mention may mean.
    fn people_in(&self, mention: &Mention, gender: Option<Gender>) -> impl Iterator<Item = String> {
        let fits = move |known: Option<Gender>| may_be(known, gender);
        let named = mention.named.iter().map(|place| &self.people.named[*place]);
        let named = named.filter(move |one| {
            let mut called = self.index.called(&one.name).into_iter().map(|actor| &self.actors[actor]);
            let speaker = called.find(|actor| actor.described.name == one.name);
            let gender = one.gender.or(speaker.and_then(|speaker| speaker.described.gender));
            let is_human = one.kind == ActorKind::Person || speaker.is_some_and(Actor::is_human);
            is_human && fits(gender)
        });
        named.map(|one| one.name.clone())
    }

    /// People in this paragraph and the previous ones, as candidates.
    pub(crate) fn around(&self, gender: Option<Gender>) -> Vec<Possible> {
        let (paragraph, before) = self.here;
        let mut all: Vec<Possible> = Vec::new();
        for (back, here) in (0..=paragraph).rev().take(FARTHEST).enumerate() {
            let place = match back {
                0 => "in this paragraph".to_owned(),
                1 => "in the previous paragraph".to_owned(),
                _ => format!("{back} paragraphs earlier"),
            };
            let people = self.antecedents(gender, here, before);
            let speakers: HashSet<String> =
                self.spoke(here, before).map(|actor| self.actors[actor].name()).collect();
            for name in people.acting.into_iter().chain(people.having) {
                if all.len() < MANY && !all.iter().any(|known| known.name == name) {
                    let what = if speakers.contains(&name) { "speaks" } else { "named" };
                    all.push(Possible { name, why: format!("{what} {place}") });
                }
            }
        }
        all
    }
}

/// Whether somebody of a gender, if it is known, may be meant by a word of another one.
fn may_be(known: Option<Gender>, gender: Option<Gender>) -> bool {
    known.is_none() || gender.is_none() || known == gender
}

/// Possible antecedents.
#[derive(Default)]
pub(crate) struct Antecedents {
    /// Speakers, latest first, then people mentioned outside of statements, in text order, since the first is usually
    /// the subject.
    pub acting: Vec<String>,
    /// Possessors only: “Berg’s plan”.
    pub having: Vec<String>,
}

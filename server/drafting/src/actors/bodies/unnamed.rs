//! Coreference of bodies described without a name: “the paper”, “the company”, “the agency”.

use crate::actors::index::MANY;
use crate::actors::merging::AGENCIES;
use crate::actors::people::Mention;
use crate::actors::roster::{Actor, Referent, Roster};
use crate::phrases::described::{ActorKind, Described};
use crate::phrases::names::gender_of_name;
use crate::phrases::words::{self, is};
use std::collections::BTreeSet;

impl Roster {
    /// “the paper”: the only outlet of the article, or else the only one named in this paragraph or the one before.
    pub(crate) fn outlet(&mut self, one: &Described) -> Option<usize> {
        let (paragraph, before) = self.here;
        let fits = |name: &str| fits_outlet(&one.head, name);
        let all: BTreeSet<&str> = self
            .people
            .outlet_names
            .iter()
            .map(String::as_str)
            .filter(|name| fits(name))
            .take(MANY)
            .collect();
        let near = self.people.outlets_before(before).iter().rev();
        let near = near.take_while(|outlet| outlet.paragraph + 1 >= paragraph).take(MANY);
        let near: BTreeSet<&str> =
            near.map(|outlet| outlet.name.as_str()).filter(|name| fits(name)).collect();
        let only = if all.len() == 1 { all.first() } else { near.first().filter(|_| near.len() == 1) };
        if let Some(name) = only.map(|name| (*name).to_owned()) {
            return self.meant(Described { name, kind: ActorKind::Organisation, ..Described::default() });
        }
        let names = if near.is_empty() { all } else { near };
        let names = names.into_iter().map(str::to_owned).collect();
        self.may_be(names, &format!("may be “the {}”", one.phrase));
        None
    }

    /// “the company”, “the union”: the only body that has spoken, or else been named, to which the noun applies.
    pub(crate) fn body_called(&mut self, one: &Described) -> Referent<usize> {
        let is_firm = is("company-noun", &one.head);
        let is_club = matches!(one.head.as_str(), "club" | "team" | "side");
        let may_be = |actor: &Actor| {
            let name = actor.described.name.to_lowercase();
            let has = actor.described.head == one.head
                || name.starts_with(&format!("{} ", one.head))
                || name.ends_with(&format!(" {}", one.head));
            // “the Mine Inspectorate” is no company.
            let is_public = actor.described.name.split(' ').any(|word| AGENCIES.contains(&word));
            let firm = is_firm
                && !is_public
                && actor.described.kind == ActorKind::Organisation
                && !name.is_empty()
                && gender_of_name(actor.described.name.split(' ').next().unwrap_or_default()).is_none();
            // “Lund Rovers” is a club.
            let club =
                is_club && actor.described.name.split(' ').next_back().is_some_and(|last| is("club", last));
            has || firm || club
        };
        let firms = self.index.firms.iter().copied().filter(|_| is_firm || is_club).take(MANY);
        let near: BTreeSet<usize> = self.index.with_head(&one.head).into_iter().chain(firms).collect();
        let fits: Vec<usize> = near.into_iter().filter(|at| may_be(&self.actors[*at])).collect();
        match fits[..] {
            [only] if self.is_followed(only) => {
                self.may_be(vec![self.actors[only].name()], &format!("may be “the {}”", one.phrase));
                return Referent::Ambiguous;
            }
            [only] => {
                let rivals = self.rivals_of_body(only, &one.head);
                if rivals.is_empty() {
                    return Referent::Only(Some(only));
                }
                let names = std::iter::once(self.actors[only].name()).chain(rivals).collect();
                self.may_be(names, &format!("may be “the {}”", one.phrase));
                return Referent::Ambiguous;
            }
            [] if is_firm => return Referent::Only(self.firm().or_else(|| self.last_body())),
            [] => {}
            _ => {
                let names = fits.iter().map(|at| self.actors[*at].name()).collect();
                self.may_be(names, &format!("may be “the {}”", one.phrase));
                return Referent::Ambiguous;
            }
        }
        if one.head == "agency" {
            return self.agency(one);
        }
        let word = capitalised(&one.head);
        let named = self.people.bodies_with(&word, self.here.1);
        let names: Vec<String> = named.iter().map(|place| self.people.named[*place].name.clone()).collect();
        match &names[..] {
            [] => Referent::Nobody,
            [only] => Referent::Only(self.actor_named(only)),
            _ => {
                self.may_be(names, &format!("may be “the {}”", one.phrase));
                Referent::Ambiguous
            }
        }
    }

    /// “The company” after “Claddagh Waste said”: the last speaker, just before, of whom nothing tells that it is a person.
    fn last_body(&mut self) -> Option<usize> {
        let (paragraph, before) = self.here;
        let (place, start, actor) = *self.heard.iter().rev().find(|(_, start, _)| *start < before)?;
        let one = &self.actors[actor].described;
        let first = one.name.split(' ').next().unwrap_or_default();
        let may_be = one.kind == ActorKind::Unknown
            && one.name.contains(' ')
            && one.role.is_empty()
            && gender_of_name(first).is_none();
        let since = self.mentions.partition_point(|mention| mention.start <= start);
        let is_other = |mention: &&Mention| {
            mention.start < before && !mention.named.iter().any(|at| self.people.named[*at].name == one.name)
        };
        let is_alone = !self.mentions[since..]
            .iter()
            .take_while(|mention| mention.start < before)
            .any(|it| is_other(&it));
        if place + 1 < paragraph || !may_be || !is_alone || !self.possible.is_empty() {
            return None;
        }
        self.is_inferred = true;
        self.actors[actor].described.kind = ActorKind::Organisation;
        self.index.update(actor, &self.actors[actor]);
        Some(actor)
    }

    /// Other companies or clubs that start a sentence since one spoke: “Lund Rovers” may be “the club”, too.
    fn rivals_of_body(&self, actor: usize, head: &str) -> BTreeSet<String> {
        let before = self.here.1;
        if !is("company-noun", head) && !matches!(head, "club" | "team" | "side") {
            return BTreeSet::new();
        }
        let spoke = self.heard.iter().rev().take(MANY).find(|(.., one)| *one == actor);
        let Some((_, spoke, _)) = spoke else { return BTreeSet::new() };
        let first = self.mentions.partition_point(|mention| mention.start < *spoke);
        let since = self.mentions[first..].iter().take_while(|mention| mention.start < before).take(MANY);
        let subjects = since.filter(|mention| {
            self.sentence_subjects.binary_search(&mention.start).is_ok() && !self.said.contains(mention.start)
        });
        let named = subjects.flat_map(|mention| &mention.named).map(|place| &self.people.named[*place]);
        let others = named.filter(|one| {
            let name = &one.name;
            // “the Harbour Commission” is no company.
            let is_public =
                name.split(' ').any(|word| is("organisation", word) && !word.eq_ignore_ascii_case(head));
            one.kind != ActorKind::Person
                && one.kind != ActorKind::State
                && !is_public
                && !self.actors[actor].is_called(name)
        });
        others.map(|one| one.name.clone()).collect()
    }

    /// Whether a body without a name spoke, and one with a name since: “a union of pilots … the Association of Pilots”
    /// may be one or two.
    fn is_followed(&self, actor: usize) -> bool {
        /// Number of statements to look back.
        const FARTHEST: usize = 64;
        let near = &self.heard[self.heard.len().saturating_sub(FARTHEST)..];
        let last = near.iter().rposition(|(.., heard)| *heard == actor);
        let is_named = |(.., heard): &(usize, usize, usize)| {
            let other = &self.actors[*heard].described;
            other.kind == ActorKind::Organisation && !other.name.is_empty()
        };
        self.actors[actor].described.name.is_empty()
            && self.actors[actor].described.kind == ActorKind::Organisation
            && last.is_some_and(|last| near[last..].iter().any(is_named))
    }

    /// “the agency”: the only public body named in the paragraph or the one before, or else so far.
    fn agency(&mut self, one: &Described) -> Referent<usize> {
        let (paragraph, before) = self.here;
        let first = self.mentions.partition_point(|mention| mention.paragraph + 1 < paragraph);
        let near = self.mentions.get(first).map_or(before, |mention| mention.start);
        let named = |from: usize| -> BTreeSet<String> {
            let is_named = |place: &&usize| {
                let mentions = &self.people.mentioned[**place];
                mentions
                    .get(mentions.partition_point(|start| *start < from))
                    .is_some_and(|start| *start < before)
            };
            let places = self.people.agencies.iter().take(MANY).filter(is_named);
            places.map(|place| self.people.named[*place].name.clone()).collect()
        };
        let found = named(near);
        let mut names = if found.is_empty() { named(0) } else { found };
        match names.len() {
            0 => Referent::Nobody,
            1 => Referent::Only(names.pop_first().and_then(|name| self.actor_named(&name))),
            _ => {
                self.may_be(names.into_iter().collect(), &format!("may be “the {}”", one.phrase));
                Referent::Ambiguous
            }
        }
    }

    /// “A union representing flight attendants … the Association of Flight Attendants”: bodies named later that share
    /// two words with the description.
    pub(crate) fn bodies_later(&self, one: &Described) -> BTreeSet<String> {
        /// Number of words in common.
        const COMMON: usize = 2;
        let words = content_words(&one.phrase);
        let near: BTreeSet<usize> = words.iter().flat_map(|word| self.people.by_topic.get(word)).collect();
        let named = near.into_iter().filter(|place| {
            let named = &self.people.named[*place];
            named.kind == ActorKind::Organisation
                && self.people.is_given_behind(*place, self.here.1)
                && content_words(&named.name).intersection(&words).count() >= COMMON
        });
        named.map(|place| self.people.named[place].name.clone()).collect()
    }
}

/// A word with a capital.
fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

/// Words of a name or a description that tell what a body is about, in lower case.
pub(crate) fn content_words(phrase: &str) -> BTreeSet<String> {
    let words = words::words(phrase, 0);
    let words = words.iter().filter(|word| word.text.chars().count() > 3 && !word.is("not"));
    words.map(|word| word.text.to_lowercase()).collect()
}

/// Whether the noun may stand for the outlet: no newspaper is “the network”.
fn fits_outlet(noun: &str, name: &str) -> bool {
    const BROADCASTERS: [&str; 19] = [
        "BBC",
        "CNN",
        "CBS",
        "NBC",
        "ABC",
        "PBS",
        "NPR",
        "MSNBC",
        "CNBC",
        "RT",
        "News",
        "Radio",
        "Television",
        "TV",
        "Broadcasting",
        "Fox",
        "ITV",
        "Sky",
        "RTÉ",
    ];
    let broadcasts = name.split(' ').any(|word| BROADCASTERS.contains(&word));
    match noun {
        "network" | "broadcaster" | "channel" | "station" => broadcasts,
        "paper" | "newspaper" | "tabloid" | "broadsheet" => {
            !broadcasts
                && !matches!(name, "Reuters" | "Bloomberg" | "AP" | "AFP" | "Politico" | "Axios" | "Vox")
        }
        _ => true,
    }
}

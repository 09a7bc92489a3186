//! Coreference of descriptions without a name: “the transport secretary”, “another producer”, “the paper”.

use crate::actors::index::{current, is_former};
use crate::actors::people::surname;
use crate::actors::roster::{Actor, MANY_NAMES, Referent, Roster};
use crate::phrases::described::{ActorKind, Described, Determiner};
use crate::phrases::descriptions;
use crate::phrases::words::{self, Word, is};
use std::collections::BTreeSet;

impl Roster {
    /// Actor for a description; added if new. `None` if it is ambiguous.
    pub(crate) fn unnamed(&mut self, one: Described) -> Option<usize> {
        if one.determiner == Determiner::Another {
            return Some(self.add_new(one));
        }
        if one.is_owned()
            && one.kind == ActorKind::Person
            && let Some(gender) = self.owner
        {
            return self.owned(one, gender);
        }
        if one.is_definite() && (is("demonym", &one.phrase) || is("nationality", &one.phrase)) {
            return self.compatriot(&one);
        }
        let is_plain = one.phrase.eq_ignore_ascii_case(&one.head);
        if one.is_definite() && is_plain && is("outlet-noun", &one.head) && !self.people.outlets.is_empty() {
            return self.outlet(&one);
        }
        if one.is_definite() && is_plain && self.is_one_of_several(&one) {
            return None;
        }
        if one.is_definite() && is_plain && is("outlet-noun", &one.head) {
            let is_it = |actor: &Actor| {
                actor.described.name.is_empty() && is_same_outlet(&actor.described.head, &one.head)
            };
            if let Some(known) = self.actors.iter().take(MANY_NAMES).position(is_it) {
                self.actors[known].described.kind = ActorKind::Organisation;
                return Some(known);
            }
        }
        if let Some(known) = self.described_alike(&one) {
            let actor = &mut self.actors[known].described;
            if actor.kind == ActorKind::Unknown {
                actor.kind = one.kind;
            }
            self.index.update(known, &self.actors[known]);
            return Some(known);
        }
        let before = self.described_before(&one).or_else(|| self.study(&one)).or_else(|| self.family(&one));
        if let Some(known) = before {
            return Some(known);
        }
        self.in_headline |= one.is_bare() && self.here.0 < 2;
        if self.in_headline && one.kind == ActorKind::Person {
            // “Judge rejects …” is about somebody who is named below the headline.
            let mut names = self.holders(&one, is_plain);
            if names.len() > 1 {
                names.retain(|name| self.is_named_soon(name));
            }
            return if names.len() == 1 { self.actor_named(&names.pop_first()?) } else { None };
        }
        if one.is_owned() && one.kind == ActorKind::Person && !self.holders(&one, is_plain).is_empty() {
            // “Its lawyer” need not be the lawyer whom the article names.
            self.possible = self.around(one.gender);
            return None;
        }
        if one.kind == ActorKind::Organisation && !one.is_definite() {
            let mut names = self.bodies_later(&one);
            if names.len() == 1 {
                let found = self.actor_named(&names.pop_first()?)?;
                let known = &mut self.actors[found].described;
                if known.head.is_empty() {
                    known.head = one.head;
                    self.index.add(found, &self.actors[found]);
                }
                return Some(found);
            }
        }
        let is_trailing = |actor: &Actor| actor.name().to_lowercase().ends_with(&format!(" {}", one.head));
        if one.is_owned()
            && one.kind == ActorKind::Organisation
            && self.index.with_head(&one.head).iter().any(|at| is_trailing(&self.actors[*at]))
        {
            // “her campaign” after “the Berg campaign” and others
            return None;
        }
        if one.kind == ActorKind::Person {
            let is_owned = one.phrase.contains("'s ");
            let mut names = if one.is_definite() || is_owned {
                self.holders(&one, is_plain)
            } else {
                self.named_later(&one)
            };
            if names.is_empty() {
                names = self.only_judge(&one);
            }
            match names.len() {
                0 if one.is_definite() && (descriptions::is_description(&one) || has_age(&one)) => {
                    return self.anybody(&one);
                }
                0 if one.is_definite() && is_by_place(&one) && !self.people.named.is_empty() => {
                    return self.only_one_here(&one);
                }
                0 => {}
                1 => return self.actor_named(&names.pop_first()?),
                _ if one.is_definite() => {
                    if let Some(only) = self.last_to_speak(&names) {
                        return Some(only);
                    }
                    self.may_be(names.into_iter().collect(), &format!("may be “the {}”", one.phrase));
                    return None;
                }
                _ => {}
            }
        }
        // “the watchmaker”, if nobody is called so: the only company.
        if one.is_definite() && is_plain && one.kind == ActorKind::Person && one.head.ends_with("maker") {
            return self.firm();
        }
        let is_body = matches!(one.kind, ActorKind::Organisation | ActorKind::Group | ActorKind::Document);
        if one.is_definite() && is_plain && (is_body || is("company-noun", &one.head)) {
            match self.body_called(&one) {
                Referent::Only(found) => return found,
                Referent::Ambiguous => return None,
                Referent::Nobody => {}
            }
        }
        // “the 43-year-old”, “the pair”: somebody mentioned before.
        if one.kind == ActorKind::Unknown && one.is_definite() && !one.phrase.starts_with(char::is_uppercase)
        {
            return self.anybody(&one);
        }
        Some(self.add_new(one))
    }

    /// “the Belgian”: the only one introduced with the nationality, or else the last speaker or subject.
    fn compatriot(&mut self, one: &Described) -> Option<usize> {
        self.is_inferred = true;
        let places = self.people.by_nationality.get(&one.phrase.to_lowercase());
        let is_before = |place: &&usize| self.people.introduced[**place] < self.here.1;
        let known: Vec<usize> = places.iter().filter(is_before).copied().collect();
        let name = match known[..] {
            [] => self.last_person(),
            [only] => Some(self.people.named[only].name.clone()),
            _ => None,
        };
        let found = name.and_then(|name| self.actor_named(&name));
        if found.is_none() {
            self.possible = self.around(None);
        }
        found
    }

    /// Actor with the same description.
    pub(crate) fn described_alike(&self, one: &Described) -> Option<usize> {
        let near = self.index.called(&one.phrase).into_iter();
        let near =
            near.chain(self.index.with_head(&one.head).into_iter().filter(|_| one.kind == ActorKind::Group));
        near.filter(|at| is_described_as(&self.actors[*at], one)).min()
    }

    pub(crate) fn add_new(&mut self, one: Described) -> usize {
        let id = self.id_for(&one);
        let new = self.add(id, one);
        if self.in_headline {
            self.from_headlines.push(new);
        }
        new
    }

    /// Actor without a name who was described at more length before, “a Labour source on the panel … the Labour source”,
    /// or only in a headline.
    fn described_before(&mut self, one: &Described) -> Option<usize> {
        let headline = self.from_headlines.iter().position(|at| {
            let known = &self.actors[*at].described;
            known.head == one.head && known.kind == one.kind && known.phrase.eq_ignore_ascii_case(&known.head)
        });
        if let Some(at) = headline.filter(|_| !self.in_headline) {
            let known = self.from_headlines.swap_remove(at);
            self.actors[known].described = one.clone();
            self.index.add(known, &self.actors[known]);
            return Some(known);
        }
        let start = format!("{} ", one.phrase.to_lowercase());
        let is_longer = |actor: &Actor| {
            let known = &actor.described;
            known.name.is_empty() && known.head == one.head && known.phrase.to_lowercase().starts_with(&start)
        };
        if !one.is_definite() || one.is_owned() {
            return None;
        }
        let near = self.index.with_head(&one.head);
        let mut longer = near.into_iter().filter(|at| is_longer(&self.actors[*at]));
        longer.next().filter(|_| longer.next().is_none())
    }

    /// “The family of Ada Moe” after “the Moe family”, if only one actor is called so.
    fn family(&self, one: &Described) -> Option<usize> {
        let (_, member) = one.phrase.split_once("family of ").filter(|(before, _)| before.is_empty())?;
        let name = format!("{} family", surname(member));
        let mut known = self.index.with_head("family").into_iter().filter(|at| {
            let actor = self.actors[*at].name();
            actor == name || actor.ends_with(&format!(" {name}"))
        });
        known.next().filter(|_| known.next().is_none())
    }

    /// Whether the article has several people without a name to whom the same noun applies: “the producer” after “one
    /// producer” and “another producer”.
    fn is_one_of_several(&mut self, one: &Described) -> bool {
        let is_it = |actor: &&Actor| {
            let described = &actor.described;
            described.kind == ActorKind::Person && described.name.is_empty() && described.head == one.head
        };
        let near = self.index.with_head(&one.head).into_iter().map(|at| &self.actors[at]);
        let names: Vec<String> = near.filter(is_it).map(Actor::name).collect();
        let is_several = names.len() > 1;
        if is_several {
            self.may_be(names, &format!("may be “the {}”", one.phrase));
        }
        is_several
    }

    /// “the Vermont senator”, an office of nobody in the article: the only person named in the paragraph before.
    fn only_one_here(&mut self, one: &Described) -> Option<usize> {
        let (paragraph, before) = self.here;
        let here = self.antecedents(one.gender, paragraph, before);
        let speaks = |name: &&String| {
            let near = self.heard.iter().rev().take_while(|(place, ..)| place + 2 >= paragraph);
            near.into_iter().any(|(.., actor)| self.actors[*actor].name() == **name)
        };
        let heard: Vec<&String> = here.acting.iter().filter(speaks).collect();
        let only = match (&here.acting[..], &heard[..]) {
            ([only], _) if here.having.is_empty() => Some(only.clone()),
            (_, [only]) => Some((*only).clone()),
            _ => None,
        };
        if let Some(only) = only {
            return self.actor_named(&only);
        }
        self.possible = self.around(one.gender);
        None
    }

    /// Whether a name is given in one of the first paragraphs below a headline.
    fn is_named_soon(&self, name: &str) -> bool {
        /// Number of paragraphs.
        const SOON: usize = 3;
        let mentions = self.mentions.iter().take_while(|mention| mention.paragraph <= self.here.0 + SOON);
        mentions.flat_map(|mention| &mention.named).any(|place| self.people.named[*place].name == name)
    }

    /// Names of the people who hold an office.
    pub(crate) fn holders(&self, one: &Described, is_plain: bool) -> BTreeSet<String> {
        let small = current(&one.phrase);
        let owner = one.phrase.split_once("'s ").map(|(owner, _)| owner);
        // “the former minister”
        let is_past = !is_plain && is_former(&one.phrase) && small.eq_ignore_ascii_case(&one.head);
        let is_plain = is_plain || is_past;
        let holds = |role: &str| {
            // “Pagliano's lawyer” is the attorney for Pagliano.
            if let Some(owner) = owner {
                let is_same = |word: &str| word == one.head || synonyms(&one.head).contains(&word);
                return role.contains(owner) && role.split(' ').any(is_same);
            }
            let role = current(role);
            let words = words::words(&role, 0);
            // “Vice President” is not “the president”.
            let is_office = |(at, word): (usize, &Word<'_>)| {
                let is_below =
                    at > 0 && matches!(words[at - 1].text, "vice" | "deputy" | "shadow" | "assistant");
                descriptions::is_short_for(word.text, &one.head) && !is_below
            };
            role == small || is_plain && words.iter().enumerate().any(is_office)
        };
        // The owner's role is looked up by its noun.
        let head = if is_plain || owner.is_some() { one.head.as_str() } else { "" };
        let synonyms = synonyms(&one.head).iter().filter(|_| owner.is_some());
        let heads: Vec<&str> = std::iter::once(head).chain(synonyms.copied()).collect();
        let named = heads.iter().flat_map(|head| self.people.roles.get(&small, head));
        let named = named.map(|place| &self.people.named[place]);
        // “the doctor” is Dr Moe.
        let is_titled = |title: &str| {
            let title = title.to_lowercase();
            let mut titles = title.split(' ').map(|title| title.trim_end_matches('.'));
            is_plain && titles.any(|title| descriptions::short_for(&one.head).any(|short| short == title))
        };
        let by_name = named.filter(|named| holds(&named.role) || is_titled(&named.title));
        let by_name = by_name.map(|named| (named.name.clone(), is_former(&named.role)));
        let by_role =
            |actor: &&Actor| holds(&actor.described.role) || is_plain && actor.described.head == one.head;
        let actors = heads.iter().flat_map(|head| self.index.in_office(&small, head));
        let actors = actors.chain(self.index.with_head(head)).map(|actor| &self.actors[actor]);
        let by_role = actors.filter(by_role).map(|actor| (actor.name(), is_former(&actor.described.role)));
        let all: BTreeSet<(String, bool)> = by_name.chain(by_role).collect();
        // “the president” is not the former one, if there is another.
        let is_time = |former: bool| former == is_former(&one.phrase);
        let has_time = all.iter().any(|(_, former)| is_time(*former));
        let all: BTreeSet<String> = all
            .into_iter()
            .filter(|(_, former)| !has_time && !is_past || is_time(*former))
            .map(|(name, _)| name)
            .collect();
        if !all.is_empty() || is_plain {
            return all;
        }
        // “the Vermont senator” is Sen. Ada Berg, unless she is said to be from elsewhere.
        let named = self.people.roles.get("", &one.head).into_iter();
        let named = named.map(|place| &self.people.named[place]);
        let fitting: Vec<&Described> = named.filter(|named| is_short_office(one, &named.role)).collect();
        // The one who is said to be from there is meant, rather than one of whom no place is given.
        let is_placed = |named: &&&Described| places(one, &named.role).next().is_some();
        let placed: BTreeSet<String> =
            fitting.iter().filter(is_placed).map(|named| named.name.clone()).collect();
        if placed.is_empty() { fitting.into_iter().map(|named| named.name.clone()).collect() } else { placed }
    }

    /// “A Marlow judge has rejected the plea … Justice Ada Berg wrote”: the only judge of the article, if a first paragraph
    /// introduces the judge and one soon after gives the name; “the judge” is, too.
    pub(crate) fn only_judge(&self, one: &Described) -> BTreeSet<String> {
        let is_introduced = one.determiner == Determiner::Indefinite && self.here.0 < 2;
        let is_plain = one.phrase.eq_ignore_ascii_case(&one.head);
        let is_known = one.determiner == Determiner::Definite && is_plain;
        if !is_judge(&one.head) || !is_introduced && !is_known {
            return BTreeSet::new();
        }
        // “Supreme Court Justice”, not “Justice Department lawyer”
        let is_one = |place: &usize| {
            let role = self.people.named[*place].role.to_lowercase();
            role.rsplit(' ').next().is_some_and(is_judge)
        };
        let places = ["judge", "justice", "magistrate"].into_iter();
        let places: BTreeSet<usize> = places.flat_map(|head| self.people.roles.get("", head)).collect();
        let names = places.into_iter().filter(is_one).map(|place| self.people.named[place].name.clone());
        let names: BTreeSet<String> = names.collect();
        match names.first() {
            Some(only) if names.len() == 1 && (is_known || self.is_named_soon(only)) => names,
            _ => BTreeSet::new(),
        }
    }

    /// “A leader of the union said … Dan Holm, a leader of the union, said”: the only one who is named later with just
    /// this office.
    fn named_later(&self, one: &Described) -> BTreeSet<String> {
        if !one.phrase.contains(' ') {
            return BTreeSet::new();
        }
        let small = current(&one.phrase);
        let named = self.people.roles.get(&small, "").into_iter().filter(|place| {
            current(&self.people.named[*place].role) == small
                && self.people.is_given_behind(*place, self.here.1)
        });
        named.map(|place| self.people.named[place].name.clone()).collect()
    }
}

/// “the 67-year-old florist”
fn has_age(one: &Described) -> bool {
    one.phrase.contains("-year-old ")
}

/// Phrase of a group without its number: “experts” for “many experts”; others are not the same.
fn uncounted(phrase: &str) -> String {
    let small = phrase.to_lowercase();
    match small.split_once(' ') {
        Some((first, rest)) if is("quantity", first) && !matches!(first, "other" | "more") => rest.to_owned(),
        _ => small,
    }
}

/// Whether two nouns may mean the same unnamed outlet: “the paper” and “the newspaper”.
fn is_same_outlet(one: &str, other: &str) -> bool {
    let is_printed = |noun: &str| matches!(noun, "paper" | "newspaper" | "tabloid" | "broadsheet" | "daily");
    let is_broadcast = |noun: &str| matches!(noun, "network" | "broadcaster" | "channel" | "station");
    one != other && (is_printed(one) && is_printed(other) || is_broadcast(one) && is_broadcast(other))
}

/// Whether the actor has the description for its phrase or its name.
fn is_described_as(actor: &Actor, one: &Described) -> bool {
    let is_group = one.kind == ActorKind::Group && actor.described.kind == ActorKind::Group;
    if is_group
        && actor.described.name.is_empty()
        && uncounted(&actor.described.phrase) == uncounted(&one.phrase)
    {
        return true;
    }
    !one.phrase.is_empty()
        && [&actor.described.phrase, &actor.described.name]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(&one.phrase))
        || actor.is_called(&one.phrase)
}

fn is_judge(noun: &str) -> bool {
    matches!(noun, "judge" | "justice" | "magistrate")
}

/// Whether only a place or a party tells the office apart: “the Vermont senator”, “the Democratic governor”; a body tells
/// who is meant: “the Acme chairman of the board”.
fn is_by_place(one: &Described) -> bool {
    let words: Vec<&str> = one.phrase.split(' ').collect();
    let is_elected = |head: &str| {
        matches!(
            head,
            "senator"
                | "governor"
                | "congressman"
                | "congresswoman"
                | "representative"
                | "lawmaker"
                | "mayor"
                | "mp"
                | "businessman"
                | "businesswoman"
                | "leader"
                | "president"
                | "premier"
        )
    };
    (2..=4).contains(&words.len())
        && is_elected(&one.head)
        && words[..words.len() - 1].iter().all(|word| word.starts_with(char::is_uppercase))
}

/// Nouns for the same office, the noun itself among them.
fn synonyms(noun: &str) -> &'static [&'static str] {
    const OFFICES: [&[&str]; 3] = [
        &["lawyer", "attorney", "counsel", "solicitor", "barrister"],
        &["spokesman", "spokeswoman", "spokesperson"],
        &["aide", "adviser", "advisor"],
    ];
    OFFICES.iter().find(|offices| offices.contains(&noun)).copied().unwrap_or_default()
}

/// Whether a role is the short form of a described office, and names no other place or party: “Sen. (D-Vt.)” for “the
/// Vermont senator”.
fn is_short_office(one: &Described, role: &str) -> bool {
    let phrase: Vec<&str> = one.phrase.split(' ').collect();
    let is_known = |place: &str| {
        let start: String = place.trim_end_matches('.').chars().take(2).collect();
        // “S.D.” for “South Dakota”
        let initials: Vec<char> = place.chars().filter(|c| *c != '.').collect();
        let is_initials = |words: &[&str]| {
            words.iter().map(|word| word.chars().next()).eq(initials.iter().copied().map(Some))
        };
        phrase.iter().any(|known| known.starts_with(&start))
            || initials.len() > 1 && phrase.windows(initials.len()).any(is_initials)
    };
    role_words(role).any(|word| descriptions::is_short_for(&word.to_lowercase(), &one.head))
        && places(one, role).all(is_known)
}

/// Places and parties in a role: “Vt.” in “Sen. (D-Vt.)”.
fn places<'r>(one: &Described, role: &'r str) -> impl Iterator<Item = &'r str> {
    let head = one.head.clone();
    role_words(role).filter(move |word| {
        let is_office = descriptions::is_short_for(&word.to_lowercase(), &head);
        word.starts_with(char::is_uppercase) && word.len() > 1 && !is_office
    })
}

fn role_words(role: &str) -> impl Iterator<Item = &str> {
    role.split(|c: char| !(c.is_alphanumeric() || c == '.')).filter(|word| !word.is_empty())
}

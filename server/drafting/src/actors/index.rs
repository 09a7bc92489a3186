//! Index of the actors of a roster by the words that refer to them.

use crate::actors::people::surname;
use crate::actors::roster::Actor;
use crate::phrases::described::ActorKind;
use crate::phrases::descriptions;
use crate::phrases::names::gender_of_name;
use crate::phrases::words;
use std::collections::{BTreeSet, HashMap};

/// Maximum number of actors that one name or word is looked up among. Where more share it, it refers to none of them:
/// an article in which so many do is a list.
pub(crate) const MANY: usize = 32;

/// Key words, each with the indices of the actors or names it may refer to.
#[derive(Debug, Default)]
pub(crate) struct Words(HashMap<String, BTreeSet<usize>>);

impl Words {
    pub fn add(&mut self, word: &str, place: usize) {
        self.0.entry(word.to_owned()).or_default().insert(place);
    }

    /// The first indices of a word, at most [`MANY`].
    pub fn get(&self, word: &str) -> Vec<usize> {
        self.0.get(word).into_iter().flatten().copied().take(MANY).collect()
    }
}

/// Index of the actors of a roster.
#[derive(Debug, Default)]
pub(crate) struct ActorIndex {
    /// By names, other names and descriptions, in capitals.
    names: Words,
    surnames: Words,
    /// By the head noun of a description, and by the first and last word of a name, in lower case.
    heads: Words,
    roles: RoleIndex,
    /// Organisations with a name that is not that of a person.
    pub firms: BTreeSet<usize>,
}

impl ActorIndex {
    /// Adds an actor, or what has become known of one.
    pub fn add(&mut self, place: usize, actor: &Actor) {
        let one = &actor.described;
        self.add_name(place, &actor.name());
        [&one.name, &one.phrase].into_iter().chain(&actor.aka).for_each(|name| self.add_name(place, name));
        self.surnames.add(surname(&one.name), place);
        let small = one.name.to_lowercase();
        let edges = [small.split(' ').next(), small.rsplit(' ').next()].into_iter().flatten();
        edges.chain([one.head.as_str()]).for_each(|word| self.heads.add(word, place));
        self.update(place, actor);
    }

    /// Adds another name of an actor.
    pub fn add_name(&mut self, place: usize, name: &str) {
        self.names.add(&name.to_uppercase(), place);
    }

    /// Adds the role and kind of an actor, which may become known later than its name.
    pub fn update(&mut self, place: usize, actor: &Actor) {
        let one = &actor.described;
        self.roles.add(place, &one.role);
        let is_person = || gender_of_name(one.name.split(' ').next().unwrap_or_default()).is_some();
        if one.kind == ActorKind::Organisation && !one.name.is_empty() && !is_person() {
            self.firms.insert(place);
        }
    }

    /// Actors that may be called like this, whatever the case.
    pub fn called(&self, name: &str) -> Vec<usize> {
        self.names.get(&name.to_uppercase())
    }

    /// Actors whose name ends with a surname.
    pub fn with_surname(&self, last: &str) -> Vec<usize> {
        self.surnames.get(last)
    }

    /// Actors whose description has a head noun, or whose name starts or ends with it.
    pub fn with_head(&self, head: &str) -> Vec<usize> {
        self.heads.get(head)
    }

    /// Actors whose role may be meant by an office.
    pub fn in_office(&self, office: &str, head: &str) -> Vec<usize> {
        self.roles.get(office, head)
    }
}

/// Index of roles.
#[derive(Debug, Default)]
pub(crate) struct RoleIndex {
    /// By the whole role.
    whole: Words,
    /// By each of its words.
    words: Words,
}

impl RoleIndex {
    /// Adds the role of an actor or a name.
    pub fn add(&mut self, place: usize, role: &str) {
        let role = current(role);
        if role.is_empty() {
            return;
        }
        for word in words::words(&role, 0) {
            self.words.add(word.text.trim_end_matches('.'), place);
        }
        self.whole.add(&role, place);
    }

    /// Indices whose role is an office, or has its head noun or a word that is short for that; at most [`MANY`] of each.
    pub fn get(&self, office: &str, head: &str) -> Vec<usize> {
        let words = std::iter::once(head).chain(descriptions::short_for(head));
        words.flat_map(|word| self.words.get(word)).chain(self.whole.get(office)).collect()
    }
}

/// Words before an office that somebody has no longer.
const LATE: [&str; 3] = ["former ", "then-", "ex-"];

/// An office in lower case, without “former”.
pub(crate) fn current(office: &str) -> String {
    let office = office.to_lowercase();
    let late = LATE.iter().find_map(|late| office.strip_prefix(late));
    late.map_or_else(|| office.clone(), str::to_owned)
}

/// Whether somebody has the office no longer.
pub(crate) fn is_former(office: &str) -> bool {
    let office = office.to_lowercase();
    LATE.iter().any(|late| office.starts_with(late))
}

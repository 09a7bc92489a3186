//! Speakers named by labels: “BOXED IN” under a letter, “FERRANTE” in a script. The layout tells that the words name somebody,
//! even if they look like no name.

use crate::actors::roster::{Actor, Roster};
use crate::phrases::described::{ActorKind, Described};
use crate::phrases::names::looks_like_person;
use crate::phrases::words::{is, words};
use std::collections::BTreeSet;

impl Roster {
    /// Resolves a label to the only actor or person whose name it is or ends, ignoring case, or to a new actor; `None` if
    /// several may be meant. `here` is the paragraph (index) and the byte offset of the label.
    pub(crate) fn labelled(&mut self, label: &str, here: (usize, usize)) -> Option<usize> {
        self.here = here;
        self.is_inferred = false;
        let end = label.find([',', '(']).unwrap_or(label.len());
        let name = label[..end].trim();
        let small = name.to_lowercase();
        let is_it = |other: &str| {
            let other = other.to_lowercase();
            other.strip_suffix(small.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
        };
        let actors: Vec<String> = self.actors.iter().map(Actor::name).filter(|name| is_it(name)).collect();
        let people = self.people.named.iter().map(|one| one.name.clone()).filter(|name| is_it(name));
        let known: Vec<String> = actors.into_iter().chain(people).collect();
        let distinct: BTreeSet<String> = known.iter().map(|name| name.to_lowercase()).collect();
        let found = match known.first() {
            Some(first) if distinct.len() == 1 => self.actor_named(first),
            Some(_) => None,
            None if name.is_empty() => None,
            None => Some(self.new_labelled(name)),
        };
        if let Some(found) = found {
            self.possible.clear();
            self.heard.push((here.0, here.1, found));
        }
        found
    }

    /// Makes a speaker in capitals, which look like an acronym, a person if that is what the word means or if the article has
    /// the full name: “HOST”, “KLINE”, but not “NPR”.
    pub(crate) fn person_in_capitals(&mut self, actor: usize) {
        let described = &self.actors[actor].described;
        let name = described.name.to_lowercase();
        let is_fuller = |one: &Described| {
            let full = one.name.to_lowercase();
            one.kind == ActorKind::Person && full.strip_suffix(&name).is_some_and(|rest| rest.ends_with(' '))
        };
        let is_person = is("role", &name) || self.people.named.iter().any(is_fuller);
        let is_capitals = !described.name.contains(char::is_lowercase);
        if described.kind == ActorKind::Organisation
            && is_capitals
            && is_person
            && !self.actors[actor].declared
        {
            self.actors[actor].described.kind = ActorKind::Person;
        }
    }

    /// Makes a speaker with a label whose name looks like that of a person one: “Quenby Bolt” below a letter.
    pub(crate) fn person_by_form(&mut self, actor: usize) {
        let one = &mut self.actors[actor];
        let is_one =
            one.described.kind == ActorKind::Unknown && looks_like_person(&words(&one.described.name, 0));
        if is_one && !one.declared {
            one.described.kind = ActorKind::Person;
        }
    }

    fn new_labelled(&mut self, name: &str) -> usize {
        let one = Described { kind: ActorKind::Person, name: name.to_owned(), ..Described::default() };
        let id = self.id_for(&one);
        self.add(id, one)
    }
}

/// “Worried of Wexford”, “Sleepless in Sligo”: a name as a whole, unlike “Bishop of Oslo”.
pub(crate) fn is_pseudonym(label: &str) -> bool {
    let mut words = label.split([',', '(']).next().unwrap_or_default().split_whitespace();
    let (Some(first), Some(middle), Some(last), None) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return false;
    };
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    is_capital(first)
        && matches!(middle, "of" | "in" | "from")
        && is_capital(last)
        && !is("role", first)
        && !is("title", first)
        && !is("organisation", first)
}

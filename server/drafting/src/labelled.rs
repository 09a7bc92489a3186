//! Speakers named by labels: “BOXED IN” under a letter, “FERRANTE” in a script. The layout tells that the words name somebody,
//! even if they look like no name.

use super::described::{ActorKind, Described};
use super::roster::{Actor, Roster};
use std::collections::BTreeSet;

impl Roster {
    /// Resolves a label to the only actor or person whose name it is or ends, ignoring case, or to a new actor; `None` if
    /// several may be meant.
    pub(super) fn labelled(&mut self, label: &str) -> Option<usize> {
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
            None => self.new_labelled(name),
        };
        if let Some(found) = found {
            self.possible.clear();
            let (paragraph, start) = self.here;
            self.heard.push((paragraph, start, found));
        }
        found
    }

    fn new_labelled(&mut self, name: &str) -> Option<usize> {
        let one = Described { kind: ActorKind::Person, name: name.to_owned(), ..Described::default() };
        let id = self.id_for(&one);
        Some(self.add(id, one))
    }
}

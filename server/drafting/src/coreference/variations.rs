//! Descriptions that stand for a name in place of a pronoun: “the former governor and one-time trawlerman”.

use crate::actors::roster::Roster;
use crate::phrases::described::Described;
use crate::phrases::phrase;
use crate::phrases::words;
use std::collections::BTreeSet;

impl Roster {
    /// Somebody whom “the …” describes, though nobody is called so: the only one who held one of two offices, or the last
    /// speaker or subject if nobody else has been named since.
    pub(crate) fn variation(&mut self, one: &Described) -> Option<usize> {
        if one.gender.is_some() || !one.is_definite() || one.is_owned() {
            return None;
        }
        let parts: Vec<&str> = one.phrase.split(" and ").collect();
        if parts.len() < 2 {
            return None;
        }
        let mut names: BTreeSet<String> = parts.iter().flat_map(|part| self.holders_of(part)).collect();
        let name = if names.is_empty() {
            self.last_person()
        } else {
            names.pop_first().filter(|_| names.is_empty())
        };
        self.is_inferred = true;
        name.and_then(|name| self.actor_named(&name))
    }

    fn holders_of(&self, office: &str) -> BTreeSet<String> {
        let words = words::words(office, 0);
        let one = phrase::described(office, &words).filter(|one| one.name.is_empty());
        one.map_or_else(BTreeSet::new, |one| self.holders(&one, one.phrase.eq_ignore_ascii_case(&one.head)))
    }
}

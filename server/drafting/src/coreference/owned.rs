//! People described by whose they are: “his lawyer”, “her deputy”.

use crate::actors::people::{Relative, surname};
use crate::actors::roster::Roster;
use crate::phrases::described::{Described, Determiner, Gender};
use crate::phrases::offices;

/// An actor described by whose it is.
#[derive(Debug)]
pub(crate) struct Owned {
    /// Words behind the pronoun, in lower case: “lawyer”.
    phrase: String,
    /// Pronoun before it.
    gender: Gender,
    /// Name of the one whom the pronoun means, if that is certain.
    owner: Option<String>,
    /// Index in [`Roster::actors`].
    actor: usize,
}

impl Roster {
    /// “His lawyer”: the one of the same person. The lawyers of two people are two, and the lawyer whom the article names
    /// may be another one. `None` if it is ambiguous.
    pub(crate) fn owned(&mut self, one: Described, gender: Gender) -> Option<usize> {
        let phrase = one.phrase.to_lowercase();
        let owner = self.only_person(gender);
        if let Some(relative) = self.relative(&one, gender) {
            self.is_inferred = true;
            return self.actor_named(&relative);
        }
        let alike: Vec<&Owned> = self.owned.iter().filter(|known| known.phrase == phrase).collect();
        if let Some(known) = alike.iter().find(|known| owner.is_some() && known.owner == owner) {
            let actor = known.actor;
            self.is_inferred = true;
            return Some(actor);
        }
        let may_be = |known: &&&Owned| known.gender == gender && (known.owner.is_none() || owner.is_none());
        let open: Vec<usize> = alike.iter().filter(may_be).map(|known| known.actor).collect();
        if let [only] = open[..] {
            self.is_inferred = true;
            return Some(only);
        }
        let is_other = !alike.is_empty();
        if !open.is_empty() {
            self.possible = self.around(one.gender);
            return None;
        }
        let is_plain = one.phrase.eq_ignore_ascii_case(&one.head);
        if let Some(owner) = &owner {
            let whole = format!("{}'s {}", surname(owner), one.phrase);
            let whole = Described { phrase: whole, determiner: Determiner::None, ..one.clone() };
            let mut names = self.holders(&whole, false);
            names.retain(|name| {
                self.people.described(name).is_some_and(|named| named.role.contains(surname(owner)))
            });
            if names.len() == 1 {
                self.is_inferred = true;
                return self.actor_named(&names.pop_first()?);
            }
        }
        // “His lawyer” need not be the lawyer whom the article names.
        let holders = self.holders(&one, is_plain);
        let mut roles =
            holders.iter().filter_map(|name| self.people.described(name)).map(|named| &named.role);
        let is_of_other =
            |role: &str| ["'s ", "’s ", " of ", " for ", " to "].iter().any(|of| role.contains(of));
        if roles.any(|role| owner.is_none() || !is_of_other(role)) {
            self.possible = self.around(one.gender);
            return None;
        }
        // “Her sister” is one of the family, if the article names several.
        let is_family = owner.as_deref().is_some_and(|name| self.people.is_shared(surname(name)));
        if is_family && offices::is_kinship(&one.head) {
            self.possible = self.around(one.gender);
            return None;
        }
        // “A lawyer … his lawyer”
        if !is_other && let Some(known) = self.described_alike(&one) {
            self.is_inferred = true;
            return Some(known);
        }
        let mut new = one;
        if is_other {
            let whose = match (&owner, gender) {
                (Some(owner), _) => format!("{}’s", surname(owner)),
                (None, Gender::He) => "his".into(),
                (None, Gender::She) => "her".into(),
            };
            new.phrase = format!("{whose} {}", new.phrase);
        }
        let actor = self.add_new(new);
        self.owned.push(Owned { phrase, gender, owner, actor });
        Some(actor)
    }

    /// “Her mother said” after “her mother, Ruth Berg”: the name of the only relative who has been introduced so, just before.
    fn relative(&self, one: &Described, gender: Gender) -> Option<String> {
        /// Maximum number of relatives to look back for.
        const MOST: usize = 32;
        /// Maximum distance in paragraphs.
        const FARTHEST: usize = 3;
        let (paragraph, before) = self.here;
        let pronoun = if gender == Gender::He { "his" } else { "her" };
        let end = self.people.relatives.partition_point(|relative| relative.start < before);
        let near = self.people.relatives[..end].iter().rev().take(MOST);
        let alike = near.filter(|relative| relative.kinship.noun.eq_ignore_ascii_case(&one.phrase));
        let alike: Vec<&Relative> = alike.collect();
        let last = alike.first().filter(|last| last.paragraph + FARTHEST >= paragraph)?;
        let is_hers = last.kinship.pronoun.is_empty() || last.kinship.pronoun == pronoun;
        let is_only = alike.iter().all(|other| other.place == last.place);
        (is_hers && is_only).then(|| self.people.named[last.place].name.clone())
    }
}

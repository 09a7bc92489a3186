//! Subjects of whom no list tells who they are as the antecedents of “he” and “she”: “The chancellor rose. He said”, “His sister,
//! Nadine, rose. She said”.

use crate::actors::roster::Roster;
use crate::coreference::bystanders::{Bystander, is_reference};
use crate::coreference::pronouns::{FARTHEST, NEAREST};
use crate::phrases::described::Gender;

impl Roster {
    /// The only such subject, if no name that the article has elsewhere and nobody who has spoken may be meant. If the subject
    /// is surely of the gender, only those compete who are so, too, or are in the same paragraph.
    pub(crate) fn stranger(&mut self, gender: Gender) -> Option<usize> {
        let (paragraph, before) = self.here;
        let mut strangers = self.strangers(gender);
        let Bystander { start, one: only, .. } = strangers.next()?;
        let is_one = |other: &Bystander| other.one.name == only.name && other.one.phrase == only.phrase;
        let is_known = !only.name.is_empty() || !only.phrase.is_empty() && !is_reference(only);
        let is_sure = only.gender == Some(gender)
            && self.paragraph_starts.get(paragraph).is_some_and(|first| first <= start);
        let mut near = (0..=paragraph).rev().take(FARTHEST);
        let is_anybody = near.any(|place| {
            let near = self.antecedents(Some(gender), place, before);
            let mut near = near.acting.iter().chain(&near.having);
            near.any(|name| !is_sure || place == paragraph || self.gender_of(name) == Some(gender))
        });
        let is_only = strangers.all(is_one);
        let only = only.clone();
        drop(strangers);
        if is_anybody || !is_known || !is_only {
            return None;
        }
        if !only.name.is_empty() {
            return self.meant(only);
        }
        // “Senator Ada Berg … The senator sent a letter. He said …”
        if only.is_definite() && !only.is_owned() {
            let mut holders = self.holders(&only, only.phrase == only.head);
            match holders.pop_first() {
                Some(holder) if holders.is_empty() => return self.actor_named(&holder),
                Some(_) => return None,
                None => {}
            }
        }
        // Not the one who is named with this office, who might have been found.
        match self.described_alike(&only) {
            Some(known) if self.actors[known].described.name.is_empty() => Some(known),
            _ => Some(self.add_new(only)),
        }
    }

    /// Subjects in this paragraph and the one before whom the pronoun may mean though no list tells who they are.
    pub(crate) fn strangers(&self, gender: Gender) -> impl Iterator<Item = &Bystander> {
        let (paragraph, before) = self.here;
        let first = self.paragraph_starts.get(paragraph.saturating_sub(1)).copied().unwrap_or_default();
        let start = self.bystanders.partition_point(|one| one.start < first);
        let end = self.bystanders.partition_point(|one| one.start < before);
        let near = self.bystanders[start.max(end.saturating_sub(NEAREST)).min(end)..end].iter();
        near.filter(move |one| self.is_rival(one, "", Some(gender)) && !self.said.contains(one.start))
    }
}

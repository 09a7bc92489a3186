//! People named behind the complement of an office or of a body: “its head of communications Ada Berg”, “Bank of Marlow Governor
//! Ada Berg”.

use super::{DETERMINERS, Head, PREPOSITIONS, gender, is_name_part, is_office_word, span};
use crate::phrases::described::{ActorKind, Described};
use crate::phrases::names::{gender_of_name, is_name, kind_of_name, looks_like_person};
use crate::phrases::words::{Word, runs};
use std::ops::Range;

impl Head<'_, '_> {
    /// “The Chamber of Engineers' Ada Berg”, “the Bank of Marlow's Ada Berg”: the person named behind the body to which they
    /// belong, if that is more than the [`main`](Head::main) words or has no “s” behind the mark.
    pub(super) fn possessed(&self) -> Option<Described> {
        let words = self.words;
        let mark = words.iter().rposition(|word| matches!(word.text, "'" | "’" | "'s" | "’s"))?;
        let (owner, name) = (words[..mark].last()?, &words[mark + 1..]);
        let is_plural = !words[mark].text.ends_with('s');
        let is_owner = owner.is_capital() && (!is_plural || owner.text.ends_with('s'));
        let is_behind = mark > self.main.len() || is_plural;
        let is_person = is_name(name) && (looks_like_person(name) || gender_of_name(name[0].text).is_some());
        (is_owner && is_behind && name.len() > 1 && is_person).then(|| Described {
            kind: kind_of_name(name, false),
            name: span(self.text, name),
            gender: gender_of_name(name[0].text),
            ..Described::default()
        })
    }

    /// “its head of communications Ada Berg”: a person named after the complement of an office.
    pub(super) fn named_behind(&self) -> Option<Described> {
        let (words, cut) = (self.words, self.main.len());
        if let Some(leader) = self.leader_behind().or_else(|| self.governor_behind()) {
            return Some(leader);
        }
        let run = runs(words.get(cut..)?).pop().map(|run| run.start + cut..run.end + cut)?;
        if let Some(holder) = self.behind_place(&run) {
            return Some(holder);
        }
        let office = &words[..run.start];
        let last = office.last().filter(|last| last.is_word() && !last.is_capital())?;
        let is_held = words[..cut].last().is_some_and(|last| last.is("role"));
        let owned = self
            .determiner
            .as_deref()
            .is_some_and(|word| matches!(word, "its" | "his" | "her" | "their" | "our"));
        let name = &words[run.clone()];
        let is_person = owned || gender_of_name(name[0].text).is_some();
        let is_whole = run.end == words.len() && name.len() > 1 && run.start > cut + 1;
        // “a witness in the trial of ex-governor Ada Berg” is not her.
        let is_hers = is_office_word(last);
        let joins = is_hers
            || PREPOSITIONS.contains(&last.text)
            || DETERMINERS.contains(&last.text)
            || last.text == "and";
        (is_held && is_person && is_whole && !joins).then(|| Described {
            kind: ActorKind::Person,
            name: span(self.text, name),
            role: span(self.text, office),
            gender: gender(office).or_else(|| gender_of_name(name[0].text)),
            ..Described::default()
        })
    }

    /// “Mayor of Marlow Bay Ada Berg”, “Minister for Ports Dr Ida Moe”: a listed first name or a title behind the place or the
    /// field of an office.
    fn behind_place(&self, run: &Range<usize>) -> Option<Described> {
        let (words, cut) = (self.words, self.main.len());
        let is_office = self.main.last().is_some_and(|last| last.is("role"));
        if !is_office || run.end != words.len() || !matches!(words[run.start - 1].text, "of" | "for" | "and")
        {
            return None;
        }
        let behind = run.start + 1..run.end - 1;
        let title = behind.clone().find(|at| words[*at].is("title"));
        let name = match title {
            Some(title) => (title..run.end).find(|at| !words[*at].is("title"))?,
            None if run.start != cut + 1 => return None,
            None => behind.clone().find(|at| is_name_part(words[*at].text)).or_else(|| {
                // “Secretary for Housing Quenby Bolt”
                let is_field = |word: &&Word<'_>| word.is("topic") || word.is("department");
                let fields = words[run.clone()].iter().take_while(is_field).count();
                let name = run.start + fields..run.end;
                (fields > 0 && looks_like_person(&words[name])).then_some(run.start + fields)
            })?,
        };
        let first = title.unwrap_or(name);
        Some(Described {
            kind: ActorKind::Person,
            name: span(self.text, &words[name..run.end]),
            role: span(self.text, &words[..first]),
            gender: gender(&words[..name]).or_else(|| gender_of_name(words[name].text)),
            ..self.described()
        })
    }

    /// “Union Party for the People leader Ada Berg”: the office behind the complement of a body's name.
    fn leader_behind(&self) -> Option<Described> {
        let (words, cut) = (self.words, self.main.len());
        let run =
            runs(words).pop().filter(|run| run.end == words.len() && run.len() > 1 && run.start > cut + 1)?;
        let office = &words[run.start - 1];
        let before = &words[run.start - 2];
        let is_held = office.is("role") && !office.is_capital() && before.is_capital();
        let is_body = self.main.last().is_some_and(|last| last.is_capital() && !last.is("document"));
        let links = ["of", "for", "and", "the", "on", "a", "an"];
        let is_linked =
            words[cut..run.start - 1].iter().all(|word| word.is_capital() || links.contains(&word.text));
        if !is_held
            || !is_body
            || !is_linked
            || self.main.iter().any(|word| word.is("role") || word.is("group"))
        {
            return None;
        }
        let name = &words[run.clone()];
        Some(Described {
            kind: ActorKind::Person,
            name: span(self.text, name),
            role: span(self.text, &words[..run.start]),
            gender: gender(&words[..run.start]).or_else(|| gender_of_name(name[0].text)),
            ..self.described()
        })
    }

    /// “Bank of Marlow Governor Ada Berg”: an office with a capital behind the complement of a body's name.
    fn governor_behind(&self) -> Option<Described> {
        let (words, cut) = (self.words, self.main.len());
        let run = runs(words).pop().filter(|run| run.end == words.len() && run.start == cut + 1)?;
        let is_body = self.main.last().is_some_and(|last| last.is_capital() && last.is("organisation"));
        let office = (run.start + 1..run.end - 2).find(|at| words[*at].is("role"))?;
        if !is_body || !matches!(words[cut].text, "of" | "for") {
            return None;
        }
        let name = &words[office + 1..];
        looks_like_person(name).then(|| Described {
            kind: ActorKind::Person,
            name: span(self.text, name),
            role: span(self.text, &words[..=office]),
            gender: gender(&words[..=office]).or_else(|| gender_of_name(name[0].text)),
            ..self.described()
        })
    }
}

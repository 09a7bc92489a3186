//! Bodies named behind what they are: “the consultancy Grainview”, “event organiser Alliance to Save Our Canals”.

use super::{DETERMINERS, Head, PREPOSITIONS, span};
use crate::actors::bodies::whole_end;
use crate::phrases::described::{ActorKind, Described};
use crate::phrases::names::gender_of_name;
use crate::phrases::words::{Word, runs};

impl Head<'_, '_> {
    /// Organisation named after its kind: “the consultancy Grainview”, “the Austrian health agency AGES”.
    pub(super) fn institution(&self) -> Option<Described> {
        let at = self.last_name()?.start - 1;
        let (what, name) = (&self.main[at], &self.main[at + 1..]);
        let is_body = what.is("organisation") || what.is("outlet-noun");
        let is_one = !what.is_capital() && is_body && gender_of_name(name[0].text).is_none();
        is_one.then(|| Described {
            kind: ActorKind::Organisation,
            name: span(self.text, name),
            head: what.text.to_owned(),
            ..self.described()
        })
    }

    /// “event organiser Alliance to Save Our Canals”: a body behind what it does, whose name goes on behind a small word.
    pub(super) fn body_behind(&self) -> Option<Described> {
        let words = self.words;
        let run = runs(words).into_iter().find(|run| whole_end(words, run) == words.len())?;
        let before = &words[..run.start];
        let is_plain = |word: &Word<'_>| {
            word.is_word()
                && !PREPOSITIONS.contains(&word.text)
                && !DETERMINERS.contains(&word.text)
                && word.text != "and"
        };
        let is_one = run.end < words.len() && !before.is_empty() && before.iter().all(is_plain);
        (is_one && !before.iter().any(Word::is_capital)).then(|| Described {
            kind: ActorKind::Organisation,
            name: span(self.text, &words[run.start..]),
            ..self.described()
        })
    }
}

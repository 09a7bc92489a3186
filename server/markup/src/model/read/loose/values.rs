//! Values with blanks that hold no references: `verdict=mostly false`, `note=asked twice`.

use super::{Chunk, Form, Head, Loose, PieceKind, SEPARATORS, Slip, is_key};
use crate::Applicability;
use crate::model::read::annotation::{near_words, nearest_word};
use crate::model::vocabulary::{ATTRIBUTES, find};
use crate::model::{BlockRange, ProblemFix, is_quoted};

/// Maximum number of chunks that one of the valid values may be split into.
const LONGEST: usize = 3;

impl Loose<'_, '_> {
    /// Words after the head's value, as far as nothing in them can be read.
    fn run(&self, head: &Head<'_>) -> usize {
        let mut next = head.next;
        while let Some(chunk) = self.chunks.get(next) {
            let is_key = is_key(self.slice(chunk.extent));
            let behind = self.chunks.get(next + 1).map(|behind| self.slice(behind.extent));
            let is_attribute = is_key && behind.is_some_and(|behind| behind.starts_with('='));
            if chunk.kind() != Some(PieceKind::Unreadable) || is_attribute || self.lacks_sign(next) {
                break;
            }
            next += 1;
        }
        next
    }

    pub(super) fn one_of(&self, head: &Head<'_>, words: &[&'static str]) -> Option<(Slip, usize)> {
        let value = self.slice(head.value);
        if words.contains(&value) && head.form == Form::Blanks {
            return None;
        }
        let own = usize::from(!value.is_empty());
        let run = self.chunks[head.next..self.run(head)].iter().map(|chunk| self.slice(chunk.extent));
        let written = std::iter::once(value).filter(|value| !value.is_empty()).chain(run);
        let written: Vec<&str> = written.take(LONGEST).collect();
        let joined = |count: usize| {
            let words = written[..count].iter().filter(|word| **word != "-");
            words.copied().collect::<Vec<_>>().join("-").trim_end_matches(SEPARATORS).to_owned()
        };
        let as_written = |count: usize| written[..count].join(" ");
        let valid = (1..=written.len()).rev().find(|count| words.contains(&&*joined(*count)));
        if let Some(count) = valid {
            let next = head.next + count - own;
            let item = format!("{}={}", head.key, joined(count));
            let (form, message) = if count > 1 {
                let message =
                    format!("`{}` is not a valid `{}`. Write `{item}`.", as_written(count), head.key);
                (head.form, message)
            } else {
                Self::single(head, &item)
            };
            let covered = self.covered(head, next);
            return Some((Slip::change(form, covered, message, &item, Applicability::Safe), next));
        }
        // A misspelt one of two words.
        let is_word = |word: &&str| word.contains(char::is_alphabetic);
        let near =
            (written.len() > 1 && written[..2].iter().all(is_word)).then(|| near_words(&joined(2), words))?;
        let [near] = near[..] else { return None };
        let next = head.next + 2 - own;
        let message = format!("`{}` is not a valid `{}`. Did you mean `{near}`?", as_written(2), head.key);
        let item = format!("{}={near}", head.key);
        let covered = self.covered(head, next);
        Some((Slip::change(head.form, covered, message, &item, Applicability::Unsafe), next))
    }

    pub(super) fn share(&self, head: &Head<'_>) -> Option<(Slip, usize)> {
        let value = self.slice(head.value);
        let next = if value.is_empty() { head.next + 1 } else { head.next };
        let written = if value.is_empty() { self.slice(self.chunks.get(head.next)?.extent) } else { value };
        let share = written.trim_end_matches(SEPARATORS);
        if !head.expected.takes(share) || (head.form == Form::Blanks && share == value) {
            return None;
        }
        let item = format!("{}={share}", head.key);
        let (form, message) = Self::single(head, &item);
        let covered = self.covered(head, next);
        Some((Slip::change(form, covered, message, &item, Applicability::Safe), next))
    }

    /// Form and message for a valid value that has a comma behind it, or blanks before it.
    fn single(head: &Head<'_>, item: &str) -> (Form, String) {
        match head.form {
            Form::Blanks => (Form::Separated, format!("Items are separated by spaces only. Write `{item}`.")),
            form => (form, Self::spacing(head, item)),
        }
    }

    pub(super) fn free_text(&self, head: &Head<'_>) -> Option<(Slip, usize)> {
        let next = self.run(head);
        let words = &self.chunks[head.next..next];
        let own = self.slice(head.value);
        let is_quoted = is_quoted(own);
        let is_word = |chunk: &Chunk<'_>| !self.slice(chunk.extent).trim_matches(SEPARATORS).is_empty();
        let goes_on = words.iter().any(is_word);
        if (head.form == Form::Blanks && (is_quoted || !goes_on)) || (own.is_empty() && !goes_on) {
            return None;
        }
        let start = if own.is_empty() { self.chunks[head.next].extent.start } else { head.value.start };
        let end = words.last().map_or(head.value.end, |last| last.extent.end);
        // A comma before the next item is not part of the value.
        let written = self.slice(BlockRange { start, end });
        let length =
            if next < self.chunks.len() { written.trim_end_matches(SEPARATORS) } else { written }.len();
        let value = BlockRange { start, end: start + length as u32 };
        let item = format!("{}={}", head.key, quoted(self.slice(value)));
        let covered = self.covered(head, next);
        let behind = self.chunks.get(next);
        // `note=confirmed by @a`: is the actor a speaker, or part of the note?
        let is_one_word = !self.slice(value).contains([' ', '\t']);
        let ends_here = is_one_word || behind.is_none_or(|chunk| chunk.kind() == Some(PieceKind::Attribute));
        let ends_at_attribute = ends_here || self.head(next).is_some_and(|it| it.form == Form::SpacedSign);
        if !ends_at_attribute {
            let message = format!(
                "The value of `{}` has spaces, and where it ends is not clear. Put it in quotation marks.",
                head.key
            );
            let mut slip = Slip::change(head.form, covered, message, &item, Applicability::Manual);
            let rest = self.chunks[next..].iter().take_while(|it| it.kind() != Some(PieceKind::Attribute));
            if let Some(last) = rest.last() {
                let (whole, value) = (
                    BlockRange { end: last.extent.end, ..covered },
                    BlockRange { start, end: last.extent.end },
                );
                let item = format!("{}={}", head.key, quoted(self.slice(value)));
                slip.problem.fixes.push(ProblemFix::new(format!("Change to `{item}`"), whole, item));
            }
            return Some((slip, next));
        }
        let message = match head.form {
            Form::Blanks => {
                format!("The value of `{}` has spaces. Put it in quotation marks: `{item}`.", head.key)
            }
            _ => Self::spacing(head, &item),
        };
        let takes_words =
            head.key.starts_with("x-") || (find(&ATTRIBUTES, head.key).is_some() && head.key != "allow");
        let is_plain = |chunk: &Chunk<'_>| {
            let word = self.slice(chunk.extent);
            nearest_word(word).is_none() && !word.contains(['=', '{'])
        };
        let clear = takes_words && words.iter().all(is_plain);
        let applicability = if clear { Applicability::Safe } else { Applicability::Unsafe };
        let form = if value.end < end { Form::Separated } else { head.form };
        Some((Slip::change(form, covered, message, &item, applicability), next))
    }
}

/// A value in quotation marks, if it needs them.
fn quoted(value: &str) -> String {
    let inner = value.strip_prefix('"');
    match inner.map(|inner| inner.strip_suffix('"').unwrap_or(inner)) {
        // It has both marks already, or lacks the second.
        Some(inner) if !inner.is_empty() && !inner.contains(['"', '\\']) => format!("\"{inner}\""),
        None if !value.contains([' ', '\t', '"']) => value.to_owned(),
        _ => format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

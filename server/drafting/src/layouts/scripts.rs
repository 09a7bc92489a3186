//! Scripts and transcripts: “LIV OSEI, harbour master: …”, and labels on lines of their own, “(PRESENTER)”. What follows
//! without a label belongs to the last one.

use super::Speech;
use super::label::{self, Label};
use super::line::{Line, Lines, has_marks, is_note, is_talk};
use std::collections::BTreeSet;
use std::ops::Range;

/// Maximum length of a label with its colon, in bytes.
const LONGEST: usize = 120;

/// A label, and the words behind it in its line.
struct Turn {
    line: usize,
    label: Label,
    /// Empty if the label is a line of its own.
    words: Range<usize>,
}

/// Finds what is said in a script.
pub(super) fn speeches(lines: &Lines<'_>) -> Vec<Speech> {
    let turns: Vec<Turn> = (0..lines.all.len()).filter_map(|line| turn(lines, line)).collect();
    if !is_script(lines, &turns) {
        return Vec::new();
    }
    let mut speeches = Vec::new();
    for (number, turn) in turns.iter().enumerate() {
        let end = turns.get(number + 1).map_or(lines.all.len(), |next| next.line);
        let has_next = number + 1 < turns.len();
        let mut speech = |line: &Line, words: Range<usize>| {
            let is_quoted = line.quotations.contains(&words);
            speeches.push(Speech {
                paragraph: line.paragraph,
                words,
                source: Some(turn.label.source.clone()),
                is_quoted,
            });
        };
        if !turn.words.is_empty() {
            speech(&lines.all[turn.line], turn.words.clone());
        }
        for (at, line) in (turn.line + 1..end).map(|at| (at, &lines.all[at])) {
            let is_first = turn.words.is_empty() && at == turn.line + 1;
            if !(is_first || goes_on(lines, line, has_next)) {
                break;
            }
            speech(line, line.range.clone());
        }
    }
    speeches
}

/// Whether a line without a label goes on with what somebody says: between two labels if it is not narrated, behind the
/// last one only if it is surely spoken.
fn goes_on(lines: &Lines<'_>, line: &Line, has_next: bool) -> bool {
    let text = lines.text(line);
    let is_direction = text.starts_with(['(', '[', '*', '#']) || line.is_emphasised;
    let is_whole = line.is_quotation() || !has_marks(text);
    !is_direction
        && !is_note(text)
        && is_whole
        && (has_next && text.ends_with(['.', '!', '?', '”', '"', '…']) || is_talk(text))
}

/// Whether labels make a script: in capitals or explicit, of two people or more, one of whom speaks again or who are
/// spoken words.
fn is_script(lines: &Lines<'_>, turns: &[Turn]) -> bool {
    let name = |turn: &Turn| lines.article.slice(turn.label.name.clone()).to_lowercase();
    let names: BTreeSet<String> = turns.iter().map(name).collect();
    let is_repeated = names.len() < turns.len();
    let is_explicit = turns.iter().any(|turn| turn.label.is_explicit);
    let talks = turns.iter().filter(|turn| {
        let words = lines.article.slice(turn.words.clone());
        is_talk(words) || words.contains('?')
    });
    names.len() > 1
        && (is_repeated || is_explicit)
        && (talks.count() > 0 || turns.iter().all(|turn| turn.words.is_empty()))
}

fn turn(lines: &Lines<'_>, number: usize) -> Option<Turn> {
    let line = &lines.all[number];
    let text = lines.text(line);
    let is_boxed = text.starts_with(['(', '[']);
    if is_boxed && !text.contains(':')
        || is_boxed && text.ends_with([')', ']']) && text.matches([')', ']']).count() == 1
        || is_boxed && text.ends_with(':')
    {
        let label =
            label::read(text.trim_end_matches(':'), line.range.start).filter(|label| label.is_capitals)?;
        let next = lines.all.get(number + 1)?;
        let is_stop = lines.text(next).starts_with(['(', '[']);
        return (!is_stop).then_some(Turn { line: number, label, words: line.range.end..line.range.end });
    }
    let colon = text
        .char_indices()
        .find(|(at, c)| *c == ':' && text[at + 1..].starts_with(char::is_whitespace) && *at <= LONGEST);
    let colon = colon?.0;
    let label = label::read(&text[..colon], line.range.start).filter(|label| label.is_capitals)?;
    let words = line.range.end - text[colon + 1..].trim_start().len()..line.range.end;
    let first = lines.article.slice(words.clone()).chars().next()?;
    (first.is_uppercase() || !first.is_alphanumeric()).then_some(Turn { line: number, label, words })
}

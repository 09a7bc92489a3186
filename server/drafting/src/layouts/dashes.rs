//! Speech behind a dash, without quotation marks: “– I fell, says Saari.”, “— Who counts them? — asked the doctor. — I do.”

use super::Speech;
use super::line::{Lines, has_marks};
use crate::phrases::words::{Word, first_run, words};
use std::ops::Range;

/// Dashes that start a line of speech.
const DASHES: [char; 4] = ['–', '—', '―', '-'];

/// Words that set a verb of speech off, or end what is said of the speaker.
const MARKS: [&str; 5] = ["–", "—", "―", "-", "."];

/// A line of speech.
struct Spoken {
    /// Parts of the line that are said.
    parts: Vec<Range<usize>>,
    /// Words for the speaker, if the line has them.
    source: Option<Range<usize>>,
    /// Whether a dash sets them off, so that each new line is by somebody else.
    takes_turns: bool,
}

/// Finds lines of speech behind dashes; at least one of them must tell who speaks.
pub(super) fn speeches(lines: &Lines<'_>) -> Vec<Speech> {
    let all: Vec<Option<Spoken>> = (0..lines.all.len()).map(|line| spoken(lines, line)).collect();
    let takes_turns = all.iter().flatten().any(|line| line.takes_turns);
    if all.iter().flatten().all(|line| line.source.is_none()) {
        return Vec::new();
    }
    let mut speeches = Vec::new();
    // Speaker of the line before, if known.
    let mut last: Option<Range<usize>> = None;
    for (at, line) in all.iter().enumerate() {
        let Some(line) = line else {
            last = subject(lines, at);
            continue;
        };
        let is_first = at == 0 || all[at - 1].is_none();
        let source = line.source.clone().or_else(|| last.clone().filter(|_| is_first || !takes_turns));
        let paragraph = lines.all[at].paragraph;
        let parts = line.parts.iter().cloned();
        speeches.extend(parts.map(|words| Speech {
            paragraph,
            words,
            source: source.clone(),
            is_quoted: false,
        }));
        let is_question =
            line.parts.last().is_some_and(|part| lines.article.slice(part.clone()).ends_with('?'));
        last = source.filter(|_| !is_question);
    }
    speeches.retain(|speech| speech.source.is_some());
    speeches
}

/// Reads a line that starts with a dash.
fn spoken(lines: &Lines<'_>, number: usize) -> Option<Spoken> {
    let line = &lines.all[number];
    let text = lines.text(line);
    let said = text.strip_prefix(DASHES)?;
    let said = said.strip_prefix(char::is_whitespace)?.trim_start();
    let is_speech = said.starts_with(|c: char| c.is_uppercase() || "¿¡…".contains(c))
        && said.ends_with(['.', '!', '?', '…'])
        && !has_marks(text);
    if !is_speech {
        return None;
    }
    let all = words(said, line.range.end - said.len());
    let Some(tag) = tag(&all) else {
        let whole = line.range.end - said.len()..line.range.end;
        return Some(Spoken { parts: vec![whole], source: None, takes_turns: false });
    };
    let before = &all[..tag.words.start];
    let mark = before.last()?;
    let takes_turns = MARKS.contains(&mark.text);
    let kept =
        if matches!(mark.text, "?" | "!" | "…") { mark.end() } else { before.get(before.len() - 2)?.end() };
    let mut parts: Vec<Range<usize>> = std::iter::once(all.first()?.start..kept).collect();
    let behind = all[tag.words.end..].iter().find(|word| !MARKS.contains(&word.text));
    parts.extend(behind.filter(|word| word.is_capital()).map(|word| word.start..line.range.end));
    Some(Spoken { parts, source: Some(tag.source), takes_turns })
}

/// Words that tell who speaks.
struct Tag {
    /// Indices of the words, from behind the mark that sets them off.
    words: Range<usize>,
    source: Range<usize>,
}

/// “, says Saari with a laugh”, “– asked the doctor”, “, she answers”
fn tag(all: &[Word<'_>]) -> Option<Tag> {
    let is_mark = |word: &Word<'_>| matches!(word.text, "," | "–" | "—" | "―" | "-" | "?" | "!" | "…");
    (2..all.len()).filter(|at| is_mark(&all[at - 1])).find_map(|at| {
        let is_verb = |word: &Word<'_>| word.is("speech") && !word.is_capital();
        let source = if is_verb(&all[at]) {
            somebody(&all[at + 1..]).map(|length| at + 1..at + 1 + length)
        } else {
            let length = somebody(&all[at..])?;
            all.get(at + length).is_some_and(is_verb).then_some(at..at + length)
        }?;
        let end = all[source.end..].iter().position(|word| MARKS.contains(&word.text));
        let end = end.map_or(all.len(), |end| source.end + end);
        Some(Tag { words: at..end, source: all[source.start].start..all[source.end - 1].end() })
    })
}

/// Number of words for somebody that the words start with: “Saari”, “coach Pekka Laine”, “she”, “the doctor”.
fn somebody(all: &[Word<'_>]) -> Option<usize> {
    let first = all.first()?;
    if matches!(first.text, "he" | "she" | "they") {
        return Some(1);
    }
    let office = all.iter().take(3).take_while(|word| word.is("role") || word.is("title")).count();
    if let Some(run) = first_run(&all[office..]).filter(|run| run.start == 0) {
        return Some(office + run.end);
    }
    let is_role = first.text == "the" && all.get(1).is_some_and(|word| word.is("role"));
    is_role.then_some(2)
}

/// Words for the one with whom the last sentence of a narrated line starts: “Coach Pekka Laine ran beside the track.”
pub(super) fn subject(lines: &Lines<'_>, number: usize) -> Option<Range<usize>> {
    let all = lines.words(&lines.all[number]);
    let (_, before) = all.split_last().filter(|(last, _)| matches!(last.text, "." | ":"))?;
    let start = before.iter().rposition(|word| matches!(word.text, "." | "!" | "?")).map_or(0, |at| at + 1);
    let sentence = before.get(start..).filter(|sentence| !sentence.is_empty())?;
    let first = sentence.first()?;
    if matches!(first.text, "He" | "She") {
        return Some(first.start..first.end());
    }
    let run = first_run(sentence).filter(|run| run.start == 0)?;
    let is_joined = sentence.get(run.end).is_some_and(|next| matches!(next.text, "and" | "'s" | "’s" | ","));
    let has_other = first_run(&sentence[run.end..]).is_some();
    (!is_joined && !has_other).then(|| sentence[run.start].start..sentence[run.end - 1].end())
}

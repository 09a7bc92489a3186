//! “Marisol Vega, 34, baker: “…””, “Coach Alma Reyes on the defeat: “…””, and “On the defence: “…”” below a name on a line of
//! its own: a quotation behind words that only say who speaks, where, and about what.

use super::line::{Line, Lines};
use super::{Speech, label};
use crate::phrases::described::{ActorKind, Phrase};
use crate::phrases::offices;
use crate::phrases::phrase;
use crate::phrases::words::{Word, words};
use std::ops::Range;

/// Maximum length of the words before the colon, in words.
const LONGEST: usize = 20;

/// Words behind somebody for when, where and about what they speak, in lower case.
const CIRCUMSTANCES: [&str; 11] =
    ["on", "about", "again", "earlier", "later", "after", "speaking", "asked", "stuck", "in", "through"];

/// Words before somebody whose words follow, in lower case.
const FROM: [&str; 3] = ["from", "more from", "this from"];

/// Finds quotations behind a label.
pub(super) fn speeches(lines: &Lines<'_>) -> Vec<Speech> {
    let mut speeches = Vec::new();
    let mut heading: Option<Range<usize>> = None;
    for line in &lines.all {
        let text = lines.text(line);
        let Some((before, quotation)) = led(lines, line) else {
            let is_short = text.split_whitespace().count() <= 6 && !lines.has_marks(line);
            let name =
                if is_short { label::read(text.trim_end_matches(':'), line.range.start) } else { None };
            heading = name.filter(|name| name.name == name.source).map(|name| name.source);
            continue;
        };
        let is_topic = ["On ", "About "].iter().any(|on| lines.article.slice(before.clone()).starts_with(on));
        let source = if is_topic {
            heading.clone()
        } else {
            speaker(lines.article.slice(before.clone()), before.start)
        };
        if source.is_some() {
            speeches.push(Speech { paragraph: line.paragraph, words: quotation, source, is_quoted: true });
        }
    }
    speeches
}

/// Words before a colon and the quotation behind it, which ends the line.
fn led(lines: &Lines<'_>, line: &Line) -> Option<(Range<usize>, Range<usize>)> {
    let quotation = line.quotations.first()?;
    let before = lines.article.slice(line.range.start..quotation.start);
    let label = before.trim_end().strip_suffix(':')?;
    let mut start = 0;
    // “- …”, “09.31 …”
    let is_mark = |c: char| !c.is_alphabetic();
    start += label.len() - label.trim_start_matches(is_mark).len();
    for time in ["am ", "pm ", "a.m. ", "p.m. "] {
        start += if start > 0 && label[start..].starts_with(time) { time.len() } else { 0 };
    }
    let is_last = lines.article.slice(quotation.end..line.range.end).trim_matches(['.', ' ', ')']).is_empty();
    // “Col. Moe (2nd Division)” has no full stop.
    let is_end = |word: &Word<'_>| matches!(word.text, "." | "!" | "?" | ":");
    let is_one = !words(&label[start..], 0).iter().any(is_end);
    (is_last && is_one && start < label.len())
        .then(|| (line.range.start + start..line.range.start + label.len(), quotation.clone()))
}

/// Words that say who speaks, if the others only say when, where and about what.
fn speaker(text: &str, base: usize) -> Option<Range<usize>> {
    let mut start = 0;
    for from in FROM {
        let is_from = text.get(..from.len()).is_some_and(|first| first.eq_ignore_ascii_case(from));
        if is_from && text[from.len()..].starts_with(' ') {
            start = from.len() + 1;
        }
    }
    let all = words(&text[start..], base + start);
    let is_finite = |word: &Word<'_>| {
        offices::is_finite(&word.text.to_lowercase()) || word.is("speech") || word.text == "that"
    };
    let is_circumstance = |word: &Word<'_>| CIRCUMSTANCES.contains(&word.text.to_lowercase().as_str());
    let cut = all.iter().position(is_circumstance).unwrap_or(all.len());
    let before = &all[..cut];
    let before = match before {
        [rest @ .., comma] if comma.text == "," => rest,
        rest => rest,
    };
    if all.len() > LONGEST || before.is_empty() || before.iter().any(is_finite) {
        return None;
    }
    let source = before[0].start..before[before.len() - 1].end();
    let read = phrase::read(text.get(source.start - base..source.end - base)?)?;
    let Phrase::Actors(actors) = read else { return None };
    let [only] = &actors[..] else { return None };
    let is_somebody = match only.kind {
        ActorKind::Unknown => {
            only.name.contains(' ') || (start > 0 || cut < all.len()) && !only.name.is_empty()
        }
        ActorKind::Document => false,
        _ => true,
    };
    is_somebody.then_some(source)
}

//! Statements, remarks and messages below a heading that names who makes them: “Statement by Patrick Oduya MP”, “From the desk
//! of Commissioner Hale:”.

use super::line::{Lines, has_marks, is_talk};
use super::{Speech, label};
use crate::phrases::described::{ActorKind, Described, Phrase};
use crate::phrases::phrase;
use crate::phrases::words::{Word, runs, words};
use std::ops::Range;

/// Maximum length of a heading, in words.
const LONGEST: usize = 24;

/// Nouns of what somebody says or writes, in lower case.
const NOUNS: [&str; 12] = [
    "statement",
    "remarks",
    "message",
    "speech",
    "address",
    "letter",
    "note",
    "comments",
    "comment",
    "word",
    "words",
    "testimony",
];

/// Openings of headings without such a noun, in lower case.
const DESKS: [&str; 3] = ["from the desk of ", "from the office of ", "from the pen of "];

/// Words behind the name for when, where and about what, in lower case.
const BEHIND: [&str; 12] =
    ["at", "on", "in", "to", "regarding", "about", "following", "after", "before", "for", "as", "upon"];

/// Openings of lines that end a statement, in lower case.
const ENDS: [&str; 12] = [
    "ends",
    "-ends-",
    "– ends –",
    "###",
    "notes to",
    "note to",
    "contact",
    "media contact",
    "press contact",
    "for more",
    "for further",
    "about ",
];

/// Finds what is said below such a heading.
pub(super) fn speeches(lines: &Lines<'_>) -> Vec<Speech> {
    let mut speeches = Vec::new();
    for number in 0..lines.all.len() {
        let Some(source) = heading(lines, number) else { continue };
        let body: Vec<usize> = (number + 1..lines.all.len()).take_while(|at| !is_end(lines, *at)).collect();
        let text = |at: usize| lines.text(&lines.all[at]);
        let is_signed = body
            .last()
            .is_some_and(|last| lines.all.get(last + 1).is_some_and(|next| is_signed(lines.text(next))));
        // A report about the statement speaks of its author by name.
        let author = lines.article.slice(source.clone()).to_owned();
        let is_name = |word: &&str| word.len() > 3 && word.contains(char::is_uppercase);
        let names: Vec<&str> = author.split([' ', ',']).filter(is_name).collect();
        let is_report = body.iter().any(|at| {
            let all = lines.words(&lines.all[*at]);
            let is_told = |pair: &[Word<'_>]| {
                pair[1].is("speech") && names.contains(&pair[0].text)
                    || pair[0].is("speech") && names.contains(&pair[1].text)
            };
            all.windows(2).any(is_told)
        });
        let is_quoted = |at: usize| lines.all[at].is_quotation();
        let last = body.iter().rposition(|at| is_talk(text(*at)) || is_quoted(*at));
        let last = if is_signed { body.len().checked_sub(1) } else { last };
        let Some(last) = last.filter(|_| !is_report && body.iter().any(|at| is_talk(text(*at)))) else {
            continue;
        };
        // Beside quotations, the other lines are the narrator's, and quotations in them may be by others.
        let has_quotations = body.iter().any(|at| has_marks(text(*at)));
        let is_own = |at: usize| !has_quotations || lines.is_quoted(&lines.all[at]);
        for at in body[..=last].iter().filter(|at| is_own(**at)) {
            let line = &lines.all[*at];
            speeches.push(Speech {
                paragraph: line.paragraph,
                words: line.range.clone(),
                source: Some(source.clone()),
                is_quoted: has_marks(text(*at)),
            });
        }
    }
    speeches
}

/// Words for the one who speaks below a heading.
fn heading(lines: &Lines<'_>, number: usize) -> Option<Range<usize>> {
    let line = &lines.all[number];
    let text = lines.text(line);
    let is_line = text.split_whitespace().count() <= LONGEST
        && !has_marks(text)
        && !text.trim_end_matches([':', ' ']).ends_with(['.', '!', '?', ',', ';']);
    if !is_line {
        return None;
    }
    let small = text.to_lowercase();
    let desk = DESKS.iter().find(|desk| small.starts_with(**desk)).map(|desk| desk.len());
    let start = desk.or_else(|| {
        let noun = |at: usize| {
            let first = small[..at].split_whitespace().next_back()?;
            NOUNS.contains(&first).then_some(at)
        };
        let at = [" on behalf of ", " by ", " from ", " of "]
            .iter()
            .filter_map(|by| noun(small.find(by)?).map(|at| at + by.len()))
            .min()?;
        // “The statement by the mayor was late”
        let is_start = small[..at].split_whitespace().count() <= 5;
        is_start.then_some(at)
    })?;
    let rest = text.get(start..)?.trim_end_matches([':', ' ']);
    let base = line.range.start + start;
    let end = until_circumstances(rest, base);
    let source = base..base + end;
    let named = label::read(&rest[..end], base).map(|label| label.source);
    named.or_else(|| is_somebody(&rest[..end]).then_some(source))
}

/// Whether words name or describe somebody who may make a statement.
pub(super) fn is_somebody(words: &str) -> bool {
    let may_speak = |one: &Described| {
        one.is_definite() || !one.name.is_empty() || one.kind != ActorKind::Unknown && !one.is_bare()
    };
    matches!(phrase::read(words), Some(Phrase::Actors(all)) if all.iter().all(may_speak))
}

/// Length of the words for somebody, up to those for when and where, in bytes.
fn until_circumstances(text: &str, base: usize) -> usize {
    let all = words(text, base);
    let Some(run) = runs(&all).into_iter().find(|run| run.start < 2) else { return text.len() };
    let is_behind = |word: &Word<'_>| BEHIND.contains(&word.text.to_lowercase().as_str());
    // “Verity Hollis, chair of the board at Brightwater”: part of the office.
    if all.get(run.end).is_some_and(|next| next.text == ",") {
        return text.len();
    }
    let behind = all.iter().skip(run.start + 1).find(|word| is_behind(word));
    behind.map_or(text.len(), |word| text[..word.start - base].trim_end().len())
}

fn is_end(lines: &Lines<'_>, number: usize) -> bool {
    let text = lines.text(&lines.all[number]);
    let small = text.to_lowercase();
    ENDS.iter().any(|end| small.starts_with(end)) || is_signed(text) || heading(lines, number).is_some()
}

/// “-Commissioner Hale”
fn is_signed(text: &str) -> bool {
    let name = text.trim_start_matches(['-', '–', '—', '―', ' ']);
    name.len() < text.len() && label::read(name, 0).is_some() && !text.ends_with('.')
}

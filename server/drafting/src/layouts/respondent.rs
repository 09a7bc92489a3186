//! The respondent of an interview: the only person whom the lines before the first question introduce so.

use super::line::{Line, Lines};
use crate::phrases::heads::PREPOSITIONS;
use crate::phrases::words::{Word, runs};
use std::ops::Range;

/// Words before the name of somebody who is interviewed.
const INTRODUCTIONS: [&str; 24] = [
    "spoke to",
    "spoke with",
    "speaks to",
    "speaks with",
    "talked to",
    "talked with",
    "talks to",
    "talks with",
    "met",
    "meets",
    "interview with",
    "interviewed",
    "interviews",
    "sat down with",
    "sits down with",
    "questions for",
    "questions to",
    "conversation with",
    "q&a with",
    "minutes with",
    "lunch with",
    "coffee with",
    "a word with",
    "asked",
];

/// Words behind the name of somebody who is interviewed, before “us” or an outlet.
const ANSWERS: [&str; 12] = [
    "spoke to",
    "speaks to",
    "talked to",
    "talks to",
    "spoke with",
    "speaks with",
    "talks with",
    "talked with",
    "sat down with",
    "answers",
    "answered",
    "told",
];

/// Finds the respondent in the lines before the one of the first question.
pub(super) fn find(lines: &Lines<'_>, question: usize) -> Option<Range<usize>> {
    let before = &lines.all[..question];
    let introduced: Vec<Range<usize>> = before.iter().flat_map(|line| introduced(lines, line)).collect();
    let found = if introduced.is_empty() {
        let asked = before.iter().filter_map(|line| asked(lines, line));
        return only(lines, &asked.collect::<Vec<_>>()).or_else(|| portrayed(lines, before));
    } else {
        introduced
    };
    only(lines, &found)
}

/// The name that all of these are.
fn only(lines: &Lines<'_>, found: &[Range<usize>]) -> Option<Range<usize>> {
    let first = found.first()?;
    let is_same =
        |other: &Range<usize>| lines.article.slice(other.clone()) == lines.article.slice(first.clone());
    found.iter().all(is_same).then(|| first.clone())
}

/// Byte offsets in the article behind each of these words in a line.
fn behind(lines: &Lines<'_>, line: &Line, introduction: &str) -> Vec<Range<usize>> {
    let text = lines.text(line);
    let small = text.to_ascii_lowercase();
    let is_whole = |at: usize| {
        !text[..at].ends_with(char::is_alphanumeric)
            && text[at + introduction.len()..]
                .starts_with(|c: char| c.is_whitespace() || matches!(c, '.' | '…'))
    };
    let found = small.match_indices(introduction).map(|(at, _)| at).filter(|at| is_whole(*at));
    found.map(|at| line.range.start + at..line.range.start + at + introduction.len()).collect()
}

/// “We met Maya Osei”, “an interview with harbour master Fergus Duthie”
fn introduced(lines: &Lines<'_>, line: &Line) -> Vec<Range<usize>> {
    let words = lines.words(line);
    let runs = runs(&words);
    let found = INTRODUCTIONS.iter().flat_map(|introduction| behind(lines, line, introduction));
    found.filter_map(|place| name_behind(&words, &runs, place.end)).collect()
}

/// “Conductor Kavita Rao talks to the Deccan Courier”, “Surgeon Ines Moe answers our questions”: the name before.
fn answering(lines: &Lines<'_>, line: &Line) -> bool {
    ANSWERS.iter().any(|answers| !behind(lines, line, answers).is_empty())
}

/// “Ask Marguerite: my phone knows too much”, “ASK UNCLE FINTAN”
fn asked(lines: &Lines<'_>, line: &Line) -> Option<Range<usize>> {
    /// Maximum length of the heading, in words.
    const LONGEST: usize = 10;
    let words = lines.words(line);
    let is_heading = words.first().is_some_and(|first| matches!(first.text, "Ask" | "ASK"))
        && words.len() <= LONGEST
        && !lines.text(line).ends_with('.');
    let rest = words.get(1..)?;
    let run = runs(rest).into_iter().next().filter(|run| run.start == 0 && is_heading)?;
    let is_end = rest.get(run.end).is_none_or(|next| next.text == ":");
    is_end.then(|| rest[run.start].start..rest[run.end - 1].end())
}

/// “Rita Cassar, 64, has kept bees. We met her beside the hives.”, “Chef Teo Lin closed her restaurant.”: the only full name,
/// unless it is where something is, if a sentence is about a woman or a man or tells that somebody answers.
fn portrayed(lines: &Lines<'_>, before: &[Line]) -> Option<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for line in before.iter().filter(|line| lines.text(line).ends_with(['.', ':'])) {
        let words = lines.words(line);
        for run in runs(&words).into_iter().filter(|run| run.len() > 1) {
            if !is_place(&words, &run) {
                found.push(words[run.start].start..words[run.end - 1].end());
            }
        }
    }
    let only = only(lines, &found)?;
    let is_pronoun = |word: &Word<'_>| {
        matches!(word.text, "her" | "him" | "his" | "she" | "he" | "She" | "He" | "His" | "Her")
    };
    let is_about = |line: &Line| lines.words(line).iter().any(is_pronoun) || answering(lines, line);
    before.iter().any(is_about).then_some(only)
}

/// “in Penang”, “of Capel Seion”, “to the Deccan Courier”: no person.
fn is_place(words: &[Word<'_>], run: &Range<usize>) -> bool {
    let Some(last) = run.start.checked_sub(1) else { return false };
    let before = words[last].text.to_lowercase();
    before == "the" && last > 0 || PREPOSITIONS.contains(&before.as_str())
}

/// Full name a few words of description behind a byte offset: “harbour master Fergus Duthie”.
fn name_behind(words: &[Word<'_>], runs: &[Range<usize>], from: usize) -> Option<Range<usize>> {
    /// Maximum number of words before the name.
    const REACH: usize = 6;
    let first = words.partition_point(|word| word.start < from);
    let run = runs.iter().find(|run| run.start >= first && run.start <= first + REACH)?;
    let between = &words[first..run.start];
    // “spoke to the Deccan Courier about …”
    let is_body = between.last().is_some_and(|last| last.text == "the");
    // “Five minutes with … Ada Berg”
    let is_part = |word: &Word<'_>| word.is_word() || matches!(word.text, "." | "…");
    let is_near = between.iter().all(is_part) && !is_body;
    (is_near && run.len() > 1).then(|| words[run.start].start..words[run.end - 1].end())
}

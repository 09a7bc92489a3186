//! Questions and answers of an interview: `Q:` and `A:` (or the words), questions that are emphasised, and paragraphs that are
//! only a question. The answers are those of the one whom the introduction names.

use super::line::{Line, Lines, has_marks, is_note, is_talk};
use super::{Speech, label, respondent};
use std::ops::Range;

/// Maximum length of a question without a label, in bytes.
const LONGEST: usize = 240;

/// Part of a line in an interview.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Question,
    /// “You were a diver.”: something else that the interviewer says.
    Remark,
    /// An answer with its label; byte range of the words.
    Answer(Range<usize>),
    Other,
}

/// Finds the answers of an interview.
pub(super) fn speeches(lines: &Lines<'_>) -> Vec<Speech> {
    let readers = [lettered, emphasised, plain];
    let found = readers.iter().map(|read| read(lines)).find(|parts| is_interview(parts));
    let Some(parts) = found else { return Vec::new() };
    let Some(first) = parts.iter().position(|part| *part != Part::Other) else { return Vec::new() };
    let source = respondent::find(lines, first);
    let has_labels = parts.iter().any(|part| matches!(part, Part::Answer(_)));
    let is_plain = !has_labels
        && !lines.all[first].is_emphasised
        && letter(lines.text(&lines.all[first]), 'Q').is_none();
    if is_plain && source.is_none() {
        return Vec::new();
    }
    let last = parts.iter().rposition(|part| *part != Part::Other).unwrap_or(first);
    let mut speeches = Vec::new();
    // Whether an answer is going on.
    let mut answers = false;
    let mut is_first = false;
    for (number, part) in parts.iter().enumerate().skip(first) {
        let line = &lines.all[number];
        let words = match part {
            Part::Question | Part::Remark => {
                (answers, is_first) = (!has_labels, true);
                let whole = &lines.article.paragraphs[line.paragraph].range;
                if *whole == line.range {
                    let words = whole.start..whole.start;
                    speeches.push(Speech {
                        paragraph: line.paragraph,
                        words,
                        source: None,
                        is_quoted: false,
                    });
                }
                continue;
            }
            Part::Answer(words) => {
                (answers, is_first) = (true, false);
                words.clone()
            }
            Part::Other => {
                let is_answer = answers && goes_on(lines, line, is_first || number < last);
                answers = is_answer;
                is_first = false;
                if !is_answer {
                    continue;
                }
                line.range.clone()
            }
        };
        let is_quoted = line.quotations.contains(&words);
        speeches.push(Speech { paragraph: line.paragraph, words, source: source.clone(), is_quoted });
    }
    speeches
}

/// Whether there are answers with labels, or several questions.
fn is_interview(parts: &[Part]) -> bool {
    let questions = parts.iter().filter(|part| **part == Part::Question).count();
    let answers = parts.iter().filter(|part| matches!(part, Part::Answer(_))).count();
    questions > 1 || questions > 0 && answers > 0
}

/// Whether a line without a label belongs to an answer: between two questions unless it is the author's, behind the last
/// answer only if it is surely spoken.
fn goes_on(lines: &Lines<'_>, line: &Line, is_enclosed: bool) -> bool {
    let text = lines.text(line);
    // Some papers put the answers in quotation marks.
    if line.is_quotation() {
        return is_enclosed;
    }
    let outside: String = line
        .quotations
        .iter()
        .fold((String::new(), line.range.start), |(text, from), quotation| {
            (text + lines.article.slice(from..quotation.start), quotation.end)
        })
        .0;
    let is_labelled = text.split_once(": ").is_some_and(|(name, _)| label::read(name, 0).is_some());
    let is_spoken = if has_marks(text) { is_talk(&outside) } else { is_enclosed || is_talk(text) };
    is_spoken
        && !is_labelled
        && !is_note(text)
        && !line.is_emphasised
        && text.ends_with(['.', '!', '?', '…', ')'])
}

fn lettered(lines: &Lines<'_>) -> Vec<Part> {
    let part = |line: &Line| {
        let text = lines.text(line);
        if letter(text, 'Q').is_some() {
            return Part::Question;
        }
        let Some(length) = letter(text, 'A') else { return Part::Other };
        let start = line.range.end - text[length..].trim_start().len();
        if start < line.range.end { Part::Answer(start..line.range.end) } else { Part::Other }
    };
    lines.all.iter().map(part).collect()
}

fn emphasised(lines: &Lines<'_>) -> Vec<Part> {
    let is_question = |line: &Line| line.is_emphasised && is_question(lines.text(line));
    let part = |line: &Line| {
        if is_question(line) {
            Part::Question
        } else if line.is_emphasised && !lines.has_marks(line) && lines.text(line).ends_with(['.', '!', '…'])
        {
            Part::Remark
        } else {
            Part::Other
        }
    };
    let parts: Vec<Part> = lines.all.iter().map(part).collect();
    // An introduction may be emphasised, too.
    let first = parts.iter().position(|part| *part == Part::Question).unwrap_or(parts.len());
    let is_before = |(at, part): (usize, Part)| if at < first { Part::Other } else { part };
    parts.into_iter().enumerate().map(is_before).collect()
}

/// Paragraphs that are only a question, each with an answer in the first person behind it.
fn plain(lines: &Lines<'_>) -> Vec<Part> {
    let is_asked = |line: &Line| is_question(lines.text(line)) && !lines.has_marks(line);
    let is_answered = |number: usize| {
        lines.all.get(number + 1).is_some_and(|next| !is_asked(next) && is_talk(lines.text(next)))
    };
    let is_first = |number: usize| number > 0 && is_asked(&lines.all[number]) && is_answered(number);
    let first = (0..lines.all.len()).find(|number| is_first(*number)).unwrap_or(lines.all.len());
    let part = |(number, line): (usize, &Line)| {
        if is_first(number) {
            Part::Question
        } else if number > 0 && (number > first || is_answered(number)) && is_remark(lines.text(line)) {
            Part::Remark
        } else {
            Part::Other
        }
    };
    lines.all.iter().enumerate().map(part).collect()
}

/// “You were a diver.”, “But your critics say so.”: a short sentence to somebody, in which nobody speaks of themselves.
fn is_remark(text: &str) -> bool {
    /// Maximum length, in words.
    const LONGEST: usize = 24;
    const TO: [&str; 5] = ["you", "your", "yours", "you've", "you're"];
    const OF: [&str; 11] = ["i", "me", "my", "mine", "we", "us", "our", "ours", "i'm", "i've", "we've"];
    let small = text.to_lowercase().replace('’', "'");
    let all: Vec<&str> = small.split(|c: char| !c.is_alphanumeric() && c != '\'').collect();
    let starts = all.iter().take(3).any(|word| TO.contains(word));
    starts
        && !has_marks(text)
        && !all.iter().any(|word| OF.contains(word))
        && text.trim_end_matches('.').matches(". ").count() == 0
        && text.ends_with('.')
        && all.len() <= LONGEST
}

fn is_question(text: &str) -> bool {
    text.ends_with('?') && text.len() <= LONGEST
}

/// Length of a label such as `Q:`, `A.` or `ANSWER:` at the start of a line, in bytes.
pub(super) fn letter(text: &str, wanted: char) -> Option<usize> {
    let word = if wanted == 'Q' { ["Q", "QUESTION", "Question"] } else { ["A", "ANSWER", "Answer"] };
    word.into_iter().find_map(|word| {
        let rest = text.strip_prefix(word)?.strip_prefix([':', '.'])?;
        rest.starts_with(' ').then_some(text.len() - rest.len())
    })
}

//! Debates as parliaments and councils print them: “Mr Aldous Finch (North Haven): …”, “The Minister for Fisheries (Mrs
//! Lowe): …”, “Mr Speaker: …”. What follows without a label belongs to the last one.

use super::Speech;
use super::line::{Line, Lines, has_marks};
use crate::phrases::words::{Word, is, runs, words};
use std::ops::Range;

/// Maximum length of a label, in bytes.
const LONGEST: usize = 120;

/// Minimum number of turns of a debate.
const FEWEST: usize = 2;

/// Forms of address of the chair, in lower case.
const CHAIR: [&str; 10] = [
    "mr speaker",
    "madam speaker",
    "the speaker",
    "mr deputy speaker",
    "madam deputy speaker",
    "the deputy speaker",
    "the chair",
    "the chairman",
    "the chairperson",
    "the presiding officer",
];

/// Form of a label.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// With the constituency or the name in parentheses, or whoever is in the chair.
    Explicit,
    /// “Mr Finch”
    Titled,
    /// A name or an office that only the other labels tell to be one: “An Leas-Cheann Comhairle”
    Other,
}

/// A label, and the words behind it in its line.
struct Turn {
    line: usize,
    form: Form,
    source: Range<usize>,
    words: Range<usize>,
}

/// Finds what is said in a debate.
pub(super) fn speeches(lines: &Lines<'_>) -> Vec<Speech> {
    let mut turns: Vec<Turn> = (0..lines.all.len()).filter_map(|line| turn(lines, line)).collect();
    // Before the first sure label is the head of the debate.
    let first = turns.iter().position(|turn| turn.form != Form::Other).unwrap_or(turns.len());
    turns.drain(..first);
    let sure = turns.iter().filter(|turn| turn.form != Form::Other).count();
    let is_explicit = turns.iter().any(|turn| turn.form == Form::Explicit);
    let name = |turn: &Turn| lines.article.slice(turn.source.clone()).to_lowercase();
    let has_two = turns.windows(2).any(|pair| name(&pair[0]) != name(&pair[1]));
    if sure < FEWEST || !is_explicit || !has_two {
        return Vec::new();
    }
    let mut speeches = Vec::new();
    for (number, turn) in turns.iter().enumerate() {
        let mut speech = |line: &Line, words: Range<usize>| {
            let is_quoted = line.quotations.contains(&words);
            speeches.push(Speech {
                paragraph: line.paragraph,
                words,
                source: Some(turn.source.clone()),
                is_quoted,
            });
        };
        speech(&lines.all[turn.line], turn.words.clone());
        let Some(next) = turns.get(number + 1) else { break };
        let between = lines.all[turn.line + 1..next.line].iter();
        between.take_while(|line| goes_on(lines, line)).for_each(|line| speech(line, line.range.clone()));
    }
    speeches
}

/// Whether a line between two labels goes on with what somebody says.
fn goes_on(lines: &Lines<'_>, line: &Line) -> bool {
    let text = lines.text(line);
    !text.starts_with(['(', '[', '*', '#'])
        && !line.is_emphasised
        && !has_marks(text)
        && text.contains(char::is_lowercase)
        && text.ends_with(['.', '!', '?'])
}

fn turn(lines: &Lines<'_>, number: usize) -> Option<Turn> {
    let line = &lines.all[number];
    let text = lines.text(line);
    let colon = text.find(": ").filter(|colon| *colon <= LONGEST)?;
    let (form, source) = label(&text[..colon], line.range.start)?;
    let spoken = text[colon + 1..].trim_start();
    let is_spoken = spoken.starts_with(|c: char| !c.is_lowercase())
        && spoken.ends_with(['.', '!', '?', '…', '—', '–', '”', '"']);
    is_spoken.then(|| Turn {
        line: number,
        form,
        source,
        words: line.range.end - spoken.len()..line.range.end,
    })
}

/// Form of a label, and the byte range of the name in it.
fn label(text: &str, base: usize) -> Option<(Form, Range<usize>)> {
    let whole = base..base + text.len();
    if CHAIR.contains(&text.to_lowercase().as_str()) {
        return Some((Form::Explicit, whole));
    }
    let Some(open) = text.find(" (") else {
        let all = words(text, base);
        let article = usize::from(all.first().is_some_and(|first| matches!(first.text, "The" | "An")));
        let is_short = runs(&all[article..]).first() == Some(&(0..all.len() - article));
        let form = if is_titled(&all) { Form::Titled } else { Form::Other };
        return (is_short && all.len() > 1).then_some((form, whole));
    };
    let inner = text[open + 2..].strip_suffix(')').filter(|inner| !inner.contains(['(', ')']))?;
    let (before, inside) = (words(&text[..open], base), words(inner, base + open + 2));
    let inside_whole = base + open + 2..base + text.len() - 1;
    let is_name = |all: &[Word<'_>]| runs(all).first() == Some(&(0..all.len())) && all.len() > 1;
    let is_office =
        before.first().is_some_and(|first| matches!(first.text, "The" | "Minister" | "Secretary"))
            && !before.iter().any(|word| word.text == ".");
    if is_office {
        return (is_name(&inside) && is_titled(&inside)).then_some((Form::Explicit, inside_whole));
    }
    let is_place = inside.first().is_some_and(Word::is_capital);
    (is_name(&before) && is_titled(&before) && is_place).then(|| (Form::Explicit, base..base + open))
}

/// “Mr Finch”, “Sir Osric Finch”
fn is_titled(all: &[Word<'_>]) -> bool {
    const MORE: [&str; 8] = ["hon", "deputy", "senator", "cllr", "councillor", "baroness", "lord", "lady"];
    all.first().is_some_and(|first| {
        let small = first.text.trim_end_matches('.').to_lowercase();
        is("title", &small) || MORE.contains(&small.as_str())
    })
}

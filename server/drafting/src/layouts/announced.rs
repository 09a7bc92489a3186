//! “She read out a message from the boatbuilders. It reads in full:”, and the text below: it is by the one from whom the
//! message is.

use super::Speech;
use super::addresses::is_somebody;
use super::line::{Line, Lines};
use crate::statements::documents::author_of;
use std::ops::Range;

/// Ends of a paragraph that announces a text, in lower case, before a colon.
const ENDS: [&str; 6] =
    ["reads", "reads in full", "reads as follows", "read in full", "in full", "the full text is"];

/// Finds quotations below such a paragraph.
pub(super) fn speeches(lines: &Lines<'_>) -> Vec<Speech> {
    let mut speeches = Vec::new();
    for (number, line) in lines.all.iter().enumerate() {
        let Some(source) = announced(lines, line) else { continue };
        let below = lines.all[number + 1..].iter().take_while(|below| lines.is_quoted(below));
        let speech = |below: &Line| Speech {
            paragraph: below.paragraph,
            words: below.range.clone(),
            source: Some(source.clone()),
            is_quoted: true,
        };
        speeches.extend(below.map(speech));
    }
    speeches
}

/// Words for the author of the text that a line announces, the last one that it names.
fn announced(lines: &Lines<'_>, line: &Line) -> Option<Range<usize>> {
    let before = lines.text(line).strip_suffix(':')?;
    let small = before.to_lowercase();
    if !ENDS.iter().any(|end| small.strip_suffix(end).is_some_and(|rest| rest.ends_with([' ', '\n']))) {
        return None;
    }
    let all = lines.words(line);
    let author = (0..all.len()).rev().find_map(|noun| {
        let end = all[noun..].iter().position(|word| matches!(word.text, "." | ";" | ":"));
        author_of(&all[noun..noun + end.unwrap_or(all.len() - noun)])
    })?;
    is_somebody(lines.article.slice(author.clone())).then_some(author)
}

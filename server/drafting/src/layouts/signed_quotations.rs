//! “I wept on a tram.” Minh Chau, juror: a quotation with the name of its speaker behind it, in the same line.

use super::line::{Line, Lines};
use super::{Speech, label};
use std::ops::Range;

/// Finds quotations with a name behind them.
pub(super) fn speeches(lines: &Lines<'_>) -> Vec<Speech> {
    let all = lines.all.iter().filter_map(|line| {
        let (quotation, source) = signed(lines, line)?;
        Some(Speech { paragraph: line.paragraph, words: quotation, source: Some(source), is_quoted: true })
    });
    all.collect()
}

/// The quotation that a line starts with, and the name that is the rest of it.
fn signed(lines: &Lines<'_>, line: &Line) -> Option<(Range<usize>, Range<usize>)> {
    let [quotation] = &line.quotations[..] else { return None };
    let before = lines.article.slice(line.range.start..quotation.start);
    let behind = lines.article.slice(quotation.end..line.range.end);
    let marks = ['-', '–', '—', '―', '~', '(', ' ', '\u{a0}'];
    let name = behind.trim_start_matches(marks);
    let is_marked = name.len() < behind.trim_start().len();
    let name = if behind.trim_start().starts_with('(') { name.strip_suffix(')')? } else { name };
    // “…,” Moe said: a quotation that goes on into the sentence ends with a comma.
    let inner = lines.article.slice(quotation.clone()).trim_end_matches(['”', '"', '»', '“', '’']);
    let is_over = inner.ends_with(['.', '!', '?', '…']);
    if before.contains(char::is_alphabetic) || name.ends_with(['.', '!', '?', ':', ',']) || !is_over {
        return None;
    }
    let start = line.range.start
        + (quotation.end - line.range.start)
        + (behind.len() - behind.trim_start_matches(marks).len());
    let label = label::read(name, start)?;
    (is_marked || label.is_explicit || label.words > 1).then(|| (quotation.clone(), label.source))
}

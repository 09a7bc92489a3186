//! Block quotes of Markdown, “> We go on.”, that the sentence before or a signature in them gives to somebody.

use super::Speech;
use super::dashes::subject;
use super::label;
use super::line::{Line, Lines};
use std::ops::Range;

/// Finds what is said in block quotes.
pub(super) fn speeches(lines: &Lines<'_>) -> Vec<Speech> {
    let mut speeches = Vec::new();
    let mut from = 0;
    while from < lines.all.len() {
        if !is_block_quote(lines, &lines.all[from]) {
            from += 1;
            continue;
        }
        let rest = (from + 1..lines.all.len())
            .take_while(|at| lines.is_joined(at - 1) && is_block_quote(lines, &lines.all[*at]));
        let length = 1 + rest.count();
        speeches.extend(block(lines, from..from + length));
        from += length;
    }
    speeches
}

fn is_block_quote(lines: &Lines<'_>, line: &Line) -> bool {
    lines.text(line).starts_with('>')
}

/// Words in the lines (indices) of a block quote.
fn block(lines: &Lines<'_>, range: Range<usize>) -> Vec<Speech> {
    let mut parts: Vec<(usize, Range<usize>)> = Vec::new();
    for line in &lines.all[range.clone()] {
        let mut start = line.range.start;
        for part in lines.text(line).split_inclusive('\n') {
            let bare = part.trim_start_matches(['>', ' ', '\t']);
            let first = start + (part.len() - bare.len());
            let words = first..first + bare.trim_end().len();
            start += part.len();
            if !words.is_empty() {
                parts.push((line.paragraph, words));
            }
        }
    }
    let signature = parts.last().and_then(|(_, last)| signature(lines, last));
    if signature.is_some() {
        parts.pop();
    }
    let before = range.start.checked_sub(1);
    let Some(source) = signature.or_else(|| subject(lines, before?)) else { return Vec::new() };
    let quotations: Vec<&Range<usize>> = lines.all[range].iter().flat_map(|line| &line.quotations).collect();
    let speech = |(paragraph, words): (usize, Range<usize>)| {
        let is_quoted = quotations.contains(&&words);
        Speech { paragraph, words, source: Some(source.clone()), is_quoted }
    };
    parts.into_iter().map(speech).collect()
}

/// “— Ida Moe, mayor”: the name behind a dash.
fn signature(lines: &Lines<'_>, words: &Range<usize>) -> Option<Range<usize>> {
    let text = lines.article.slice(words.clone());
    let bare = text.trim_start_matches(['–', '—', '―', '-', ' ']);
    let label = label::read(bare, words.end - bare.len()).filter(|_| bare.len() < text.len())?;
    Some(label.source)
}

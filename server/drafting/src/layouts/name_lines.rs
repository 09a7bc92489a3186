//! Names on lines of their own beside quotations: above each, or below each as a signature.

use super::Speech;
use super::label;
use super::line::{Line, Lines};
use std::ops::Range;

/// A quotation and the name beside it, as indices of lines.
struct Pair {
    quotation: usize,
    name: Range<usize>,
    is_above: bool,
    /// Whether the name alone is enough: it has an office, or is emphasised or behind a dash.
    is_explicit: bool,
}

/// Finds quotations with a name above or below them.
pub(super) fn speeches(lines: &Lines<'_>) -> Vec<Speech> {
    let mut pairs: Vec<Pair> = Vec::new();
    for number in 0..lines.all.len() {
        if !lines.is_quotation(&lines.all[number]) {
            continue;
        }
        let above = number.checked_sub(1).filter(|above| is_beside(lines, *above, number));
        let below = Some(number + 1).filter(|below| is_beside(lines, number, *below));
        let pair = match (above.and_then(|at| name(lines, at)), below.and_then(|at| name(lines, at))) {
            (Some((name, is_explicit)), None) => {
                Pair { quotation: number, name, is_above: true, is_explicit }
            }
            (None, Some((name, is_explicit))) => {
                Pair { quotation: number, name, is_above: false, is_explicit }
            }
            _ => continue,
        };
        pairs.push(pair);
    }
    let count = |is_above: bool| pairs.iter().filter(|pair| pair.is_above == is_above).count();
    let is_series = |pair: &Pair| count(pair.is_above) > 1 && count(!pair.is_above) == 0;
    let sure = pairs.iter().filter(|pair| pair.is_explicit || is_series(pair));
    let speech = |pair: &Pair| {
        let line: &Line = &lines.all[pair.quotation];
        Speech {
            paragraph: line.paragraph,
            words: line.range.clone(),
            source: pair.name.clone(),
            is_quoted: true,
        }
    };
    sure.map(speech).collect()
}

/// Whether no blank line separates a line from the next.
fn is_beside(lines: &Lines<'_>, first: usize, second: usize) -> bool {
    lines.is_together(first, second)
}

/// Name in a line, and whether the line is surely one of a name.
fn name(lines: &Lines<'_>, number: usize) -> Option<(Range<usize>, bool)> {
    let line = lines.all.get(number)?;
    let text = lines.text(line);
    if lines.has_marks(line) || text.ends_with(['.', '!', '?', ',', ';']) && !ends_with_initial(text) {
        return None;
    }
    let bare = text.trim_start_matches(['-', '–', '—', '―', ' ']);
    let start = line.range.start + (text.len() - bare.len());
    let label = label::read(bare.trim_end_matches(':'), start)?;
    let is_marked = bare.len() < text.len() || text.ends_with(':');
    Some((label.source.clone(), is_marked || label.is_explicit))
}

/// “Bob T.”
pub(super) fn ends_with_initial(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    last.len() < 4 && last.starts_with(char::is_uppercase)
}

//! Names on lines of their own beside quotations: above each, or below each as a signature.

use super::Speech;
use super::label;
use super::line::{Line, Lines};
use std::ops::Range;

/// Kind of a line.
enum Kind {
    Quotation,
    Name(Name),
    Other,
}

/// A line that is a name.
struct Name {
    source: Range<usize>,
    /// Whether it has an office or a place behind the name.
    is_explicit: bool,
    /// Whether it is emphasised, behind a dash or before a colon.
    is_marked: bool,
}

/// Finds quotations with a name above or below them.
pub(super) fn speeches(lines: &Lines<'_>) -> Vec<Speech> {
    let kinds: Vec<Kind> = (0..lines.all.len()).map(|line| kind(lines, line)).collect();
    let mut speeches = Vec::new();
    let mut from = 0;
    while from < kinds.len() {
        let end = from + alternating(&kinds[from..]);
        for (quotation, name) in pairs(lines, &kinds, from..end) {
            let line: &Line = &lines.all[quotation];
            let (words, source) = (line.range.clone(), Some(name.source.clone()));
            speeches.push(Speech { paragraph: line.paragraph, words, source, is_quoted: true });
        }
        from = end.max(from + 1);
    }
    speeches
}

/// Number of lines in which names and quotations take turns.
fn alternating(kinds: &[Kind]) -> usize {
    let is_turn =
        |pair: &&[Kind]| matches!(pair, [Kind::Quotation, Kind::Name(_)] | [Kind::Name(_), Kind::Quotation]);
    let turns = kinds.windows(2).take_while(is_turn).count();
    usize::from(!matches!(kinds[0], Kind::Other)) + turns
}

/// Quotations (indices of lines) with their names in lines that take turns.
fn pairs<'k>(lines: &Lines<'_>, kinds: &'k [Kind], range: Range<usize>) -> Vec<(usize, &'k Name)> {
    let name = |at: usize| match kinds.get(at).filter(|_| range.contains(&at)) {
        Some(Kind::Name(name)) => Some(name),
        _ => None,
    };
    let quotations = range.clone().filter(|at| matches!(kinds[*at], Kind::Quotation));
    let starts_with_name = name(range.start).is_some();
    // In two pairs and more, the first line tells where the names are, if no blank lines contradict.
    let is_even = range.len() >= 4 && range.len().is_multiple_of(2);
    let is_cut = |at: usize| lines.is_joined(at) && !lines.is_joined(at - 1);
    let contradicts = range.clone().skip(1).step_by(2).any(|at| at + 1 < range.end && is_cut(at));
    let found = quotations.filter_map(|at| {
        if is_even && !contradicts {
            return Some((at, name(if starts_with_name { at - 1 } else { at + 1 })?));
        }
        let above = at.checked_sub(1).and_then(|above| Some((name(above)?, lines.is_joined(above))));
        let below = name(at + 1).map(|name| (name, lines.is_joined(at)));
        match (above, below) {
            (Some((name, joined)), None) | (None, Some((name, joined))) => {
                (name.is_marked || joined && name.is_explicit).then_some((at, name))
            }
            (Some((name, true)), Some((_, false))) | (Some((_, false)), Some((name, true))) => {
                (name.is_marked || name.is_explicit).then_some((at, name))
            }
            _ => None,
        }
    });
    found.collect()
}

fn kind(lines: &Lines<'_>, number: usize) -> Kind {
    let line = &lines.all[number];
    if line.is_quotation() { Kind::Quotation } else { name(lines, line).map_or(Kind::Other, Kind::Name) }
}

fn name(lines: &Lines<'_>, line: &Line) -> Option<Name> {
    let text = lines.text(line);
    if lines.has_marks(line) || text.ends_with(['.', '!', '?', ',', ';']) && !ends_with_initial(text) {
        return None;
    }
    let bare = text.trim_start_matches(['-', '–', '—', '―', '~', ' ']);
    let start = line.range.start + (text.len() - bare.len());
    let label = label::read(bare.trim_end_matches(':'), start)?;
    let is_marked = bare.len() < text.len() || text.ends_with(':') || line.is_emphasised;
    // A place or a headline is one, too.
    let is_name = is_marked || label.is_explicit || label.words > 1;
    is_name.then_some(Name { source: label.source, is_explicit: label.is_explicit, is_marked })
}

/// “Bob T.”
pub(super) fn ends_with_initial(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    last.len() < 4 && last.starts_with(char::is_uppercase)
}

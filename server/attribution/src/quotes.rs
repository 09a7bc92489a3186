//! Finds the tokens inside quotation marks.
//!
//! A double mark may be closed by another kind of double mark, as in agency copy (`"...''`). Single marks count only
//! outside of double ones, and only if the closing one is in the paragraph.

use super::token::{Quotation, Quoted, Token, TokenShape};

/// Minimum length in words; a shorter quotation may be a title or a term.
pub(super) const SHORTEST: usize = 3;

/// Possible function of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Opens,
    Closes,
    Single,
}

/// Marks the quotations on the tokens and returns them in order.
pub fn mark(text: &str, tokens: &mut [Token]) -> Vec<Quotation> {
    let mut quotations: Vec<Quotation> = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut at = 0;
    while at < tokens.len() {
        let kind = kind(text, tokens, at, open.map(|(_, mark)| mark));
        let first_char = text[tokens[at].start..].chars().next().unwrap_or(' ');
        match (kind, open) {
            (Some(Mark::Opens), _) => {
                if let Some((first, _)) = open {
                    quotations.push(Quotation { first, last: at - 1, closed: false });
                }
                open = Some((at, first_char));
            }
            (Some(Mark::Closes), Some((first, _))) => {
                quotations.push(Quotation { first, last: at, closed: true });
                open = None;
            }
            (Some(Mark::Single), None) => {
                if let Some(last) = single_end(text, tokens, at) {
                    quotations.push(Quotation { first: at, last, closed: true });
                    at = last;
                }
            }
            _ => {}
        }
        at += 1;
    }
    if let Some((first, _)) = open {
        quotations.push(Quotation { first, last: tokens.len() - 1, closed: false });
    }
    for (number, quotation) in (1..).zip(&quotations) {
        for (at, token) in tokens.iter_mut().enumerate().take(quotation.last + 1).skip(quotation.first) {
            token.quotation = number;
            token.quoted = if at == quotation.first {
                Quoted::Opening
            } else if at == quotation.last && quotation.closed {
                Quoted::Closing
            } else {
                Quoted::Inside
            };
        }
    }
    quotations
}

fn kind(text: &str, tokens: &[Token], at: usize, open: Option<char>) -> Option<Mark> {
    let token = &tokens[at];
    let opens_here = || {
        let before = at.checked_sub(1).map(|before| &text[tokens[before].start..tokens[before].end]);
        let is_free =
            token.spaced || before.is_none_or(|before| before.ends_with(['(', '[', '{', '-', '–', '—', '‘']));
        let next_is_near = tokens.get(at + 1).is_some_and(|next| !next.spaced);
        is_free && next_is_near
    };
    let straight = || if opens_here() { Mark::Opens } else { Mark::Closes };
    match &text[token.start..token.end] {
        "\"" | "''" | "＂" => Some(straight()),
        "``" | "„" | "‟" | "「" | "『" => Some(Mark::Opens),
        "」" | "』" => Some(Mark::Closes),
        // In „…“, the closing mark is the opening one of “…”.
        "“" => Some(if open == Some('„') || (open.is_some() && !opens_here()) {
            Mark::Closes
        } else {
            Mark::Opens
        }),
        "”" => Some(if open.is_none() && opens_here() { Mark::Opens } else { Mark::Closes }),
        "«" => Some(if open == Some('»') { Mark::Closes } else { Mark::Opens }),
        "»" => Some(if open.is_none() { Mark::Opens } else { Mark::Closes }),
        "‘" | "‚" => Some(Mark::Single),
        "'" | "`" if opens_here() => Some(Mark::Single),
        _ => None,
    }
}

/// Closing mark of a single quotation. Prefers one after a comma or full stop to one that may be an apostrophe (“the
/// officials’ plan”).
fn single_end(text: &str, tokens: &[Token], open: usize) -> Option<usize> {
    /// Maximum length in tokens of a single quotation; a longer one is a pair of apostrophes.
    const LONGEST: usize = 120;
    let word = |at: usize| &text[tokens[at].start..tokens[at].end];
    // ’90s, 'em
    if word(open) == "'"
        && tokens
            .get(open + 1)
            .is_some_and(|next| matches!(word_of(text, next), "em" | "tis" | "til" | "cause"))
    {
        return None;
    }
    let is_double = |at: usize| matches!(word(at), "\"" | "“" | "”" | "``" | "''" | "«" | "»" | "„");
    let ends = |at: &usize| {
        let at = *at;
        matches!(word(at), "’" | "'" | "‘")
            && !tokens[at].spaced
            && tokens.get(at + 1).is_none_or(|next| next.spaced || next.shape == TokenShape::Mark)
    };
    let reach = open + 2..tokens.len().min(open + LONGEST);
    // ‘ is not an apostrophe, so double marks may be inside.
    let is_sure = matches!(word(open), "‘" | "‚");
    let near = reach.take_while(|at| is_sure || !is_double(*at));
    let mut is_nested = tokens.len() > open + 1 && is_double(open + 1);
    let ends: Vec<usize> = near
        .filter(|at| {
            is_nested ^= is_double(*at);
            !is_nested && ends(at)
        })
        .collect();
    let behind_mark = |at: &&usize| matches!(word(**at - 1), "," | "." | "?" | "!" | "…" | "...");
    let firm = ends.iter().find(behind_mark);
    let plural = |at: &usize| {
        word(*at - 1).ends_with('s')
            && tokens.get(*at + 1).is_some_and(|next| next.shape == TokenShape::Small)
    };
    match (ends.first(), firm) {
        (Some(first), Some(firm)) if plural(first) => Some(*firm),
        (first, _) => first.copied(),
    }
}

fn word_of<'t>(text: &'t str, token: &Token) -> &'t str {
    &text[token.start..token.end]
}

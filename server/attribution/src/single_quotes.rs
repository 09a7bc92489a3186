//! Quotations in single marks, among apostrophes: ’90s, 'em, rock 'n' roll, the players' bus.

use super::quotation_marks::family;
use super::token::{Token, TokenShape};

/// Maximum length in tokens of a single quotation; a longer one is a pair of apostrophes.
const LONGEST: usize = 120;

/// Words that begin with an apostrophe in place of what was left out.
const CLIPPED: [&str; 12] =
    ["em", "tis", "twas", "til", "till", "cause", "cos", "n", "im", "neath", "nuff", "tween"];

/// Closing mark of the single quotation that the token opens, if it opens one.
pub(super) fn single_end(text: &str, tokens: &[Token], open: usize) -> Option<usize> {
    let word = |at: usize| &text[tokens[at].start..tokens[at].end];
    // ‘ and ‚ are no apostrophes, so double marks may be inside.
    let is_sure = matches!(word(open), "‘" | "‚");
    if is_clipped(text, tokens, open) {
        return None;
    }
    let is_double = |at: usize| family(word(at)).is_some();
    let ends = |at: &usize| {
        let at = *at;
        matches!(word(at), "’" | "'" | "‘")
            && !tokens[at].spaced
            && !(at > 1 && word(at - 1) == "n" && is_clipped(text, tokens, at - 2))
            && tokens.get(at + 1).is_none_or(|next| next.spaced || next.shape == TokenShape::Mark)
    };
    let opens_another =
        |at: &usize| word(*at) == word(open) && tokens[*at].spaced && !is_clipped(text, tokens, *at);
    let reach = open + 2..tokens.len().min(open + LONGEST);
    let near = reach.take_while(|at| is_sure || !(is_double(*at) || opens_another(at)));
    let mut is_nested = tokens.len() > open + 1 && is_double(open + 1);
    let ends: Vec<usize> = near
        .filter(|at| {
            is_nested ^= is_double(*at);
            !is_nested && ends(at)
        })
        .collect();
    let behind_mark = |at: &&usize| matches!(word(**at - 1), "," | "." | "?" | "!" | "…" | "...");
    // “the officials’ plan”
    let plural = |at: &usize| {
        word(*at - 1).ends_with('s')
            && tokens.get(*at + 1).is_some_and(|next| next.shape == TokenShape::Small)
    };
    let firm = || ends.iter().find(behind_mark);
    let plain = || ends.iter().find(|at| !plural(at));
    // “the class of '99 and the boys' boats”
    let is_year = tokens.get(open + 1).is_some_and(|next| is_short_year(&text[next.start..next.end]));
    match ends.first() {
        Some(first) if plural(first) && is_year => None,
        Some(first) if plural(first) => firm().or_else(plain).or(Some(first)).copied(),
        first => first.copied(),
    }
}

/// Whether the mark is an apostrophe at the start of a word or a year: 'em, '90s, 'n'.
fn is_clipped(text: &str, tokens: &[Token], at: usize) -> bool {
    let Some(next) = tokens.get(at + 1).filter(|next| !next.spaced) else { return false };
    let is_single = matches!(&text[tokens[at].start..tokens[at].end], "'" | "‘" | "’");
    let word = &text[next.start..next.end];
    let is_decade = word.strip_suffix('s').is_some_and(is_short_year);
    let is_cut_off = || CLIPPED.contains(&word.to_lowercase().as_str());
    is_single && (is_decade || is_cut_off())
}

fn is_short_year(word: &str) -> bool {
    word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_digit())
}

//! “ALDERTON – Two guards …”, “MARLOW, March 13 (Wire) - Bank received …”: the place and date before the first sentence
//! are neither said by anybody, nor is the place a speaker; nor is the time of an entry in a live blog (“11.20 The board …”).

use crate::draft::Draft;
use crate::sources::phrase;
use crate::token::{Class, Token, TokenShape};
use crate::tokens::TokenizedParagraph;

/// Maximum number of tokens of a dateline, with its dash or colon.
const LONGEST: usize = 16;

/// Number of tokens of the dateline of a paragraph, with its dash or colon; 0 if there is none.
pub(crate) fn length(paragraph: &TokenizedParagraph<'_>) -> usize {
    let tokens = &paragraph.tokens;
    // “**18.40** Winds …”
    let marks = tokens.iter().take(3).take_while(|token| token.class == Class::Symbol).count();
    if is_time(paragraph.word(marks)) {
        let is_rest = |token: &usize| {
            matches!(tokens[*token].class, Class::Colon | Class::Dash)
                || marks > 0 && tokens[*token].class == Class::Symbol
                || matches!(
                    &*paragraph.word(*token).to_lowercase(),
                    "am" | "pm" | "a.m." | "p.m." | "gmt" | "bst"
                )
        };
        let first = marks + 1;
        return first + (first..tokens.len()).take(3 + marks).take_while(is_rest).count();
    }
    let is_inside = |token: usize| {
        let here = &tokens[token];
        matches!(here.class, Class::Name | Class::Day | Class::Number | Class::Comma | Class::Of | Class::And)
            || matches!(here.class, Class::ParenOpen | Class::ParenClose | Class::Symbol | Class::Period)
            || matches!(here.shape, TokenShape::Capital | TokenShape::Capitals | TokenShape::Initial)
    };
    let is_end = |token: &usize| matches!(tokens[*token].class, Class::Dash | Class::Colon);
    let dash = (0..tokens.len().min(LONGEST)).find(is_end);
    let Some(dash) = dash.filter(|dash| *dash > 0 && (0..*dash).all(is_inside)) else { return 0 };
    let first = &tokens[0];
    // “SUNDARPUR: The state government …”; whether it may be a transcript is for the caller to know.
    if tokens[dash].class == Class::Colon {
        let is_capitals = |token: &Token| {
            matches!(token.shape, TokenShape::Capitals | TokenShape::Mark | TokenShape::Dotted)
                || token.class == Class::Day
                || token.shape == TokenShape::Digits
        };
        let is_place = first.shape != TokenShape::Mark && tokens[..dash].iter().all(is_capitals);
        return if is_place && tokens.len() > dash + 1 { dash + 1 } else { 0 };
    }
    let is_capitals = first.shape == TokenShape::Capitals || first.shape == TokenShape::Dotted;
    let is_dated = tokens[..dash].iter().any(|token| matches!(token.class, Class::Day | Class::ParenClose));
    // “NATO – the alliance – said”
    let starts = tokens.get(dash + 1).is_some_and(|next| {
        !matches!(next.shape, TokenShape::Small | TokenShape::Mark) || next.class == Class::Quote
    });
    let is_place = first.class == Class::Name || first.class == Class::ParenOpen || is_capitals;
    if starts && is_place && (is_capitals || is_dated) { dash + 1 } else { 0 }
}

/// Whether a word is the time of an entry of a live blog: “11.20”, “22:14”, “1.34pm”.
pub(crate) fn is_time(word: &str) -> bool {
    let bare = word.trim_end_matches("am").trim_end_matches("pm");
    let Some((hours, minutes)) = bare.split_once(['.', ':']) else { return false };
    let is_number = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    (1..=2).contains(&hours.len()) && minutes.len() == 2 && is_number(hours) && is_number(minutes)
}

/// Removes the dateline from source and content; a source inside it is replaced by the subject behind it.
pub(super) fn leave_out(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    let end = length(paragraph);
    if end == 0 || draft.cue.start < end {
        return;
    }
    for part in &mut draft.content {
        part.start = part.start.max(end).min(part.end.max(end));
        part.end = part.end.max(part.start);
    }
    if !draft.source.is_empty() && draft.source.start < end {
        draft.source = if draft.source.end > end { end..draft.source.end } else { phrase(paragraph, end) };
        if draft.source.end > draft.cue.start {
            draft.source = 0..0;
        }
    }
}

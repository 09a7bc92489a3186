//! “The club insists no bid was made”, “Residents fear it will drive away trade”: a clause without “that” behind a verb of
//! speech or thought.

use super::speakers::spoken_by;
use super::{Construction, mixed_end, opens_clause};
use crate::clauses::is_past;
use crate::gates::is_listed;
use crate::token::{Class, Quoted, TokenShape};
use crate::tokens::TokenizedParagraph;
use std::ops::Range;

/// Maximum number of tokens of the subject of the clause.
const LONGEST: usize = 7;

/// Statement of such a clause.
pub(super) fn find(paragraph: &TokenizedParagraph<'_>, verb: usize, word: &str) -> Option<Construction> {
    let tokens = &paragraph.tokens;
    let start = verb + 1;
    let first = tokens.get(start)?;
    let opens = opens_clause(first.class) || first.class == Class::Ing;
    if !is_listed("bare", word) || !opens || first.quoted != Quoted::Outside {
        return None;
    }
    let (source, group) = spoken_by(paragraph, verb)?;
    let clause = start..mixed_end(paragraph, start);
    is_clause(paragraph, clause.clone()).then(|| Construction::of_clause(source, group..start, clause))
}

/// Whether a noun phrase and a finite verb lead a clause: “the ban violated a right”, not “the money hidden in the wall”.
fn is_clause(paragraph: &TokenizedParagraph<'_>, clause: Range<usize>) -> bool {
    let tokens = &paragraph.tokens;
    let is_stop = |token: usize| {
        let here = &tokens[token];
        here.shape == TokenShape::Mark || matches!(here.class, Class::Relative | Class::That | Class::To)
    };
    let is_finite = |token: usize| match tokens[token].class {
        Class::Modal => tokens[token].shape == TokenShape::Small,
        Class::Be | Class::Have | Class::Do => !matches!(paragraph.word(token), "being" | "having" | "doing"),
        Class::Ed | Class::CuePast => tokens.get(token + 1).is_some_and(|next| {
            matches!(next.class, Class::Determiner | Class::Possessive | Class::Object | Class::Number)
        }),
        _ => is_past(paragraph, token),
    };
    let mut near = clause.clone().skip(1).take(LONGEST).take_while(|token| !is_stop(*token));
    near.any(is_finite)
}

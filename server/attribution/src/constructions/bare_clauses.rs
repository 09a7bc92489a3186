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
    let is_told = is_listed("addresses", word);
    let start = if is_told { behind_addressee(paragraph, verb + 1)? } else { verb + 1 };
    let first = tokens.get(start)?;
    let opens = opens_clause(first.class) || first.class == Class::Ing;
    if !(is_told || is_listed("bare", word)) || !opens || first.quoted != Quoted::Outside {
        return None;
    }
    let (source, group) = spoken_by(paragraph, verb)?;
    let clause = start..mixed_end(paragraph, start);
    is_clause(paragraph, clause.clone()).then(|| Construction::of_clause(source, group..verb + 1, clause))
}

/// First token of the clause behind whom it is told: “told | his bank | the money was safe”.
fn behind_addressee(paragraph: &TokenizedParagraph<'_>, from: usize) -> Option<usize> {
    let tokens = &paragraph.tokens;
    let first = tokens.get(from)?.class;
    if !matches!(first, Class::Determiner | Class::Possessive | Class::Object | Class::Plural | Class::Role) {
        return None;
    }
    let is_inner = |token: &usize| {
        let here = &tokens[*token];
        here.shape != TokenShape::Mark
            && !here.class.is_verbal()
            && !matches!(here.class, Class::To | Class::That | Class::Of | Class::Preposition | Class::And)
    };
    let is_start = |token: &usize| {
        matches!(tokens[*token].class, Class::Determiner | Class::Subject | Class::Possessive | Class::Neuter)
    };
    (from + 1..tokens.len()).take(LONGEST).take_while(is_inner).find(is_start)
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

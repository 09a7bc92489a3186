//! “Lund is confident that the pump works”, “the crew was sure the boat would hold”: what somebody is sure or worried of.

use super::{Construction, clause_end, has_verb, opens_clause, starts_sentence, whole_subject};
use crate::clauses::lower;
use crate::gates::is_listed;
use crate::token::Class;
use crate::tokens::TokenizedParagraph;

/// Statement of a clause that an adjective introduces.
pub(super) fn find(paragraph: &TokenizedParagraph<'_>, adjective: usize, word: &str) -> Option<Construction> {
    let tokens = &paragraph.tokens;
    if !is_listed("certain", word) {
        return None;
    }
    let is_adverb = |token: &usize| matches!(tokens[*token].class, Class::Adverb | Class::Ly | Class::Not);
    let be = (0..adjective).rev().find(|token| !is_adverb(token))?;
    let is_be = tokens[be].class == Class::Be || is_listed("remains", &lower(paragraph, be));
    let is_group =
        |token: &usize| matches!(tokens[*token].class, Class::Have | Class::Be) || is_adverb(token);
    let verb = (0..=be).rev().take_while(is_group).last().unwrap_or(be);
    let source = whole_subject(paragraph, verb);
    let is_subject = !source.is_empty() && tokens[source.start].sentence == tokens[adjective].sentence;
    if !is_be || !is_subject || !starts_sentence(paragraph, source.start) {
        return None;
    }
    let first = tokens.get(adjective + 1)?;
    let start = adjective + 1;
    let end = clause_end(paragraph, start);
    let is_clause = first.class == Class::That || opens_clause(first.class);
    (is_clause && end > start + 2 && has_verb(paragraph, start..end))
        .then(|| Construction::of_clause(source, verb..adjective + 1, start..end))
}

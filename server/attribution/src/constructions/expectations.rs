//! “The bank expects prices to rise”: what somebody expects others to do.

use super::{Construction, clause_end, starts_sentence, whole_subject};
use crate::token::{Class, TokenShape};
use crate::tokens::TokenizedParagraph;

/// Maximum number of tokens between the verb and “to”.
const FARTHEST: usize = 8;

/// Statement of an infinitive with its own subject behind “expects”.
pub(super) fn find(paragraph: &TokenizedParagraph<'_>, verb: usize, word: &str) -> Option<Construction> {
    let tokens = &paragraph.tokens;
    if !matches!(word, "expects" | "expected" | "expect") {
        return None;
    }
    let is_adverb = |token: &usize| matches!(tokens[*token].class, Class::Adverb | Class::Ly | Class::Have);
    let group = (0..verb).rev().take_while(is_adverb).last().unwrap_or(verb);
    let source = whole_subject(paragraph, group);
    let is_noun = |class: Class| {
        matches!(
            class,
            Class::Name | Class::Subject | Class::Neuter | Class::Plural | Class::Role | Class::Noun
        ) || matches!(class, Class::Other | Class::CueNoun)
    };
    let last = source.clone().next_back()?;
    if !is_noun(tokens[last].class) || !starts_sentence(paragraph, source.start) {
        return None;
    }
    let start = verb + 1;
    let is_inner =
        |token: &usize| tokens[*token].shape != TokenShape::Mark && !tokens[*token].class.is_verbal();
    let to = (start..tokens.len())
        .take(FARTHEST)
        .take_while(is_inner)
        .find(|token| tokens[*token].class == Class::To)?;
    let is_infinitive = tokens.get(to + 1).is_some_and(|next| {
        next.shape == TokenShape::Small
            && !matches!(next.class, Class::Determiner | Class::Possessive | Class::Number)
    });
    let end = clause_end(paragraph, start);
    (to > start && is_infinitive && end > to + 1)
        .then(|| Construction::of_clause(source, group..start, start..end))
}

//! “Voigt guaranteed that the door would be shut”: a verb of speech between its subject and “that”.

use super::{Construction, clause_end, has_verb, starts_sentence, whole_subject};
use crate::gates::is_listed;
use crate::token::Class;
use crate::tokens::TokenizedParagraph;

/// Statement of a clause with “that” behind a verb of speech.
pub(super) fn find(paragraph: &TokenizedParagraph<'_>, verb: usize, word: &str) -> Option<Construction> {
    let tokens = &paragraph.tokens;
    // “claims that” and “reports that” may be nouns.
    let is_finite = matches!(tokens[verb].class, Class::CuePast | Class::Ed);
    let that = verb + 1;
    if !is_finite
        || tokens.get(that).is_none_or(|that| that.class != Class::That)
        || !is_listed("speech", word)
    {
        return None;
    }
    let is_adverb = |token: &usize| matches!(tokens[*token].class, Class::Adverb | Class::Ly | Class::Have);
    let group = (0..verb).rev().take_while(is_adverb).last().unwrap_or(verb);
    let source = whole_subject(paragraph, group);
    let is_behind_noun = source.clone().next_back().is_some_and(|last| {
        !matches!(
            tokens[last].class,
            Class::Of | Class::Preposition | Class::Determiner | Class::Possessive | Class::And
        )
    });
    if !is_behind_noun || !starts_sentence(paragraph, source.start) {
        return None;
    }
    let end = clause_end(paragraph, that);
    has_verb(paragraph, that..end).then(|| Construction::of_clause(source, group..that, that..end))
}

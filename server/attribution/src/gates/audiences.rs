//! “replied to the chamber”, “spoke to a gathering of fishermen”: whom somebody spoke to, and nothing of what was said.

use super::lexicon;
use crate::clauses::{has_quotation, head_verb, lower};
use crate::draft::Draft;
use crate::token::{Class, TokenShape};
use crate::tokens::TokenizedParagraph;

/// Whether the content is only the audience.
pub(super) fn is_audience(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let tokens = &paragraph.tokens;
    let [part] = &draft.content[..] else { return false };
    let Some(verb) = head_verb(paragraph, &draft.cue) else { return false };
    let opens = |token: usize| {
        tokens.get(token).is_some_and(|first| {
            matches!(
                first.class,
                Class::Determiner | Class::Possessive | Class::Object | Class::Plural | Class::Role
            ) || matches!(first.shape, TokenShape::Capital | TokenShape::Capitals)
        })
    };
    let last = draft.cue.end - 1;
    let is_led = part.start == draft.cue.end
        && (tokens[last].class == Class::To && opens(part.start)
            || tokens[part.start].class == Class::To && opens(part.start + 1));
    let has_clause = part.clone().any(|token| matches!(tokens[token].class, Class::That | Class::Wh));
    lexicon::is("speaks", &lower(paragraph, verb))
        && is_led
        && !has_clause
        && !has_quotation(paragraph, draft)
}

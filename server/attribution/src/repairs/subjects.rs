//! “The family of Oren Pell, 22, have issued a statement:”: the chain takes the name in a subject for the source, whose family
//! it only is.

use crate::clauses::lower;
use crate::draft::Draft;
use crate::token::Class;
use crate::tokens::TokenizedParagraph;

/// People who belong to somebody.
const KIN: [&str; 24] = [
    "family",
    "families",
    "parents",
    "relatives",
    "friends",
    "friend",
    "widow",
    "widower",
    "wife",
    "husband",
    "mother",
    "father",
    "sister",
    "brother",
    "son",
    "daughter",
    "lawyer",
    "lawyers",
    "solicitor",
    "solicitors",
    "attorney",
    "colleagues",
    "neighbours",
    "supporters",
];

/// Moves a source to the head of the subject that it ends.
pub(super) fn widen(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    let tokens = &paragraph.tokens;
    let source = draft.source.clone();
    let is_before = !source.is_empty() && source.end <= draft.cue.start;
    let Some(link) = source.start.checked_sub(1).filter(|_| is_before) else { return };
    let is_determiner = |token: usize| matches!(tokens[token].class, Class::Determiner | Class::Possessive);
    if tokens[link].class == Class::Of && link >= 2 && KIN.contains(&&*lower(paragraph, link - 1)) {
        // “the grieving family of”
        let first = (link.saturating_sub(3)..link - 1).rev().find(|token| is_determiner(*token));
        draft.source.start = first.unwrap_or(link - 1);
    }
}

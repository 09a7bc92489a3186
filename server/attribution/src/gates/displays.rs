//! “Fans showed shirts with his name”, “The picture shows a crowd”: what is seen is not said. A poll or a study that shows
//! something states it.

use super::lexicon;
use crate::clauses::{has_clause, has_quotation, head_verb, lower};
use crate::draft::Draft;
use crate::token::Class;
use crate::tokens::TokenizedParagraph;
use std::ops::Range;

/// Whether the cue shows a thing that the content only names.
pub(super) fn is_display(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let Some(verb) = head_verb(paragraph, &draft.cue) else { return false };
    let is_document = |token: usize| lexicon::is("documents", &lower(paragraph, token));
    // “…, a trial has shown”
    let is_comma = |part: &Range<usize>| {
        paragraph.tokens[part.end].class == Class::Comma && part.end + 1 == draft.source.start
    };
    let is_ahead = draft.content.iter().any(|part| part.end < draft.cue.start && is_comma(part));
    let is_stated = draft.source.clone().any(is_document)
        || draft.source.is_empty() && draft.cue.start > 0 && is_document(draft.cue.start - 1);
    // “Footage shows that …”
    let head = draft.source.clone().next_back().unwrap_or_else(|| draft.cue.start.saturating_sub(1));
    let is_seen = lexicon::is("media", &lower(paragraph, head)) && !has_quotation(paragraph, draft);
    lexicon::is("displays", &lower(paragraph, verb)) && is_seen
        || lexicon::is("displays", &lower(paragraph, verb))
            && !is_ahead
            && !is_stated
            && !has_quotation(paragraph, draft)
            && !has_clause(paragraph, &draft.content)
}

//! “The crew returned at 5 p.m. “It was ours,” she said.”: the sentence before the quotation is the author's.

use crate::draft::Draft;
use crate::token::{Class, Quoted, TokenShape};
use crate::tokens::TokenizedParagraph;

/// Removes a sentence before a quotation from the content.
pub(super) fn leave_out(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    let tokens = &paragraph.tokens;
    let said = draft.source.start.min(draft.cue.start);
    let is_beside = |closing: usize| draft.cue.start > closing && closing + 1 == said;
    for part in &mut draft.content {
        let quotation = paragraph
            .quotations
            .iter()
            .find(|quotation| part.start < quotation.first && quotation.last < part.end && quotation.closed);
        let Some(quotation) = quotation else { continue };
        let before = quotation.first - 1;
        let ends = tokens[before].class == Class::Period
            || tokens[before].shape != TokenShape::Mark && paragraph.word(before).ends_with('.');
        let is_sentence = tokens
            .get(quotation.first + 1)
            .is_some_and(|first| first.shape != TokenShape::Small && first.shape != TokenShape::Mark);
        let is_comma = matches!(tokens[quotation.last - 1].class, Class::Comma | Class::Question);
        if ends
            && is_sentence
            && is_comma
            && is_beside(quotation.last)
            && tokens[before].quoted == Quoted::Outside
        {
            part.start = quotation.first;
        }
    }
}

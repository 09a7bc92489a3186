//! “The crew returned at 5 p.m. “It was ours,” she said.”: the sentence before the quotation is the author's, and so are the
//! circumstances in “The bank is safe, he said, as rumours spread.”

use crate::draft::Draft;
use crate::token::{Class, Quoted, TokenShape};
use crate::tokens::TokenizedParagraph;

/// Removes the author's words before and behind those of the speaker.
pub(super) fn leave_out(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    leave_out_circumstances(paragraph, draft);
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

/// Removes a clause of circumstances behind source and verb.
fn leave_out_circumstances(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    let tokens = &paragraph.tokens;
    let said = draft.source.start.min(draft.cue.start)..draft.source.end.max(draft.cue.end);
    let [before, behind] = &draft.content[..] else { return };
    let is_circumstance = tokens[behind.start].class == Class::As
        || matches!(paragraph.word(behind.start), "while" | "after" | "before" | "amid");
    let is_plain = |token: usize| tokens[token].quoted == Quoted::Outside;
    let is_around = !draft.source.is_empty() && before.end <= said.start && said.end <= behind.start;
    if is_circumstance && is_around && before.clone().chain(behind.clone()).all(is_plain) {
        draft.content.truncate(1);
    }
}

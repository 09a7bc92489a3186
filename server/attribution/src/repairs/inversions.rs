//! “…,” says director Jonas Ahlgren, with his feet on a box: the words behind an inverted verb are the speaker, not what is
//! said.

use crate::draft::Draft;
use crate::sources::phrase;
use crate::token::{Class, Quoted, TokenShape};
use crate::tokens::TokenizedParagraph;
use std::ops::Range;

/// Makes the noun phrase behind a quotation and its verb the source, if the source has no word.
pub(super) fn turn(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    let tokens = &paragraph.tokens;
    let cue = draft.cue.clone();
    let has_word = draft.source.clone().any(|token| tokens[token].shape != TokenShape::Mark);
    let is_verb = cue.clone().all(|token| matches!(tokens[token].class, Class::CuePast | Class::CueThird));
    let closes = cue.start > 0 && tokens[cue.start - 1].quoted == Quoted::Closing;
    if has_word || !is_verb || !closes {
        return;
    }
    let Some(quotation) = paragraph.quotations.iter().find(|quotation| quotation.last + 1 == cue.start)
    else {
        return;
    };
    let source = Some(phrase(paragraph, cue.end)).filter(|source| !source.is_empty());
    let source = source.unwrap_or_else(|| described(paragraph, cue.end));
    let is_source = draft.content.iter().any(|part| part.start == cue.end);
    let is_quoted =
        draft.content.iter().any(|part| part.start <= quotation.first && quotation.first < part.end);
    let is_plain = source.clone().all(|token| tokens[token].quoted == Quoted::Outside);
    if source.is_empty() || !is_source || !is_quoted || !is_plain {
        return;
    }
    draft.content.retain(|part| part.start != cue.end);
    if let Some(part) = draft.content.iter_mut().find(|part| part.contains(&quotation.first)) {
        part.end = part.end.max(quotation.last + 1);
    }
    draft.source = source;
}

/// Words up to a comma or the end of the sentence, if there is a name and no verb in them.
fn described(paragraph: &TokenizedParagraph<'_>, first: usize) -> Range<usize> {
    /// Maximum number of tokens.
    const LONGEST: usize = 8;
    let tokens = &paragraph.tokens;
    let is_inner = |token: &usize| {
        let here = &tokens[*token];
        here.shape != TokenShape::Mark && !here.class.is_verbal()
    };
    let length = (first..tokens.len()).take(LONGEST).take_while(is_inner).count();
    let has_name = (first..first + length).any(|token| tokens[token].class == Class::Name);
    if has_name && length < LONGEST { first..first + length } else { first..first }
}

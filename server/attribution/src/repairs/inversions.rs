//! “…,” says director Jonas Ahlgren, with his feet on a box: the words behind an inverted verb are the speaker, not what is
//! said.

use crate::draft::Draft;
use crate::sources::phrase;
use crate::token::{Class, Quoted, TokenShape};
use crate::tokens::TokenizedParagraph;

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
    let source = phrase(paragraph, cue.end);
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

//! “He said, “…”, the prosecutor's office said”: one party's account of what another one said. Whether he said so is
//! theirs to prove; the office does not relay him, as an outlet would.

use super::lexicon;
use crate::clauses::lower;
use crate::draft::Draft;
use crate::sources::phrase;
use crate::token::{Class, Quoted};
use crate::tokens::TokenizedParagraph;

/// Whether the carrier is no outlet, but somebody with an interest in the matter, or the quotation is introduced by one and
/// followed by another.
pub(super) fn is_nested(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    is_carried(paragraph, draft) || is_between(paragraph, draft)
}

/// “He said, | “…”, | the prosecutor's office said”
fn is_between(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let tokens = &paragraph.tokens;
    let class = |token: usize| tokens.get(token).map(|token| token.class);
    let speaks = |token: usize| matches!(class(token), Some(Class::CuePast | Class::CueThird));
    let [part] = &draft.content[..] else { return false };
    if tokens[part.start].quoted != Quoted::Opening || tokens[part.end - 1].quoted != Quoted::Closing {
        return false;
    }
    let is_led = part.start > 2
        && speaks(part.start - 2)
        && matches!(class(part.start - 1), Some(Class::Comma | Class::Colon))
        && tokens[part.start - 2].sentence == tokens[part.start].sentence;
    let first = part.end + usize::from(class(part.end) == Some(Class::Comma));
    let source = phrase(paragraph, first);
    let is_followed = !source.is_empty()
        && source.clone().all(|token| tokens[token].quoted == Quoted::Outside)
        && speaks(source.end)
        && tokens[source.end].sentence == tokens[part.end - 1].sentence;
    is_led && is_followed
}

fn is_carried(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let is_party = |token: usize| {
        paragraph.tokens[token].class == Class::Role || lexicon::is("parties", &lower(paragraph, token))
    };
    let is_outlet = |token: usize| lexicon::is("outlets", &lower(paragraph, token));
    draft.carrier.clone().any(is_party) && !draft.carrier.clone().any(is_outlet)
}

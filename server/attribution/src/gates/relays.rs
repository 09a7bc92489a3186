//! “He said, “…”, the prosecutor's office said”: one party's account of what another one said. Whether he said so is
//! theirs to prove; the office does not relay him, as an outlet would.

use super::lexicon;
use crate::clauses::{has_quotation, lower};
use crate::draft::Draft;
use crate::sources::phrase;
use crate::token::{Class, Quoted};
use crate::tokens::TokenizedParagraph;

/// Whether the carrier is no outlet, but somebody with an interest in the matter, or the quotation is introduced by one and
/// followed by another, or the content only announces a quotation of somebody else.
pub(super) fn is_nested(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    is_carried(paragraph, draft)
        || is_between(paragraph, draft)
        || is_followed(paragraph, draft)
        || is_announcement(paragraph, draft)
}

/// “She said | he told her | : “…””
fn is_announcement(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    /// Maximum length of the announcement, in tokens.
    const LONGEST: usize = 6;
    let tokens = &paragraph.tokens;
    let [part] = &draft.content[..] else { return false };
    let opens = tokens.get(part.end + 1).is_some_and(|next| next.quoted == Quoted::Opening);
    let is_mark = tokens.get(part.end).is_some_and(|mark| matches!(mark.class, Class::Colon | Class::Comma));
    let speaks = |token: usize| matches!(tokens[token].class, Class::CuePast | Class::CueThird);
    opens && is_mark && part.len() <= LONGEST && part.clone().skip(1).any(speaks)
}

/// Whether a word is one for a party.
fn is_party(paragraph: &TokenizedParagraph<'_>, token: usize) -> bool {
    paragraph.tokens[token].class == Class::Role || lexicon::is("parties", &lower(paragraph, token))
}

/// “…,” he said, | police said.
fn is_followed(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let tokens = &paragraph.tokens;
    let comma = draft.cue.end.max(draft.source.end);
    let source = phrase(paragraph, comma + 1);
    let class = |token: usize| tokens.get(token).map(|token| token.class);
    has_quotation(paragraph, draft)
        && !draft.source.is_empty()
        && draft.content.iter().all(|part| part.end <= comma)
        && class(comma) == Some(Class::Comma)
        && tokens[comma].sentence == tokens[comma - 1].sentence
        && source.clone().any(|token| is_party(paragraph, token))
        && matches!(class(source.end), Some(Class::CuePast | Class::CueThird))
        && class(source.end + 1).is_none_or(|next| next == Class::Period)
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
    let is_outlet = |token: usize| lexicon::is("outlets", &lower(paragraph, token));
    draft.carrier.clone().any(|token| is_party(paragraph, token)) && !draft.carrier.clone().any(is_outlet)
}

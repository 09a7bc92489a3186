//! “When a man says he is tired, he means it”: what anybody may say at any time, and nobody has said.

use super::lexicon;
use crate::clauses::lower;
use crate::draft::Draft;
use crate::token::{Class, Quoted};
use crate::tokens::TokenizedParagraph;

/// Whether a clause with “when” has anybody for its subject, in the present.
pub(super) fn is_habit(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let tokens = &paragraph.tokens;
    let source = &draft.source;
    if source.is_empty() || source.end != draft.cue.start || tokens[source.start].quoted != Quoted::Outside {
        return false;
    }
    let is_when = |token: usize| matches!(&*lower(paragraph, token), "when" | "whenever" | "if");
    let first = source.start + usize::from(is_when(source.start));
    let is_led = first.checked_sub(1).is_some_and(is_when);
    let is_anybody = first < source.end
        && matches!(
            &*lower(paragraph, first),
            "a" | "an" | "anyone" | "anybody" | "someone" | "somebody" | "people"
        );
    let is_present = matches!(tokens[draft.cue.start].class, Class::CueThird | Class::CueBase);
    is_present && (is_led && is_anybody || is_whoever(paragraph, draft))
}

/// “the person who promises to”, “a client who says he is fine”, “those who believe it”: whether the source is whoever does
/// so.
fn is_whoever(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let tokens = &paragraph.tokens;
    let source = &draft.source;
    let last = source.end - 1;
    if tokens[last].class != Class::Relative {
        return false;
    }
    let Some(noun) = last.checked_sub(1) else { return false };
    let is_indefinite = noun > 0 && matches!(&*lower(paragraph, noun - 1), "a" | "an" | "any" | "every");
    let is_role = !matches!(tokens[noun].shape, crate::token::TokenShape::Mark);
    is_role && (is_indefinite || lexicon::is("anybodies", &lower(paragraph, noun)))
}

//! “When a man says he is tired, he means it”: what anybody may say at any time, and nobody has said.

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
    is_led && is_anybody && is_present
}

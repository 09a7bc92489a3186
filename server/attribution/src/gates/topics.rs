//! “wrote about the woman whose tenant keeps a goat”: what somebody wrote or talked of, and nothing of what they said of it.

use super::lexicon;
use crate::clauses::{has_clause, has_quotation, head_verb, lower};
use crate::draft::Draft;
use crate::tokens::TokenizedParagraph;

/// Whether the content is only the topic, behind “about”.
pub(super) fn is_topic(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let [part] = &draft.content[..] else { return false };
    let Some(verb) = head_verb(paragraph, &draft.cue) else { return false };
    let is_about = |token: usize| lower(paragraph, token) == "about";
    let is_led = is_about(part.start) || part.start == draft.cue.end && is_about(draft.cue.end - 1);
    lexicon::is("writes", &lower(paragraph, verb))
        && is_led
        && !has_quotation(paragraph, draft)
        && !has_clause(paragraph, &draft.content)
}

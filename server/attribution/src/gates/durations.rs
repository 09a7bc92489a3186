//! “She thinks for a long time.”, “He spoke for an hour”: how long somebody thinks or speaks, and nothing of what.

use super::lexicon;
use crate::clauses::{has_quotation, lower};
use crate::draft::Draft;
use crate::tokens::TokenizedParagraph;

/// Maximum length of a duration, in tokens.
const LONGEST: usize = 6;

/// Whether the content is only a length of time behind “for”.
pub(super) fn is_duration(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let [part] = &draft.content[..] else { return false };
    let is_for = |token: usize| paragraph.word(token) == "for";
    let is_led = is_for(part.start) || part.start > 0 && is_for(part.start - 1);
    is_led
        && part.len() <= LONGEST
        && !has_quotation(paragraph, draft)
        && lexicon::is("durations", &lower(paragraph, part.end - 1))
}

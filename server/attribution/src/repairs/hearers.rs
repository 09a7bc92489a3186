//! “The court heard that …”, “The inquest was told that …”: who said it there is not told; the court only listened.

use crate::clauses::{head_verb, lower};
use crate::draft::Draft;
use crate::token::Class;
use crate::tokens::TokenizedParagraph;

/// Bodies that listen to what others say.
const HEARERS: [&str; 14] = [
    "court",
    "jury",
    "jurors",
    "inquest",
    "tribunal",
    "hearing",
    "inquiry",
    "committee",
    "panel",
    "judge",
    "magistrates",
    "trial",
    "commission",
    "coroner",
];

/// Removes a source that only heard the statement.
pub(super) fn leave_out(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    let Some(verb) = head_verb(paragraph, &draft.cue) else { return };
    let word = lower(paragraph, verb);
    let is_passive = verb > 0 && paragraph.tokens[verb - 1].class == Class::Be;
    let hears = matches!(&*word, "heard" | "hears") || is_passive && word == "told";
    let is_hearer = draft.source.clone().any(|token| HEARERS.contains(&&*lower(paragraph, token)));
    if hears && is_hearer {
        draft.source = 0..0;
    }
}

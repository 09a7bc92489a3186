//! “The council approved the plan”, “The judge sentenced the treasurer”, “A tree blocked the road”: acts that are done, not
//! statements. With a clause (“ruled that …”, “ordered the firm to pay”) they remain statements.

use super::lexicon;
use crate::clauses::{has_clause, has_quotation, head_verb, lower};
use crate::draft::Draft;
use crate::tokens::TokenizedParagraph;

/// Whether the cue is an act, and the content what it was done to.
pub(super) fn is_action(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    head_verb(paragraph, &draft.cue).is_some_and(|verb| lexicon::is("acts", &lower(paragraph, verb)))
        && !has_quotation(paragraph, draft)
        && !has_clause(paragraph, &draft.content)
}

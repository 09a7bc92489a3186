//! “He said grace”, “The council approved the plan”, “The judge sentenced the treasurer”, “A tree blocked the road”: acts that are done, not
//! statements. With a clause (“ruled that …”, “ordered the firm to pay”) they remain statements.

use super::lexicon;
use crate::clauses::{has_clause, has_quotation, head_verb, lower};
use crate::draft::Draft;
use crate::tokens::TokenizedParagraph;

/// Whether the cue is an act, and the content what it was done to.
pub(super) fn is_action(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let first = draft.content.first().map_or(String::new(), |part| lower(paragraph, part.start));
    let is_act = |verb: usize| {
        let word = lower(paragraph, verb);
        lexicon::is("acts", &word)
            || lexicon::is("reflexives", &first)
            || lexicon::is("formulas", &first) && matches!(&*word, "say" | "says" | "said")
    };
    head_verb(paragraph, &draft.cue).is_some_and(is_act)
        && !has_quotation(paragraph, draft)
        && !has_clause(paragraph, &draft.content)
}

//! “He laughs when he says it”: what was said is told elsewhere.

use crate::clauses::lower;
use crate::draft::Draft;
use crate::token::Quoted;
use crate::tokens::TokenizedParagraph;

/// Whether the content is only a pronoun.
pub(super) fn is_pronoun(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let [part] = &draft.content[..] else { return false };
    part.len() == 1
        && paragraph.tokens[part.start].quoted == Quoted::Outside
        && matches!(&*lower(paragraph, part.start), "it" | "so" | "that" | "this" | "what" | "which" | "them")
}

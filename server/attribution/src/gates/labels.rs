//! “Q: When did you start?”: the letter stands for whoever asks or answers, and is nobody's name.

use crate::clauses::lower;
use crate::draft::Draft;
use crate::tokens::TokenizedParagraph;

/// Whether the source is the label of a question or an answer.
pub(super) fn is_label(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    draft.source.len() == 1
        && draft.source.start == 0
        && matches!(lower(paragraph, 0).trim_end_matches('.'), "q" | "a" | "question" | "answer")
}

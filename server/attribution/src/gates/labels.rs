//! “Q: When did you start?”, “VERDICT: It did not burst.”: the word stands for whoever asks or answers, or heads a part of
//! the article, and is nobody's name.

use super::lexicon;
use crate::clauses::lower;
use crate::draft::Draft;
use crate::token::Class;
use crate::tokens::TokenizedParagraph;

/// Whether the source is such a label.
pub(super) fn is_label(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    draft.source.len() == 1
        && draft.source.start == 0
        && lexicon::is("labels", lower(paragraph, 0).trim_end_matches('.'))
        && draft.cue.clone().all(|token| paragraph.tokens[token].class == Class::Colon)
}

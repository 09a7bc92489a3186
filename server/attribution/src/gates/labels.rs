//! “Q: When did you start?”, “VERDICT: It did not burst.”: the word stands for whoever asks or answers, or heads a part of
//! the article, and is nobody's name.

use super::lexicon;
use crate::clauses::lower;
use crate::draft::Draft;
use crate::token::Class;
use crate::tokens::TokenizedParagraph;

/// Whether the source is such a label.
pub(super) fn is_label(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let is_word = |token: usize| lexicon::is("labels", lower(paragraph, token).trim_end_matches('.'));
    !draft.source.is_empty()
        && draft.source.start == 0
        && draft.source.clone().all(is_word)
        && draft.cue.clone().all(|token| paragraph.tokens[token].class == Class::Colon)
}

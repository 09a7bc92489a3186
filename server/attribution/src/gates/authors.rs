//! “We rate this false”, “I asked whether …”: outside quotations, “we” and “I” are the author, whose article it is.

use crate::clauses::lower;
use crate::draft::Draft;
use crate::token::Quoted;
use crate::tokens::TokenizedParagraph;

/// Whether the source is the author, or the reader.
pub(super) fn is_author(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let source = &draft.source;
    source.len() == 1
        && paragraph.tokens[source.start].quoted == Quoted::Outside
        && matches!(
            &*lower(paragraph, source.start),
            "we" | "i" | "you" | "us" | "me" | "my" | "our" | "your"
        )
}

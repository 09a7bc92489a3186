//! “said after the vote | the charge would free up spaces”: when it was said is not part of what was said.

use crate::clauses::lower;
use crate::draft::Draft;
use crate::gates::is_listed;
use crate::token::Class;
use crate::tokens::TokenizedParagraph;

/// Maximum number of tokens of the occasion.
const LONGEST: usize = 6;

/// Removes an occasion before a clause from the start of the content.
pub(super) fn leave_out(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    let tokens = &paragraph.tokens;
    let cue = draft.cue.clone();
    let Some(part) = draft.content.iter_mut().find(|part| part.start == cue.end) else { return };
    if !matches!(&*lower(paragraph, part.start), "after" | "at" | "during" | "before" | "in" | "following") {
        return;
    }
    let mut near = (part.start + 1..part.end).take(LONGEST);
    let Some(occasion) = near.find(|token| is_listed("occasions", &lower(paragraph, *token))) else { return };
    let is_phrase = (part.start + 1..occasion)
        .all(|token| !tokens[token].class.is_verbal() && tokens[token].class != Class::Comma);
    let begins = tokens.get(occasion + 1).is_some_and(|next| {
        matches!(
            next.class,
            Class::That | Class::Determiner | Class::Subject | Class::Neuter | Class::Possessive
        )
    });
    if is_phrase && begins && occasion + 3 < part.end {
        part.start = occasion + 1;
    }
}

//! “contended that since she is no candidate, | she should not …”: a subordinate clause is not all that is said.

use crate::clauses::sentence;
use crate::draft::Draft;
use crate::token::{Class, Quoted};
use crate::tokens::TokenizedParagraph;

/// Extends content that ends with an opening subordinate clause to the end of the sentence.
pub(super) fn extend(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft, taken: &[bool]) {
    let tokens = &paragraph.tokens;
    let [part] = &mut draft.content[..] else { return };
    let first = part.start + usize::from(tokens[part.start].class == Class::That);
    let opens = tokens.get(first).is_some_and(|first| matches!(first.class, Class::Subordinate | Class::Wh))
        && paragraph.word(first) != "so"
        || paragraph.word(first) == "when";
    let is_comma = tokens.get(part.end).is_some_and(|next| next.class == Class::Comma);
    if !opens || !is_comma || tokens[part.start].class != Class::That || draft.cue.end > part.start {
        return;
    }
    let end = sentence(paragraph, part.start).end;
    let last = end - usize::from(tokens[end - 1].class == Class::Period);
    let is_free = |token: usize| !taken[token] && tokens[token].quoted == Quoted::Outside;
    if (part.end..last).all(is_free) && part.end + 2 < last {
        part.end = last;
    }
}

//! “It seems that the roof will fail”, “The plan appears to be dead”: how things look to the author.

use super::lexicon;
use crate::clauses::{head_verb, lower};
use crate::draft::Draft;
use crate::token::Class;
use crate::tokens::TokenizedParagraph;

/// Whether the cue tells how something looks, and nobody to whom.
pub(super) fn is_impression(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> bool {
    let source = &draft.source;
    let is_nobody =
        source.is_empty() || source.len() == 1 && paragraph.tokens[source.start].class == Class::Neuter;
    let looks = |verb: usize| lexicon::is("looks", &lower(paragraph, verb));
    // “The closures appear to have …”
    let is_seen = draft.content.iter().any(|part| part.start <= source.start && source.start < part.end);
    (is_nobody || is_seen) && head_verb(paragraph, &draft.cue).is_some_and(looks)
}

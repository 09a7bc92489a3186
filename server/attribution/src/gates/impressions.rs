//! “It seems that the roof will fail”, “The plan appears to be dead”, “This means that …”: how things look to the author, and
//! what the author concludes.

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
    let Some(verb) = head_verb(paragraph, &draft.cue) else { return false };
    (is_nobody || is_seen) && looks(verb) || concludes(paragraph, draft, verb)
}

/// “This suggests that …”, “It means that …”, “That is to say, …”
fn concludes(paragraph: &TokenizedParagraph<'_>, draft: &Draft, verb: usize) -> bool {
    let Some(before) = draft.cue.start.checked_sub(1) else { return false };
    let word = lower(paragraph, verb);
    let subject = lower(paragraph, before);
    let is_it = subject == "it" && matches!(&*word, "means" | "meant");
    // “…, which suggests that …”
    let is_this =
        matches!(&*subject, "this" | "that" | "these" | "all" | "which") && lexicon::is("conclusions", &word);
    is_it || is_this && (draft.source.is_empty() || draft.source == (before..before + 1))
}

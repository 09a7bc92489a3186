//! “Tolo's claim that the dam burst is false”: the verdict at the end is the author's.

use crate::clauses::lower;
use crate::draft::Draft;
use crate::token::Class;
use crate::tokens::TokenizedParagraph;

/// Words for what is true or false.
const VERDICTS: [&str; 20] = [
    "false",
    "wrong",
    "untrue",
    "misleading",
    "inaccurate",
    "incorrect",
    "baseless",
    "unfounded",
    "unproven",
    "exaggerated",
    "true",
    "correct",
    "accurate",
    "debunked",
    "misplaced",
    "groundless",
    "nonsense",
    "unsupported",
    "fabricated",
    "outdated",
];

/// Removes a verdict from the end of a claim that a noun introduces.
pub(super) fn leave_out(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    let tokens = &paragraph.tokens;
    let is_noun = draft.cue.clone().any(|token| {
        matches!(
            &*lower(paragraph, token),
            "claim" | "claims" | "assertion" | "statement" | "allegation" | "suggestion"
        ) && (token == 0 || !matches!(tokens[token - 1].class, Class::Subject | Class::Relative))
    });
    let Some(part) = draft.content.last_mut().filter(|_| is_noun) else { return };
    if tokens[part.start].class != Class::That {
        return;
    }
    let is_verdict = |token: &usize| VERDICTS.contains(&&*lower(paragraph, *token));
    let Some(verdict) = part.clone().rev().take(6).find(is_verdict) else { return };
    let is_inner = |token: &usize| {
        matches!(
            tokens[*token].class,
            Class::Not | Class::Adverb | Class::Ly | Class::Number | Class::Determiner
        )
    };
    let Some(be) = (part.start + 2..verdict).rev().find(|token| !is_inner(token)) else { return };
    if tokens[be].class == Class::Be {
        part.end = be;
    }
}

//! “made the point that …”, “gave an assurance that …”: a verb that says little, and a noun of speech.

use super::{Construction, clause_end, has_verb};
use crate::clauses::lower;
use crate::sources::subject;
use crate::token::Class;
use crate::tokens::TokenizedParagraph;

/// Nouns of speech behind such a verb, in lower case.
const NOUNS: [&str; 12] = [
    "evidence",
    "testimony",
    "assurance",
    "assurances",
    "point",
    "case",
    "warning",
    "view",
    "guarantee",
    "undertaking",
    "claim",
    "complaint",
];

/// The verbs, in lower case.
const VERBS: [&str; 14] = [
    "gave", "give", "gives", "given", "made", "make", "makes", "took", "take", "takes", "offered", "issued",
    "voiced", "repeated",
];

/// Maximum number of words between verb and noun.
const FARTHEST: usize = 2;

/// Statement of a clause behind such a noun.
pub(super) fn find(paragraph: &TokenizedParagraph<'_>, noun: usize, word: &str) -> Option<Construction> {
    // Not “gave evidence that helped the jury”
    let is_clause =
        paragraph.tokens.get(noun + 2).is_some_and(|next| !next.class.is_verbal() && next.class != Class::Ed);
    let is_that = noun + 1 < paragraph.tokens.len() && lower(paragraph, noun + 1) == "that";
    if !is_that || !is_clause || !NOUNS.contains(&word) {
        return None;
    }
    let near = noun.saturating_sub(FARTHEST + 1)..noun;
    let verb = near.rev().find(|at| VERBS.contains(&&*lower(paragraph, *at)))?;
    let source = subject(paragraph, verb);
    let that = noun + 1;
    let end = clause_end(paragraph, that);
    (!source.is_empty() && end > that + 2 && has_verb(paragraph, that..end))
        .then(|| Construction::of_clause(source, noun..noun + 1, that..end))
}

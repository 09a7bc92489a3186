//! “made the point that …”, “gave an assurance that …”: a verb that says little, and a noun of speech.

use super::speakers::spoken_by;
use super::{Construction, clause_end, has_verb, whole_subject};
use crate::clauses::lower;
use crate::token::Class;
use crate::tokens::TokenizedParagraph;

/// Nouns of speech behind such a verb, in lower case.
const NOUNS: [&str; 14] = [
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
    "proof",
    "sign",
];

/// The verbs, in lower case.
const VERBS: [&str; 14] = [
    "gave", "give", "gives", "given", "made", "make", "makes", "took", "take", "takes", "offered", "issued",
    "voiced", "repeated",
];

/// Maximum number of words between verb and noun.
const FARTHEST: usize = 3;

/// Statement of a clause behind such a noun.
pub(super) fn find(paragraph: &TokenizedParagraph<'_>, noun: usize, word: &str) -> Option<Construction> {
    // Not “gave evidence that helped the jury”
    let is_clause =
        paragraph.tokens.get(noun + 2).is_some_and(|next| !next.class.is_verbal() && next.class != Class::Ed);
    let is_that = noun + 1 < paragraph.tokens.len() && lower(paragraph, noun + 1) == "that";
    // “made it clear that”
    let is_clear =
        matches!(word, "clear" | "plain" | "known") && noun > 1 && lower(paragraph, noun - 1) == "it";
    if !is_that || !(is_clause || is_clear) || !(is_clear || NOUNS.contains(&word)) {
        return None;
    }
    let near = noun.saturating_sub(FARTHEST + 1)..noun;
    let verb = near.rev().find(|at| VERBS.contains(&&*lower(paragraph, *at)))?;
    let (source, group) =
        spoken_by(paragraph, verb).unwrap_or_else(|| (whole_subject(paragraph, verb), verb));
    let that = noun + 1;
    let end = clause_end(paragraph, that);
    (!source.is_empty() && end > that + 2 && has_verb(paragraph, that..end))
        .then(|| Construction::of_clause(source, group..noun + 1, that..end))
}

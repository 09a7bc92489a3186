//! “Documents filed at the registry show debts of £340,000”: what a document states in a noun phrase.

use super::speakers::spoken_by;
use super::{Construction, clause_end, opens_clause};
use crate::clauses::lower;
use crate::gates::is_listed;
use crate::token::{Class, Quoted};
use crate::tokens::TokenizedParagraph;

/// Minimum number of tokens of the phrase.
const SHORTEST: usize = 4;

/// Statement of a noun phrase behind a document and a verb of showing.
pub(super) fn find(paragraph: &TokenizedParagraph<'_>, verb: usize, word: &str) -> Option<Construction> {
    if !matches!(word, "show" | "shows" | "showed" | "shown") {
        return None;
    }
    let tokens = &paragraph.tokens;
    let start = verb + 1;
    let first = tokens.get(start)?;
    let opens =
        opens_clause(first.class) || matches!(first.class, Class::Other | Class::Number | Class::Noun);
    let is_such = lower(paragraph, start) == "no" && lower(paragraph, start + 1) == "such";
    if !opens || is_such || first.quoted != Quoted::Outside {
        return None;
    }
    let (source, group) = spoken_by(paragraph, verb)?;
    let is_head = |token: &usize| {
        !matches!(tokens[*token].class, Class::Of | Class::Preposition | Class::Ed | Class::CuePast)
    };
    let head = source.clone().take_while(is_head).last()?;
    let clause = start..clause_end(paragraph, start);
    (is_listed("documents", &lower(paragraph, head)) && clause.len() >= SHORTEST)
        .then(|| Construction::of_clause(source, group..start, clause))
}

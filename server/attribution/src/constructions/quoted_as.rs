//! “Voigt was quoted by the Herald as saying the door was open”, “The door was open, Voigt is quoted as saying.”

use super::{Construction, clause_end, has_verb, starts_sentence, whole_subject};
use crate::clauses::{lower, sentence};
use crate::sources::{phrase, subject};
use crate::token::{Class, Quoted};
use crate::tokens::TokenizedParagraph;

/// Statement of somebody who is quoted.
pub(super) fn find(paragraph: &TokenizedParagraph<'_>, quoted: usize, word: &str) -> Option<Construction> {
    let tokens = &paragraph.tokens;
    if quoted < 2 || !matches!(word, "quoted" | "cited") {
        return None;
    }
    let is_group =
        |token: &usize| matches!(tokens[*token].class, Class::Be | Class::Have | Class::Adverb | Class::Ly);
    let group = (0..quoted).rev().take_while(is_group).last()?;
    let mut link = quoted + 1;
    if lower(paragraph, link) == "by" {
        link = phrase(paragraph, link + 1).end;
    }
    let saying = link + 1;
    if lower(paragraph, link) != "as" || lower(paragraph, saying) != "saying" {
        return None;
    }
    let cue = quoted..saying + 1;
    let start = saying + 1;
    let class = |token: usize| tokens.get(token).map(|token| token.class);
    if matches!(class(start), None | Some(Class::Period)) {
        let source = subject(paragraph, group);
        let comma = source.start.checked_sub(1).filter(|comma| class(*comma) == Some(Class::Comma))?;
        let clause = sentence(paragraph, quoted).start..comma;
        let is_plain = clause.clone().all(|token| tokens[token].quoted == Quoted::Outside);
        return (!source.is_empty() && is_plain && has_verb(paragraph, clause.clone()))
            .then(|| Construction::of_clause(source, cue, clause));
    }
    let source = whole_subject(paragraph, group);
    let end = clause_end(paragraph, start);
    (!source.is_empty() && starts_sentence(paragraph, source.start) && has_verb(paragraph, start..end))
        .then(|| Construction::of_clause(source, cue, start..end))
}

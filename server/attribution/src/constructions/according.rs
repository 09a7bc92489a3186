//! “According to prosecutors, who spoke on Friday, the clerk fled”, “Births fell, according to federal statistics.”

use super::{Construction, clause_end, comma_behind, has_verb, starts_sentence};
use crate::clauses::{lower, sentence};
use crate::gates::is_listed;
use crate::repairs::datelines;
use crate::sources::phrase;
use crate::token::{Class, Quoted, TokenShape};
use crate::tokens::TokenizedParagraph;
use std::ops::Range;

/// Statement of a sentence that starts or ends with “according to”.
pub(super) fn find(paragraph: &TokenizedParagraph<'_>, according: usize, word: &str) -> Option<Construction> {
    let tokens = &paragraph.tokens;
    let class = |token: usize| tokens.get(token).map(|token| token.class);
    // “Per the school board, …”
    let cue = match word {
        "according" if class(according + 1) == Some(Class::To) => according..according + 2,
        "per" if starts_sentence(paragraph, according) => according..according + 1,
        _ => return None,
    };
    let source = Some(phrase(paragraph, cue.end)).filter(|source| !source.is_empty());
    let source = source.unwrap_or_else(|| until_mark(paragraph, cue.end));
    let is_standard = source.clone().any(|token| is_listed("standards", &lower(paragraph, token)));
    if source.is_empty() || is_standard {
        return None;
    }
    let whole = sentence(paragraph, according);
    if starts_sentence(paragraph, according) {
        let comma = source.end;
        if class(comma) != Some(Class::Comma) {
            return None;
        }
        let comma = comma_behind(paragraph, comma);
        let start = comma + 1;
        if start >= whole.end {
            return None;
        }
        let end = clause_end(paragraph, start);
        return has_verb(paragraph, start..end).then(|| Construction::of_clause(source, cue, start..end));
    }
    let comma = according.checked_sub(1).filter(|comma| class(*comma) == Some(Class::Comma))?;
    let is_end = matches!(class(source.end), None | Some(Class::Period)) || source.end >= whole.end;
    let start = whole.start.max(datelines::length(paragraph));
    let opens = tokens.get(start).is_some_and(|first| {
        !matches!(first.class, Class::Preposition | Class::Subordinate | Class::As | Class::And | Class::But)
    });
    let is_plain = |token: usize| {
        tokens[token].quoted == Quoted::Outside
            && !tokens[token].class.is_cue_verb()
            && !matches!(tokens[token].class, Class::Semicolon | Class::Colon | Class::Dash)
    };
    (is_end && opens && start < comma && (start..comma).all(is_plain) && has_verb(paragraph, start..comma))
        .then(|| Construction::of_clause(source, cue, start..comma))
}

/// Words up to the next mark, if there are few and none is a verb.
fn until_mark(paragraph: &TokenizedParagraph<'_>, from: usize) -> Range<usize> {
    /// Maximum number of tokens.
    const LONGEST: usize = 5;
    let tokens = &paragraph.tokens;
    let is_inner =
        |token: &usize| tokens[*token].shape != TokenShape::Mark && !tokens[*token].class.is_verbal();
    let length = (from..tokens.len()).take(LONGEST).take_while(is_inner).count();
    from..if length < LONGEST { from + length } else { from }
}

//! “According to prosecutors, who spoke on Friday, the clerk fled”, “Births fell, according to federal statistics.”

use super::{Construction, clause_end, comma_behind, has_verb, starts_sentence};
use crate::clauses::{lower, sentence};
use crate::gates::is_listed;
use crate::repairs::datelines;
use crate::sources::phrase;
use crate::token::{Class, Quoted};
use crate::tokens::TokenizedParagraph;

/// Statement of a sentence that starts or ends with “according to”.
pub(super) fn find(paragraph: &TokenizedParagraph<'_>, according: usize) -> Option<Construction> {
    let tokens = &paragraph.tokens;
    let class = |token: usize| tokens.get(token).map(|token| token.class);
    // “Per the school board, …”
    let cue = match &*lower(paragraph, according) {
        "according" if class(according + 1) == Some(Class::To) => according..according + 2,
        "per" if starts_sentence(paragraph, according) => according..according + 1,
        _ => return None,
    };
    let source = phrase(paragraph, cue.end);
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
        return has_verb(paragraph, start..end).then(|| Construction {
            source,
            cue,
            content: vec![start..end],
        });
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
        .then(|| Construction { source, cue, content: vec![start..comma] })
}

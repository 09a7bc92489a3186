//! “According to prosecutors, who spoke on Friday, the clerk fled”, “Births fell, according to federal statistics.”

use super::{Construction, clause_end, has_verb, starts_sentence};
use crate::clauses::{lower, sentence};
use crate::gates::is_listed;
use crate::repairs::datelines;
use crate::sources::phrase;
use crate::token::{Class, Quoted};
use crate::tokens::TokenizedParagraph;

/// Maximum number of tokens of a relative clause behind the source.
const LONGEST: usize = 14;

/// Statement of a sentence that starts or ends with “according to”.
pub(super) fn find(paragraph: &TokenizedParagraph<'_>, according: usize) -> Option<Construction> {
    let tokens = &paragraph.tokens;
    let class = |token: usize| tokens.get(token).map(|token| token.class);
    if lower(paragraph, according) != "according" || class(according + 1) != Some(Class::To) {
        return None;
    }
    let source = phrase(paragraph, according + 2);
    let is_standard = source.clone().any(|token| is_listed("standards", &lower(paragraph, token)));
    if source.is_empty() || is_standard {
        return None;
    }
    let cue = according..according + 2;
    let whole = sentence(paragraph, according);
    if starts_sentence(paragraph, according) {
        let mut comma = source.end;
        if class(comma + 1) == Some(Class::Relative) {
            comma = (comma + 2..whole.end.min(comma + LONGEST))
                .find(|token| class(*token) == Some(Class::Comma))?;
        }
        let start = comma + 1;
        if class(comma) != Some(Class::Comma) || start >= whole.end {
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

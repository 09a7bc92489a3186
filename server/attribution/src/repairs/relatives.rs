//! “The woman who said that the door was open has left”: the verb behind a relative clause is the author's.

use crate::clauses::is_past;
use crate::draft::Draft;
use crate::token::{Class, Quoted};
use crate::tokens::TokenizedParagraph;

/// Ends the content of a relative clause before the verb of the sentence.
pub(super) fn leave_out(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    let tokens = &paragraph.tokens;
    let source = draft.source.clone();
    let is_relative = source.len() == 1
        && tokens[source.start].class == Class::Relative
        && source.start > 0
        && tokens[source.start - 1].class != Class::Comma;
    let [part] = &mut draft.content[..] else { return };
    if !is_relative || part.start < draft.cue.end || tokens[part.start].class != Class::That {
        return;
    }
    let is_link = |token: &usize| {
        let here = &tokens[*token];
        here.quoted == Quoted::Outside
            && !matches!(
                here.class,
                Class::And
                    | Class::But
                    | Class::Comma
                    | Class::Relative
                    | Class::That
                    | Class::Wh
                    | Class::As
            )
            && !matches!(here.class, Class::Subordinate | Class::Subject | Class::Colon | Class::Dash)
    };
    let is_auxiliary =
        |token: usize| matches!(tokens[token].class, Class::Be | Class::Have | Class::Modal | Class::Do);
    let is_finite = |token: usize| {
        is_auxiliary(token)
            || matches!(tokens[token].class, Class::Ed | Class::CuePast)
            || is_past(paragraph, token)
    };
    let clause = part.start + 1..part.end;
    if !clause.clone().all(|token| is_link(&token)) {
        return;
    }
    let Some(first) = clause.clone().find(|token| is_finite(*token)) else { return };
    // “had been”, “was not being”
    let is_group = |token: &usize| {
        is_finite(*token) || matches!(tokens[*token].class, Class::Adverb | Class::Ly | Class::Not)
    };
    let end = (first..clause.end).find(|token| !is_group(token)).unwrap_or(clause.end);
    if let Some(verb) = (end..clause.end).find(|token| is_auxiliary(*token)) {
        part.end = verb;
    }
}

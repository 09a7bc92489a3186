//! “The union is threatening to strike”, “Voigt has always denied cutting corners”, “Voigt ruled out a merger”: what somebody
//! undertakes or denies, without a clause.

use super::speakers::spoken_by;
use super::{Construction, clause_end};
use crate::clauses::lower;
use crate::gates::is_listed;
use crate::token::{Class, Quoted, TokenShape};
use crate::tokens::TokenizedParagraph;

/// Statement of an infinitive behind a verb of promise, or of a gerund or noun behind a verb of denial.
pub(super) fn find(paragraph: &TokenizedParagraph<'_>, verb: usize, word: &str) -> Option<Construction> {
    let tokens = &paragraph.tokens;
    let class = |token: usize| tokens.get(token).map(|token| token.class);
    let start = verb + 1;
    let is_outside = tokens.get(start).is_some_and(|first| first.quoted == Quoted::Outside);
    let is_infinitive = class(start) == Some(Class::To) && opens_infinitive(paragraph, start);
    let is_phrase = |token: usize| {
        matches!(
            class(token),
            Some(Class::Ing | Class::CueIng | Class::Determiner | Class::Noun | Class::Plural)
        )
    };
    let (cue_end, begins) = match word {
        _ if is_listed("undertakes", word) => (start, is_infinitive),
        "expects" | "expect" => (start, is_infinitive),
        _ if is_listed("denies", word) => (start, is_phrase(start)),
        _ if is_listed("recalls", word) => (start, paragraph.word(start).ends_with("ing")),
        _ if is_listed("demands", word) => (start, is_demand(paragraph, start)),
        _ if is_listed("rules", word) && lower(paragraph, start) == "out" => {
            (start + 1, is_phrase(start + 1))
        }
        _ => return None,
    };
    if !begins || !is_outside {
        return None;
    }
    let (source, group) = spoken_by(paragraph, verb)?;
    let end = phrase_end(paragraph, cue_end);
    (end > cue_end + 1 || word.starts_with("threat"))
        .then(|| Construction::of_clause(source, group..cue_end, cue_end..end))
}

/// “advises | clubs to put up a fence”: whether somebody is to do something.
fn is_demand(paragraph: &TokenizedParagraph<'_>, from: usize) -> bool {
    /// Maximum number of tokens of who is to do it.
    const LONGEST: usize = 7;
    let tokens = &paragraph.tokens;
    let is_inner = |token: &usize| {
        let here = &tokens[*token];
        here.shape != TokenShape::Mark && !here.class.is_verbal() && here.class != Class::That
    };
    let mut near = (from..tokens.len()).take(LONGEST).take_while(is_inner);
    near.find(|token| tokens[*token].class == Class::To)
        .is_some_and(|to| to > from && opens_infinitive(paragraph, to))
}

/// Whether a verb may follow “to”: “to | strike”, not “to the board”.
fn opens_infinitive(paragraph: &TokenizedParagraph<'_>, to: usize) -> bool {
    paragraph.tokens.get(to + 1).is_some_and(|next| {
        next.shape == TokenShape::Small
            && !matches!(next.class, Class::Determiner | Class::Possessive | Class::Number | Class::Plural)
    })
}

/// End of a phrase: the end of its clause, or a comma or “and” before a verb of the author.
fn phrase_end(paragraph: &TokenizedParagraph<'_>, from: usize) -> usize {
    let tokens = &paragraph.tokens;
    let end = clause_end(paragraph, from);
    let is_link = |token: &usize| {
        matches!(tokens[*token].class, Class::And | Class::But)
            && tokens.get(*token + 1).is_some_and(|next| {
                matches!(next.class, Class::CuePast | Class::CueThird | Class::Ed | Class::Have | Class::Be)
            })
    };
    (from..end).find(is_link).unwrap_or(end)
}

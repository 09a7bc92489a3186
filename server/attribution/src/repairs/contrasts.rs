//! “promised a spraying campaign, | but it is unclear when it begins”, “expects to break even | and aims to grow”: a clause of
//! the author behind an infinitive or a noun phrase.

use crate::clauses::{head_verb, is_past, lower};
use crate::draft::Draft;
use crate::gates::is_listed;
use crate::token::{Class, Quoted};
use crate::tokens::TokenizedParagraph;
use std::ops::Range;

/// Minimum number of tokens that are left.
const SHORTEST: usize = 2;

/// Ends content that is no clause before a clause, or before a second verb with an infinitive.
pub(super) fn leave_out(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    let tokens = &paragraph.tokens;
    let cue = draft.cue.clone();
    let [part] = &mut draft.content[..] else { return };
    let is_plain = part.clone().all(|token| tokens[token].quoted == Quoted::Outside);
    if cue.is_empty() || part.start < cue.end || !is_plain {
        return;
    }
    let is_infinitive = tokens[part.start].class == Class::To;
    let is_third = head_verb(paragraph, &cue).is_some_and(|verb| tokens[verb].class == Class::CueThird);
    // “said taxes would not rise, | then raised two of them”
    let then = (part.start + SHORTEST..part.end.saturating_sub(2)).find(|token| {
        tokens[*token].class == Class::Comma
            && paragraph.word(token + 1) == "then"
            && (is_finite(paragraph, token + 2) || tokens[token + 2].class == Class::Ed)
    });
    if let Some(comma) = then {
        part.end = comma;
        return;
    }
    if let Some(comma) = other_speaker(paragraph, part.clone()) {
        part.end = comma;
        return;
    }
    for link in part.start + 1..part.end.saturating_sub(2) {
        if is_finite(paragraph, link) {
            return;
        }
        if link < part.start + SHORTEST || !matches!(tokens[link].class, Class::And | Class::But) {
            continue;
        }
        let is_behind_comma = tokens[link - 1].class == Class::Comma;
        let is_clause = is_behind_comma && leads(paragraph, link + 1..part.end);
        // “and aims | to open”
        let is_verb = is_infinitive
            && is_third
            && paragraph.word(link + 1).ends_with('s')
            && tokens[link + 2].class == Class::To;
        if is_clause || is_verb {
            part.end = link - usize::from(is_behind_comma);
            return;
        }
    }
}

/// Comma before a clause in which somebody else speaks: “that the reforms were not complete |, and the union warned that …”.
fn other_speaker(paragraph: &TokenizedParagraph<'_>, part: Range<usize>) -> Option<usize> {
    /// Maximum number of tokens of the other subject.
    const LONGEST: usize = 6;
    let tokens = &paragraph.tokens;
    let is_link = |comma: &usize| {
        tokens[*comma].class == Class::Comma
            && tokens.get(comma + 1).is_some_and(|link| matches!(link.class, Class::And | Class::But))
    };
    let is_inner = |token: &usize| {
        let class = tokens[*token].class;
        !class.is_verbal()
            && !matches!(class, Class::Comma | Class::That | Class::To | Class::Subject | Class::Neuter)
    };
    let speaks = |comma: &usize| {
        let subject = (comma + 2..part.end).take(LONGEST).take_while(is_inner).count();
        let verb = comma + 2 + subject;
        subject > 0
            && verb + 1 < part.end
            && tokens[verb].class == Class::CuePast
            && tokens[verb + 1].class == Class::That
            && is_listed("speech", &lower(paragraph, verb))
    };
    (part.start + SHORTEST..part.end).filter(is_link).find(speaks)
}

/// Whether a pronoun or a noun phrase and its verb lead a range.
fn leads(paragraph: &TokenizedParagraph<'_>, range: Range<usize>) -> bool {
    /// Maximum number of tokens of the subject.
    const LONGEST: usize = 5;
    let tokens = &paragraph.tokens;
    let opens = tokens.get(range.start).is_some_and(|first| {
        matches!(
            first.class,
            Class::Subject | Class::Neuter | Class::Determiner | Class::Possessive | Class::Name
        )
    });
    opens && range.skip(1).take(LONGEST).any(|token| is_finite(paragraph, token))
}

fn is_finite(paragraph: &TokenizedParagraph<'_>, token: usize) -> bool {
    matches!(
        paragraph.tokens[token].class,
        Class::Modal | Class::Be | Class::Have | Class::Do | Class::CuePast
    ) || is_past(paragraph, token)
}

//! Quoted words of a statement: they are the speaker's own, and never denied unless the verb takes them for its object.

use super::frame::{Frame, GovernorKind, object};
use super::lexicon::Sense;
use crate::draft::Draft;
use crate::token::{Class, Quoted};
use crate::tokens::TokenizedParagraph;
use ascribe_language::stance::Stance;
use std::ops::Range;

/// Whether all of a part is in quotation marks.
fn is_quoted(paragraph: &TokenizedParagraph<'_>, part: &Range<usize>) -> bool {
    paragraph.tokens[part.clone()].iter().all(|token| token.quoted != Quoted::Outside)
}

/// Takes the quotations from a draft that are not the object of its verb: “…,” he said; denied it: “…”.
pub(super) fn apart(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) -> Vec<Range<usize>> {
    let object = object(draft);
    let is_apart = |part: &Range<usize>| {
        if !is_quoted(paragraph, part) {
            return false;
        }
        let Some(before) = part.start.checked_sub(1).filter(|_| object == Some(part.start)) else {
            return true;
        };
        matches!(paragraph.tokens[before].class, Class::Comma | Class::Colon | Class::As | Class::Period)
    };
    let (quotes, rest) = std::mem::take(&mut draft.content).into_iter().partition(is_apart);
    draft.content = rest;
    quotes
}

/// Draft of the quotations of a statement: they are a question if the cue asks, but what is quoted is never denied.
pub(super) fn quoted(
    paragraph: &TokenizedParagraph<'_>,
    draft: &Draft,
    parts: Vec<Range<usize>>,
    frame: &Frame,
) -> Draft {
    let whole = Draft { content: parts, ..draft.clone() };
    let is_question = whole.content.iter().any(|part| is_question(paragraph, part));
    let senses = match frame.verb().map(|verb| &verb.kind) {
        Some(GovernorKind::Verb(senses)) => &senses[..],
        _ => &[],
    };
    let stance = match senses.first() {
        Some(Sense::Asks) => Stance::Asks,
        Some(Sense::Questions) if is_question => Stance::Asks,
        Some(Sense::Demands) => Stance::Demands,
        Some(Sense::Promises) => Stance::Promises,
        Some(Sense::Believes | Sense::Fears) => Stance::Believes,
        _ => Stance::Asserts,
    };
    let is_silent = frame.is_negated() && senses.iter().all(|sense| !matches!(sense, Sense::Denies));
    let has_noun = frame.governors.iter().any(|one| matches!(one.kind, GovernorKind::Noun(_)));
    Draft { stance: (!is_silent || has_noun).then_some(stance), ..whole }
}

/// Splits ““Why now?” she asked. “It is too early.””: the second quotation is no question.
pub(super) fn quoted_apart(paragraph: &TokenizedParagraph<'_>, mut draft: Draft) -> Vec<Draft> {
    if draft.stance != Some(Stance::Asks) {
        return vec![draft];
    }
    let sentence = paragraph.tokens[draft.cue.start].sentence;
    let is_other = |part: &Range<usize>| {
        paragraph.tokens[part.start].sentence > sentence && !is_question(paragraph, part)
    };
    let (others, own): (Vec<Range<usize>>, Vec<Range<usize>>) = draft.content.into_iter().partition(is_other);
    draft.content = own;
    if others.is_empty() {
        return vec![draft];
    }
    let other = Draft { content: others, stance: Some(Stance::Asserts), ..draft.clone() };
    if draft.content.is_empty() { vec![other] } else { vec![draft, other] }
}

/// Whether a quotation ends with a question mark.
fn is_question(paragraph: &TokenizedParagraph<'_>, part: &Range<usize>) -> bool {
    let mut inside = paragraph.tokens[part.clone()].iter().rev();
    inside.find(|token| token.quoted == Quoted::Inside).is_some_and(|last| last.class == Class::Question)
}

/// Splits “dismissed the claim that … as “nonsense””: the evaluation is the speaker's own.
pub(super) fn evaluation(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) -> Option<Draft> {
    let is_led = |first: usize| {
        first > 0 && (paragraph.tokens[first - 1].class == Class::As || paragraph.word(first - 1) == "called")
    };
    let place = draft.content.iter().position(|part| !is_quoted(paragraph, part))?;
    let part = draft.content[place].clone();
    let own = paragraph.quotations.iter().find(|quotation| {
        let is_inside = part.start <= quotation.first && quotation.last < part.end;
        let is_last = quotation.last + 2 >= part.end;
        is_inside && (is_led(quotation.first) || is_last && draft.stance.is_none())
    })?;
    let quotation = own.first..own.last + 1;
    let is_as = is_led(quotation.start);
    let before = part.start..quotation.start - usize::from(is_as);
    let behind = quotation.end..part.end;
    let rest: Vec<Range<usize>> = [before, behind].into_iter().filter(|range| range.len() > 1).collect();
    draft.content.splice(place..=place, rest);
    Some(Draft { content: vec![quotation], stance: Some(Stance::Asserts), ..draft.clone() })
}

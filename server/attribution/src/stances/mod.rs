//! Decides the stance of each statement by its cue and the words around it: whether the speaker asserts, denies, asks or
//! demands what the words say, or whether nothing is said at all (“did not say that …”, “declined to comment on …”).

mod frame;
mod judgement;
mod lexicon;
mod links;
mod nouns;
mod quotations;
mod subjects;
#[cfg(test)]
mod tests;
mod verb_group;

use super::draft::Draft;
use super::token::{Class, TokenShape};
use super::tokens::TokenizedParagraph;
use ascribe_language::stance::Stance;
use frame::{Frame, is_stance_verb};
use judgement::judge;
use lexicon::english;
use quotations::{apart, evaluation, quoted, quoted_apart};
use std::ops::Range;
use subjects::{is_hypothetical, is_of_somebody_else};

/// Maximum confidence of a statement whose stance is not certain; below the default minimum for drafts.
const UNCERTAIN: f32 = 0.45;

/// Whether a word, in lower case, is a past form without -ed.
pub(super) fn is_past(word: &str) -> bool {
    english().is_past(word)
}

/// Sets the stances of the drafts of a paragraph; a draft of which only a part is denied becomes two.
pub(super) fn decide(paragraph: &TokenizedParagraph<'_>, drafts: Vec<Draft>) -> Vec<Draft> {
    drafts.into_iter().flat_map(|draft| decided(paragraph, draft)).collect()
}

fn decided(paragraph: &TokenizedParagraph<'_>, mut draft: Draft) -> Vec<Draft> {
    if draft.cue.is_empty() {
        return vec![draft];
    }
    end_before_verb(paragraph, &mut draft);
    end_before_negation(paragraph, &mut draft.source);
    let frame = Frame::of(paragraph, &draft);
    if is_name(paragraph, &draft.cue)
        || is_hypothetical(paragraph, &draft, frame.left)
        || is_of_somebody_else(paragraph, &draft, &frame)
    {
        draft.stance = None;
        return vec![draft];
    }
    // The quotation that a colon announces is in the next paragraph.
    if draft.content.is_empty() {
        return vec![quoted(paragraph, &draft, Vec::new(), &frame)];
    }
    let quotes = apart(paragraph, &mut draft);
    let mut drafts = Vec::new();
    if !draft.content.is_empty() {
        let judgement = judge(paragraph, &mut draft, &frame);
        draft.stance = judgement.stance;
        if !judgement.is_certain {
            draft.confidence = draft.confidence.min(UNCERTAIN);
        }
        let is_turned = matches!(draft.stance, Some(Stance::Denies | Stance::Doubts) | None);
        if is_turned {
            drafts.extend(evaluation(paragraph, &mut draft));
            narrow(paragraph, &mut draft, &frame);
        }
        drafts.push(draft.clone());
    }
    if !quotes.is_empty() {
        drafts.extend(quoted_apart(paragraph, quoted(paragraph, &draft, quotes, &frame)));
    }
    merged(drafts)
}

/// “Karim bin Said”: a capitalised word within a sentence is no verb.
fn is_name(paragraph: &TokenizedParagraph<'_>, cue: &Range<usize>) -> bool {
    let tokens = &paragraph.tokens;
    let is_inside = cue.start > 0
        && tokens[cue.start - 1].sentence == tokens[cue.start].sentence
        && tokens[cue.start - 1].shape != TokenShape::Mark;
    cue.len() == 1 && is_inside && !paragraph.is_title_case && tokens[cue.start].shape == TokenShape::Capital
}

/// “Lee faces | claims”, “Lee disputes Berg's | suggestion”: the verb is not part of the source.
fn end_before_verb(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    let source = &draft.source;
    let is_noun = |token: usize| {
        let (_, senses) = english().senses(&paragraph.word(token).to_lowercase(), |_| "");
        senses.iter().any(|sense| sense.is_noun())
    };
    let is_near = (source.end..=source.end + 2).contains(&draft.cue.start);
    if !is_near || !draft.cue.clone().any(is_noun) {
        return;
    }
    let is_small = |token: usize| paragraph.tokens[token].shape == TokenShape::Small;
    let verb = source.clone().skip(1).find(|token| is_small(*token) && is_stance_verb(paragraph, *token));
    if let Some(verb) = verb {
        draft.source.end = verb;
    }
}

/// “Lee no longer | believes”: the negation is not part of the source.
fn end_before_negation(paragraph: &TokenizedParagraph<'_>, source: &mut Range<usize>) {
    while source.len() > 1 {
        let last = source.end - 1;
        let is_longer = paragraph.word(last) == "longer" && paragraph.word(last - 1) == "no";
        // “NOR” is a name.
        let is_not = paragraph.tokens[last].class == Class::Not
            && paragraph.tokens[last].shape != TokenShape::Capitals;
        if !is_longer && !is_not {
            return;
        }
        source.end -= if is_longer && source.len() > 2 { 2 } else { 1 };
    }
}

/// Joins the drafts again if they have the same stance.
fn merged(mut drafts: Vec<Draft>) -> Vec<Draft> {
    drafts.retain(|draft| !draft.content.is_empty());
    drafts.sort_by_key(|draft| draft.content.first().map_or(usize::MAX, |part| part.start));
    let mut joined: Vec<Draft> = Vec::new();
    for draft in drafts {
        match joined.iter_mut().find(|other| other.stance == draft.stance && other.source == draft.source) {
            Some(other) => {
                other.content.extend(draft.content);
                other.content.sort_by_key(|part| part.start);
            }
            None => joined.push(draft),
        }
    }
    joined
}

/// Leaves out of a denied claim who made it: “claims by Lee | that …”.
fn narrow(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft, frame: &Frame) {
    let Some(clause) = frame.clause else { return };
    // “accusations of | hiding the report”
    let start = match paragraph.tokens[clause].class {
        Class::Of | Class::Preposition => clause + 1,
        _ => clause,
    };
    if let Some(part) = draft.content.iter_mut().find(|part| part.start < start && start + 1 < part.end) {
        part.start = start;
    }
}

//! Second verbs of a speaker: “Lund said the pump would stay and warned against a new one.” The words behind the second
//! verb are a statement of their own.

use super::clauses::{head_verb, is_past, lower};
use super::draft::Draft;
use super::gates::is_listed;
use super::repairs;
use super::token::{Class, Quoted};
use super::tokens::TokenizedParagraph;
use std::ops::Range;

/// Maximum confidence of the second statement.
const SECOND: f32 = 0.7;

/// Splits drafts at a second verb that can only belong to their speaker.
pub(super) fn split(paragraph: &TokenizedParagraph<'_>, drafts: &mut Vec<Draft>, taken: &[bool]) {
    let mut place = 0;
    while place < drafts.len() {
        if let Some((end, cue)) = second_verb(paragraph, &drafts[place]) {
            let first = &mut drafts[place];
            let Some(part) = first.content.last_mut() else { continue };
            let content = cue.end..part.end;
            part.end = end;
            let mut second = Draft {
                content: vec![content],
                cue,
                source: first.source.clone(),
                confidence: first.confidence.min(SECOND),
                ..Draft::default()
            };
            repairs::apply(paragraph, &mut second, taken);
            drafts.push(second);
        }
        place += 1;
    }
    for place in 0..drafts.len() {
        if let Some((source, confidence)) = source_before(paragraph, drafts, place) {
            drafts[place].source = source;
            drafts[place].confidence = confidence.min(SECOND);
        }
    }
}

/// Source of the draft that ends before the “and” of another one, which lacks a source; and its confidence.
fn source_before(
    paragraph: &TokenizedParagraph<'_>,
    drafts: &[Draft],
    place: usize,
) -> Option<(Range<usize>, f32)> {
    let tokens = &paragraph.tokens;
    let draft = &drafts[place];
    let verb = draft.cue.start;
    if !draft.source.is_empty() || draft.cue.is_empty() || !is_listed("speech", &lower(paragraph, verb)) {
        return None;
    }
    let link = verb
        .checked_sub(1)
        .filter(|link| tokens[*link].class == Class::But || paragraph.word(*link) == "and")?;
    let first = drafts.iter().find(|first| {
        let last = first.content.last();
        let is_before = last.is_some_and(|part| {
            part.start >= first.cue.end
                && (part.end == link || part.end + 1 == link)
                && cannot_join(paragraph, part.clone(), verb)
        });
        let form = head_verb(paragraph, &first.cue).map(|verb| tokens[verb].class);
        is_before
            && form == Some(tokens[verb].class)
            && !first.source.is_empty()
            && first.source.end <= first.cue.start
    })?;
    Some((first.source.clone(), first.confidence))
}

/// End of what the first verb introduces, and the second verb.
fn second_verb(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> Option<(usize, Range<usize>)> {
    let tokens = &paragraph.tokens;
    let form = tokens[head_verb(paragraph, &draft.cue)?].class;
    let part = draft.content.last().filter(|part| part.start >= draft.cue.end)?;
    let is_finite = matches!(form, Class::CuePast | Class::CueThird);
    if !is_finite || draft.source.is_empty() || draft.source.end > draft.cue.start {
        return None;
    }
    for verb in part.start + 2..part.end.saturating_sub(1) {
        if tokens[verb].quoted != Quoted::Outside {
            return None;
        }
        let word = lower(paragraph, verb);
        if tokens[verb].class != form || !is_listed("speech", &word) {
            continue;
        }
        let is_adverb = |token: &usize| matches!(tokens[*token].class, Class::Adverb | Class::Ly);
        let link = (part.start..verb).rev().find(|token| !is_adverb(token))?;
        let is_link = tokens[link].class == Class::But || paragraph.word(link) == "and";
        let comma = link - usize::from(tokens[link - 1].class == Class::Comma);
        let particle = usize::from(is_listed("particles", &lower(paragraph, verb + 1)));
        let cue = verb..verb + 1 + particle;
        if is_link
            && cue.end < part.end
            && comma > part.start
            && has_complement(paragraph, cue.end)
            && cannot_join(paragraph, part.start..comma, verb)
        {
            return Some((comma, cue));
        }
    }
    None
}

/// Whether the words behind a verb may be what it introduces.
fn has_complement(paragraph: &TokenizedParagraph<'_>, token: usize) -> bool {
    let here = &paragraph.tokens[token];
    here.quoted != Quoted::Closing
        && !matches!(here.class, Class::Comma | Class::Period | Class::And | Class::But | Class::Subordinate)
}

/// Whether the last verb of a clause has another form than a second verb behind it: “would stay | and warned”. In “left
/// the room and said”, both may belong to the clause.
fn cannot_join(paragraph: &TokenizedParagraph<'_>, clause: Range<usize>, second: usize) -> bool {
    let tokens = &paragraph.tokens;
    let is_adverb = |token: &usize| matches!(tokens[*token].class, Class::Adverb | Class::Ly | Class::Not);
    let is_finite = |token: &usize| {
        let class = tokens[*token].class;
        matches!(
            class,
            Class::Modal
                | Class::Be
                | Class::Have
                | Class::Do
                | Class::Ed
                | Class::CuePast
                | Class::CueThird
                | Class::Relative
        ) || is_past(paragraph, *token)
    };
    // “was held and told”: both may be participles.
    let is_object = tokens.get(second + 1).is_some_and(|next| next.class == Class::Object);
    let may_be_passive = is_listed("suffered", &lower(paragraph, second)) && !is_object;
    let Some(last) = clause.clone().rev().find(is_finite) else { return false };
    match tokens[last].class {
        Class::Modal => true,
        Class::Be => {
            let predicate = (last + 1..clause.end).find(|token| !is_adverb(token));
            let class = predicate.map(|predicate| tokens[predicate].class);
            !may_be_passive
                || matches!(
                    class,
                    Some(
                        Class::Adjective
                            | Class::Determiner
                            | Class::Possessive
                            | Class::Number
                            | Class::Preposition
                    )
                )
        }
        Class::Ed | Class::CuePast | Class::Other => {
            let before = (clause.start..last).rev().find(|token| !is_adverb(token));
            before.is_some_and(|before| tokens[before].class == Class::Be) && !may_be_passive
        }
        _ => false,
    }
}

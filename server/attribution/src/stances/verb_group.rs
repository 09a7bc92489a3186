//! Verb group of a cue: its auxiliaries and negations, and the verb whose object a noun is.

use super::frame::{is_stance_verb, lacks_subject};
use super::lexicon::english;
use crate::draft::Draft;
use crate::token::{Class, Quoted};
use crate::tokens::TokenizedParagraph;
use std::ops::Range;

/// Maximum number of tokens of the words before a cue that belong to it.
const LONGEST: usize = 10;

/// First token of the verb group of a cue: “has repeatedly | denied”, “responded | to the claims”.
pub(super) fn left(paragraph: &TokenizedParagraph<'_>, draft: &Draft) -> usize {
    let tokens = &paragraph.tokens;
    let cue = &draft.cue;
    let sentence = tokens[cue.start].sentence;
    let is_here = |token: usize| {
        let own = tokens[token].sentence == sentence && tokens[token].quoted == Quoted::Outside;
        own && !draft.content.iter().any(|part| part.contains(&token))
    };
    let is_behind = draft.source.end <= cue.start;
    let floor = if draft.source.is_empty() || !is_behind { 0 } else { draft.source.end };
    let mut left = cue.start;
    // “Lee bats | back claims”
    let is_cut =
        (floor + 1..=floor + 3).contains(&cue.start) && floor > 0 && is_stance_verb(paragraph, floor);
    if is_cut {
        left = floor;
    } else if lacks_subject(paragraph, draft, cue.start) {
        // “rejected, in a letter, | claims”
        let is_verb = |token: &usize| {
            tokens[*token].class.is_cue_verb()
                || matches!(tokens[*token].class, Class::Ed | Class::Ing)
                || is_stance_verb(paragraph, *token)
        };
        left = (draft.source.end..cue.start).find(is_verb).unwrap_or(left);
    } else if is_noun_cue(paragraph, cue) {
        left = governing_verb(paragraph, cue.start, &is_here).unwrap_or(left);
    }
    let floor = if left < floor { 0 } else { floor };
    let mut steps = 0;
    while left > floor && steps < LONGEST && is_here(left - 1) {
        let class = tokens[left - 1].class;
        let word = paragraph.word(left - 1).to_lowercase();
        let is_group = matches!(
            class,
            Class::Modal
                | Class::Be
                | Class::Have
                | Class::Do
                | Class::Not
                | Class::Adverb
                | Class::Ly
                | Class::To
        );
        let is_joint = matches!(
            word.as_str(),
            "neither"
                | "nor"
                | "or"
                | "without"
                | "rather"
                | "than"
                | "instead"
                | "of"
                | "short"
                | "far"
                | "from"
                | "no"
        );
        let behind = tokens[left].class;
        // “did not want to say”, “neither confirmed nor denied”, “stopped short of saying”
        let is_carrier = matches!(behind, Class::To | Class::And)
            || matches!(paragraph.word(left), "nor" | "from" | "short" | "of");
        let is_verb = class.is_cue_verb()
            || matches!(class, Class::Ed | Class::Adjective | Class::Other)
            || english().senses(&word, |_| "").0 > 0;
        // “has at no point said”
        let is_never = left > 1
            && paragraph.word(left - 2).eq_ignore_ascii_case("no")
            && matches!(word.as_str(), "point" | "time" | "way" | "stage" | "longer" | "circumstances");
        if !(is_group || is_never || is_joint || is_carrier && is_verb) {
            break;
        }
        left -= 1;
        steps += 1;
    }
    left
}

/// Whether the cue is a noun.
fn is_noun_cue(paragraph: &TokenizedParagraph<'_>, cue: &Range<usize>) -> bool {
    let tokens = &paragraph.tokens;
    let Some(first) = cue.clone().find(|token| {
        let class = tokens[*token].class;
        class == Class::CueNoun || class.is_cue_verb() || class == Class::Noun
    }) else {
        return false;
    };
    let class = tokens[first].class;
    let before = first.checked_sub(1).map(|before| tokens[before].class);
    let opens = matches!(
        before,
        Some(
            Class::Determiner
                | Class::Possessive
                | Class::ApostropheS
                | Class::Preposition
                | Class::Of
                | Class::Adjective
        )
    );
    let is_after_verb = matches!(class, Class::CueThird)
        && before.is_some_and(|before| before.is_cue_verb() || matches!(before, Class::Ed | Class::Ing));
    matches!(class, Class::CueNoun | Class::Noun) || opens || is_after_verb
}

/// Verb whose object is a noun: “responded to several claims”.
fn governing_verb(
    paragraph: &TokenizedParagraph<'_>,
    noun: usize,
    is_here: &dyn Fn(usize) -> bool,
) -> Option<usize> {
    /// Maximum number of tokens between verb and noun.
    const REACH: usize = 7;
    let tokens = &paragraph.tokens;
    let is_inner = |class: Class| {
        matches!(
            class,
            Class::Determiner
                | Class::Possessive
                | Class::Adjective
                | Class::ApostropheS
                | Class::Name
                | Class::Title
                | Class::Role
                | Class::Noun
                | Class::Plural
                | Class::CueNoun
                | Class::Other
                | Class::Number
                | Class::Preposition
                | Class::Of
                | Class::To
                | Class::Ly
        )
    };
    for token in (0..noun).rev().take(REACH) {
        if !is_here(token) {
            return None;
        }
        let class = tokens[token].class;
        if class.is_cue_verb() || matches!(class, Class::Ed | Class::Ing | Class::Have) {
            return Some(token);
        }
        let word = paragraph.word(token).to_lowercase();
        let (_, senses) = english().senses(&word, |by| paragraph.word(token + by));
        if senses.iter().any(|sense| !sense.is_noun() && !sense.is_adjective()) {
            return Some(phrase_start(paragraph, token));
        }
        if !is_inner(class) {
            return None;
        }
    }
    None
}

/// First token of a phrase of verbs that goes on at a token: “hit | back at”.
fn phrase_start(paragraph: &TokenizedParagraph<'_>, token: usize) -> usize {
    let goes_on = |back: &usize| {
        let Some(first) = token.checked_sub(*back) else { return false };
        let word = paragraph.word(first).to_lowercase();
        english().senses(&word, |by| paragraph.word(first + by)).0 > *back
    };
    (1..3).rev().find(goes_on).map_or(token, |back| token - back)
}

//! Speakers and verb groups of the constructions that a verb of speech opens.

use super::{starts_sentence, whole_subject};
use crate::clauses::{is_past, lower, sentence};
use crate::token::{Class, Quoted, Token, TokenShape};
use crate::tokens::TokenizedParagraph;
use std::ops::Range;

/// Subject and first token of a finite verb group: “Voigt | has now guaranteed”. `None` if the word may be a noun or a
/// participle, or has no subject that it agrees with.
pub(super) fn spoken_by(paragraph: &TokenizedParagraph<'_>, verb: usize) -> Option<(Range<usize>, usize)> {
    let tokens = &paragraph.tokens;
    let is_adverb = |token: &usize| matches!(tokens[*token].class, Class::Adverb | Class::Ly);
    let is_progressive = matches!(tokens[verb].class, Class::CueIng | Class::Ing);
    let is_group = |token: &usize| {
        let class = tokens[*token].class;
        is_adverb(token) || class == Class::Have || class == Class::Be && is_progressive
    };
    let group = (0..verb).rev().take_while(is_group).last().unwrap_or(verb);
    let source = speaker(paragraph, group).or_else(|| first_speaker(paragraph, group, tokens[verb].class))?;
    let last = tokens[source.end - 1].class;
    let agrees = match tokens[verb].class {
        Class::CuePast | Class::Ed => true,
        // “are threatening”
        Class::CueIng | Class::Ing => tokens[group..verb].iter().any(|token| token.class == Class::Be),
        // “Her claims that” and “fresh claims that” are nouns.
        Class::CueThird | Class::Plural => {
            // “a petition against the move | claims”
            let is_whole = last == Class::Other
                && tokens[source.end - 2].class == Class::Determiner
                && source.clone().any(|token| tokens[token].class == Class::Preposition);
            is_whole || !matches!(last, Class::Adjective | Class::Plural | Class::Other)
        }
        Class::CueBase | Class::Other => is_plural(paragraph, &source) || is_team(paragraph, &source, verb),
        _ => false,
    };
    agrees.then_some((source, group))
}

/// Whether the head of a subject may be plural: “doctors at the hospital”, “the club”.
fn is_plural(paragraph: &TokenizedParagraph<'_>, source: &Range<usize>) -> bool {
    let tokens = &paragraph.tokens;
    let is_head = |token: &usize| !matches!(tokens[*token].class, Class::Preposition | Class::Of);
    source.clone().take_while(is_head).any(|token| {
        tokens[token].class == Class::Plural
            || tokens[token].class == Class::Role && paragraph.word(token).ends_with('s')
            || matches!(&*lower(paragraph, token), "they" | "people" | "police")
    })
}

/// “the club | insist”: whether a body is spoken of as several people, and the verb is no noun.
fn is_team(paragraph: &TokenizedParagraph<'_>, source: &Range<usize>, verb: usize) -> bool {
    let is_verb = matches!(
        &*lower(paragraph, verb),
        "insist" | "say" | "deny" | "admit" | "believe" | "hope" | "argue" | "think" | "maintain"
    );
    is_verb && paragraph.tokens[source.start].class == Class::Determiner
}

/// Subject of a verb group: back to the start of its sentence, or to a comma. What describes it between commas is not
/// part of it: “Voigt, who sold it, | said”.
fn speaker(paragraph: &TokenizedParagraph<'_>, group: usize) -> Option<Range<usize>> {
    /// Maximum number of tokens between the commas.
    const LONGEST: usize = 16;
    let tokens = &paragraph.tokens;
    let before = group.checked_sub(1)?;
    let source = if tokens[before].class == Class::Comma {
        let is_inner = |token: &usize| {
            tokens[*token].class != Class::Comma
                && tokens[*token].quoted == Quoted::Outside
                && tokens[*token].sentence == tokens[group].sentence
        };
        let inner = (0..before).rev().take(LONGEST + 1).take_while(is_inner).count();
        let opening = (before - inner).checked_sub(1).filter(|_| inner > 0 && inner <= LONGEST)?;
        let describes = |first: &Token, word: &str| {
            matches!(first.class, Class::Relative | Class::Determiner | Class::Number | Class::Role)
                || matches!(word, "whose" | "then" | "now" | "himself" | "herself" | "in" | "of")
                || first.shape == TokenShape::Small && matches!(first.class, Class::Other | Class::Noun)
        };
        let is_apart = tokens[opening].class == Class::Comma
            && tokens[opening].sentence == tokens[group].sentence
            && describes(&tokens[opening + 1], &lower(paragraph, opening + 1));
        if !is_apart {
            return None;
        }
        whole_subject(paragraph, opening)
    } else {
        whole_subject(paragraph, group)
    };
    let is_led = starts_sentence(paragraph, source.start)
        || source.start > 0
            && matches!(tokens[source.start - 1].class, Class::Comma | Class::Semicolon | Class::Dash);
    (is_led && has_noun(paragraph, &source)).then_some(source)
}

/// Subject of the only other verb before “and”: “Voigt agreed to come but | made it clear that …”.
fn first_speaker(paragraph: &TokenizedParagraph<'_>, group: usize, form: Class) -> Option<Range<usize>> {
    let tokens = &paragraph.tokens;
    let link = group.checked_sub(1).filter(|link| matches!(tokens[*link].class, Class::And | Class::But))?;
    let start = sentence(paragraph, group).start;
    let is_verb = |token: &usize| {
        tokens[*token].class.is_cue_verb()
            || matches!(tokens[*token].class, Class::Be | Class::Have | Class::Modal | Class::Do | Class::Ed)
            || is_past(paragraph, *token)
    };
    let is_plain = (start..link).all(|token| tokens[token].quoted == Quoted::Outside);
    let mut verbs = (start..link).filter(is_verb);
    let first = verbs.next().filter(|first| is_plain && tokens[*first].class == form)?;
    let is_infinitive =
        |token: usize| tokens[token].class == Class::CueBase && tokens[token - 1].class == Class::To;
    if verbs.any(|token| !is_infinitive(token)) {
        return None;
    }
    speaker(paragraph, first)
}

/// Whether the last word of a subject may be its noun.
fn has_noun(paragraph: &TokenizedParagraph<'_>, source: &Range<usize>) -> bool {
    source.clone().next_back().is_some_and(|last| {
        !matches!(
            paragraph.tokens[last].class,
            Class::Of
                | Class::Preposition
                | Class::Determiner
                | Class::Possessive
                | Class::And
                | Class::ApostropheS
                | Class::Not
        )
    })
}

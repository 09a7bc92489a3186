//! “In court Ada Keller said”, “Last night Ada Keller, the mayor, said”, “Ada Keller this week said”: where and when it was
//! said is not part of the speaker.

use crate::draft::Draft;
use crate::token::{Class, TokenShape};
use crate::tokens::TokenizedParagraph;

/// Removes words of place and time from both ends of a source.
pub(super) fn leave_out(paragraph: &TokenizedParagraph<'_>, draft: &mut Draft) {
    let tokens = &paragraph.tokens;
    let source = draft.source.clone();
    let class = |token: usize| tokens[token].class;
    let is_name = |token: &usize| {
        matches!(class(*token), Class::Name | Class::Title) && tokens[*token].shape != TokenShape::Small
    };
    // “night | Ada Keller”, “In court | Ada Keller”
    let opens = |token: usize| {
        matches!(class(token), Class::Day | Class::Preposition | Class::Adverb | Class::Ly)
            && !paragraph.word(token).eq_ignore_ascii_case("like")
    };
    let is_of_time = |token: &usize| {
        matches!(
            class(*token),
            Class::Day
                | Class::Preposition
                | Class::Adverb
                | Class::Ly
                | Class::Comma
                | Class::Determiner
                | Class::Number
        ) || tokens[*token].shape == TokenShape::Small
            && matches!(
                class(*token),
                Class::Other | Class::Noun | Class::Role | Class::CueNoun | Class::CueIng | Class::Ing
            )
            || class(*token) == Class::Neuter
    };
    if !source.is_empty() && opens(source.start) {
        let lead = source.clone().take_while(is_of_time).count();
        let first = source.start + lead;
        // “In Oslo Ada Keller” does not tell the place from the name.
        let is_place = lead > 0 && matches!(class(first - 1), Class::Preposition) && first < source.end;
        let names = (first..source.end).take_while(|token| is_name(token)).count();
        let first = if is_place && names > 2 { first + 1 } else { first };
        if (first..source.end).next().as_ref().is_some_and(is_name) && !(is_place && names < 3) {
            draft.source.start = first;
        }
    }
    // “Keller | this week”, “Keller | on Tuesday”
    let source = &mut draft.source;
    let is_last_day = source.len() > 1
        && class(source.end - 1) == Class::Day
        && is_name(&source.start)
        && !is_name(&(source.end - 1))
        || source.len() > 2
            && class(source.end - 1) == Class::Day
            && class(source.end - 2) == Class::Preposition;
    if is_last_day {
        source.end -= 1;
        while source.len() > 1
            && matches!(
                class(source.end - 1),
                Class::Neuter | Class::Preposition | Class::Adverb | Class::Determiner | Class::Comma
            )
        {
            source.end -= 1;
        }
    }
}

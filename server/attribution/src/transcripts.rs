//! Transcripts, “NAME: …”, and datelines that look like them.

use super::draft::{Draft, DraftCandidate};
use super::quotes::SHORTEST;
use super::repairs::datelines;
use super::token::{Class, Quoted, Token, TokenShape};
use super::tokens::TokenizedParagraph;
use std::ops::Range;

/// Confidence that “NAME: …” is a transcript.
const TRANSCRIPT: f32 = 0.75;

/// Parses a transcript line: “WALLACE: But, Governor …”; not “Q: …”.
pub(super) fn read(paragraph: &TokenizedParagraph<'_>) -> Option<Draft> {
    /// Maximum length of the name, in tokens.
    const LONGEST: usize = 5;
    let tokens = &paragraph.tokens;
    let colon = tokens.iter().take(LONGEST + 2).position(|token| token.class == Class::Colon)?;
    let first = usize::from(is_opened(paragraph));
    let name = tokens.get(first..colon)?;
    // “DEAR GRETA: …” is written to her.
    if paragraph.word(first).eq_ignore_ascii_case("dear") {
        return None;
    }
    let is_name = name.iter().all(|token| {
        matches!(token.shape, TokenShape::Capitals | TokenShape::Initial | TokenShape::Dotted)
            || token.class == Class::Title
    }) && name.iter().any(|token| token.shape == TokenShape::Capitals);
    let rest = colon + 1..tokens.len();
    let is_speech = first == 1 || sounds_spoken(paragraph, rest.clone());
    (is_name && is_speech && rest.len() >= SHORTEST && tokens[colon + 1].spaced).then(|| Draft {
        content: vec![rest],
        cue: colon..colon + 1,
        source: first..colon,
        confidence: TRANSCRIPT,
        ..Draft::default()
    })
}

/// Whether a line in the form of a transcript is certainly one, whatever else was found in it: after an opening mark, a
/// name in capitals is not a dateline, nor is it in a line with first or second person and no quotation.
pub(super) fn is_surely_spoken(paragraph: &TokenizedParagraph<'_>) -> bool {
    let mut tokens = 0..paragraph.tokens.len();
    is_opened(paragraph)
        || paragraph.quotations.is_empty() && tokens.any(|token| is_of_talk(paragraph, token))
}

fn is_opened(paragraph: &TokenizedParagraph<'_>) -> bool {
    paragraph.tokens.first().is_some_and(|first| first.quoted == Quoted::Opening)
}

/// “LONDON: Shares fell …”, where the place would be the speaker.
pub(super) fn is_dateline(paragraph: &TokenizedParagraph<'_>, candidate: &DraftCandidate) -> bool {
    let tokens = &paragraph.tokens;
    let is_colon = candidate.cue.len() == 1 && tokens[candidate.cue.start].class == Class::Colon;
    let is_place = |token: &Token| matches!(token.shape, TokenShape::Capitals | TokenShape::Mark);
    // “11.07am: “…,” Mutua replies”
    let is_time = is_colon && candidate.source == (0..1) && datelines::is_time(paragraph.word(0));
    is_time
        || is_colon
            && candidate.source.start == 0
            && tokens[candidate.source.clone()].iter().all(is_place)
            && !sounds_spoken(paragraph, candidate.cue.end..tokens.len())
}

/// Whether a speaker may have said this: after a dateline (“LONDON: Shares fell on Monday.”) nobody says “I”.
fn sounds_spoken(paragraph: &TokenizedParagraph<'_>, tokens: Range<usize>) -> bool {
    /// Maximum length in tokens of speech without first or second person.
    const LONGEST: usize = 14;
    let is_dated = || paragraph.tokens[tokens.clone()].iter().any(|token| token.class == Class::Day);
    tokens.clone().any(|token| is_of_talk(paragraph, token)) || (tokens.len() <= LONGEST && !is_dated())
}

/// Whether somebody speaks of themselves, or to somebody.
pub(super) fn is_talk(paragraph: &TokenizedParagraph<'_>, mut tokens: Range<usize>) -> bool {
    tokens.any(|token| is_of_talk(paragraph, token))
}

/// Whether a word refers to the speaker or the listener, or asks a question.
fn is_of_talk(paragraph: &TokenizedParagraph<'_>, token: usize) -> bool {
    let word = paragraph.word(token);
    let is_person = ["i", "me", "my", "we", "us", "our", "you", "your"]
        .iter()
        .any(|person| word.eq_ignore_ascii_case(person) && word != "US");
    is_person || paragraph.tokens[token].class == Class::Question
}

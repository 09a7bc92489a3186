//! Words with their author's name beside them, but no quotation marks: letters (“DEAR GRETA: … -TIRED IN TOLEDO”), signed
//! comments (“I have seen nothing. -Commissioner Rask”), and messages (“From the desk of Orla Finn: …”).

use super::clauses::lower;
use super::draft::Draft;
use super::quotes::SHORTEST;
use super::token::{Class, TokenShape};
use super::tokens::TokenizedParagraph;
use super::transcripts;
use std::ops::Range;

/// Confidence that the signature is that of the author.
const SIGNED: f32 = 0.8;

/// Confidence that the heading names the author.
const HEADED: f32 = 0.75;

/// Maximum number of tokens of a signature, or of a name in a heading.
const LONGEST: usize = 9;

/// Openings of a heading that names the author, in lower case.
const HEADINGS: [&str; 13] = [
    "from the desk of",
    "from the office of",
    "a message from",
    "message from",
    "a statement from",
    "statement from",
    "a statement by",
    "statement by",
    "a note from",
    "a word from",
    "a letter from",
    "comment from",
    "remarks by",
];

/// Reads a paragraph that is a letter, a signed comment or a message.
pub(super) fn read(paragraph: &TokenizedParagraph<'_>) -> Option<Draft> {
    signed(paragraph).or_else(|| headed(paragraph))
}

/// Whether a paragraph is addressed to somebody: “DEAR GRETA: …”. The name is not that of its author.
pub(super) fn is_addressed(paragraph: &TokenizedParagraph<'_>) -> bool {
    paragraph.word(0).eq_ignore_ascii_case("dear") && salutation(paragraph).is_some()
}

/// Token behind “DEAR GRETA:”.
fn salutation(paragraph: &TokenizedParagraph<'_>) -> Option<usize> {
    let tokens = &paragraph.tokens;
    let is_mark = |token: &usize| matches!(tokens[*token].class, Class::Colon | Class::Comma | Class::Dash);
    let mark = (1..tokens.len().min(LONGEST)).find(is_mark)?;
    let is_name = |token: usize| tokens[token].shape != TokenShape::Small;
    (mark > 1 && (1..mark).all(is_name)).then_some(mark + 1)
}

/// Number of tokens of “Q.” or “Q:” at the start.
fn label(paragraph: &TokenizedParagraph<'_>) -> usize {
    match (paragraph.word(0), paragraph.word(1)) {
        ("Q.", _) => 1,
        ("Q", "." | ":") => 2,
        _ => 0,
    }
}

fn signed(paragraph: &TokenizedParagraph<'_>) -> Option<Draft> {
    let tokens = &paragraph.tokens;
    let reach = tokens.len().saturating_sub(LONGEST + 1)..tokens.len();
    let dash = reach.rev().find(|token| tokens[*token].class == Class::Dash).filter(|dash| *dash > 0)?;
    let source = dash + 1..tokens.len() - usize::from(tokens.last()?.class == Class::Period);
    let is_name = |token: usize| {
        let here = &tokens[token];
        !matches!(here.shape, TokenShape::Small | TokenShape::Mark | TokenShape::Digits)
            || matches!(
                here.class,
                Class::Comma | Class::Of | Class::Preposition | Class::Role | Class::Determiner
            )
    };
    let is_signature = !source.is_empty()
        && source.clone().all(is_name)
        && !matches!(tokens[source.start].shape, TokenShape::Small | TokenShape::Mark | TokenShape::Digits)
        && (tokens[source.start].shape == TokenShape::Capitals || !tokens[source.start].class.is_closed());
    let ends = matches!(tokens[dash - 1].class, Class::Period | Class::Question) && tokens[dash].spaced;
    let is_addressed = is_addressed(paragraph);
    let start = if is_addressed { salutation(paragraph)? } else { label(paragraph) };
    let content = start..dash;
    let is_spoken = is_addressed || transcripts::is_talk(paragraph, content.clone());
    let is_unquoted = paragraph.quotations.is_empty() || is_addressed;
    let is_editor = matches!(&*lower(paragraph, source.start), "ed" | "ed." | "eds" | "editor");
    (is_signature && !is_editor && ends && is_spoken && is_unquoted && content.len() > SHORTEST)
        .then(|| draft(content, dash..dash + 1, source, SIGNED))
}

fn headed(paragraph: &TokenizedParagraph<'_>) -> Option<Draft> {
    let tokens = &paragraph.tokens;
    let text = paragraph.text.get(..paragraph.text.len().min(40)).unwrap_or(paragraph.text).to_lowercase();
    let heading = HEADINGS.iter().find(|heading| text.trim_start().starts_with(**heading))?;
    let first = heading.split(' ').count();
    let colon =
        (first..tokens.len().min(first + LONGEST)).find(|token| tokens[*token].class == Class::Colon)?;
    let content = colon + 1..tokens.len();
    (first < colon && content.len() >= SHORTEST)
        .then(|| draft(content, colon..colon + 1, first..colon, HEADED))
}

fn draft(content: Range<usize>, cue: Range<usize>, source: Range<usize>, confidence: f32) -> Draft {
    Draft { content: vec![content], cue, source, confidence, ..Draft::default() }
}

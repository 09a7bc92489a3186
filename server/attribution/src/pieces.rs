//! Splits paragraphs that are too long to be read at once, and merges the results.

use super::statement::{Reading, SpeechKind, Statement};
use super::token::Quoted;
use super::tokens::TokenizedParagraph;
use std::ops::Range;

/// Maximum number of tokens of a paragraph that is read at once.
pub(super) const LONGEST: usize = 2000;

/// Maximum number of tokens of a piece.
const PIECE: usize = 200;

/// Splits a long paragraph into byte ranges of its text; each ends at the end of a sentence, outside of quotations if
/// possible.
pub(super) fn cut(paragraph: &TokenizedParagraph<'_>) -> Vec<Range<usize>> {
    let tokens = &paragraph.tokens;
    let mut pieces = Vec::new();
    let (mut first, mut start) = (0, 0);
    while tokens.len() - first > PIECE {
        let reach = first + 1..first + PIECE;
        let is_end = |token: &usize| tokens[*token - 1].sentence != tokens[*token].sentence;
        let is_outside = |token: &usize| {
            let quoted = tokens[*token].quoted;
            matches!(quoted, Quoted::Outside | Quoted::Opening)
        };
        let ends = || reach.clone().rev().filter(is_end);
        let end = ends().find(is_outside).or_else(|| ends().next()).unwrap_or(reach.end);
        pieces.push(start..tokens[end].start);
        (first, start) = (end, tokens[end].start);
    }
    pieces.push(start..paragraph.text.len());
    pieces
}

/// Results of the paragraphs or pieces read so far.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// Statements; a continued one is a single statement with several parts.
    pub statements: Vec<Statement>,
    /// Index of the statement that the next part may continue.
    last: Option<usize>,
}

impl Gathered {
    /// Adds the result of a part that starts at byte `from`.
    pub fn add(&mut self, reading: Reading, from: usize) {
        let first = self.last.unwrap_or(self.statements.len());
        for mut statement in reading.statements {
            statement.shift(from);
            let last = self.last.and_then(|last| self.statements.get_mut(last));
            match last.filter(|_| statement.continues) {
                // “Lund denied it.” “It never happened.”: the quotation is no part of the denial.
                Some(first) if !first.content.is_empty() && first.stance != statement.stance => {
                    statement.source = first.source.clone();
                    self.statements.push(statement);
                }
                Some(first) => {
                    first.kind = if first.content.is_empty() || first.kind == statement.kind {
                        statement.kind
                    } else {
                        SpeechKind::Mixed
                    };
                    first.content.append(&mut statement.content);
                }
                None => self.statements.push(statement),
            }
        }
        let is_last = |statement: &Statement| {
            let place = statement.content.last().or(statement.cue.as_ref());
            let is_here = place.is_some_and(|place| place.start >= from);
            is_here
                && (reading.after.announced || reading.after.told || statement.kind != SpeechKind::Indirect)
        };
        let here = self.statements.get(first..).unwrap_or_default();
        self.last = here.iter().rposition(is_last).map(|place| first + place);
    }
}

//! Paragraphs that are too long to be read in one go, and the joining of what was read piece by piece.

use super::statement::{Kind, Reading, Statement};
use super::token::Quoted;
use super::tokens::Paragraph;
use std::ops::Range;

/// A paragraph of more tokens than this is read in pieces.
pub(super) const LONGEST: usize = 2000;

/// A piece is not longer than this, in tokens.
const PIECE: usize = 200;

/// The pieces of a long paragraph, as bytes of its text: each ends with a sentence, outside of quotations if it can.
pub(super) fn cut(paragraph: &Paragraph<'_>) -> Vec<Range<usize>> {
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

/// What was read so far, of a row of paragraphs or pieces.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// The statements; one that goes on is one statement of several parts.
    pub statements: Vec<Statement>,
    /// The statement that what is read next may carry on.
    last: Option<usize>,
}

impl Gathered {
    /// Adds what was read from byte `from` on.
    pub fn add(&mut self, reading: Reading, from: usize) {
        let first = self.last.unwrap_or(self.statements.len());
        for mut statement in reading.statements {
            statement.shift(from);
            let last = self.last.and_then(|last| self.statements.get_mut(last));
            match last.filter(|_| statement.continues) {
                Some(first) => {
                    first.kind = if first.content.is_empty() || first.kind == statement.kind {
                        statement.kind
                    } else {
                        Kind::Mixed
                    };
                    first.content.append(&mut statement.content);
                }
                None => self.statements.push(statement),
            }
        }
        let is_last = |statement: &Statement| {
            let place = statement.content.last().or(statement.cue.as_ref());
            let is_here = place.is_some_and(|place| place.start >= from);
            is_here && (reading.after.announced || reading.after.told || statement.kind != Kind::Indirect)
        };
        let here = self.statements.get(first..).unwrap_or_default();
        self.last = here.iter().rposition(is_last).map(|place| first + place);
    }
}

//! What is read: who says what, by which words.

use std::ops::Range;

/// How much of what is said stands in quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nearly all.
    Direct,
    /// Some.
    Mixed,
    /// None.
    Indirect,
}

/// What somebody is reported to say. All ranges are bytes of the text that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// The parts of what is said, in order; none if the next paragraph is to say it, behind a colon.
    pub content: Vec<Range<usize>>,
    /// The words that say so.
    pub cue: Option<Range<usize>>,
    /// Who says it.
    pub source: Option<Range<usize>>,
    /// Who relays it: “Bloomberg” in “…, the minister said, Bloomberg reported”.
    pub carrier: Option<Range<usize>>,
    /// How much of it is quoted.
    pub kind: Kind,
    /// Whether it carries on what the paragraph before said, by the same speaker; there is no cue and no source then.
    pub continues: bool,
    /// How likely it is that content and source are right, from 0 to 1.
    pub confidence: f32,
}

impl Statement {
    /// Moves all ranges on by so many bytes.
    pub fn shift(&mut self, by: usize) {
        let move_on = |range: &mut Range<usize>| *range = range.start + by..range.end + by;
        self.content.iter_mut().for_each(move_on);
        let others = [&mut self.cue, &mut self.source, &mut self.carrier];
        others.into_iter().flatten().for_each(move_on);
    }
}

/// What a paragraph must know of the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(clippy::struct_excessive_bools, reason = "they are observed one by one")]
pub struct Before {
    /// Somebody's words in quotation marks came last.
    pub spoke: bool,
    /// It ended with what somebody says, without quotation marks.
    pub told: bool,
    /// The last quotation was not closed.
    pub open: bool,
    /// It ended with a colon behind somebody who speaks.
    pub announced: bool,
}

/// What was read in a paragraph.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// The statements, in the order of their first words.
    pub statements: Vec<Statement>,
    /// What the next paragraph must know.
    pub after: Before,
}

//! Result of the attribution engine: statements with speakers and cues.

use ascribe_language::stance::Stance;
use std::ops::Range;

/// Share of a statement that is in quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpeechKind {
    /// Nearly all of it.
    Direct,
    /// Part of it.
    Mixed,
    /// Without any quotation marks.
    Indirect,
}

/// A statement that somebody is reported to make. All ranges are byte ranges of the analysed text.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Parts of the content, in order; empty if a colon announces it and it is in the next paragraph.
    pub content: Vec<Range<usize>>,
    /// Cue: the words that introduce the statement.
    pub cue: Option<Range<usize>>,
    /// Words for the speaker.
    pub source: Option<Range<usize>>,
    /// Words for the actor who relays it: “Bloomberg” in “…, the minister said, Bloomberg reported”.
    pub carrier: Option<Range<usize>>,
    /// Share in quotation marks.
    pub kind: SpeechKind,
    /// Whether it continues a statement of the previous paragraph, by the same speaker; without cue and source.
    pub continues: bool,
    /// How the speaker stands to the content; `None` if nothing is stated: “did not say that …”, “declined to say …”,
    /// “if she says …”, “was accused of …”.
    pub stance: Option<Stance>,
    /// Probability that content, source and stance are right, from 0 to 1.
    pub confidence: f32,
}

impl Statement {
    /// Statement of a quotation that no words introduce, by the one whom the source means.
    pub fn uncued(quotation: Range<usize>, source: Range<usize>, confidence: f32) -> Self {
        Self {
            content: vec![quotation],
            cue: None,
            source: Some(source),
            carrier: None,
            kind: SpeechKind::Direct,
            continues: false,
            stance: Some(Stance::Asserts),
            confidence,
        }
    }

    /// Shifts all ranges by a number of bytes.
    pub fn shift(&mut self, by: usize) {
        let move_on = |range: &mut Range<usize>| *range = range.start + by..range.end + by;
        self.content.iter_mut().for_each(move_on);
        let others = [&mut self.cue, &mut self.source, &mut self.carrier];
        others.into_iter().flatten().for_each(move_on);
    }
}

/// State after the previous paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(clippy::struct_excessive_bools, reason = "they are observed one by one")]
pub struct Before {
    /// Whether it ended with direct speech.
    pub spoke: bool,
    /// Whether it ended with indirect speech.
    pub told: bool,
    /// Whether its last quotation was unclosed.
    pub open: bool,
    /// Whether it ended with a colon that announces speech.
    pub announced: bool,
}

/// Reported speech of a paragraph.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// Statements, in the order of their first words.
    pub statements: Vec<Statement>,
    /// State for the next paragraph.
    pub after: Before,
}

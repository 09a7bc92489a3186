//! What may be said in a paragraph, by its tokens: what a cue may introduce, and what is taken of that.

use std::ops::Range;

/// A statement that a cue may introduce, by the tokens of its paragraph.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The cue.
    pub cue: Range<usize>,
    /// The source; empty if there is none.
    pub source: Range<usize>,
    /// The parts of the content, in order.
    pub content: Vec<Range<usize>>,
    /// What the chains say for it.
    pub evidence: Evidence,
    /// How likely it is that most of its content is right.
    pub likelihood: f32,
    /// How likely it is that its source is right, too.
    pub confidence: f32,
}

/// What the chains say for a candidate: probabilities.
#[derive(Debug, Clone, Copy, Default)]
pub struct Evidence {
    /// A cue starts here.
    pub cue: f32,
    /// It introduces anything at all.
    pub speech: f32,
    /// These very words are source and content, if anything is said.
    pub exact: f32,
    /// The tokens of the content are content, in the mean.
    pub content: f32,
    /// The first and the last tokens of the content are content and their neighbours are not: the least of them.
    pub borders: f32,
    /// The tokens of the source are the source, in the mean; if there is none, that there is none.
    pub source: f32,
}

impl Candidate {
    /// The tokens of its content.
    pub fn content_tokens(&self) -> impl Iterator<Item = usize> {
        self.content.iter().flat_map(Range::clone)
    }

    /// A first guess at its likelihood.
    pub fn guess(&self) -> f32 {
        self.evidence.cue * self.evidence.speech * self.evidence.content
    }
}

/// A statement by the tokens of its paragraph.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    pub content: Vec<Range<usize>>,
    pub cue: Range<usize>,
    pub source: Range<usize>,
    pub carrier: Range<usize>,
    pub continues: bool,
    pub confidence: f32,
}

impl From<&Candidate> for Draft {
    fn from(candidate: &Candidate) -> Self {
        Self {
            content: candidate.content.clone(),
            cue: candidate.cue.clone(),
            source: candidate.source.clone(),
            confidence: candidate.confidence,
            ..Self::default()
        }
    }
}

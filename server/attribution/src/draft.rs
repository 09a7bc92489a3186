//! Intermediate results for a paragraph, in token ranges: candidates, and the drafts selected from them.

use super::confidence;
use ascribe_language::stance::Stance;
use std::ops::Range;

/// A candidate statement of a cue, in token ranges of its paragraph.
#[derive(Debug, Clone)]
pub struct DraftCandidate {
    /// Cue.
    pub cue: Range<usize>,
    /// Source; empty if there is none.
    pub source: Range<usize>,
    /// Parts of the content, in order.
    pub content: Vec<Range<usize>>,
    /// Evidence from the chains.
    pub evidence: Evidence,
    /// Likelihood that most of the content is right.
    pub likelihood: f32,
    /// Likelihood that the source is right, too.
    pub confidence: f32,
}

/// Evidence from the chains for a candidate, as probabilities.
#[derive(Debug, Clone, Copy, Default)]
pub struct Evidence {
    /// A cue starts here.
    pub cue: f32,
    /// The cue introduces any statement.
    pub speech: f32,
    /// Source and content are exactly these words, given that there is a statement.
    pub exact: f32,
    /// Mean probability that the content tokens are content.
    pub content: f32,
    /// Minimum probability over the borders of the content: tokens inside are content, those outside are not.
    pub borders: f32,
    /// Mean probability that the source tokens are the source; without a source, the probability that there is none.
    pub source: f32,
}

impl DraftCandidate {
    /// Tokens of the content.
    pub fn content_tokens(&self) -> impl Iterator<Item = usize> {
        self.content.iter().flat_map(Range::clone)
    }

    /// First estimate of the likelihood.
    pub fn guess(&self) -> f32 {
        self.evidence.cue * self.evidence.speech * self.evidence.content
    }
}

/// A statement in token ranges of its paragraph.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub content: Vec<Range<usize>>,
    pub cue: Range<usize>,
    pub source: Range<usize>,
    pub carrier: Range<usize>,
    pub continues: bool,
    /// `None` if nothing is stated.
    pub stance: Option<Stance>,
    pub confidence: f32,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            content: Vec::new(),
            cue: 0..0,
            source: 0..0,
            carrier: 0..0,
            continues: false,
            stance: Some(Stance::Asserts),
            confidence: 0.0,
        }
    }
}

impl From<&DraftCandidate> for Draft {
    fn from(candidate: &DraftCandidate) -> Self {
        Self {
            content: candidate.content.clone(),
            cue: candidate.cue.clone(),
            source: candidate.source.clone(),
            confidence: confidence::calibrated(candidate.confidence),
            ..Self::default()
        }
    }
}

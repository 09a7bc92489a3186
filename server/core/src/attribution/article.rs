//! A whole article: its paragraphs in order, each with what it must know of the one before.

use super::candidates;
use super::model::Model;
use super::tokens::Paragraph;
use std::ops::Range;

/// What somebody is reported to say. All ranges are bytes of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// The parts of what is said, in order.
    pub content: Vec<Range<usize>>,
    /// The words that say so.
    pub cue: Option<Range<usize>>,
    /// Who says it.
    pub source: Option<Range<usize>>,
    /// How likely it is that content and source are right, from 0 to 1.
    pub confidence: f32,
}

/// The paragraphs of a text, as byte ranges without the blanks around them.
pub fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut paragraphs = Vec::new();
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let from = start + (line.len() - line.trim_start().len());
            paragraphs.push(from..from + trimmed.len());
        }
        start += line.len();
    }
    paragraphs
}

/// The statements of an article.
pub fn read(model: &Model<'_>, text: &str) -> Vec<Statement> {
    let mut statements = Vec::new();
    for range in paragraphs(text) {
        let paragraph = Paragraph::new(&text[range.clone()], model.clusters);
        let mut found = candidates::all(model, &paragraph);
        found.sort_by(|a, b| b.likelihood.total_cmp(&a.likelihood));
        let mut taken = vec![false; paragraph.tokens.len()];
        for candidate in found {
            let content = || candidate.content.iter().flat_map(Range::clone);
            let is_free = !content().chain(candidate.cue.clone()).any(|token| taken[token]);
            if !is_free || candidate.likelihood < 0.1 {
                continue;
            }
            for token in content() {
                taken[token] = true;
            }
            let bytes = |tokens: &Range<usize>| {
                let (first, last) = (&paragraph.tokens[tokens.start], &paragraph.tokens[tokens.end - 1]);
                range.start + first.start..range.start + last.end
            };
            statements.push(Statement {
                content: candidate.content.iter().map(bytes).collect(),
                cue: Some(bytes(&candidate.cue)),
                source: (!candidate.source.is_empty()).then(|| bytes(&candidate.source)),
                confidence: candidate.confidence,
            });
        }
    }
    statements
}

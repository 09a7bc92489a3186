//! Corpus of annotated articles.

use ascribe_attribution::clusters::Clusters;
use ascribe_attribution::layout;
use ascribe_attribution::tokens::TokenizedParagraph;
use serde::Deserialize;
use std::ops::Range;

/// Number of folds for cross-fitting: later models are trained on the output of earlier ones for held-out articles, so
/// each fold is read by a chain trained on the others.
pub const FOLDS: usize = 4;

/// An article as a line of JSON; offsets are in code points.
#[derive(Debug, Clone, Deserialize)]
pub struct CorpusArticle {
    /// Id of the article.
    pub id: String,
    /// Its text.
    pub text: String,
    /// Attributions marked by annotators.
    #[serde(default)]
    pub quotes: Vec<Quote>,
}

/// A marked attribution.
#[derive(Debug, Clone, Deserialize)]
pub struct Quote {
    /// Content spans.
    pub content: Vec<(usize, usize)>,
    /// Cue spans.
    pub cue: Vec<(usize, usize)>,
    /// Source spans.
    pub source: Vec<(usize, usize)>,
}

/// An attribution in tokens of one paragraph.
#[derive(Debug, Clone)]
pub struct Gold {
    /// Cue.
    pub cue: Range<usize>,
    /// Source; empty if there is none.
    pub source: Range<usize>,
    /// Whether each token is content.
    pub content: Vec<bool>,
}

/// A paragraph of an article with its attributions.
pub struct CorpusSpan<'t> {
    /// Index of its article.
    pub article: usize,
    /// The paragraph.
    pub paragraph: TokenizedParagraph<'t>,
    /// Attributions whose cue is in the paragraph.
    pub gold: Vec<Gold>,
}

impl CorpusSpan<'_> {
    /// Fold of its article.
    pub fn fold(&self) -> usize {
        self.article % FOLDS
    }
}

/// Splits articles, given with their indexes, into paragraphs.
pub fn paragraphs<'t>(
    articles: impl Iterator<Item = (usize, &'t CorpusArticle)>,
    clusters: Clusters<'_>,
) -> Vec<CorpusSpan<'t>> {
    let mut all = Vec::new();
    for (number, article) in articles {
        let mut bytes: Vec<usize> = article.text.char_indices().map(|(at, _)| at).collect();
        bytes.push(article.text.len());
        for range in layout::paragraphs(&article.text) {
            let paragraph = TokenizedParagraph::new(&article.text[range.clone()], clusters);
            let inside = |spans: &[(usize, usize)]| -> Vec<bool> {
                let mut marked = vec![false; paragraph.tokens.len()];
                for (start, end) in spans {
                    let (start, end) = (bytes[*start], bytes[*end]);
                    for (mark, token) in marked.iter_mut().zip(&paragraph.tokens) {
                        *mark |= range.start + token.start < end && start < range.start + token.end;
                    }
                }
                marked
            };
            let hull = |marked: &[bool]| {
                let first = marked.iter().position(|mark| *mark);
                let last = marked.iter().rposition(|mark| *mark);
                first.zip(last).map_or(0..0, |(first, last)| first..last + 1)
            };
            let gold = article.quotes.iter().filter_map(|quote| {
                let cue = hull(&inside(&quote.cue));
                let content = inside(&quote.content);
                (!cue.is_empty()).then(|| Gold { cue, source: hull(&inside(&quote.source)), content })
            });
            let gold = gold.collect();
            all.push(CorpusSpan { article: number, paragraph, gold });
        }
    }
    all
}

//! Annotated articles.

use ascribe_attribution::clusters::Clusters;
use ascribe_attribution::layout;
use ascribe_attribution::tokens::Paragraph;
use serde::Deserialize;
use std::ops::Range;

/// What the later models learn from is what the earlier ones make of articles that they have not seen: each fold is
/// read by a chain that was learned from the others.
pub const FOLDS: usize = 4;

/// An article as its line of JSON has it; offsets are code points.
#[derive(Debug, Clone, Deserialize)]
pub struct Article {
    /// Its name.
    pub id: String,
    /// Its text.
    pub text: String,
    /// What people marked.
    #[serde(default)]
    pub quotes: Vec<Quote>,
}

/// A marked attribution.
#[derive(Debug, Clone, Deserialize)]
pub struct Quote {
    /// What is said.
    pub content: Vec<(usize, usize)>,
    /// The words that say so.
    pub cue: Vec<(usize, usize)>,
    /// Who says it.
    pub source: Vec<(usize, usize)>,
}

/// An attribution by the tokens of one paragraph.
#[derive(Debug, Clone)]
pub struct Gold {
    /// The cue.
    pub cue: Range<usize>,
    /// The source, or nothing.
    pub source: Range<usize>,
    /// Which tokens are content.
    pub content: Vec<bool>,
}

/// A paragraph of an article with what is marked in it.
pub struct Marked<'t> {
    /// The number of its article.
    pub article: usize,
    /// The paragraph.
    pub paragraph: Paragraph<'t>,
    /// The attributions with their cue in it.
    pub gold: Vec<Gold>,
}

impl Marked<'_> {
    /// The fold of its article.
    pub fn fold(&self) -> usize {
        self.article % FOLDS
    }
}

/// Cuts articles with their numbers into paragraphs.
pub fn paragraphs<'t>(
    articles: impl Iterator<Item = (usize, &'t Article)>,
    clusters: Clusters<'_>,
) -> Vec<Marked<'t>> {
    let mut all = Vec::new();
    for (number, article) in articles {
        let mut bytes: Vec<usize> = article.text.char_indices().map(|(at, _)| at).collect();
        bytes.push(article.text.len());
        for range in layout::paragraphs(&article.text) {
            let paragraph = Paragraph::new(&article.text[range.clone()], clusters);
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
            all.push(Marked { article: number, paragraph, gold });
        }
    }
    all
}

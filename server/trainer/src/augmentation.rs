//! Data augmentation: copies of articles with commas after the quotation marks, as in much of Europe, and with unknown
//! names and words, as in articles of other newsrooms and countries.

use crate::corpus::{CorpusArticle, CorpusSpan};
use ascribe_attribution::hash::{Hash, mix};
use ascribe_attribution::token::Class;

/// One in this many articles is augmented, evenly over the folds.
const EVERY: usize = 3;

/// Augmented articles, with the indexes of the originals.
pub fn of(articles: &[CorpusArticle]) -> Vec<(usize, CorpusArticle)> {
    articles.iter().enumerate().step_by(EVERY).map(|(number, article)| (number, in_guise(article))).collect()
}

/// Replaces `,”` by `”,` in an article.
fn in_guise(article: &CorpusArticle) -> CorpusArticle {
    let mut article = article.clone();
    let mut chars: Vec<char> = article.text.chars().collect();
    for comma in 0..chars.len().saturating_sub(2) {
        let mark = comma + 1;
        let closes = matches!(chars[mark], '”' | '"') && chars[mark + 1].is_whitespace();
        if chars[comma] != ',' || !closes {
            continue;
        }
        chars.swap(comma, mark);
        // Content that ended with the mark still does, one character earlier.
        let ends = article.quotes.iter_mut().flat_map(|quote| &mut quote.content);
        for (_, end) in ends.filter(|(_, end)| *end == mark + 1) {
            *end = mark;
        }
    }
    article.text = chars.into_iter().collect();
    article
}

/// Replaces half of the names, and an eighth of the other words outside all lists, by unknown ones, consistently
/// throughout an article.
pub fn disguise(marked: &mut CorpusSpan<'_>) {
    for token in &mut marked.paragraph.tokens {
        let stranger: Hash = mix(mix(token.word, marked.article as u32), 77);
        let share = match token.class {
            Class::Name => 4,
            Class::Other
            | Class::Noun
            | Class::Plural
            | Class::Adjective
            | Class::Ed
            | Class::Ing
            | Class::Ly => 1,
            _ => 0,
        };
        if stranger >> 24 & 7 < share {
            token.word = stranger;
            token.clusters = [0; 2];
            if token.class == Class::Name {
                token.suffix = stranger;
            }
        }
    }
}

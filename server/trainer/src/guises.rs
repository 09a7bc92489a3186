//! Articles in another guise, to learn from a second time: with the commas behind the marks as much of Europe sets them,
//! and with names and words that nobody knows, as those of other desks and countries are.

use crate::corpus::{Article, Marked};
use ascribe_attribution::hash::{Hash, mix};
use ascribe_attribution::token::Class;

/// Every so many articles are learned from in another guise, too: as many of each fold.
const EVERY: usize = 3;

/// The articles in another guise, with the numbers of those that they were.
pub fn of(articles: &[Article]) -> Vec<(usize, Article)> {
    articles.iter().enumerate().step_by(EVERY).map(|(number, article)| (number, in_guise(article))).collect()
}

/// The article with `”,` in place of `,”`.
fn in_guise(article: &Article) -> Article {
    let mut article = article.clone();
    let mut chars: Vec<char> = article.text.chars().collect();
    for comma in 0..chars.len().saturating_sub(2) {
        let mark = comma + 1;
        let closes = matches!(chars[mark], '”' | '"') && chars[mark + 1].is_whitespace();
        if chars[comma] != ',' || !closes {
            continue;
        }
        chars.swap(comma, mark);
        // What ended with the mark still does, which is one character earlier.
        let ends = article.quotes.iter_mut().flat_map(|quote| &mut quote.content);
        for (_, end) in ends.filter(|(_, end)| *end == mark + 1) {
            *end = mark;
        }
    }
    article.text = chars.into_iter().collect();
    article
}

/// Makes half of the names and an eighth of the other words that no list knows unknown, each throughout its article.
pub fn disguise(marked: &mut Marked<'_>) {
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

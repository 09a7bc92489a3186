//! Sentences of an article, with their words.

use crate::phrases::words::{Word, words};
use crate::text::article::PlainArticle;
use ascribe_language::sentences::sentences;
use ascribe_markup::budget::Budget;
use std::ops::Range;

/// A sentence outside of headlines.
#[derive(Debug)]
pub(crate) struct Sentence<'a> {
    /// Byte range in the article.
    pub range: Range<usize>,
    /// Words, with their byte offsets in the article.
    pub words: Vec<Word<'a>>,
    /// Byte ranges of the quotations of the paragraph, in the article.
    pub quotations: &'a [Range<usize>],
}

/// Reads the sentences of an article, in text order, as far as the budget goes.
pub(crate) fn read<'a>(article: &'a PlainArticle, budget: &Budget) -> Vec<Sentence<'a>> {
    let paragraphs = article.paragraphs.iter().filter(|paragraph| !paragraph.is_head_line);
    let paragraphs = paragraphs.take_while(|_| budget.take(1));
    let found = paragraphs.flat_map(|paragraph| {
        let quotations = paragraph.quotations.as_slice();
        let all = sentences(&article.text, paragraph.range.clone(), quotations);
        all.into_iter().map(move |range| Sentence {
            words: words(article.slice(range.clone()), range.start),
            range,
            quotations,
        })
    });
    found.collect()
}

//! Plain text of the article in a document, by paragraph: without markup, links and nicknames, and in the
//! [normal form](ascribe_language::normal_form) for reading.

use crate::front_matter;
use crate::text::ranges::RangeSet;
use ascribe_attribution::Role;
use ascribe_language::links::link_marks;
use ascribe_language::nicknames::nicknames;
use ascribe_language::normal_form::{Form, NormalText};
use ascribe_markup::document::{BlockAt, Document};
use ascribe_markup::model::{Block, BlockRange};
use std::ops::Range;
use std::sync::Arc;

/// A paragraph of the article.
#[derive(Debug, Clone)]
pub struct ArticleParagraph {
    /// Block of the paragraph.
    pub block: Arc<Block>,
    /// Index of the block.
    pub number: usize,
    /// Byte range in the article, trimmed.
    pub range: Range<usize>,
    /// Role of the paragraph in the article.
    pub role: Role,
    /// Whether it is a byline, a date or the like.
    pub is_head_line: bool,
    /// Byte ranges of the quotations in the article.
    pub quotations: Vec<Range<usize>>,
    /// All that is between quotation marks.
    pub(crate) quoted: RangeSet,
    /// Words of the block, with their places in it.
    words: NormalText,
    /// Byte offsets of the block in the article and in the document.
    start: (usize, usize),
}

/// Plain text of a document.
#[derive(Debug, Clone, Default)]
pub struct PlainArticle {
    /// The article without its markup.
    pub text: String,
    /// Paragraphs in order.
    pub paragraphs: Vec<ArticleParagraph>,
}

impl PlainArticle {
    /// Extracts the article of a document.
    pub fn new(document: &Document) -> Self {
        let mut article = Self::default();
        for at in document.blocks() {
            if at.block.paragraph().is_some() {
                article.push(at);
            }
        }
        let ranges: Vec<Range<usize>> = article.paragraphs.iter().map(|it| it.range.clone()).collect();
        for (paragraph, role) in
            article.paragraphs.iter_mut().zip(ascribe_attribution::roles(&article.text, &ranges))
        {
            paragraph.role = role;
        }
        let head = front_matter::head_lines(ranges.iter().map(|range| &article.text[range.clone()]));
        for (paragraph, is_head_line) in article.paragraphs.iter_mut().zip(head) {
            paragraph.is_head_line = is_head_line;
        }
        article
    }

    /// Extracts the text of one paragraph.
    pub fn of(at: BlockAt<'_>) -> Self {
        let mut article = Self::default();
        article.push(at);
        article
    }

    fn push(&mut self, at: BlockAt<'_>) {
        let block = at.block;
        let start = self.text.len();
        let plain = words(block);
        self.text.push_str(plain.text());
        let words = plain.text();
        let first = start + (words.len() - words.trim_start().len());
        let range = first..first + words.trim().len();
        self.text.push_str(&block.text[block.content..]);
        if !range.is_empty() {
            let mut paragraph = ArticleParagraph {
                block: Arc::clone(block),
                number: at.index,
                range,
                role: Role::Body,
                is_head_line: false,
                quotations: Vec::new(),
                quoted: RangeSet::default(),
                words: plain,
                start: (start, at.start),
            };
            let quotations = block.marked().iter().filter(|marked| marked.is_quotation());
            let quotations = quotations.map(|marked| marked.extent.at(at.start));
            let quotations =
                quotations.map(|it| paragraph.in_article(it.start)..paragraph.in_article(it.end));
            // A nickname is none.
            paragraph.quotations = quotations.filter(|it| !it.is_empty()).collect();
            paragraph.quoted = paragraph.quotations.iter().cloned().collect();
            self.paragraphs.push(paragraph);
        }
    }

    /// Text of a byte range.
    pub fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }
}

impl ArticleParagraph {
    /// Extent in the block for a byte range of the paragraph's trimmed text, as reported by the attribution engine.
    pub fn in_block(&self, at: BlockAt<'_>, words: &Range<usize>) -> Option<BlockRange> {
        let range = self.in_document(&(self.range.start + words.start..self.range.start + words.end));
        let is_inside = at.start <= range.start && range.end <= at.range().end;
        is_inside.then(|| BlockRange::new(range.start - at.start, range.end - at.start))
    }

    /// Converts a byte range of the article in this paragraph to one in the document.
    pub fn in_document(&self, range: &Range<usize>) -> Range<usize> {
        let (article, document) = self.start;
        let inside = range.start.saturating_sub(article)..range.end.saturating_sub(article);
        let original = self.words.original(inside);
        document + original.start..document + original.end
    }

    /// Converts a byte offset in the document, inside the words, to one in the article.
    pub fn in_article(&self, offset: usize) -> usize {
        let (article, document) = self.start;
        article + self.words.position(offset.saturating_sub(document))
    }
}

/// Words of a paragraph as they are read, with their byte ranges in the block.
pub(crate) fn words(block: &Block) -> NormalText {
    let mut words = NormalText::with_capacity(Form::Read, block.len());
    let mut from = 0;
    for markup in block.markup(BlockRange::new(0, block.content)) {
        words.push(&block.text[from..markup.start as usize], from);
        from = markup.end as usize;
    }
    words.push(&block.text[from..block.content], from);
    without_marks(words)
}

/// Words without nicknames, and without the marks of links and emphasis around them.
fn without_marks(mut words: NormalText) -> NormalText {
    words.remove(&link_marks(words.text()));
    words.remove(&nicknames(words.text()));
    words
}

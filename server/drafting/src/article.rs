//! Plain text of the article in a document, without markup, by paragraph.

use ascribe_attribution::Role;
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
    /// Byte ranges of the quotations in the article.
    pub quotations: Vec<Range<usize>>,
    /// For each text segment between markup, its start (byte offset) in the article and in the document.
    stretches: Vec<(usize, usize)>,
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
        let mut stretches = Vec::new();
        let mut from = 0;
        let mut push = |text: &mut String, range: Range<usize>| {
            if !range.is_empty() {
                stretches.push((text.len(), at.start + range.start));
                text.push_str(&block.text[range]);
            }
        };
        for markup in block.markup(BlockRange::new(0, block.content)) {
            push(&mut self.text, from..markup.start as usize);
            from = markup.end as usize;
        }
        push(&mut self.text, from..block.content);
        let words = &self.text[start..];
        let first = start + (words.len() - words.trim_start().len());
        let range = first..first + words.trim().len();
        self.text.push_str(&block.text[block.content..]);
        if !range.is_empty() {
            let mut paragraph = ArticleParagraph {
                block: Arc::clone(block),
                number: at.index,
                range,
                role: Role::Body,
                quotations: Vec::new(),
                stretches,
            };
            let quotations = block.marked().iter().filter(|marked| marked.is_quotation());
            let quotations = quotations.map(|marked| marked.extent.at(at.start));
            paragraph.quotations =
                quotations.map(|it| paragraph.in_article(it.start)..paragraph.in_article(it.end)).collect();
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
        let start = self.offset(range.start);
        start..self.offset(range.end.max(range.start + 1) - 1) + 1
    }

    /// Converts a byte offset in the document, inside the words, to one in the article.
    pub fn in_article(&self, offset: usize) -> usize {
        let i = self.stretches.partition_point(|(_, document)| *document <= offset);
        let (start, document) = i.checked_sub(1).map_or((0, offset), |i| self.stretches[i]);
        let end = self.stretches.get(i).map_or(usize::MAX, |(next, _)| *next);
        (start + (offset - document)).min(end)
    }

    fn offset(&self, at: usize) -> usize {
        let i = self.stretches.partition_point(|(start, _)| *start <= at);
        let (start, offset) = i.checked_sub(1).map_or((at, 0), |i| self.stretches[i]);
        offset + (at - start)
    }
}

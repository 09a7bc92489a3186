//! The article of a document without its markup, paragraph by paragraph.

use ascribe_attribution::Role;
use ascribe_markup::document::{BlockAt, Document};
use ascribe_markup::model::{Block, Extent};
use std::ops::Range;
use std::sync::Arc;

/// A paragraph of the article.
#[derive(Debug, Clone)]
pub struct Paragraph {
    /// Its block.
    pub block: Arc<Block>,
    /// The number of that.
    pub number: usize,
    /// Its bytes in the article, without blanks around.
    pub range: Range<usize>,
    /// What it is.
    pub role: Role,
    /// Its quotations, in the article.
    pub quotations: Vec<Range<usize>>,
    /// For each stretch of words between markup, its start in the article and in the document.
    stretches: Vec<(usize, usize)>,
}

/// The words of a document.
#[derive(Debug, Clone, Default)]
pub struct Article {
    /// The article without its markup.
    pub text: String,
    /// Its paragraphs in order.
    pub paragraphs: Vec<Paragraph>,
}

impl Article {
    /// Reads the words of a document.
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

    /// The words of one paragraph.
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
        for markup in block.markup(Extent::new(0, block.content)) {
            push(&mut self.text, from..markup.start as usize);
            from = markup.end as usize;
        }
        push(&mut self.text, from..block.content);
        let words = &self.text[start..];
        let first = start + (words.len() - words.trim_start().len());
        let range = first..first + words.trim().len();
        self.text.push_str(&block.text[block.content..]);
        if !range.is_empty() {
            let mut paragraph = Paragraph {
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

    /// The words of a range.
    pub fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }
}

impl Paragraph {
    /// The extent in its block of a range of its words, as they are read for speech.
    pub fn in_block(&self, at: BlockAt<'_>, words: &Range<usize>) -> Option<Extent> {
        let range = self.in_document(&(self.range.start + words.start..self.range.start + words.end));
        let is_inside = at.start <= range.start && range.end <= at.range().end;
        is_inside.then(|| Extent::new(range.start - at.start, range.end - at.start))
    }

    /// The bytes of the document for a range of the article in this paragraph.
    pub fn in_document(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.offset(range.start);
        start..self.offset(range.end.max(range.start + 1) - 1) + 1
    }

    /// The byte of the article for one of the document, if it is one of the words.
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

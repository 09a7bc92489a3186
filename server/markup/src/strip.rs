//! Strips the markup from an article.

use crate::Edit;
use crate::document::Document;
use crate::gate::{Intent, article_ranges, pass, pass_version, push_article};
use std::ops::Range;

/// Removes annotations, the brackets that carry one, backslashes of escapes, notes, and front matter and declarations
/// with the blank lines after them; nothing else. The part of a document that is not read ([`Document::unread`]) stays as
/// it is.
///
/// ```
/// use ascribe_markup::document::Document;
/// use ascribe_markup::strip::strip;
///
/// let document = Document::new("@moe: Ida Moe\n\n“The dam holds,”{@moe} she said.\n");
/// assert_eq!(strip(&document), "“The dam holds,” she said.\n");
/// ```
pub fn strip(document: &Document) -> String {
    let mut out = String::with_capacity(document.text().len());
    for at in document.blocks() {
        push_article(at.block, 0..at.block.len(), &mut out);
    }
    out
}

/// The article of a document, with the place of each of its characters in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StrippedArticle {
    /// The article, as [`strip`] gives it.
    pub text: String,
    /// Byte offsets at which a stretch of the article starts: in the document, and in the article.
    stretches: Vec<(usize, usize)>,
}

impl StrippedArticle {
    /// Strips a document.
    pub fn new(document: &Document) -> Self {
        let (mut text, mut stretches) = (String::with_capacity(document.text().len()), Vec::new());
        for at in document.blocks() {
            for range in article_ranges(at.block).into_iter().filter(|range| !range.is_empty()) {
                stretches.push((at.start + range.start, text.len()));
                text.push_str(at.block.text.get(range).unwrap_or_default());
            }
        }
        Self { text, stretches }
    }

    /// Byte offset in the article of a byte offset of the document; one within markup is where that was.
    pub fn offset(&self, offset: usize) -> usize {
        let after = self.stretches.partition_point(|(document, _)| *document <= offset);
        let end = self.stretches.get(after).map_or(self.text.len(), |(_, article)| *article);
        let Some((document, article)) = after.checked_sub(1).map(|before| self.stretches[before]) else {
            return 0;
        };
        (article + (offset - document)).min(end)
    }

    /// Byte offset in the document of a byte offset of the article: directly behind the character before it, in front of
    /// any markup.
    fn document_offset(&self, offset: usize) -> usize {
        let after = self.stretches.partition_point(|(_, article)| *article < offset);
        let (document, article) = after.checked_sub(1).map_or((0, 0), |before| self.stretches[before]);
        document + (offset.min(self.text.len()) - article)
    }

    /// Byte range in the document of a byte range of the article, with the markup inside it.
    pub fn document_range(&self, range: &Range<usize>) -> Range<usize> {
        self.document_offset(range.start)..self.document_offset(range.end)
    }
}

/// Whether the article stays the same after these non-overlapping edits. An edited mark or bracket may change the
/// meaning of others far after it; only blocks that were read again are compared.
pub fn keeps_article(document: &Document, edits: &[Edit]) -> bool {
    pass(document, edits, &Intent::Markup).is_ok()
}

/// Whether two documents, of which `after` was made from `before` by edits, have the same article.
pub fn same_article(before: &Document, after: &Document) -> bool {
    pass_version(before, after, &Intent::Markup).is_ok()
}

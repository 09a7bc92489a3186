//! Strips the markup from an article.

use crate::Edit;
use crate::document::Document;
use crate::gate::{Intent, pass, pass_version, push_article};

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

/// Whether the article stays the same after these non-overlapping edits. An edited mark or bracket may change the
/// meaning of others far after it; only blocks that were read again are compared.
pub fn keeps_article(document: &Document, edits: &[Edit]) -> bool {
    pass(document, edits, &Intent::Markup).is_ok()
}

/// Whether two documents, of which `after` was made from `before` by edits, have the same article.
pub fn same_article(before: &Document, after: &Document) -> bool {
    pass_version(before, after, &Intent::Markup).is_ok()
}

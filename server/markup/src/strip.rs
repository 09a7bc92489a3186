//! Strips the markup from an article.

use crate::Edit;
use crate::document::Document;
use crate::model::{Block, BlockKind, BlockRange};
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
        push_stripped(at.block, &mut out);
    }
    out
}

fn push_stripped(block: &Block, out: &mut String) {
    let is_text = matches!(block.kind, BlockKind::Blank | BlockKind::Paragraph(_));
    if !is_text && block.text.starts_with('\u{feff}') {
        out.push('\u{feff}');
    }
    match block.kind {
        BlockKind::FrontMatter(_) | BlockKind::Declaration(_) => {}
        BlockKind::Blank | BlockKind::Unread => out.push_str(&block.text),
        BlockKind::Note(_) => out.push_str(&block.text[block.content..]),
        BlockKind::Paragraph(_) => out.push_str(&block.words(BlockRange::new(0, block.len()))),
    }
}

/// Whether the article stays the same after these non-overlapping edits. An edited mark or bracket may change the
/// meaning of others far after it; only blocks that were read again are compared.
pub fn keeps_article(document: &Document, edits: &[Edit]) -> bool {
    same_article(document, &document.edited(edits))
}

/// Whether two documents, of which `after` was made from `before` by edits, have the same article.
pub fn same_article(before: &Document, after: &Document) -> bool {
    let hunks = after.chunked_blocks().hunks(before.chunked_blocks());
    let (Some(first), Some(last)) = (hunks.first(), hunks.last()) else { return true };
    let stripped = |document: &Document, changed: Range<usize>| {
        let mut out = String::new();
        document.chunked_blocks().range(changed).for_each(|at| push_stripped(at.item, &mut out));
        out
    };
    stripped(before, first.old.start..last.old.end) == stripped(after, first.new.start..last.new.end)
}

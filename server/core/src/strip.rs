//! The article without the markup.

use crate::Edit;
use crate::document::Document;
use crate::model::{Block, Extent, Facts};
use std::sync::Arc;

/// Takes away annotations, the brackets that carry one, the backslashes of escapes, notes, and front matter
/// and declarations with the blank lines behind them; nothing else.
pub fn strip(document: &Document) -> String {
    let mut out = String::with_capacity(document.text().len());
    for at in document.blocks() {
        push_stripped(at.block, &mut out);
    }
    out
}

fn push_stripped(block: &Block, out: &mut String) {
    let is_text = matches!(block.facts, Facts::Blank | Facts::Paragraph(_));
    if !is_text && block.text.starts_with('\u{feff}') {
        out.push('\u{feff}');
    }
    match block.facts {
        Facts::FrontMatter(_) | Facts::Declaration(_) => {}
        Facts::Blank => out.push_str(&block.text),
        Facts::Note(_) => out.push_str(&block.text[block.content..]),
        Facts::Paragraph(_) => out.push_str(&block.words(Extent::new(0, block.len()))),
    }
}

/// Whether the article is the same after these edits, of which none overlaps another. A mark or bracket that
/// changes its meaning may change that of others far behind it; only the blocks that were read anew are looked
/// at.
pub fn keeps_article(document: &Document, edits: &[Edit]) -> bool {
    same_article(document, &document.edited(edits))
}

/// Whether two documents have the same article, of which the one was made of the other by edits.
pub fn same_article(before: &Document, after: &Document) -> bool {
    let before: Vec<&Arc<Block>> = before.blocks().map(|at| at.block).collect();
    let after: Vec<&Arc<Block>> = after.blocks().map(|at| at.block).collect();
    let same = |(a, b): &(&&Arc<Block>, &&Arc<Block>)| Arc::ptr_eq(a, b);
    let start = before.iter().zip(&after).take_while(same).count();
    let (before, after) = (&before[start..], &after[start..]);
    let end = before.iter().rev().zip(after.iter().rev()).take_while(same).count();
    let stripped = |blocks: &[&Arc<Block>]| {
        let mut out = String::new();
        blocks[..blocks.len() - end].iter().for_each(|block| push_stripped(block, &mut out));
        out
    };
    stripped(before) == stripped(after)
}

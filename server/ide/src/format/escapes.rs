//! Removes redundant escapes: those without which the text has the same meaning.

use super::reading;
use ascribe_lints::sourcing::stray_markup::is_kept_text;
use ascribe_markup::Edit;
use ascribe_markup::document::{BlockAt, Document};
use ascribe_markup::model::{Block, BlockRange, read_blocks};
use std::sync::Arc;

/// Maximum number of escapes in a paragraph; one with more was machine-made and is left alone.
const MANY: usize = 200;

/// Edits that remove the redundant backslashes in some blocks.
pub(super) fn edits<'a>(document: &Document, blocks: impl Iterator<Item = BlockAt<'a>>) -> Vec<Edit> {
    let all: Vec<Edit> = blocks.flat_map(needless).collect();
    if is_harmless(document, &all) {
        return all;
    }
    // Some edit changes the meaning of another block.
    let mut kept: Vec<Edit> = Vec::new();
    for edit in all {
        kept.push(edit);
        if !is_harmless(document, &kept) {
            kept.pop();
        }
    }
    kept
}

/// Redundant escapes of a block, judged by itself.
fn needless(at: BlockAt<'_>) -> Vec<Edit> {
    let all = at.block.paragraph().map_or(&[][..], |paragraph| &paragraph.escapes);
    // An escape of what could be stray markup says that it is text.
    let says_so = |escape: &&BlockRange| is_kept_text(at.block, escape.start as usize + 1);
    let escapes: Vec<&BlockRange> = all.iter().filter(|escape| !says_so(escape)).collect();
    if escapes.is_empty() || escapes.len() > MANY {
        return Vec::new();
    }
    // Removing one escape may make another one redundant.
    let mut gone: Vec<&BlockRange> = Vec::new();
    loop {
        let before = gone.len();
        for &escape in &escapes {
            if !gone.contains(&escape) {
                gone.push(escape);
                if !reads_the_same(at.block, &gone) {
                    gone.pop();
                }
            }
        }
        if gone.len() == before || gone.len() == escapes.len() {
            break;
        }
    }
    gone.sort_unstable();
    let start = |escape: &BlockRange| at.start + escape.start as usize;
    gone.into_iter().map(|escape| Edit::replace(start(escape)..start(escape) + 1, "")).collect()
}

fn reads_the_same(block: &Block, gone: &[&BlockRange]) -> bool {
    let mut starts: Vec<usize> = gone.iter().map(|escape| escape.start as usize).collect();
    starts.sort_unstable();
    let mut text = block.text.to_string();
    for start in starts.into_iter().rev() {
        text.remove(start);
    }
    matches!(&read_blocks(&text, block.start_state)[..], [read] if reading::same(block, read))
}

/// Whether every block of the document has the same meaning after the edits.
fn is_harmless(document: &Document, edits: &[Edit]) -> bool {
    if edits.is_empty() {
        return true;
    }
    let edited = document.edited(edits);
    let same = |(old, new): (BlockAt<'_>, BlockAt<'_>)| {
        Arc::ptr_eq(old.block, new.block) || reading::same(old.block, new.block)
    };
    document.blocks().count() == edited.blocks().count() && document.blocks().zip(edited.blocks()).all(same)
}

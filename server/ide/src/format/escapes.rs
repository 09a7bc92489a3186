//! Removes redundant escapes: those without which the text has the same meaning.

use super::reading;
use ascribe_lints::sourcing::stray_markup::Limits;
use ascribe_markup::Edit;
use ascribe_markup::budget::Budget;
use ascribe_markup::document::{BlockAt, Document};
use ascribe_markup::model::{Block, BlockRange, read_blocks};
use std::sync::Arc;

/// Maximum number of escapes in a paragraph; one with more was machine-made and is left alone.
const MANY: usize = 200;

/// Number of bytes that are read to try escapes, since each try reads its paragraph again. Later escapes are for the next
/// time.
const MOST_READ: u64 = 1 << 24;

/// Edits that remove the redundant backslashes in some blocks.
pub(super) fn edits<'a>(document: &Document, blocks: impl Iterator<Item = BlockAt<'a>>) -> Vec<Edit> {
    let budget = Budget::of_steps(MOST_READ);
    let all: Vec<Edit> = blocks.flat_map(|at| needless(at, &budget)).collect();
    let budget = Budget::of_steps(MOST_READ + document.text().len() as u64);
    let mut kept = Vec::new();
    keep_harmless(document, &mut kept, &all, &budget);
    kept
}

/// Adds the edits that change no other block. Usually all are harmless, which one test shows; otherwise bisects, as far as
/// the budget of bytes to read goes.
fn keep_harmless(document: &Document, kept: &mut Vec<Edit>, edits: &[Edit], budget: &Budget) {
    if edits.is_empty() || !budget.take(document.text().len() as u64) {
        return;
    }
    let more = [&kept[..], edits].concat();
    if is_harmless(document, &more) {
        *kept = more;
    } else if edits.len() > 1 {
        let (first, second) = edits.split_at(edits.len() / 2);
        keep_harmless(document, kept, first, budget);
        keep_harmless(document, kept, second, budget);
    }
}

/// Redundant escapes of a block, judged by itself, as far as the budget of bytes to read goes.
fn needless(at: BlockAt<'_>, budget: &Budget) -> Vec<Edit> {
    let all = at.block.paragraph().map_or(&[][..], |paragraph| &paragraph.escapes);
    // An escape of what could be stray markup says that it is text.
    let limits = Limits::of(at.block);
    let says_so = |escape: &&BlockRange| limits.keep_text(escape.start as usize + 1);
    let escapes: Vec<&BlockRange> = all.iter().filter(|escape| !says_so(escape)).collect();
    if escapes.is_empty() || escapes.len() > MANY {
        return Vec::new();
    }
    // Removing one escape may make another one redundant.
    let mut gone: Vec<&BlockRange> = Vec::new();
    loop {
        let before = gone.len();
        for &escape in &escapes {
            if !gone.contains(&escape) && budget.take(at.block.len() as u64) {
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

//! Escapes that nobody needs: the text reads the same without their backslashes.

use super::reading;
use crate::Edit;
use crate::document::{BlockAt, Document};
use crate::model::{Block, Extent, read_blocks};

/// A paragraph with more of them was made by a machine; it is left as it is.
const MANY: usize = 200;

pub(super) fn edits(document: &Document, at: BlockAt<'_>) -> Vec<Edit> {
    let escapes = at.block.paragraph().map_or(&[][..], |paragraph| &paragraph.escapes);
    if escapes.is_empty() || escapes.len() > MANY {
        return Vec::new();
    }
    let removal = |escape: &Extent| {
        let start = at.start + escape.start as usize;
        Edit::replace(start..start + 1, "")
    };
    // One that can go may make another one needless.
    let mut gone: Vec<&Extent> = Vec::new();
    loop {
        let before = gone.len();
        for escape in escapes {
            if !gone.contains(&escape) {
                gone.push(escape);
                if !reads_the_same(at.block, &gone) {
                    gone.pop();
                }
            }
        }
        if gone.len() == before {
            break;
        }
    }
    let mut edits: Vec<Edit> = gone.iter().map(|escape| removal(escape)).collect();
    edits.sort_by_key(|edit| edit.range.start);
    // The blocks around it have a say as well.
    if !is_harmless(document, at, &edits) {
        let mut kept: Vec<Edit> = Vec::new();
        for edit in edits {
            kept.push(edit);
            if !is_harmless(document, at, &kept) {
                kept.pop();
            }
        }
        return kept;
    }
    edits
}

fn reads_the_same(block: &Block, gone: &[&Extent]) -> bool {
    let mut starts: Vec<usize> = gone.iter().map(|escape| escape.start as usize).collect();
    starts.sort_unstable();
    let mut text = block.text.to_string();
    for start in starts.into_iter().rev() {
        text.remove(start);
    }
    matches!(&read_blocks(&text, block.entrance)[..], [read] if reading::same(block, read))
}

/// Whether the document has the same blocks after the edits, and this one reads the same.
fn is_harmless(document: &Document, at: BlockAt<'_>, edits: &[Edit]) -> bool {
    if edits.is_empty() {
        return true;
    }
    let edited = document.edited(edits);
    let same = |(old, new): (BlockAt<'_>, BlockAt<'_>)| {
        if old.index == at.index { reading::same(old.block, new.block) } else { old.block == new.block }
    };
    document.blocks().count() == edited.blocks().count() && document.blocks().zip(edited.blocks()).all(same)
}

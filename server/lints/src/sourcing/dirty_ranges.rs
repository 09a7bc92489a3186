//! Dirty ranges: the blocks in which a document differs from an earlier version, with the neighbours this affects.

use super::misplaced::{FARTHEST, may_be_head, may_carry_on};
use super::quotations::{Around, is_note, reach};
use ascribe_markup::chunked_vec::Hunk;
use ascribe_markup::document::Document;
use std::ops::Range;

/// New blocks, with the neighbours whose surroundings may have changed: quotations that continue over paragraphs,
/// notes, and the paragraph below them. Sorted and disjoint. `around` returns the quotation state of a block of the old
/// version.
pub fn dirty_ranges(new: &Document, old: &Document, around: impl Fn(usize) -> Option<Around>) -> Vec<Hunk> {
    let hunks = new.chunked_blocks().hunks(old.chunked_blocks());
    let mut grown: Vec<Range<usize>> = Vec::new();
    for hunk in &hunks {
        let next = grow(hunk, new, &around);
        match grown.last_mut() {
            Some(last) if next.start <= last.end => {
                *last = last.start.min(next.start)..last.end.max(next.end);
            }
            _ => grown.push(next),
        }
    }
    let mut hunks = hunks.into_iter().peekable();
    // Numbers of blocks added and removed so far.
    let (mut come, mut gone) = (0, 0);
    let stretch = |new: Range<usize>| {
        let start = new.start + gone - come;
        while let Some(hunk) = hunks.next_if(|hunk| hunk.new.start <= new.end) {
            come += hunk.new.len();
            gone += hunk.old.len();
        }
        Hunk { old: start..new.end + gone - come, new }
    };
    grown.into_iter().map(stretch).collect()
}

/// Widens a hunk by the blocks it affects.
fn grow(hunk: &Hunk, document: &Document, around: &impl Fn(usize) -> Option<Around>) -> Range<usize> {
    let blocks = document.chunked_blocks();
    let note_at = |index: usize| blocks.get(index).is_some_and(|at| is_note(at.item));
    let Range { mut start, mut end } = hunk.new;
    while start > 0 && note_at(start - 1) {
        start -= 1;
    }
    let before = hunk.old.start.checked_sub(hunk.new.start - start + 1);
    if start > 0 && before.and_then(around).is_some_and(|around| around.goes_on.is_some()) {
        start -= 1;
    }
    while note_at(end) {
        end += 1;
    }
    // Lines of misplaced declarations depend on those above, and a head on the line below.
    let block_at = |index: usize| blocks.get(index).map(|at| at.item);
    if start > 0 && block_at(start - 1).is_some_and(|block| may_be_head(block)) {
        start -= 1;
    }
    let carries_on = |index: &usize| block_at(*index).is_some_and(|block| may_carry_on(block));
    end += (end..end + FARTHEST).take_while(carries_on).count();
    let mut grown = reach(document, start..(end + 1).min(blocks.len()));
    while grown.start > 0 && note_at(grown.start - 1) {
        grown.start -= 1;
    }
    grown
}

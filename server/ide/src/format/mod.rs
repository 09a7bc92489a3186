//! Formatter for declarations, front matter, the inside of annotations, and redundant escapes. Never changes a
//! character of the article, nor any meaning.

mod annotation;
mod escapes;
mod fields;
mod reading;

use ascribe_markup::Edit;
use ascribe_markup::document::{BlockAt, Document};
use ascribe_markup::model::BlockKind;
use ascribe_markup::text::is_blank;
use std::ops::Range;

/// Non-overlapping edits that format a document.
pub fn format(document: &Document) -> Vec<Edit> {
    edits(document, document.blocks().collect())
}

/// Edits that format the blocks that a byte range touches.
pub fn format_range(document: &Document, range: Range<usize>) -> Vec<Edit> {
    let range = range.start.min(range.end)..range.end.max(range.start);
    // A range that ends at the start of a block does not include it.
    let touched = document.blocks_in(range.clone()).filter(|at| {
        at.start < range.end.max(range.start + 1) && (range.start < at.range().end || range.is_empty())
    });
    edits(document, touched.collect())
}

/// On-type formatting, for a character typed just before a byte offset: `}` formats the annotation it closes; a line
/// end in a declaration indents the next field, and removes the indentation of an empty one.
pub fn format_typed(document: &Document, offset: usize, typed: char) -> Vec<Edit> {
    match typed {
        '}' => closed_annotation(document, offset),
        '\n' => next_field(document, offset),
        _ => Vec::new(),
    }
}

fn edits(document: &Document, blocks: Vec<BlockAt<'_>>) -> Vec<Edit> {
    let mut edits: Vec<Edit> = blocks.iter().flat_map(|at| block(document, *at)).collect();
    edits.extend(escapes::edits(document, blocks.into_iter()));
    edits.sort_by_key(|edit| edit.range.start);
    edits
}

fn block(document: &Document, at: BlockAt<'_>) -> Vec<Edit> {
    match &at.block.kind {
        BlockKind::FrontMatter(_) | BlockKind::Declaration(_) => fields::edits(document, at),
        BlockKind::Paragraph(_) => annotation::edits(at),
        BlockKind::Blank | BlockKind::Note(_) | BlockKind::Unread => Vec::new(),
    }
}

fn closed_annotation(document: &Document, offset: usize) -> Vec<Edit> {
    let Some(at) = document.block_at(offset.saturating_sub(1)) else { return Vec::new() };
    let ends_here = |end: u32| at.start + end as usize == offset;
    let mut marked = at.block.marked().iter();
    let closed = marked.find(|marked| marked.annotation.as_ref().is_some_and(|a| ends_here(a.extent.end)));
    closed.map(|marked| annotation::edits_of(at, std::iter::once(marked))).unwrap_or_default()
}

fn next_field(document: &Document, offset: usize) -> Vec<Edit> {
    let text = document.text();
    let line = text.line_of(offset);
    let Some(before) = line.checked_sub(1) else { return Vec::new() };
    let blanks = |line: usize| {
        let range = text.line_start(line)..text.line_end(line);
        text.slice(range.clone()).chars().all(is_blank).then_some(range)
    };
    // Text on the new line belongs to the user.
    let Some(new) = blanks(line) else { return Vec::new() };
    let Some(at) = document.block_at(text.line_start(before)) else { return Vec::new() };
    if at.block.declaration().is_none() {
        return Vec::new();
    }
    match blanks(before) {
        None if text.slice(new.clone()) == fields::INDENT => Vec::new(),
        None => vec![Edit::replace(new, fields::INDENT)],
        Some(left) => {
            [left, new].into_iter().filter(|r| !r.is_empty()).map(|r| Edit::replace(r, "")).collect()
        }
    }
}

/// Minimal edit that replaces `old`, at byte `start`, by `new`; `None` if they are equal.
fn smallest(start: usize, old: &str, new: &str) -> Option<Edit> {
    if old == new {
        return None;
    }
    let same = |(a, b): &(char, char)| a == b;
    let len = |pairs: &mut dyn Iterator<Item = (char, char)>| pairs.map(|(c, _)| c.len_utf8()).sum::<usize>();
    // Editors have no position within CRLF.
    let splits = |at: usize| old[..at].ends_with('\r') && old[at..].starts_with('\n');
    let mut front = len(&mut old.chars().zip(new.chars()).take_while(same));
    front -= usize::from(splits(front));
    let (old_rest, new_rest) = (&old[front..], &new[front..]);
    let mut back = len(&mut old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(same));
    back -= usize::from(back > 0 && splits(old.len() - back));
    let range = start + front..start + old.len() - back;
    Some(Edit::replace(range, &new_rest[..new_rest.len() - back]))
}

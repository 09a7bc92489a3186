//! Incremental edits of a document.

use super::{Document, blocks_from, end_of_reading, nodes_from};
use crate::Edit;
use crate::chunked_vec::At;
use crate::derived::Derived;
use crate::model::Block;
use crate::reach;
use crate::syntax::{self, StartState};
use crate::text::Text;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// Distance in bytes between edits from which on the blocks between them are not read again.
const APART: usize = 4096;

/// Maximum number of groups of edits of which each is parsed alone.
const MOST_GROUPS: usize = 4;

/// Lines that the grammar's scanner reads at most to decide whether a paragraph ends with the line before them: the next
/// one, `REACH_LINES` more, and the start of another one.
const LOOKAHEAD_LINES: usize = 10;

/// A document with edits since the last parse: edits are applied one by one and parsed once.
///
/// ```
/// use ascribe_markup::document::{Document, Revision};
///
/// let document = Document::new("The dam holds.\n\nNobody left.\n");
/// let mut revision = Revision::of(&document);
/// revision.replace(8..13, "broke");
/// let edited = revision.parse();
/// assert_eq!(edited.text().to_string(), "The dam broke.\n\nNobody left.\n");
/// assert!(edited.blocks_read() <= 2);
/// ```
#[derive(Debug, Clone)]
pub struct Revision {
    /// Text and tree are up to date with every edit; the blocks are those of the last parse.
    document: Document,
    /// Byte range of the text from the first to the last change.
    changed: Option<Range<usize>>,
}

impl Revision {
    /// A revision without edits.
    pub fn of(document: &Document) -> Self {
        document.definitions.get();
        Self { document: document.clone(), changed: None }
    }

    /// Text with the edits applied so far.
    pub fn text(&self) -> Text<'_> {
        self.document.text()
    }

    /// Applies one edit. Its range, in bytes of [`Revision::text`], is clamped and moved to character starts.
    pub fn replace(&mut self, range: Range<usize>, text: &str) {
        let start = self.text().floor(range.start);
        let range = start..self.text().floor(range.end).max(start);
        let is_whole = self.document.unread().is_none();
        let Document { text: rope, tree, end, signs, .. } = &mut self.document;
        if is_whole || range.end < *end {
            syntax::edit(tree, &range, text.len());
            *end = *end - range.len() + text.len();
        } else if start < *end {
            syntax::edit(tree, &(start..*end), 0);
            *end = start;
        }
        *signs -= reach::signs(rope.byte_slice(range.clone()));
        let at = rope.byte_to_char(start);
        rope.remove(at..rope.byte_to_char(range.end));
        rope.insert(at, text);
        *signs += reach::signs(rope.byte_slice(start..start + text.len()));
        let end = start + text.len();
        self.changed = Some(match self.changed.take() {
            // An earlier change after this one has moved with it.
            Some(changed) if range.end < changed.end => {
                changed.start.min(start)..changed.end - range.end + end
            }
            Some(changed) => changed.start.min(start)..end,
            None => start..end,
        });
    }

    /// Parses the edited document; blocks outside the changes are shared with the previous version.
    pub fn parse(self) -> Document {
        let Self { mut document, changed } = self;
        let Some(mut changed) = changed else { return document };
        let end = end_of_reading(&document.text, document.signs, document.max_weight);
        if end != document.end {
            let moved = end.min(document.end)..end.max(document.end);
            syntax::edit(&mut document.tree, &(moved.start..document.end), end - moved.start);
            changed = changed.start.min(moved.start)..changed.end.max(moved.end);
            document.end = end;
        }
        let (tree, work) = syntax::parse(&document.text, end, Some(&document.tree));
        document.parsing = work;
        for range in document.tree.changed_ranges(&tree) {
            changed = changed.start.min(range.start_byte)..changed.end.max(range.end_byte);
        }
        document.tree = tree;
        document.line_ending = OnceLock::new();
        document.last_declarations = OnceLock::new();
        document.id_index = Arc::default();
        document.read_changed(&changed);
        document
    }
}

impl Document {
    /// Applies one edit; its range is clamped to the text and moved to character starts.
    pub fn edit(&mut self, edit: &Edit) {
        *self = self.edited(std::slice::from_ref(edit));
    }

    /// Returns the document after these non-overlapping edits. Insertions at one offset keep their order.
    #[must_use]
    pub fn edited(&self, edits: &[Edit]) -> Self {
        let mut edits: Vec<&Edit> = edits.iter().collect();
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        // A fix declares an id at the top and uses it far below: what is between them need not be read again.
        let mut groups: Vec<&[&Edit]> =
            edits.chunk_by(|edit, next| next.range.start < edit.range.end.saturating_add(APART)).collect();
        if groups.len() > MOST_GROUPS {
            groups = vec![&edits];
        }
        let mut revision = Revision::of(self);
        let (mut read, mut parsing) = (0, 0);
        for group in groups.into_iter().rev() {
            for edit in group.iter().rev() {
                revision.replace(edit.range.clone(), &edit.text);
            }
            let document = revision.parse();
            read += document.read;
            parsing += document.parsing;
            revision = Revision { document, changed: None };
        }
        Self { read, parsing, ..revision.document }
    }

    /// Reads again the blocks in `changed`, the byte range that has changed since the blocks were read.
    fn read_changed(&mut self, changed: &Range<usize>) {
        let old_len = self.blocks.size().bytes;
        // Text after the change keeps its distance from the end.
        let old_offset = |offset: usize| (offset + old_len).checked_sub(self.text.len_bytes());
        let old_end = old_offset(changed.end).unwrap_or_default().max(changed.start);
        // The end of the previous block depends on what follows it.
        let first = self.touching(&(changed.start..old_end)).start.saturating_sub(1);
        let first = self.last_unmoved(first);
        let mut start = self.start_of(first);
        let before = first.checked_sub(1).and_then(|before| self.blocks.get(before));
        let start_state = before.map_or(StartState::Document, |before| before.item.end_state());
        let mut fresh: Vec<Block> = Vec::new();
        let mut last = self.blocks.len();
        for block in blocks_from(&self.text, self.end, &self.tree, start, start_state) {
            if start >= changed.end && start > changed.start {
                // After the change, a block that starts where an old block did is that block.
                let same = old_offset(start).map(|old| self.blocks.index_at_byte(old));
                let same = same.and_then(|index| self.blocks.get(index));
                let is_kept = |at: &At<'_, Block>| {
                    Some(at.start.bytes) == old_offset(start) && at.item.start_state == block.start_state
                };
                if let Some(at) = same.filter(is_kept) {
                    last = at.index;
                    break;
                }
            }
            start += block.len();
            fresh.push(block);
        }
        self.read = fresh.len();
        self.parsing += fresh.iter().map(Block::len).sum::<usize>();
        let in_session = |block: Block| {
            Arc::new(Block { speech: Derived::in_session(Arc::clone(&self.session)), ..block })
        };
        let mut fresh: Vec<Arc<Block>> = fresh.into_iter().map(in_session).collect();
        let mut gone: Vec<Arc<Block>> =
            self.blocks.range(first..last).map(|at| Arc::clone(at.item)).collect();
        // Blocks that were read again with the same result keep their old `Arc`.
        let before = gone.iter().zip(&fresh).take_while(|(old, new)| old == new).count();
        gone.drain(..before);
        fresh.drain(..before);
        let behind = gone.iter().rev().zip(fresh.iter().rev()).take_while(|(old, new)| old == new).count();
        gone.truncate(gone.len() - behind);
        fresh.truncate(fresh.len() - behind);
        self.definitions.replace(gone, fresh.clone());
        self.blocks.splice(first + before..last - behind, fresh);
    }

    /// Index of the last block, `first` or one before it, up to whose start the new tree has the blocks that there were.
    /// Where a paragraph ends may depend on later lines, and the tree's changed ranges do not tell of paragraphs that were
    /// joined or parted.
    fn last_unmoved(&self, first: usize) -> usize {
        let line = self.blocks.get(first).map_or(0, |at| at.start.lines);
        let before = self.blocks.range(0..first).rev();
        let in_reach = before.take_while(|at| at.start.lines + LOOKAHEAD_LINES >= line).count();
        // The first block starts the document, whatever node it has.
        let from = (first - in_reach).max(1);
        let starts = nodes_from(&self.tree, self.start_of(from)).map(|node| node.start_byte());
        let blocks = self.blocks.range(from..first + 1);
        let unmoved = blocks.zip(starts).take_while(|(at, start)| at.start.bytes == *start).count();
        (from + unmoved - 1).min(first)
    }
}

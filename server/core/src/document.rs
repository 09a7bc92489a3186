//! A document: its text, its blocks, and the ids it defines.
//!
//! An edit reads anew the blocks it touches, the one before (whose end depends on the line that follows
//! it) and, where something that was opened runs on, as many behind as it takes until a block starts where
//! one started before. Every other block is kept as it is.

use crate::Edit;
use crate::attribution::{Kept, Memory};
use crate::model::{Block, Facts, Field, IdHash, Namespace, read_blocks, read_each_block};
use crate::series::{At, Series};
use crate::syntax::Entrance;
use crate::text::Text;
use memchr::memchr;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The next of [`Definitions::version`]; 0 is that of documents that define nothing.
static VERSIONS: AtomicU64 = AtomicU64::new(1);

/// The number of line ends over which the scanner looks for the end of a single quotation.
const SINGLE_REACH_LINES: usize = 8;

/// The number of lines in which front matter must close.
const FRONT_MATTER_LINES: usize = 200;

/// After more edits than these at once, a document is better read anew.
const FEW_EDITS: usize = 16;

/// What is longer, in bytes, is no article.
const LONGEST_ARTICLE: usize = 400_000;

/// A block at its place in a document.
#[derive(Debug, Clone, Copy)]
pub struct BlockAt<'a> {
    /// The block's number, from zero.
    pub index: usize,
    /// The byte offset at which it starts.
    pub start: usize,
    /// The line at which it starts.
    pub line: usize,
    /// The block.
    pub block: &'a Arc<Block>,
}

impl<'a> From<At<'a, Block>> for BlockAt<'a> {
    fn from(at: At<'a, Block>) -> Self {
        Self { index: at.index, start: at.start.bytes, line: at.start.lines, block: at.item }
    }
}

impl BlockAt<'_> {
    /// The bytes of the block in the document, with the blank lines behind it.
    pub fn range(&self) -> Range<usize> {
        self.start..self.start + self.block.len()
    }
}

/// An annotated text; cheap to clone.
#[derive(Debug, Clone)]
pub struct Document {
    blocks: Series<Block>,
    definitions: Definitions,
    line_ends: LineEnds,
    read: usize,
    /// What is remembered of the words of blocks that were edited.
    memory: Arc<Memory>,
}

/// The number of blocks that have each kind of line end.
#[derive(Debug, Clone, Copy, Default)]
struct LineEnds {
    /// CR, also before LF.
    returns: usize,
    /// LF.
    feeds: usize,
}

impl LineEnds {
    fn of(blocks: &[Arc<Block>]) -> Self {
        let count =
            |end: u8| blocks.iter().filter(|block| memchr(end, block.text.as_bytes()).is_some()).count();
        Self { returns: count(b'\r'), feeds: count(b'\n') }
    }

    fn update(&mut self, old: &[Arc<Block>], new: &[Arc<Block>]) {
        let (old, new) = (Self::of(old), Self::of(new));
        self.returns = self.returns + new.returns - old.returns;
        self.feeds = self.feeds + new.feeds - old.feeds;
    }
}

type Counts = BTreeMap<Box<str>, u32>;

/// How often each id is defined and each other document is linked, without any place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Definitions {
    /// By the namespace, in the order of its variants.
    counts: Arc<[Counts; 3]>,
    /// Another one with every change of what is defined; no two documents share one unless they define the
    /// same.
    version: u64,
    linked: Arc<Counts>,
    paragraphs: usize,
}

impl Document {
    /// Reads a text; any text is a document.
    pub fn new(content: &str) -> Self {
        let mut blocks = Vec::new();
        read_each_block(content, Entrance::Document, |block| blocks.push(Arc::new(block)));
        let mut definitions = Definitions::default();
        definitions.update(&[], &blocks);
        Self {
            read: blocks.len(),
            line_ends: LineEnds::of(&blocks),
            blocks: Series::new(blocks),
            definitions,
            memory: Arc::default(),
        }
    }

    /// The text.
    pub fn text(&self) -> Text<'_> {
        Text::of(&self.blocks)
    }

    /// The number of blocks that the last [`Document::new`] or [`Document::edit`] has read: what an edit
    /// cost.
    pub fn blocks_read(&self) -> usize {
        self.read
    }

    /// Changes with every change of the ids that are defined, their names and fields, or the front matter, and when
    /// the first paragraph comes or the last one goes.
    pub fn definitions_version(&self) -> u64 {
        self.definitions.version
    }

    /// Whether it is short enough to be an article: a longer document is read for speech only when somebody asks for a
    /// draft of it.
    pub fn may_be_article(&self) -> bool {
        self.text().len() <= LONGEST_ARTICLE
    }

    /// Whether there is an article, and not only declarations and notes, as in `cast.ascribe`.
    pub fn has_article(&self) -> bool {
        self.definitions.paragraphs > 0
    }

    /// The blocks in order.
    pub fn blocks(&self) -> impl DoubleEndedIterator<Item = BlockAt<'_>> + Clone {
        self.blocks.iter().map(BlockAt::from)
    }

    /// The blocks in order, as later and earlier versions of the document share them.
    pub fn series(&self) -> &Series<Block> {
        &self.blocks
    }

    /// The block of this number.
    pub fn block(&self, index: usize) -> Option<BlockAt<'_>> {
        self.blocks.get(index).map(BlockAt::from)
    }

    /// The block that holds a byte offset; the last one for an offset at or past the end.
    pub fn block_at(&self, offset: usize) -> Option<BlockAt<'_>> {
        self.block(self.blocks.holding(offset).min(self.blocks.len().checked_sub(1)?))
    }

    /// The blocks that a byte range touches.
    pub fn blocks_in(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = BlockAt<'_>> + Clone {
        let numbers = self.touching(&range);
        self.blocks.range(numbers).map(BlockAt::from)
    }

    /// The numbers of the blocks that a byte range touches.
    pub(crate) fn touching(&self, range: &Range<usize>) -> Range<usize> {
        let first = self.blocks.holding(range.start);
        // One that ends where the range starts is touched.
        let ends_there = self.blocks.get(first).is_none_or(|at| at.start.bytes == range.start);
        let first = if ends_there { first.saturating_sub(1) } else { first };
        let last = (self.blocks.holding(range.end) + 1).min(self.blocks.len());
        first..last
    }

    /// The byte offset at which a block starts; behind the last one the end.
    fn start_of(&self, index: usize) -> usize {
        self.blocks.get(index).map_or_else(|| self.blocks.size().bytes, |at| at.start.bytes)
    }

    /// The number of definitions of an id.
    pub fn definition_count(&self, namespace: Namespace, id: &str) -> u32 {
        self.definitions.counts[namespace as usize].get(id).copied().unwrap_or(0)
    }

    /// Whether any id is defined.
    pub fn defines_any(&self, namespace: Namespace) -> bool {
        !self.definitions.counts[namespace as usize].is_empty()
    }

    /// The ids that are defined, in no order.
    pub fn defined_ids(&self, namespace: Namespace) -> impl Iterator<Item = &str> {
        self.definitions.counts[namespace as usize].keys().map(|id| &**id)
    }

    /// The blocks that define an id, in order, each with the range of the id without its sign.
    pub fn definitions<'a>(
        &'a self,
        namespace: Namespace,
        id: &'a str,
    ) -> impl Iterator<Item = (BlockAt<'a>, Range<usize>)> {
        let defined = self.definition_count(namespace, id) > 0;
        let hash = IdHash::of(namespace, id);
        let blocks = self.blocks.among(move |ids| defined && ids.may_define(hash));
        blocks.map(BlockAt::from).flat_map(move |at| {
            let block = at.block;
            block
                .definitions()
                .filter(move |(of, name, _)| *of == namespace && *name == id)
                .map(move |(_, _, extent)| (at, extent.at(at.start)))
        })
    }

    /// Where an id is defined first, without its sign.
    pub fn first_definition(&self, namespace: Namespace, id: &str) -> Option<Range<usize>> {
        self.definitions(namespace, id).next().map(|(_, range)| range)
    }

    /// The blocks that may define an id or refer to it, in order.
    pub fn blocks_about(
        &self,
        namespace: Namespace,
        id: &str,
    ) -> impl DoubleEndedIterator<Item = BlockAt<'_>> {
        let hash = IdHash::of(namespace, id);
        self.blocks.among(move |ids| ids.may_define(hash) || ids.may_refer(hash)).map(BlockAt::from)
    }

    /// Whether an id that is defined at this place, without its sign, is defined there first.
    pub fn is_first_definition(&self, namespace: Namespace, id: &str, place: &Range<usize>) -> bool {
        self.definition_count(namespace, id) < 2
            || self.first_definition(namespace, id).as_ref() == Some(place)
    }

    /// The line end to write: the text's own. Where they are mixed it is CRLF, which neither joins a CR before it nor
    /// an LF behind it.
    pub fn line_ending(&self) -> &'static str {
        match (self.line_ends.returns > 0, self.line_ends.feeds > 0) {
            (false, _) => "\n",
            (true, false) => "\r",
            (true, true) => "\r\n",
        }
    }

    /// The actors and sources that are declared, in order.
    pub fn declarations(&self) -> impl DoubleEndedIterator<Item = BlockAt<'_>> {
        self.blocks().filter(|at| at.block.declaration().is_some())
    }

    /// The first front-matter field of this key.
    pub fn front_matter(&self, key: &str) -> Option<&Field> {
        self.blocks.get(0)?.item.front_matter(key)
    }

    /// The documents that labels are taken from, as they are written, each once, in order.
    pub fn linked_documents(&self) -> impl Iterator<Item = &str> {
        self.definitions.linked.keys().map(|path| &**path)
    }

    /// Makes one change; its range is moved into the text and to character starts.
    pub fn edit(&mut self, edit: &Edit) {
        let start = self.text().floor(edit.range.start);
        let end = self.text().floor(edit.range.end).max(start);
        let (first, mut last) = self.touched(start..end, &edit.text);
        let first_start = self.start_of(first);
        let before = first.checked_sub(1).and_then(|before| self.blocks.get(before));
        let entrance = before.map_or(Entrance::Document, |before| before.item.exit());
        let mut ahead = 1;
        let (fresh, stop) = loop {
            // One block more is read than is replaced, since the end of a block depends on the line behind it.
            let stop = (last + ahead).min(self.blocks.len());
            let behind = self.start_of(stop) - self.start_of(last);
            let mut text = self.text().slice(first_start..self.start_of(stop));
            text.replace_range(start - first_start..end - first_start, &edit.text);
            let fresh = read_blocks(&text, entrance);
            if stop == self.blocks.len() {
                break (fresh, stop);
            }
            let meeting = self.meeting(&fresh, last, stop, text.len() - behind);
            if let Some((count, kept)) =
                meeting.filter(|&(count, kept)| self.sees_far(&fresh[..count], kept..stop))
            {
                break (fresh.into_iter().take(count).collect(), kept);
            }
            last = stop;
            ahead *= 2;
        };
        self.read = fresh.len();
        let remembering = |block: Block| {
            let heard = Kept::remembering(Arc::clone(&self.memory));
            Arc::new(Block { heard, ..block })
        };
        let mut fresh: Vec<Arc<Block>> = fresh.into_iter().map(remembering).collect();
        let mut gone: Vec<Arc<Block>> =
            self.blocks.range(first..stop).map(|at| Arc::clone(at.item)).collect();
        // What was read again and came out the same stays what it was.
        let before = gone.iter().zip(&fresh).take_while(|(old, new)| old == new).count();
        gone.drain(..before);
        fresh.drain(..before);
        let behind = gone.iter().rev().zip(fresh.iter().rev()).take_while(|(old, new)| old == new).count();
        gone.truncate(gone.len() - behind);
        fresh.truncate(fresh.len() - behind);
        self.definitions.update(&gone, &fresh);
        self.line_ends.update(&gone, &fresh);
        self.blocks.splice(first + before..stop - behind, fresh);
    }

    /// The document after these changes, of which none overlaps another. Those at one place come in their order.
    #[must_use]
    pub fn edited(&self, edits: &[Edit]) -> Self {
        let mut edits: Vec<&Edit> = edits.iter().collect();
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        if edits.len() > FEW_EDITS {
            let text = self.text();
            let mut edited = String::with_capacity(text.len());
            let mut at = 0;
            for edit in edits {
                let start = text.floor(edit.range.start).max(at);
                edited.push_str(&text.slice(at..start));
                edited.push_str(&edit.text);
                at = text.floor(edit.range.end).max(start);
            }
            edited.push_str(&text.slice(at..text.len()));
            return Self::new(&edited);
        }
        let mut edited = self.clone();
        for edit in edits.into_iter().rev() {
            edited.edit(edit);
        }
        edited
    }

    /// The blocks that a change may alter, before it is made: from the first to before the second.
    fn touched(&self, range: Range<usize>, insert: &str) -> (usize, usize) {
        let Range { start: mut first, end: mut last } = self.touching(&range);
        first = first.saturating_sub(1);
        let mut lines = 0;
        for At { index: before, item: block, .. } in self.blocks.range(0..first).rev() {
            if block.exit() == Entrance::Block || lines > SINGLE_REACH_LINES {
                break;
            }
            lines += block.text.lines().count();
            if block.text.contains('‘') {
                first = before;
            }
        }
        if let Some(reach) = self.front_matter_reach(&range, insert) {
            first = 0;
            last = last.max(self.touching(&(range.start..reach.max(range.end))).end);
        }
        (first, last)
    }

    /// Where the front matter, or what may become it, ends at the latest, if the change may concern it: it
    /// has no blank line in it.
    fn front_matter_reach(&self, range: &Range<usize>, insert: &str) -> Option<usize> {
        let start = self.text().slice(0..self.text().line_start(1).min(64));
        let dashes = start.trim_start_matches('\u{feff}').starts_with('-');
        let at_start = range.start < 8;
        let mut blank_lines = self.blocks().filter(|at| at.block.content < at.block.len());
        let may_reach = |at: BlockAt<'_>| range.start <= at.range().end;
        if !(at_start || (dashes && blank_lines.next().is_none_or(may_reach))) {
            return None;
        }
        let before = self.text().slice(0..range.start.min(8));
        let behind = self.text().slice(range.end..range.end + 8);
        let first = [before.as_str(), insert, behind.as_str()].concat();
        if !dashes && !first.trim_start_matches('\u{feff}').starts_with('-') {
            return Some(range.end);
        }
        let mut behind = self.blocks().filter(|at| at.block.content < at.block.len());
        // One that the change does not touch, nor the line end before it.
        let kept = behind.find(|at| range.end < at.start + at.block.content);
        let limit = self.text().line_start(self.text().line_of(range.end) + FRONT_MATTER_LINES + 1);
        Some(kept.map_or(limit, |at| at.range().end.min(limit)))
    }

    /// The first of the old blocks `last..stop` that starts where a fresh one does, in the same entrance:
    /// the number of fresh blocks before it, and its number. `behind` is the place of the old block `last`
    /// in the text that was read.
    fn meeting(&self, fresh: &[Block], last: usize, stop: usize, behind: usize) -> Option<(usize, usize)> {
        let mut fresh_start = 0;
        let from = self.start_of(last);
        let mut old = self.blocks.range(last..stop).peekable();
        for (count, block) in fresh.iter().enumerate() {
            while old.next_if(|at| at.start.bytes - from + behind < fresh_start).is_some() {}
            let next = old.peek()?;
            if next.start.bytes - from + behind == fresh_start && block.entrance == next.item.entrance {
                return Some((count, next.index));
            }
            fresh_start += block.len();
        }
        None
    }

    /// Whether the blocks `behind` the fresh ones, which were read with them, are enough for every single
    /// mark among these to look for its end.
    fn sees_far(&self, fresh: &[Block], behind: Range<usize>) -> bool {
        let mut lines: usize = self.blocks.range(behind).map(|at| at.item.text.lines().count()).sum();
        for block in fresh.iter().rev() {
            if lines > SINGLE_REACH_LINES || block.exit() == Entrance::Block {
                break;
            }
            if block.text.contains('‘') {
                return false;
            }
            lines += block.text.lines().count();
        }
        true
    }
}

impl Definitions {
    fn update(&mut self, old: &[Arc<Block>], new: &[Arc<Block>]) {
        let defines = |block: &&Arc<Block>| !matches!(block.facts, Facts::Note(_) | Facts::Blank);
        let facts = |blocks: &[Arc<Block>]| -> Vec<_> {
            let told = blocks.iter().filter(defines).map(|block| {
                let ids: Vec<_> = block.definitions().map(|(of, id, _)| (of, Box::<str>::from(id))).collect();
                let text = if block.paragraph().is_some() { "" } else { &*block.text };
                (ids, text.to_owned())
            });
            told.filter(|(ids, text)| !ids.is_empty() || !text.is_empty()).collect()
        };
        let linked = |block: &Arc<Block>| -> Vec<Box<str>> {
            block.references().filter_map(|reference| reference.document.clone()).collect()
        };
        for path in new.iter().flat_map(linked) {
            count_up(Arc::make_mut(&mut self.linked), path);
        }
        for path in old.iter().flat_map(linked) {
            count_down(Arc::make_mut(&mut self.linked), path);
        }
        let paragraphs =
            |blocks: &[Arc<Block>]| blocks.iter().filter(|block| block.paragraph().is_some()).count();
        let had_article = self.paragraphs > 0;
        self.paragraphs = self.paragraphs + paragraphs(new) - paragraphs(old);
        let same_article = had_article == (self.paragraphs > 0);
        let (old, new) = (facts(old), facts(new));
        if old == new && same_article {
            return;
        }
        self.version = VERSIONS.fetch_add(1, Ordering::Relaxed);
        let counts = Arc::make_mut(&mut self.counts);
        for (namespace, id) in new.into_iter().flat_map(|(ids, _)| ids) {
            count_up(&mut counts[namespace as usize], id);
        }
        for (namespace, id) in old.into_iter().flat_map(|(ids, _)| ids) {
            count_down(&mut counts[namespace as usize], id);
        }
    }
}

fn count_up(counts: &mut Counts, key: Box<str>) {
    *counts.entry(key).or_insert(0) += 1;
}

fn count_down(counts: &mut Counts, key: Box<str>) {
    if let Entry::Occupied(mut entry) = counts.entry(key) {
        *entry.get_mut() -= 1;
        if *entry.get() == 0 {
            entry.remove();
        }
    }
}

impl PartialEq for Document {
    /// The same text, blocks and ids; how they came about does not count.
    fn eq(&self, other: &Self) -> bool {
        self.blocks == other.blocks
            && self.definitions.counts == other.definitions.counts
            && self.definitions.linked == other.definitions.linked
    }
}

//! A document: its text, its tree, its blocks, and the ids it defines.
//!
//! The text lies in a rope, of which tree-sitter makes the tree and [`crate::model`] the blocks. A change goes the same
//! way ([`Revision`]): the rope and the tree are edited, the tree is parsed again with what it has in common with the last
//! one, and only the blocks in the edit and in what else has changed of the tree are read anew. Every other block is
//! kept as it is.

use crate::Edit;
use crate::derived::Derived;
use crate::model::{Block, Blocks, Facts, Field, IdHash, Namespace};
use crate::series::{At, Series};
use crate::syntax::{self, Entrance, Tree};
use crate::text::Text;
use ropey::Rope;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

/// The next of [`Definitions::version`]; 0 is that of documents that define nothing.
static VERSIONS: AtomicU64 = AtomicU64::new(1);

/// Documents longer than this (bytes) are not analysed as articles.
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
    text: Rope,
    tree: Tree,
    blocks: Series<Block>,
    definitions: Definitions,
    /// Looked for once somebody asks.
    line_ending: OnceLock<&'static str>,
    read: usize,
    /// Kept by all versions of the document, see [`Derived::session`].
    session: Arc<Derived>,
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
        let text = Rope::from_str(content);
        let tree = syntax::parse(&text, None);
        let blocks: Vec<Arc<Block>> =
            blocks_from(&text, &tree, 0, Entrance::Document).map(Arc::new).collect();
        let mut definitions = Definitions::default();
        definitions.update(&[], &blocks);
        Self {
            read: blocks.len(),
            text,
            tree,
            blocks: Series::new(blocks),
            definitions,
            line_ending: OnceLock::new(),
            session: Arc::default(),
        }
    }

    /// The text.
    pub fn text(&self) -> Text<'_> {
        Text::from(&self.text)
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
    pub fn touching(&self, range: &Range<usize>) -> Range<usize> {
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

    /// The line end to write: [`Text::line_ending`].
    pub fn line_ending(&self) -> &'static str {
        self.line_ending.get_or_init(|| self.text().line_ending())
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
        *self = self.edited(std::slice::from_ref(edit));
    }

    /// The document after these changes, of which none overlaps another. Those at one place come in their order.
    #[must_use]
    pub fn edited(&self, edits: &[Edit]) -> Self {
        let mut edits: Vec<&Edit> = edits.iter().collect();
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let mut revision = Revision::of(self);
        for edit in edits.into_iter().rev() {
            revision.replace(edit.range.clone(), &edit.text);
        }
        revision.parse()
    }
}

/// A document whose text has changed since it was parsed: changes are made one by one, and parsed once.
#[derive(Debug, Clone)]
pub struct Revision {
    /// The text is the new one, the tree was told of every change, and the blocks are those that were parsed last.
    document: Document,
    /// The bytes of the text from the first to the last one that has changed.
    changed: Option<Range<usize>>,
}

impl Revision {
    /// A document without changes.
    pub fn of(document: &Document) -> Self {
        Self { document: document.clone(), changed: None }
    }

    /// The text with the changes that were made.
    pub fn text(&self) -> Text<'_> {
        self.document.text()
    }

    /// Makes one change; its range, in bytes of [`Revision::text`], is moved into the text and to character starts.
    pub fn replace(&mut self, range: Range<usize>, text: &str) {
        let start = self.text().floor(range.start);
        let range = start..self.text().floor(range.end).max(start);
        let Document { text: rope, tree, .. } = &mut self.document;
        syntax::edit(tree, &range, text.len());
        let at = rope.byte_to_char(start);
        rope.remove(at..rope.byte_to_char(range.end));
        rope.insert(at, text);
        let end = start + text.len();
        self.changed = Some(match self.changed.take() {
            // What was changed behind this change has moved with it.
            Some(changed) if range.end < changed.end => {
                changed.start.min(start)..changed.end - range.end + end
            }
            Some(changed) => changed.start.min(start)..end,
            None => start..end,
        });
    }

    /// The document with the changes that were made: blocks that no change concerns are those of the document before.
    pub fn parse(self) -> Document {
        let Self { mut document, changed } = self;
        let Some(mut changed) = changed else { return document };
        let tree = syntax::parse(&document.text, Some(&document.tree));
        for range in document.tree.changed_ranges(&tree) {
            changed = changed.start.min(range.start_byte)..changed.end.max(range.end_byte);
        }
        document.tree = tree;
        document.line_ending = OnceLock::new();
        document.read_changed(&changed);
        document
    }
}

impl Document {
    /// Reads anew the blocks in the bytes that have `changed` since the blocks were read.
    fn read_changed(&mut self, changed: &Range<usize>) {
        let old_len = self.blocks.size().bytes;
        // What stands behind the change is as far from the end as it was.
        let old_offset = |offset: usize| (offset + old_len).checked_sub(self.text.len_bytes());
        let old_end = old_offset(changed.end).unwrap_or_default().max(changed.start);
        // The end of the block before depends on what follows it.
        let first = self.touching(&(changed.start..old_end)).start.saturating_sub(1);
        let mut start = self.start_of(first);
        let before = first.checked_sub(1).and_then(|before| self.blocks.get(before));
        let entrance = before.map_or(Entrance::Document, |before| before.item.exit());
        let mut fresh: Vec<Block> = Vec::new();
        let mut last = self.blocks.len();
        for block in blocks_from(&self.text, &self.tree, start, entrance) {
            if start >= changed.end && start > changed.start {
                // A block that starts where one started before, behind a change, is the one that was there.
                let same = old_offset(start).map(|old| self.blocks.holding(old));
                let same = same.and_then(|index| self.blocks.get(index));
                let is_kept = |at: &At<'_, Block>| {
                    Some(at.start.bytes) == old_offset(start) && at.item.entrance == block.entrance
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
        let in_session = |block: Block| {
            Arc::new(Block { speech: Derived::in_session(Arc::clone(&self.session)), ..block })
        };
        let mut fresh: Vec<Arc<Block>> = fresh.into_iter().map(in_session).collect();
        let mut gone: Vec<Arc<Block>> =
            self.blocks.range(first..last).map(|at| Arc::clone(at.item)).collect();
        // What was read again and came out the same stays what it was.
        let before = gone.iter().zip(&fresh).take_while(|(old, new)| old == new).count();
        gone.drain(..before);
        fresh.drain(..before);
        let behind = gone.iter().rev().zip(fresh.iter().rev()).take_while(|(old, new)| old == new).count();
        gone.truncate(gone.len() - behind);
        fresh.truncate(fresh.len() - behind);
        self.definitions.update(&gone, &fresh);
        self.blocks.splice(first + before..last - behind, fresh);
    }
}

/// Reads the blocks of a text from the one that starts at a byte on.
fn blocks_from<'t>(
    text: &'t Rope,
    tree: &'t Tree,
    start: usize,
    entrance: Entrance,
) -> impl Iterator<Item = Block> + 't {
    let mut cursor = tree.walk();
    let mut more = cursor.goto_first_child_for_byte(start).is_some();
    let nodes = std::iter::from_fn(move || {
        let node = more.then(|| cursor.node());
        more = more && cursor.goto_next_sibling();
        node
    });
    let slice = |range: Range<usize>| String::from(text.byte_slice(range)).into();
    Blocks::new(nodes, start..text.len_bytes(), entrance, slice)
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

//! Document: its text, syntax tree, blocks, and the ids it defines.
//!
//! The text is a rope, from which tree-sitter makes the tree and [`crate::model`] the blocks. Edits are incremental
//! ([`Revision`]): the rope and the tree are edited, the tree is reparsed from the old one, and only the blocks in the
//! edited range and in the tree's changed ranges are read again. All other blocks are reused.

use crate::Edit;
use crate::chunked_vec::{At, ChunkedVec};
use crate::definitions::LazyDefinitions;
use crate::derived::Derived;
use crate::model::{Annotation, Block, Blocks, Field, IdBlocks, IdHash, IdIndex, Ids, Marked, Namespace};
use crate::reach::{self, MAX_WEIGHT};
use crate::syntax::{self, Node, StartState, Tree};
use crate::text::Text;
use ascribe_language::stance::Stance;
use ropey::Rope;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// Distance in bytes between edits from which on the blocks between them are not read again.
const APART: usize = 4096;

/// Maximum number of groups of edits of which each is parsed alone.
const MOST_GROUPS: usize = 4;

/// Lines that the grammar's scanner reads at most to decide whether a paragraph ends with the line before them: the next
/// one, `REACH_LINES` more, and the start of another one.
const LOOKAHEAD_LINES: usize = 10;

/// Documents longer than this (bytes) are not analysed as articles.
const LONGEST_ARTICLE: usize = 400_000;

/// Maximum number of parts to follow from one to the next, since they may form a circle.
pub(crate) const LONGEST_CHAIN: usize = 8;

/// A block with its position in the document.
#[derive(Debug, Clone, Copy)]
pub struct BlockAt<'a> {
    /// Index of the block, zero-based.
    pub index: usize,
    /// Byte offset of the start.
    pub start: usize,
    /// Line of the start.
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
    /// Byte range of the block in the document, including the trailing blank lines.
    pub fn range(&self) -> Range<usize> {
        self.start..self.start + self.block.len()
    }
}

/// Annotated text; cheap to clone.
///
/// ```
/// use ascribe_markup::document::Document;
/// use ascribe_markup::model::Namespace;
///
/// let document = Document::new("@moe: Ida Moe\n\n“The dam holds,”{@moe} she said.\n");
/// assert_eq!(document.blocks().count(), 2);
/// assert_eq!(document.first_definition(Namespace::Actor, "moe"), Some(1..4));
/// ```
#[derive(Debug, Clone)]
pub struct Document {
    text: Rope,
    tree: Tree,
    blocks: ChunkedVec<Block>,
    definitions: LazyDefinitions,
    /// Byte offset up to which the text is read: the end of the tree's text.
    end: usize,
    /// Number of signs in the text, see [`reach::signs`].
    signs: usize,
    /// Maximum weight of the text that is read.
    max_weight: usize,
    /// Computed on first use.
    line_ending: OnceLock<&'static str>,
    /// Computed on first use.
    last_declarations: OnceLock<[Option<usize>; 2]>,
    /// Computed when ids are looked for often.
    id_index: Arc<IdIndex>,
    read: usize,
    /// Kept by all versions of the document, see [`Derived::session`].
    session: Arc<Derived>,
}

impl Document {
    /// Parses a text; every text is a document. What exceeds [`MAX_WEIGHT`] is not read: see [`Document::unread`].
    pub fn new(content: &str) -> Self {
        Self::limited(content, MAX_WEIGHT)
    }

    /// Parses a text, of which no more than this weight is read, here and after each edit.
    pub fn limited(content: &str, max_weight: usize) -> Self {
        let text = Rope::from_str(content);
        let signs = reach::signs(text.slice(..));
        let end = end_of_reading(&text, signs, max_weight);
        let tree = syntax::parse(&text, end, None);
        let blocks: Vec<Arc<Block>> =
            blocks_from(&text, end, &tree, 0, StartState::Document).map(Arc::new).collect();
        let definitions = LazyDefinitions::of(&blocks);
        Self {
            read: blocks.len(),
            end,
            signs,
            max_weight,
            text,
            tree,
            blocks: ChunkedVec::new(blocks),
            definitions,
            line_ending: OnceLock::new(),
            last_declarations: OnceLock::new(),
            id_index: Arc::default(),
            session: Arc::default(),
        }
    }

    /// The text.
    pub fn text(&self) -> Text<'_> {
        Text::from(&self.text)
    }

    /// Byte range of the text that is not read, since the document is too large or too dense; it is one block at the
    /// end, of the kind [`Unread`](crate::model::BlockKind::Unread).
    pub fn unread(&self) -> Option<Range<usize>> {
        let length = self.text.len_bytes();
        (self.end < length).then_some(self.end..length)
    }

    /// Number of blocks that the last [`Document::new`] or [`Document::edit`] read, as a measure of its cost.
    pub fn blocks_read(&self) -> usize {
        self.read
    }

    /// Version of the definitions: changes when the defined ids, their names or fields, or the front matter change, and
    /// when the first paragraph appears or the last one disappears.
    pub fn definitions_version(&self) -> u64 {
        self.definitions.get().version
    }

    /// Whether the document is short enough to be an article. Longer documents are analysed for speech only when a
    /// draft is requested.
    pub fn may_be_article(&self) -> bool {
        self.text().len() <= LONGEST_ARTICLE
    }

    /// Whether there is an article, not only declarations and notes as in `cast.ascribe`.
    pub fn has_article(&self) -> bool {
        self.definitions.get().paragraphs > 0
    }

    /// Blocks in order.
    pub fn blocks(&self) -> impl DoubleEndedIterator<Item = BlockAt<'_>> + Clone {
        self.blocks.iter().map(BlockAt::from)
    }

    /// Blocks in order, as a series that shares its unchanged chunks with earlier and later versions of the document.
    pub fn chunked_blocks(&self) -> &ChunkedVec<Block> {
        &self.blocks
    }

    /// Block at this index.
    pub fn block(&self, index: usize) -> Option<BlockAt<'_>> {
        self.blocks.get(index).map(BlockAt::from)
    }

    /// Block that contains a byte offset; the last block for an offset at or past the end.
    pub fn block_at(&self, offset: usize) -> Option<BlockAt<'_>> {
        self.block(self.blocks.index_at_byte(offset).min(self.blocks.len().checked_sub(1)?))
    }

    /// Blocks that a byte range touches.
    pub fn blocks_in(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = BlockAt<'_>> + Clone {
        let numbers = self.touching(&range);
        self.blocks.range(numbers).map(BlockAt::from)
    }

    /// Indices of the blocks that a byte range touches.
    pub fn touching(&self, range: &Range<usize>) -> Range<usize> {
        let first = self.blocks.index_at_byte(range.start);
        // A block that ends where the range starts is touched.
        let ends_there = self.blocks.get(first).is_none_or(|at| at.start.bytes == range.start);
        let first = if ends_there { first.saturating_sub(1) } else { first };
        let last = (self.blocks.index_at_byte(range.end) + 1).min(self.blocks.len());
        first..last
    }

    /// Byte offset of the start of a block; the end of the text for an index past the last block.
    fn start_of(&self, index: usize) -> usize {
        self.blocks.get(index).map_or_else(|| self.blocks.size().bytes, |at| at.start.bytes)
    }

    /// Number of definitions of an id.
    pub fn definition_count(&self, namespace: Namespace, id: &str) -> u32 {
        self.definitions.get().counts[namespace as usize].get(id).copied().unwrap_or(0)
    }

    /// Whether any id is defined in the namespace.
    pub fn defines_any(&self, namespace: Namespace) -> bool {
        !self.definitions.get().counts[namespace as usize].is_empty()
    }

    /// Defined ids, unordered.
    pub fn defined_ids(&self, namespace: Namespace) -> impl Iterator<Item = &str> {
        self.definitions.get().counts[namespace as usize].keys().map(|id| &**id)
    }

    /// Blocks that define an id, in order, each with the byte range of the id without its sign.
    pub fn definitions<'a>(
        &'a self,
        namespace: Namespace,
        id: &'a str,
    ) -> impl Iterator<Item = (BlockAt<'a>, Range<usize>)> {
        let is_defined = self.definition_count(namespace, id) > 0;
        let hash = IdHash::of(namespace, id);
        let blocks = is_defined.then(|| self.blocks_with(hash, IdBlocks::defining, Ids::may_define));
        let blocks = blocks.into_iter().flatten();
        blocks.flat_map(move |at| {
            let block = at.block;
            block
                .definitions()
                .filter(move |(of, name, _)| *of == namespace && *name == id)
                .map(move |(_, _, extent)| (at, extent.at(at.start)))
        })
    }

    /// Byte range of the first definition of an id, without its sign.
    pub fn first_definition(&self, namespace: Namespace, id: &str) -> Option<Range<usize>> {
        self.definitions(namespace, id).next().map(|(_, range)| range)
    }

    /// Blocks that may define an id or refer to it, in order.
    pub fn blocks_about(
        &self,
        namespace: Namespace,
        id: &str,
    ) -> impl DoubleEndedIterator<Item = BlockAt<'_>> {
        let is_about = |ids: &Ids, hash| ids.may_define(hash) || ids.may_refer(hash);
        self.blocks_with(IdHash::of(namespace, id), IdBlocks::about, is_about)
    }

    /// Blocks that may have an id in a role, in order.
    fn blocks_with(
        &self,
        id: IdHash,
        indexed: fn(&IdBlocks, IdHash) -> &[u32],
        is_among: fn(&Ids, IdHash) -> bool,
    ) -> impl DoubleEndedIterator<Item = BlockAt<'_>> {
        let index = self.id_index.get(|| self.blocks.iter().map(|at| (at.index, &**at.item)));
        let known =
            index.map(|index| indexed(index, id).iter().filter_map(|block| self.block(*block as usize)));
        let among =
            index.is_none().then(|| self.blocks.among(move |ids| is_among(ids, id)).map(BlockAt::from));
        known.into_iter().flatten().chain(among.into_iter().flatten())
    }

    /// Annotated text with this label, the first if there are several.
    pub fn labelled<'a>(&'a self, label: &'a str) -> Option<(BlockAt<'a>, &'a Marked)> {
        let (at, _) = self.definitions(Namespace::Label, label).next()?;
        let has = |annotation: &Annotation| annotation.labels().any(|known| &*known.id == label);
        let mut marked = at.block.marked().iter();
        Some((at, marked.find(|marked| marked.annotation.as_ref().is_some_and(has))?))
    }

    /// Stance of the actors of a quotation or span to its words: of a part, that of the annotation it continues. `None` if
    /// it cannot be read, or is that of another document.
    pub fn stance_of(&self, marked: &Marked) -> Option<Stance> {
        let mut whole = marked;
        for _ in 0..LONGEST_CHAIN {
            let continued = whole.annotation.as_ref().and_then(Annotation::continues);
            if continued.is_some_and(|continued| continued.document.is_some()) {
                return None;
            }
            let next = continued.and_then(|continued| self.labelled(&continued.id));
            let Some((_, next)) = next else { return whole.stance() };
            whole = next;
        }
        None
    }

    /// Whether the definition of an id at this byte range (without the sign) is its first.
    pub fn is_first_definition(&self, namespace: Namespace, id: &str, place: &Range<usize>) -> bool {
        self.definition_count(namespace, id) < 2
            || self.first_definition(namespace, id).as_ref() == Some(place)
    }

    /// Line end for new lines: [`Text::line_ending`].
    pub fn line_ending(&self) -> &'static str {
        self.line_ending.get_or_init(|| self.text().line_ending())
    }

    /// Declarations of actors and sources, in order.
    pub fn declarations(&self) -> impl DoubleEndedIterator<Item = BlockAt<'_>> {
        self.blocks().filter(|at| at.block.declaration().is_some())
    }

    /// The last declaration and the one before it.
    pub fn last_declarations(&self) -> [Option<BlockAt<'_>>; 2] {
        let found = self.last_declarations.get_or_init(|| {
            let mut last = self.declarations().rev().map(|at| at.index);
            [last.next(), last.next()]
        });
        found.map(|index| index.and_then(|index| self.block(index)))
    }

    /// First front-matter field with this key.
    pub fn front_matter(&self, key: &str) -> Option<&Field> {
        self.blocks.get(0)?.item.front_matter(key)
    }

    /// Documents whose labels are referred to, by path as written, unique and sorted.
    pub fn linked_documents(&self) -> impl Iterator<Item = &str> {
        self.definitions.get().linked.keys().map(|path| &**path)
    }

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
        let mut read = 0;
        for group in groups.into_iter().rev() {
            for edit in group.iter().rev() {
                revision.replace(edit.range.clone(), &edit.text);
            }
            let document = revision.parse();
            read += document.read;
            revision = Revision { document, changed: None };
        }
        Self { read, ..revision.document }
    }
}

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
        let tree = syntax::parse(&document.text, end, Some(&document.tree));
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

/// Nodes of blocks, beginning with the first that ends after the byte `start`.
fn nodes_from(tree: &Tree, start: usize) -> impl Iterator<Item = Node<'_>> {
    let mut cursor = tree.walk();
    let mut more = cursor.goto_first_child_for_byte(start).is_some();
    std::iter::from_fn(move || {
        let node = more.then(|| cursor.node());
        more = more && cursor.goto_next_sibling();
        node
    })
}

/// Byte offset up to which a text with this number of signs is read.
fn end_of_reading(text: &Rope, signs: usize, most: usize) -> usize {
    let length = text.len_bytes();
    if reach::weight(length, signs) > most { reach::end_of_reading(text, most) } else { length }
}

/// Reads the blocks of a text up to the byte `end`, beginning with the one that starts at the byte `start`. The rest of
/// the text is the last block.
fn blocks_from<'t>(
    text: &'t Rope,
    end: usize,
    tree: &'t Tree,
    start: usize,
    start_state: StartState,
) -> impl Iterator<Item = Block> + 't {
    let nodes = nodes_from(tree, start);
    let slice = |range: Range<usize>| String::from(text.byte_slice(range)).into();
    let rest = (end < text.len_bytes()).then(|| Block::unread(slice(end..text.len_bytes())));
    Blocks::new(nodes, start..end.max(start), start_state, slice).chain(rest)
}

impl PartialEq for Document {
    /// Compares text, blocks and ids, not the edit history.
    fn eq(&self, other: &Self) -> bool {
        self.blocks == other.blocks && self.definitions.has_same(&other.definitions)
    }
}

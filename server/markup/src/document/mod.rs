//! Document: its text, syntax tree, blocks, and the ids it defines.
//!
//! The text is a rope, from which tree-sitter makes the tree and [`crate::model`] the blocks. Edits are incremental
//! ([`Revision`]): the rope and the tree are edited, the tree is reparsed from the old one, and only the blocks in the
//! edited range and in the tree's changed ranges are read again. All other blocks are reused.

mod labels;
mod revision;

pub use labels::{LONGEST_CHAIN, Labels};
pub use revision::Revision;

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

/// Documents longer than this (bytes) are not analysed as articles.
const LONGEST_ARTICLE: usize = 400_000;

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
    parsing: usize,
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
        Self::read(Rope::from_str(content), max_weight)
    }

    fn read(text: Rope, max_weight: usize) -> Self {
        let signs = reach::signs(text.slice(..));
        let end = end_of_reading(&text, signs, max_weight);
        let (tree, parsing) = syntax::parse(&text, end, None);
        let blocks: Vec<Arc<Block>> =
            blocks_from(&text, end, &tree, 0, StartState::Document).map(Arc::new).collect();
        let definitions = LazyDefinitions::of(&blocks);
        Self {
            read: blocks.len(),
            parsing,
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

    /// Document of which nothing is known: it stands for one that is not read.
    pub fn unknown() -> Self {
        Self::limited("\n", 0)
    }

    /// Weight of the text, whether it is read or not: see [`MAX_WEIGHT`].
    pub fn weight(&self) -> usize {
        reach::weight(self.text.len_bytes(), self.signs)
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

    /// Bytes and steps that the last [`Document::new`] or [`Document::edited`] took to parse and to read blocks, as a
    /// measure of its cost: a part without blank lines is parsed as a whole, even if few of its blocks are read again, and a
    /// long block is read as a whole.
    pub fn parsing_steps(&self) -> u64 {
        self.parsing as u64
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
        labels::stance_of(marked, |label| Some(self.labelled(label)?.1))
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

    /// The last declaration of an actor or a source.
    pub fn last_declaration(&self, namespace: Namespace) -> Option<BlockAt<'_>> {
        let found = self.last_declarations.get_or_init(|| {
            [Namespace::Actor, Namespace::Source].map(|namespace| {
                let is_of =
                    |at: &BlockAt<'_>| at.block.declaration().is_some_and(|it| it.namespace == namespace);
                self.declarations().rev().find(is_of).map(|at| at.index)
            })
        });
        let [actor, source] = *found;
        self.block(if namespace == Namespace::Actor { actor } else { source }?)
    }

    /// First front-matter field with this key.
    pub fn front_matter(&self, key: &str) -> Option<&Field> {
        self.blocks.get(0)?.item.front_matter(key)
    }

    /// Documents whose labels are referred to, by path as written, unique and sorted.
    pub fn linked_documents(&self) -> impl Iterator<Item = &str> {
        self.definitions.get().linked.keys().map(|path| &**path)
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

impl From<Rope> for Document {
    /// Parses a text, like [`Document::new`].
    fn from(text: Rope) -> Self {
        Self::read(text, MAX_WEIGHT)
    }
}

impl PartialEq for Document {
    /// Compares text, blocks and ids, not the edit history.
    fn eq(&self, other: &Self) -> bool {
        self.blocks == other.blocks && self.definitions.has_same(&other.definitions)
    }
}

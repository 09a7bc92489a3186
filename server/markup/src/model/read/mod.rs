//! Reads blocks from the syntax tree.

mod annotation;
mod loose;

use super::vocabulary::{ACTOR_FIELDS, FRONT_MATTER_FIELDS, FieldSpec, SOURCE_FIELDS, Value, find};
use super::{
    Block, BlockKind, BlockRange, Declaration, Field, Marked, Namespace, Paragraph, Problem, ProblemFix,
    Shape,
};
use crate::Applicability;
use crate::derived::Derived;
use crate::syntax::{Node, StartState, parse_part};
use crate::text::{is_blank, line_ends};
use annotation::Site;
use ascribe_language::normal_form::composed;
use std::iter::Peekable;
use std::ops::Range;
use std::sync::Arc;

/// Maximum number of syntax errors of a block that are kept; one more says that there are others.
const MAX_PROBLEMS: usize = 200;

/// Reads the blocks of `text`, which starts in this entrance. Their texts, concatenated, are `text`.
pub fn read_blocks(text: &str, start_state: StartState) -> Vec<Block> {
    let (tree, start) = parse_part(text, start_state);
    let mut cursor = tree.walk();
    let nodes = tree.root_node().children(&mut cursor).filter(|node| node.start_byte() >= start);
    let slice = |range: Range<usize>| text[range.start - start..range.end - start].into();
    Blocks::new(nodes, start..start + text.len(), start_state, slice).collect()
}

/// Iterator that reads blocks from syntax nodes.
pub struct Blocks<N: Iterator, S> {
    nodes: Peekable<N>,
    /// Byte range of the tree still to be read.
    rest: Range<usize>,
    start_state: StartState,
    slice: S,
}

impl<'t, N: Iterator<Item = Node<'t>>, S: Fn(Range<usize>) -> Box<str>> Blocks<N, S> {
    /// Reads the range `bytes` of a tree with these top-level `nodes`; `slice` returns the text of a byte range.
    pub fn new(nodes: N, bytes: Range<usize>, start_state: StartState, slice: S) -> Self {
        Self { nodes: nodes.peekable(), rest: bytes, start_state, slice }
    }
}

impl<'t, N: Iterator<Item = Node<'t>>, S: Fn(Range<usize>) -> Box<str>> Iterator for Blocks<N, S> {
    type Item = Block;

    fn next(&mut self) -> Option<Block> {
        if self.rest.is_empty() {
            return None;
        }
        let start = self.rest.start;
        let before = self.nodes.peek().map_or(self.rest.end, Node::start_byte);
        // A byte order mark belongs to no node.
        let is_blank =
            before > start && !(self.nodes.peek().is_some() && &*(self.slice)(start..before) == "\u{feff}");
        let node = if is_blank { None } else { self.nodes.next() };
        let end = self.nodes.peek().map_or(self.rest.end, Node::start_byte);
        let text = (self.slice)(start..end);
        let mut reader = Reader { text: &text, base: start, problems: Vec::new() };
        let kind = node.map_or(BlockKind::Blank, |node| reader.kind(node));
        let content = node.map_or(0, |node| node.end_byte() - start);
        let problems = limited(reader.problems);
        let lines = line_ends(&text);
        let block = Block {
            content,
            lines,
            start_state: self.start_state,
            kind,
            problems,
            speech: Derived::default(),
            text,
        };
        self.rest.start = end;
        self.start_state = block.end_state();
        Some(block)
    }
}

/// Syntax errors of a block, of which those after [`MAX_PROBLEMS`] are left out.
fn limited(mut problems: Vec<Problem>) -> Box<[Problem]> {
    if let Some(first) = problems.get_mut(MAX_PROBLEMS) {
        first.message = "More syntax errors follow here. Correct those above to see them.".into();
        first.fixes = Vec::new();
        problems.truncate(MAX_PROBLEMS + 1);
    }
    problems.into()
}

/// Reader for the nodes of one block.
struct Reader<'a> {
    text: &'a str,
    /// Byte offset in the tree of the start of the block.
    base: usize,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn extent(&self, node: Node) -> BlockRange {
        BlockRange::new(node.start_byte() - self.base, node.end_byte() - self.base)
    }

    fn slice(&self, extent: BlockRange) -> &'a str {
        &self.text[extent.range()]
    }

    /// Id at an extent, composed: ids that look the same are the same.
    fn id(&self, extent: BlockRange) -> Box<str> {
        composed(self.slice(extent)).into()
    }

    fn problem(&mut self, extent: BlockRange, message: impl Into<Arc<str>>, fixes: Vec<ProblemFix>) {
        self.problems.push(Problem { extent, message: message.into(), fixes });
    }

    fn kind(&mut self, node: Node) -> BlockKind {
        match node.kind() {
            "front_matter" => BlockKind::FrontMatter(self.fields(node, &FRONT_MATTER_FIELDS)),
            "actor_declaration" => self.declaration(node, Namespace::Actor, &ACTOR_FIELDS),
            "source_declaration" => self.declaration(node, Namespace::Source, &SOURCE_FIELDS),
            "note" => {
                let text = node.child_by_field_name("text").map(|text| self.extent(text));
                BlockKind::Note(text.unwrap_or_default())
            }
            _ => {
                let (mut marked, mut escapes) = (Vec::new(), Vec::new());
                self.content(node, None, &mut marked, &mut escapes);
                self.check_stances_of_parts(&marked);
                BlockKind::Paragraph(Paragraph { marked: marked.into(), escapes: escapes.into() })
            }
        }
    }

    fn declaration(&mut self, node: Node, namespace: Namespace, table: &[FieldSpec]) -> BlockKind {
        let id_extent = node.child_by_field_name("id").map(|id| self.extent(id)).unwrap_or_default();
        let id = self.id(id_extent);
        let name = node.child_by_field_name("name").map(|name| self.trimmed(self.extent(name)));
        if name.is_none() {
            let sign = namespace.sign();
            let name = if namespace == Namespace::Source { "title" } else { "name" };
            let behind = BlockRange { start: id_extent.end + 1, end: id_extent.end + 1 };
            let head = BlockRange { start: 0, end: id_extent.end + 1 };
            let proposal = super::name_from_id(&id);
            self.problem(
                head,
                format!(
                    "The {} `{sign}{id}` has no {name}. Add it after the colon, as in `{sign}{id}: {proposal}`.",
                    namespace.noun()
                ),
                vec![
                    ProblemFix::new(format!("Add the {name} “{proposal}”"), behind, format!(" {proposal}"))
                        .with(Applicability::Unsafe),
                ],
            );
        }
        let name_extent = name.unwrap_or(BlockRange { start: id_extent.end + 1, end: id_extent.end + 1 });
        let name = self.slice(name_extent).into();
        let fields = self.fields(node, table);
        BlockKind::Declaration(Box::new(Declaration { namespace, id, id_extent, name, name_extent, fields }))
    }

    fn fields(&mut self, node: Node, table: &[FieldSpec]) -> Box<[Field]> {
        let mut cursor = node.walk();
        let lines = node.named_children(&mut cursor).filter(|child| child.kind() == "field");
        lines.filter_map(|line| self.field(line, table)).collect()
    }

    fn field(&mut self, line: Node, table: &[FieldSpec]) -> Option<Field> {
        let Some(key) = line.child_by_field_name("key") else {
            let extent = self.trimmed(self.extent(line));
            let whole = BlockRange { start: self.extent(line).start, end: self.extent(line).end };
            self.problem(
                extent,
                "This line is not a field. Expected `key: value`.",
                vec![
                    ProblemFix::new(
                        "Turn it into a `note:` field",
                        BlockRange { end: extent.start, ..extent },
                        "note: ",
                    )
                    .with(Applicability::Unsafe),
                    ProblemFix::new("Remove the line", self.line_of(whole), ""),
                ],
            );
            return None;
        };
        let key_extent = self.extent(key);
        let key = self.slice(key_extent);
        let line_extent = self.extent(line);
        let colon = self.slice(line_extent).as_bytes().iter().position(|&byte| byte == b':').unwrap_or(0);
        let behind = line_extent.start + colon as u32 + 1;
        let value_extent = self.trimmed(BlockRange { start: behind, end: line_extent.end });
        let value_extent = if value_extent.start == value_extent.end {
            BlockRange { start: behind, end: behind }
        } else {
            value_extent
        };
        let value = self.slice(value_extent);
        let expected = find(table, key).map_or(Value::Text, |key| key.value);
        let references =
            if value.is_empty() { Box::default() } else { self.value(expected, key, value_extent) };
        Some(Field { key: key.into(), key_extent, value: value.into(), value_extent, references })
    }

    /// Trims blanks and line ends off the extent.
    fn trimmed(&self, extent: BlockRange) -> BlockRange {
        let text = self.slice(extent);
        let goes = |c: char| is_blank(c) || matches!(c, '\n' | '\r');
        let start = extent.start as usize + (text.len() - text.trim_start_matches(goes).len());
        BlockRange::new(start, start + text.trim_matches(goes).len())
    }

    /// Widens the extent back to the start of its first line.
    fn line_of(&self, extent: BlockRange) -> BlockRange {
        let before = &self.text[..extent.start as usize];
        let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        BlockRange::new(start, extent.end as usize)
    }

    /// Reads the quotations, spans and escapes in a node of a paragraph.
    fn content(
        &mut self,
        node: Node,
        parent: Option<usize>,
        marked: &mut Vec<Marked>,
        escapes: &mut Vec<BlockRange>,
    ) {
        for child in node.named_children(&mut node.walk()) {
            match child.kind() {
                "escape" => escapes.push(self.extent(child)),
                "quotation" | "span" => {
                    let annotation = child.child_by_field_name("annotation");
                    let whole = self.extent(child);
                    let end = annotation.map_or(whole.end, |annotation| self.extent(annotation).start);
                    let extent = BlockRange { end, ..whole };
                    let (shape, content) = self.shape(child, extent);
                    let place = marked.len();
                    marked.push(Marked { shape, extent, content, annotation: None, parent });
                    self.content(child, Some(place), marked, escapes);
                    marked[place].annotation = annotation.map(|node| {
                        let site = Site { marked: extent, content, shape, annotation: self.extent(node) };
                        self.annotation(node, site)
                    });
                }
                _ => {}
            }
        }
    }

    fn shape(&self, node: Node, extent: BlockRange) -> (Shape, BlockRange) {
        if node.kind() == "span" {
            return (Shape::Span, BlockRange { start: extent.start + 1, end: extent.end - 1 });
        }
        let open = node.child_by_field_name("open").map_or(extent, |open| self.extent(open));
        let close = node.child_by_field_name("close").map(|close| self.extent(close));
        let content = BlockRange { start: open.end, end: close.map_or(extent.end, |close| close.start) };
        let single = matches!(self.slice(open), "‘" | "‚");
        (Shape::Quotation { closed: close.is_some(), single }, content)
    }
}

/// Whether `text` is a valid id: a letter of any script, then letters, digits, `-`, `_` and `.`, not ending in a dot.
pub fn is_identifier(text: &str) -> bool {
    // Mirrors the rule in the grammar's scanner; a label is read only if it is an id from end to end.
    let letter = |c: char| c.is_ascii_alphabetic() || (!c.is_ascii() && !c.is_whitespace() && !is_sign(c));
    let mut chars = text.chars();
    chars.next().is_some_and(letter)
        && chars.all(|c| letter(c) || c.is_ascii_digit() || matches!(c, '-' | '_' | '.'))
        && !text.ends_with('.')
}

/// Non-ASCII characters that the scanner's `is_letter` excludes, apart from blanks.
fn is_sign(c: char) -> bool {
    let c = c as u32;
    (c < 0xC0 && !matches!(c, 0xAA | 0xB5 | 0xBA))
        || matches!(c, 0xD7 | 0xF7 | 0xFEFF)
        || matches!(c, 0x2000..=0x206F | 0x2190..=0x2BFF | 0x3000..=0x3004 | 0x3008..=0x3020 | 0xFF00..=0xFF0F)
}

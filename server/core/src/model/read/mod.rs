//! From the tree to blocks.

mod annotation;
mod passages;

use super::vocabulary::{ACTOR_FIELDS, FRONT_MATTER_FIELDS, Key, SOURCE_FIELDS, Value, find};
use super::{Block, Declaration, Extent, Facts, Field, Marked, Namespace, Paragraph, Problem, Shape};
use crate::attribution::Kept;
use crate::syntax::{self, Entrance, Node, NodeKind, parse};
use crate::text::line_ends;
use annotation::Site;
use passages::{may_mark, passages, plain_line};

/// Reads a stretch of whole blocks that stands in this entrance. The texts of the blocks, one after the
/// other, are `text`.
pub fn read_blocks(text: &str, entrance: Entrance) -> Vec<Block> {
    let mut blocks = Vec::new();
    read_each_block(text, entrance, |block| blocks.push(block));
    blocks
}

/// The same for a long text, of which the blocks are given one by one.
pub fn read_each_block(text: &str, mut entrance: Entrance, mut take: impl FnMut(Block)) {
    for passage in passages(text) {
        match plain_line(passage).filter(|_| entrance != Entrance::Document) {
            Some(content) => {
                let facts = Facts::Paragraph(Paragraph::default());
                take(Reader::new(passage).block(content, entrance, facts));
            }
            None => read_passage(passage, entrance, &mut take),
        }
        entrance = Entrance::Block;
    }
}

/// Gives the blocks of a document that declare, annotate or refer to something, in order, with its first one and some of
/// those between.
pub fn read_marked(text: &str, mut take: impl FnMut(Block)) {
    let mut entrance = Entrance::Document;
    for passage in passages(text) {
        if entrance == Entrance::Document || may_mark(passage) {
            read_passage(passage, entrance, &mut take);
        }
        entrance = Entrance::Block;
    }
}

fn read_passage(text: &str, mut entrance: Entrance, take: &mut impl FnMut(Block)) {
    let tree = parse(text, entrance);
    let mut nodes = tree.blocks().peekable();
    let first = nodes.peek().map_or(text.len(), Node::start);
    let byte_order_mark = nodes.peek().is_some() && &text[..first] == "\u{feff}";
    let mut start = if byte_order_mark { 0 } else { first };
    if start > 0 {
        take(Reader::new(&text[..start]).block(0, entrance, Facts::Blank));
        entrance = Entrance::Block;
    }
    while let Some(node) = nodes.next() {
        let end = nodes.peek().map_or(text.len(), Node::start);
        let mut reader = Reader { text: &text[start..end], base: start, problems: Vec::new() };
        let facts = reader.facts(node);
        let block = reader.block(node.end() - start, entrance, facts);
        entrance = block.exit();
        start = end;
        take(block);
    }
}

/// Reads the nodes of one block.
struct Reader<'a> {
    text: &'a str,
    /// The byte of the passage at which the block starts.
    base: usize,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, base: 0, problems: Vec::new() }
    }

    fn block(self, content: usize, entrance: Entrance, facts: Facts) -> Block {
        let lines = line_ends(self.text);
        let heard = Kept::default();
        let problems = self.problems.into();
        Block { text: self.text.into(), content, lines, entrance, facts, problems, heard }
    }

    fn extent(&self, node: Node) -> Extent {
        Extent::new(node.start() - self.base, node.end() - self.base)
    }

    fn slice(&self, extent: Extent) -> &'a str {
        &self.text[extent.range()]
    }

    fn problem(&mut self, extent: Extent, message: impl Into<String>, fixes: Vec<(String, Extent, String)>) {
        self.problems.push(Problem { extent, message: message.into(), fixes });
    }

    fn facts(&mut self, node: Node) -> Facts {
        match node.kind() {
            NodeKind::FrontMatter => Facts::FrontMatter(self.fields(node, &FRONT_MATTER_FIELDS)),
            NodeKind::ActorDeclaration => self.declaration(node, Namespace::Actor, &ACTOR_FIELDS),
            NodeKind::SourceDeclaration => self.declaration(node, Namespace::Source, &SOURCE_FIELDS),
            NodeKind::Note => {
                let text = node.child(syntax::Field::Text).map(|text| self.extent(text));
                Facts::Note(text.unwrap_or_default())
            }
            _ => {
                let (mut marked, mut escapes) = (Vec::new(), Vec::new());
                self.content(node, None, &mut marked, &mut escapes);
                Facts::Paragraph(Paragraph { marked: marked.into(), escapes: escapes.into() })
            }
        }
    }

    fn declaration(&mut self, node: Node, namespace: Namespace, table: &[Key]) -> Facts {
        let id_extent = node.child(syntax::Field::Id).map(|id| self.extent(id)).unwrap_or_default();
        let id: Box<str> = self.slice(id_extent).into();
        let name = node.child(syntax::Field::Name).map(|name| self.trimmed(self.extent(name)));
        if name.is_none() {
            let sign = namespace.sign();
            let name = if namespace == Namespace::Source { "title" } else { "name" };
            let behind = Extent { start: id_extent.end + 1, end: id_extent.end + 1 };
            let head = Extent { start: 0, end: id_extent.end + 1 };
            let proposal = super::name_from_id(&id);
            self.problem(
                head,
                format!(
                    "The {} has no {name}. Expected: `{sign}{id}: {proposal}`, or what it is called.",
                    namespace.noun()
                ),
                vec![(format!("Name it “{proposal}”"), behind, format!(" {proposal}"))],
            );
        }
        let name_extent = name.unwrap_or(Extent { start: id_extent.end + 1, end: id_extent.end + 1 });
        let name = self.slice(name_extent).into();
        let fields = self.fields(node, table);
        Facts::Declaration(Box::new(Declaration { namespace, id, id_extent, name, name_extent, fields }))
    }

    fn fields(&mut self, node: Node, table: &[Key]) -> Box<[Field]> {
        let lines = node.children().filter(|child| child.kind() == NodeKind::Field);
        lines.filter_map(|line| self.field(line, table)).collect()
    }

    fn field(&mut self, line: Node, table: &[Key]) -> Option<Field> {
        let Some(key) = line.child(syntax::Field::Key) else {
            let extent = self.trimmed(self.extent(line));
            let whole = Extent { start: self.extent(line).start, end: self.extent(line).end };
            self.problem(
                extent,
                "This line is no field. Expected: `key: value`.",
                vec![
                    ("Make it a note".into(), Extent { end: extent.start, ..extent }, "note: ".into()),
                    ("Remove the line".into(), self.line_of(whole), String::new()),
                ],
            );
            return None;
        };
        let key_extent = self.extent(key);
        let key = self.slice(key_extent);
        let line_extent = self.extent(line);
        let colon = self.slice(line_extent).as_bytes().iter().position(|&byte| byte == b':').unwrap_or(0);
        let behind = line_extent.start + colon as u32 + 1;
        let value_extent = self.trimmed(Extent { start: behind, end: line_extent.end });
        let value_extent = if value_extent.start == value_extent.end {
            Extent { start: behind, end: behind }
        } else {
            value_extent
        };
        let value = self.slice(value_extent);
        let expected = find(table, key).map_or(Value::Text, |key| key.value);
        let references =
            if value.is_empty() { Box::default() } else { self.value(expected, key, value_extent) };
        Some(Field { key: key.into(), key_extent, value: value.into(), value_extent, references })
    }

    /// The extent without blanks and line ends around it.
    fn trimmed(&self, extent: Extent) -> Extent {
        let text = self.slice(extent);
        let start = extent.start as usize + (text.len() - text.trim_start().len());
        Extent::new(start, start + text.trim().len())
    }

    /// From the start of the line that holds the extent's start to the extent's end.
    fn line_of(&self, extent: Extent) -> Extent {
        let before = &self.text[..extent.start as usize];
        let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        Extent::new(start, extent.end as usize)
    }

    /// What is marked in a node of a paragraph, and the escapes in it.
    fn content(
        &mut self,
        node: Node,
        parent: Option<usize>,
        marked: &mut Vec<Marked>,
        escapes: &mut Vec<Extent>,
    ) {
        for child in node.children() {
            match child.kind() {
                NodeKind::Escape => escapes.push(self.extent(child)),
                NodeKind::Brackets => self.content(child, parent, marked, escapes),
                NodeKind::Quotation | NodeKind::Span => {
                    let annotation = child.child(syntax::Field::Annotation);
                    let whole = self.extent(child);
                    let end = annotation.map_or(whole.end, |annotation| self.extent(annotation).start);
                    let extent = Extent { end, ..whole };
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

    fn shape(&self, node: Node, extent: Extent) -> (Shape, Extent) {
        if node.kind() == NodeKind::Span {
            return (Shape::Span, Extent { start: extent.start + 1, end: extent.end - 1 });
        }
        let open = node.child(syntax::Field::Open).map_or(extent, |open| self.extent(open));
        let close = node.child(syntax::Field::Close).map(|close| self.extent(close));
        let content = Extent { start: open.end, end: close.map_or(extent.end, |close| close.start) };
        let single = self.slice(open) == "‘";
        (Shape::Quotation { closed: close.is_some(), single }, content)
    }
}

/// Whether `text` can be an id: a letter of any script, then letters, digits, `-`, `_` and `.`, which is not
/// the last.
pub fn is_identifier(text: &str) -> bool {
    // The scanner holds the rule; a label is read where it is an id from end to end.
    let letter = |c: char| c.is_ascii_alphabetic() || (!c.is_ascii() && !c.is_whitespace() && !is_sign(c));
    let mut chars = text.chars();
    chars.next().is_some_and(letter)
        && chars.all(|c| letter(c) || c.is_ascii_digit() || matches!(c, '-' | '_' | '.'))
        && !text.ends_with('.')
}

/// Characters beyond ASCII that the scanner's `is_letter` leaves out, but for blanks.
fn is_sign(c: char) -> bool {
    let c = c as u32;
    (c < 0xC0 && !matches!(c, 0xAA | 0xB5 | 0xBA))
        || matches!(c, 0xD7 | 0xF7 | 0xFEFF)
        || matches!(c, 0x2000..=0x206F | 0x2190..=0x2BFF | 0x3000..=0x3004 | 0x3008..=0x3020 | 0xFF00..=0xFF0F)
}

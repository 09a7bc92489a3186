//! The tree of a text, in one piece of memory.

use std::ops::Range;

/// The kinds of nodes, as `grammar.js` names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "README.md says what they are")]
pub enum NodeKind {
    FrontMatter,
    ActorDeclaration,
    SourceDeclaration,
    Field,
    FieldKey,
    Identifier,
    Name,
    Value,
    Note,
    NoteText,
    Paragraph,
    Escape,
    Quotation,
    Mark,
    Span,
    /// Brackets without an annotation: text, of which `grammar.js` makes no node.
    Brackets,
    Annotation,
    Unfinished,
    Kind,
    Flag,
    ActorReference,
    SourceReference,
    Label,
    LabelReference,
    Path,
    Attribute,
    Key,
    String,
    Unreadable,
}

/// What a node is to the one around it, as `grammar.js` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "README.md says what they are")]
pub enum Field {
    Id,
    Name,
    Key,
    Value,
    Text,
    Open,
    Close,
    Annotation,
    Document,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    kind: NodeKind,
    field: Option<Field>,
    start: u32,
    end: u32,
    /// The number of entries of the node, itself and all within it.
    size: u32,
}

/// The blocks of a text, and what is in them.
#[derive(Debug, Default)]
pub struct Tree {
    /// Each node before those in it.
    entries: Vec<Entry>,
}

/// A node of a [`Tree`].
#[derive(Debug, Clone, Copy)]
pub struct Node<'t> {
    this: &'t Entry,
    within: &'t [Entry],
}

impl Tree {
    /// The front matter, declarations, notes and paragraphs, in order.
    pub fn blocks(&self) -> impl Iterator<Item = Node<'_>> {
        siblings(&self.entries)
    }

    /// Begins a node, whose children are those that are added until it is closed; its place.
    pub(crate) fn open(&mut self, kind: NodeKind, field: Option<Field>, start: usize) -> usize {
        self.entries.push(Entry { kind, field, start: start as u32, end: start as u32, size: 1 });
        self.entries.len() - 1
    }

    pub(crate) fn close(&mut self, place: usize, end: usize) {
        let size = self.entries.len() - place;
        let entry = &mut self.entries[place];
        (entry.size, entry.end) = (size as u32, end as u32);
    }

    /// Adds a node without children.
    pub(crate) fn leaf(&mut self, kind: NodeKind, field: Option<Field>, range: Range<usize>) {
        let place = self.open(kind, field, range.start);
        self.close(place, range.end);
    }

    /// Says what a node turned out to be.
    pub(crate) fn make(&mut self, place: usize, kind: NodeKind) {
        self.entries[place].kind = kind;
    }

    /// Takes back a node and what was added behind it.
    pub(crate) fn discard(&mut self, place: usize) {
        self.entries.truncate(place);
    }
}

impl<'t> Node<'t> {
    /// What it is.
    pub fn kind(&self) -> NodeKind {
        self.this.kind
    }

    /// What it is to the node around it.
    pub fn field(&self) -> Option<Field> {
        self.this.field
    }

    /// The byte of the text at which it starts.
    pub fn start(&self) -> usize {
        self.this.start as usize
    }

    /// The byte of the text behind it.
    pub fn end(&self) -> usize {
        self.this.end as usize
    }

    /// The nodes in it, without those in these.
    pub fn children(&self) -> impl Iterator<Item = Node<'t>> + use<'t> {
        siblings(self.within)
    }

    /// The first child that is this to it.
    pub fn child(&self, field: Field) -> Option<Node<'t>> {
        self.children().find(|child| child.field() == Some(field))
    }
}

fn siblings(mut entries: &[Entry]) -> impl Iterator<Item = Node<'_>> {
    std::iter::from_fn(move || {
        let (this, behind) = entries.split_first()?;
        let (within, next) = behind.split_at(this.size as usize - 1);
        entries = next;
        Some(Node { this, within })
    })
}

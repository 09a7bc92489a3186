//! From the tree to blocks.

use super::vocabulary::{ACTOR_FIELDS, FRONT_MATTER_FIELDS, Key, SOURCE_FIELDS, Value, find};
use super::{
    Annotation, Attribute, Block, Declaration, Extent, Facts, Field, Item, ItemKind, Marked, Namespace,
    Paragraph, Problem, Reference, Shape,
};
use crate::model::vocabulary::Kind;
use crate::syntax::{Entrance, with_tree};
use tree_sitter::Node;

/// Reads a stretch of whole blocks that stands in this entrance. The texts of the blocks, one after the
/// other, are `text`.
pub fn read_blocks(text: &str, entrance: Entrance) -> Vec<Block> {
    with_tree(text, entrance, |root, lead| {
        let mut blocks: Vec<Block> = Vec::new();
        let mut cursor = root.walk();
        // The lead may be a block of its own.
        let nodes: Vec<Node> = root.children(&mut cursor).filter(|node| node.end_byte() > lead).collect();
        let first = nodes.first().map_or(text.len(), |node| node.start_byte() - lead);
        let byte_order_mark = !nodes.is_empty() && &text[..first] == "\u{feff}";
        let mut entrance = entrance;
        if first > 0 && !byte_order_mark {
            let blank = Reader::new(&text[..first]).block(0, entrance, Facts::Blank);
            entrance = Entrance::Block;
            blocks.push(blank);
        }
        for (i, node) in nodes.iter().enumerate() {
            let start = if i == 0 && byte_order_mark { 0 } else { node.start_byte() - lead };
            let end = nodes.get(i + 1).map_or(text.len(), |next| next.start_byte() - lead);
            let mut reader = Reader { text: &text[start..end], base: start + lead, problems: Vec::new() };
            let facts = reader.facts(*node);
            let block = reader.block(node.end_byte() - lead - start, entrance, facts);
            entrance = block.exit();
            blocks.push(block);
        }
        blocks
    })
}

/// Where an annotation stands.
#[derive(Clone, Copy)]
struct Site {
    /// From the opening mark or bracket to behind the closing one.
    marked: Extent,
    /// What stands between these.
    content: Extent,
    shape: Shape,
    annotation: Extent,
}

/// Whether nothing is left in an annotation, or in a piece of one.
fn is_bare(text: &str) -> bool {
    text.trim_matches(['{', '}', ' ', '\t']).is_empty()
}

/// The kind or flag that a word may be a slip of.
fn nearest_word(word: &str) -> Option<&'static str> {
    crate::spelling::nearest(word, Kind::ALL.map(Kind::word).into_iter().chain(["draft"]))
}

/// Reads the nodes of one block.
struct Reader<'a> {
    text: &'a str,
    /// The byte of the tree at which the block starts.
    base: usize,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, base: 0, problems: Vec::new() }
    }

    fn block(self, content: usize, entrance: Entrance, facts: Facts) -> Block {
        Block { text: self.text.into(), content, entrance, facts, problems: self.problems }
    }

    fn extent(&self, node: Node) -> Extent {
        Extent::new(node.start_byte() - self.base, node.end_byte() - self.base)
    }

    fn slice(&self, extent: Extent) -> &'a str {
        &self.text[extent.range()]
    }

    fn problem(&mut self, extent: Extent, message: impl Into<String>, fixes: Vec<(String, Extent, String)>) {
        self.problems.push(Problem { extent, message: message.into(), fixes });
    }

    fn facts(&mut self, node: Node) -> Facts {
        match node.kind() {
            "front_matter" => Facts::FrontMatter(self.fields(node, &FRONT_MATTER_FIELDS)),
            "actor_declaration" => self.declaration(node, Namespace::Actor, &ACTOR_FIELDS),
            "source_declaration" => self.declaration(node, Namespace::Source, &SOURCE_FIELDS),
            "note" => {
                let text = node.child_by_field_name("text").map(|text| self.extent(text));
                Facts::Note(text.unwrap_or_default())
            }
            _ => {
                let mut paragraph = Paragraph::default();
                self.content(node, None, &mut paragraph);
                Facts::Paragraph(paragraph)
            }
        }
    }

    fn declaration(&mut self, node: Node, namespace: Namespace, table: &[Key]) -> Facts {
        let id_extent = node.child_by_field_name("id").map(|id| self.extent(id)).unwrap_or_default();
        let id: Box<str> = self.slice(id_extent).into();
        let name = node.child_by_field_name("name").map(|name| self.trimmed(self.extent(name)));
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
        Facts::Declaration(Declaration { namespace, id, id_extent, name, name_extent, fields })
    }

    fn fields(&mut self, node: Node, table: &[Key]) -> Vec<Field> {
        let mut cursor = node.walk();
        let lines: Vec<Node> = node.children(&mut cursor).filter(|child| child.kind() == "field").collect();
        lines.into_iter().filter_map(|line| self.field(line, table)).collect()
    }

    fn field(&mut self, line: Node, table: &[Key]) -> Option<Field> {
        let Some(key) = line.child_by_field_name("key") else {
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
        let references = if value.is_empty() { Vec::new() } else { self.value(expected, key, value_extent) };
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

    fn content(&mut self, node: Node, parent: Option<usize>, paragraph: &mut Paragraph) {
        let mut cursor = node.walk();
        let children: Vec<Node> = node.named_children(&mut cursor).collect();
        for child in children {
            match child.kind() {
                "escape" => paragraph.escapes.push(self.extent(child)),
                "quotation" | "span" => {
                    let annotation = child.child_by_field_name("annotation");
                    let whole = self.extent(child);
                    let end = annotation.map_or(whole.end, |annotation| self.extent(annotation).start);
                    let extent = Extent { end, ..whole };
                    let (shape, content) = self.shape(child, extent);
                    let place = paragraph.marked.len();
                    paragraph.marked.push(Marked { shape, extent, content, annotation: None, parent });
                    self.content(child, Some(place), paragraph);
                    paragraph.marked[place].annotation = annotation.map(|node| {
                        let site = Site { marked: extent, content, shape, annotation: self.extent(node) };
                        self.annotation(node, site)
                    });
                }
                _ => {}
            }
        }
    }

    fn shape(&self, node: Node, extent: Extent) -> (Shape, Extent) {
        if node.kind() == "span" {
            return (Shape::Span, Extent { start: extent.start + 1, end: extent.end - 1 });
        }
        let open = node.child_by_field_name("open").map_or(extent, |open| self.extent(open));
        let close = node.child_by_field_name("close").map(|close| self.extent(close));
        let content = Extent { start: open.end, end: close.map_or(extent.end, |close| close.start) };
        let single = self.slice(open) == "‘";
        (Shape::Quotation { closed: close.is_some(), single }, content)
    }

    fn annotation(&mut self, node: Node, site: Site) -> Annotation {
        let mut cursor = node.walk();
        let children: Vec<Node> = node.children(&mut cursor).collect();
        let unread = self.unread(&children);
        // With another `{` in it, it has run into the next annotation, whose `}` is not its own.
        let has_end = children.last().is_some_and(|last| last.kind() == "}");
        let closed = has_end && !unread.iter().any(|extent| self.slice(*extent).contains('{'));
        // An annotation that is not closed has taken in words of the article: what cannot be read is of these,
        // unless it looks like a slip.
        let swallowed = unread.iter().find(|extent| !closed && nearest_word(self.slice(**extent)).is_none());
        let end = swallowed.map_or(site.annotation.end, |extent| extent.start);
        let mut items = Vec::new();
        for child in children {
            let extent = self.extent(child);
            if extent.start >= end {
                break;
            }
            let kind = match child.kind() {
                "kind" => Kind::of(self.slice(extent)).map(ItemKind::Kind),
                "flag" => Some(ItemKind::Draft),
                "actor_reference" => Some(ItemKind::Reference(self.reference(Namespace::Actor, extent))),
                "source_reference" => Some(ItemKind::Reference(self.reference(Namespace::Source, extent))),
                "label" => Some(ItemKind::Label(self.reference(Namespace::Label, extent))),
                "attribute" => Some(ItemKind::Attribute(self.attribute(child, site))),
                _ => None,
            };
            items.extend(kind.map(|kind| Item { extent, kind }));
        }
        for extent in unread.into_iter().filter(|extent| extent.start < end) {
            self.unreadable_item(extent, site);
        }
        if !closed {
            self.not_closed(Extent { end, ..site.annotation }, site);
        }
        let annotation = Annotation { extent: site.annotation, closed, items };
        self.check_annotation(&annotation, site);
        annotation
    }

    /// What cannot be read in an annotation; pieces that touch are one.
    fn unread(&self, children: &[Node]) -> Vec<Extent> {
        let mut unread: Vec<Extent> = Vec::new();
        for node in children.iter().filter(|node| node.kind() == "unreadable") {
            let extent = self.extent(*node);
            match unread.last_mut() {
                Some(last) if last.end == extent.start => last.end = extent.end,
                _ => unread.push(extent),
            }
        }
        unread
    }

    fn unreadable_item(&mut self, extent: Extent, site: Site) {
        let text = self.slice(extent);
        let mut fixes = Vec::new();
        if let Some(near) = nearest_word(text) {
            fixes.push((format!("Change to `{near}`"), extent, near.to_owned()));
        }
        fixes.push(self.removal(extent, site));
        let message = format!(
            "`{text}` cannot be read here. Expected: a kind ({}), `@actor`, `^source`, `#label` or `key=value`.",
            Kind::ALL.map(Kind::word).join(", ")
        );
        self.problem(extent, message, fixes);
    }

    /// `readable` is the annotation without what it has taken in of the article.
    fn not_closed(&mut self, readable: Extent, site: Site) {
        let readable = self.trimmed(readable);
        let end = Extent { start: readable.end, end: readable.end };
        let fixes = if readable.end > readable.start + 1 {
            vec![("Close the annotation".into(), end, "}".into())]
        } else {
            let brace = Extent { end: readable.end, ..site.annotation };
            let (place, text) = self.without_annotation(Site { annotation: brace, ..site });
            let start = Extent { end: brace.start, ..brace };
            let title = if site.shape == Shape::Span { "Remove `{` and the brackets" } else { "Remove `{`" };
            vec![(title.into(), place, text), ("Make `{` plain text".into(), start, "\\".into())]
        };
        let message = "The annotation is not closed. Put `}` at its end, on the same line.";
        self.problem(readable, message, fixes);
    }

    /// The extent with one blank before it, or behind it if none is before.
    fn with_blank(&self, extent: Extent) -> Extent {
        let bytes = self.text.as_bytes();
        let is_blank = |at: usize| bytes.get(at).is_some_and(|byte| matches!(byte, b' ' | b'\t'));
        if extent.start > 0 && is_blank(extent.start as usize - 1) {
            Extent { start: extent.start - 1, ..extent }
        } else if is_blank(extent.end as usize) {
            Extent { end: extent.end + 1, ..extent }
        } else {
            extent
        }
    }

    /// The fix that removes an item; with the last item the annotation goes.
    fn removal(&self, item: Extent, site: Site) -> (String, Extent, String) {
        let extent = self.with_blank(item);
        let before = self.slice(Extent { end: extent.start, ..site.annotation });
        let behind = self.slice(Extent { start: extent.end, ..site.annotation });
        let title = format!("Remove `{}`", self.slice(item));
        if is_bare(before) && is_bare(behind) {
            let (extent, text) = self.without_annotation(site);
            (title, extent, text)
        } else {
            (title, extent, String::new())
        }
    }

    /// The edit that removes an annotation, and the brackets that are there for it.
    fn without_annotation(&self, site: Site) -> (Extent, String) {
        if site.shape == Shape::Span {
            let whole = Extent { start: site.marked.start, end: site.annotation.end };
            (whole, self.slice(site.content).to_owned())
        } else {
            (site.annotation, String::new())
        }
    }

    fn check_annotation(&mut self, annotation: &Annotation, site: Site) {
        if annotation.closed && is_bare(self.slice(annotation.extent)) {
            let (extent, text) = self.without_annotation(site);
            self.problem(
                annotation.extent,
                "The annotation is empty. Expected: a kind, `@actor`, `^source`, `#label` or `key=value`.",
                vec![("Remove the annotation".into(), extent, text)],
            );
        }
        let kinds = annotation.items.iter().filter(|item| matches!(item.kind, ItemKind::Kind(_)));
        let second: Vec<Extent> = kinds.skip(1).map(|item| item.extent).collect();
        for extent in second {
            let text = self.slice(extent);
            let message =
                format!("An annotation has one kind, and `{text}` is a second one. Remove one of them.");
            let fix = self.removal(extent, site);
            self.problem(extent, message, vec![fix]);
        }
        for item in &annotation.items {
            let (ItemKind::Reference(reference) | ItemKind::Label(reference)) = &item.kind else { continue };
            if reference.id.is_empty() {
                let (sign, noun) = (reference.namespace.sign(), reference.namespace.noun());
                let message =
                    format!("`{sign}` stands alone. Expected: the id of the {noun}, as in `{sign}id`.");
                let fix = self.removal(item.extent, site);
                self.problem(item.extent, message, vec![fix]);
            }
        }
    }

    fn reference(&self, namespace: Namespace, extent: Extent) -> Reference {
        let id_extent = Extent { start: extent.start + 1, ..extent };
        Reference { namespace, id: self.slice(id_extent).into(), id_extent, extent, document: None }
    }

    fn attribute(&mut self, node: Node, site: Site) -> Attribute {
        let extent = self.extent(node);
        let key_extent = node.child_by_field_name("key").map(|key| self.extent(key)).unwrap_or_default();
        let key = self.slice(key_extent);
        let value_extent = Extent { start: (key_extent.end + 1).min(extent.end), end: extent.end };
        let raw = self.slice(value_extent);
        let expected = find(&super::vocabulary::ATTRIBUTES, key).map_or(Value::Text, |key| key.value);
        let quoted = raw.len() >= 2 && raw.starts_with('"') && raw.ends_with('"');
        let inner = if quoted {
            Extent { start: value_extent.start + 1, end: value_extent.end - 1 }
        } else {
            value_extent
        };
        let value = if quoted { unescaped(self.slice(inner)) } else { raw.to_owned() };
        let references = if value.is_empty() {
            let fix = self.removal(extent, site);
            self.problem(
                extent,
                format!("`{key}=` has no value. Expected: {}.", expected.expected()),
                vec![fix],
            );
            Vec::new()
        } else {
            self.value(expected, key, inner)
        };
        Attribute { key: key.into(), key_extent, value: value.into(), value_extent, references }
    }

    /// Checks a value against what its key takes, and reads the ids in it.
    fn value(&mut self, expected: Value, key: &str, extent: Extent) -> Vec<Reference> {
        let namespace = match expected {
            Value::Actors => Namespace::Actor,
            Value::Sources => Namespace::Source,
            Value::Labels => Namespace::Label,
            Value::OneOf(words) => {
                let value = self.slice(extent);
                if !words.contains(&value) {
                    let near = crate::spelling::nearest(value, words.iter().copied());
                    let fixes = near.map(|near| (format!("Change to `{near}`"), extent, near.to_owned()));
                    let message =
                        format!("`{value}` is no value of `{key}`. Expected: {}.", expected.expected());
                    self.problem(extent, message, fixes.into_iter().collect());
                }
                return Vec::new();
            }
            Value::Share => {
                let value = self.slice(extent);
                if !value.parse::<f64>().is_ok_and(|share| (0.0..=1.0).contains(&share)) {
                    let message =
                        format!("`{value}` is no value of `{key}`. Expected: {}.", expected.expected());
                    self.problem(extent, message, Vec::new());
                }
                return Vec::new();
            }
            Value::Text => return Vec::new(),
        };
        let mut references = Vec::new();
        let mut start = extent.start as usize;
        for entry in self.slice(extent).split([',', ';']) {
            let entry_extent = self.trimmed(Extent::new(start, start + entry.len()));
            start += entry.len() + 1;
            match self.reference_in(namespace, entry_extent) {
                Some(reference) => references.push(reference),
                None if entry.trim().is_empty() && entry.len() < extent.range().len() => {
                    self.empty_entry(expected, key, entry_extent, extent);
                }
                None => self.not_a_reference(expected, namespace, key, entry_extent),
            }
        }
        references
    }

    fn reference_in(&self, namespace: Namespace, extent: Extent) -> Option<Reference> {
        let text = self.slice(extent);
        let sign = text.find(namespace.sign())?;
        let id = &text[sign + 1..];
        if !is_identifier(id) || (sign > 0 && namespace != Namespace::Label) {
            return None;
        }
        let id_extent = Extent { start: extent.start + sign as u32 + 1, end: extent.end };
        let document = (sign > 0).then(|| text[..sign].into());
        Some(Reference { namespace, id: id.into(), id_extent, extent, document })
    }

    /// Nothing stands before, between or behind separators; a value is never all empty.
    fn empty_entry(&mut self, expected: Value, key: &str, entry: Extent, value: Extent) {
        let separator = if entry.start > value.start { entry.start - 1 } else { entry.end };
        let separator = self.text[..=separator as usize].trim_end().len() as u32 - 1;
        let extent = Extent { start: separator, end: separator + 1 };
        if self.problems.last().is_some_and(|last| last.extent == extent) {
            return;
        }
        let text = self.slice(extent);
        self.problem(
            extent,
            format!("`{key}` has an empty entry at this `{text}`. Expected: {}.", expected.expected()),
            vec![(format!("Remove `{text}`"), extent, String::new())],
        );
    }

    fn not_a_reference(&mut self, expected: Value, namespace: Namespace, key: &str, extent: Extent) {
        let text = self.slice(extent);
        let mut fixes = Vec::new();
        if is_identifier(text) {
            let with_sign = format!("{}{text}", namespace.sign());
            fixes.push((format!("Change to `{with_sign}`"), extent, with_sign));
        }
        self.problem(extent, format!("`{key}` takes {}; `{text}` is none.", expected.expected()), fixes);
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

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(if c == '\\' { chars.next().unwrap_or(c) } else { c });
    }
    out
}

//! A version of a document as merging and comparing see it: its markup in units, each with its place in the article.

use ascribe_markup::document::{BlockAt, Document};
use ascribe_markup::gate::{Intent, pass_version};
use ascribe_markup::model::{Annotation, Block, BlockKind, Field, ItemKind, Marked, Namespace};
use ascribe_markup::strip::StrippedArticle;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Values by key, such as the fields of a declaration or the items of an annotation; several may share a key.
pub type Slots = BTreeMap<String, Vec<String>>;

/// Key of the name in the slots of a declaration, and of what cannot be read in those of an annotation.
pub const UNNAMED: &str = "";

/// Key of the lines of a declaration or of front matter that are no fields; no field has it.
pub const UNREAD: &str = "\n";

/// A version of a document, in units of markup.
#[derive(Debug, Clone)]
pub struct Version {
    /// The article without markup.
    pub article: String,
    /// Front matter.
    pub front_matter: Unit,
    /// Declarations, by sign and id; a number follows the id of all but the first with that id.
    pub declarations: BTreeMap<String, Unit>,
    /// Ids in the order of their declarations.
    pub declared: Vec<String>,
    /// Notes in order, each with its byte offset in the article.
    pub notes: Vec<(usize, String)>,
    /// Escaped characters, by byte offset in the article.
    pub escapes: BTreeSet<usize>,
    /// Annotations in text order.
    pub marks: Vec<Mark>,
    /// Byte ranges of the paragraphs in the article.
    pub paragraphs: Vec<Paragraph>,
}

/// Front matter or a declaration.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unit {
    /// Name and fields.
    pub slots: Slots,
    /// Lines as written, without blank lines after them and with LF as line ends.
    pub text: String,
}

/// A paragraph of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Index of its block.
    pub block: usize,
    /// Byte range in the article.
    pub range: Range<usize>,
    /// Whether each annotation has its closing brace.
    pub is_closed: bool,
}

/// An annotation with what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Byte range in the article: a quotation with its marks, a span without its brackets.
    pub range: Range<usize>,
    /// Whether it is a quotation.
    pub is_quotation: bool,
    /// Kind, actors and so on by key: `kind`, `@`, `^`, `#`, `draft`, and the keys of attributes.
    pub slots: Slots,
    /// Braces as written.
    pub text: String,
}

impl Version {
    /// Reads a version.
    pub fn new(document: &Document) -> Self {
        let article = StrippedArticle::new(document);
        let mut version = Self {
            article: String::new(),
            front_matter: Unit::default(),
            declarations: BTreeMap::new(),
            declared: Vec::new(),
            notes: Vec::new(),
            escapes: BTreeSet::new(),
            marks: Vec::new(),
            paragraphs: Vec::new(),
        };
        for at in document.blocks() {
            version.add(at, &article);
        }
        version.article = article.text;
        version
    }

    fn add(&mut self, at: BlockAt<'_>, article: &StrippedArticle) {
        let block = at.block;
        let offset = |offset: u32| article.offset(at.start + offset as usize);
        match &block.kind {
            BlockKind::Blank | BlockKind::Unread => {}
            BlockKind::FrontMatter(fields) => self.front_matter = unit(block, None, fields),
            BlockKind::Declaration(declaration) => {
                let id = format!("{}{}", declaration.namespace.sign(), declaration.id);
                let same = self.declared.iter().filter(|it| it.split(' ').next() == Some(&id)).count();
                let id = if same == 0 { id } else { format!("{id} {}", same + 1) };
                let unit = unit(block, Some(&declaration.name), &declaration.fields);
                self.declarations.insert(id.clone(), unit);
                self.declared.push(id);
            }
            BlockKind::Note(extent) => {
                self.notes.push((article.offset(at.start), block.slice(*extent).trim().to_owned()));
            }
            BlockKind::Paragraph(paragraph) => {
                self.escapes.extend(paragraph.escapes.iter().map(|escape| offset(escape.start + 1)));
                for marked in &paragraph.marked {
                    let Some(annotation) = &marked.annotation else { continue };
                    let range = offset(marked.extent.start)..offset(marked.extent.end);
                    self.marks.push(mark(block, marked, annotation, range));
                }
                let mut annotations = block.annotations();
                self.paragraphs.push(Paragraph {
                    block: at.index,
                    range: article.offset(at.start)..article.offset(at.start + block.len()),
                    is_closed: annotations.all(|annotation| annotation.closed),
                });
            }
        }
    }

    /// Paragraph that contains a range of the article.
    pub fn paragraph(&self, range: &Range<usize>) -> Option<&Paragraph> {
        let after = self.paragraphs.partition_point(|paragraph| paragraph.range.start <= range.start);
        let paragraph = self.paragraphs.get(after.checked_sub(1)?)?;
        (range.end <= paragraph.range.end).then_some(paragraph)
    }

    /// Words of the article, on one line.
    pub fn words(&self, range: &Range<usize>) -> String {
        let words = self.article.get(range.clone()).unwrap_or_default();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// An annotation with its words, on one line and as markup.
    pub fn shown(&self, mark: &Mark) -> String {
        let words = self.words(&mark.range);
        if mark.is_quotation { format!("{words}{}", mark.text) } else { format!("[{words}]{}", mark.text) }
    }
}

impl Mark {
    /// Values under a key.
    pub fn values(&self, key: &str) -> &[String] {
        self.slots.get(key).map_or(&[], Vec::as_slice)
    }

    /// Whether two annotations are about the same words in the same way.
    pub fn is_at(&self, other: &Self) -> bool {
        (self.is_quotation, &self.range) == (other.is_quotation, &other.range)
    }
}

/// Whether two versions have the same article.
pub fn same_article(before: &Document, after: &Document) -> bool {
    pass_version(before, after, &Intent::Markup).is_ok()
}

fn unit(block: &Block, name: Option<&str>, fields: &[Field]) -> Unit {
    let mut slots = Slots::new();
    if let Some(name) = name {
        slots.insert(UNNAMED.to_owned(), vec![name.to_owned()]);
    }
    for field in fields {
        slots.entry(field.key.to_string()).or_default().push(field.value.to_string());
    }
    let text = block.text.get(..block.content).unwrap_or(&block.text);
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let range = start..start + line.len();
        start = range.end;
        let is_head = number == 0 || name.is_none() && line.trim_end() == "---";
        let is_field = fields.iter().any(|field| range.contains(&(field.key_extent.start as usize)));
        if !is_head && !is_field {
            slots.entry(UNREAD.to_owned()).or_default().push(line.trim().to_owned());
        }
    }
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').trim_end().lines().collect();
    Unit { slots, text: lines.join("\n") }
}

fn mark(block: &Block, marked: &Marked, annotation: &Annotation, range: Range<usize>) -> Mark {
    let text = block.slice(annotation.extent);
    let (mut slots, mut rest) = (Slots::new(), text.to_owned());
    for item in annotation.items.iter().rev() {
        let written = block.slice(item.extent);
        let key = match &item.kind {
            ItemKind::Kind(_) => "kind",
            ItemKind::Draft => "draft",
            ItemKind::Reference(reference) if reference.namespace == Namespace::Actor => "@",
            ItemKind::Reference(_) => "^",
            ItemKind::Label(_) => "#",
            ItemKind::Attribute(attribute) => &attribute.key,
        };
        slots.entry(key.to_owned()).or_default().insert(0, written.to_owned());
        let start = (item.extent.start - annotation.extent.start) as usize;
        rest.replace_range(start..start + written.len(), "");
    }
    let rest = rest.trim_matches(['{', '}', ' ', '\t']);
    if !rest.is_empty() {
        slots.insert(UNNAMED.to_owned(), vec![rest.to_owned()]);
    }
    Mark { range, is_quotation: marked.is_quotation(), slots, text: text.to_owned() }
}

//! Document model: blocks and their contents.
//!
//! A document is a sequence of [`Block`]s, each a whole number of lines. A block depends only on its own text and its
//! [`StartState`], and its offsets are relative to its start, so it stays valid while the text around it changes.

mod annotation;
mod ids;
pub mod order;
mod paragraph;
mod read;
pub mod statement;
pub mod vocabulary;

pub use annotation::{Annotation, Attribute, Item, ItemKind};
pub use ids::Ids;
pub(crate) use ids::{IdBlocks, IdHash, IdIndex};
pub use paragraph::{Marked, Paragraph, Shape};
pub use read::{Blocks, is_identifier, read_blocks};

use crate::Applicability;
use crate::chunked_vec::{Measured, Size};
use crate::derived::Derived;
use crate::syntax::StartState;
use crate::text::{is_blank, is_separator, line_ends};
use ascribe_language::normal_form::{is_mark, normal};
use ascribe_language::words::is_word;
use std::ops::Range;
use std::sync::Arc;

/// Maximum length in bytes of a mark at the start of a block that stands for all of it.
const LONGEST_MARK: usize = 100;

/// Byte range relative to the start of its block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct BlockRange {
    /// First byte.
    pub start: u32,
    /// End, exclusive.
    pub end: u32,
}

impl BlockRange {
    /// Creates an extent from two byte offsets in a block.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// Byte range within the block.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Byte range within the document, for a block that starts at byte `base`.
    pub fn at(self, base: usize) -> Range<usize> {
        base + self.start as usize..base + self.end as usize
    }

    /// Whether the byte offset (relative to the block) is inside or at the end, where a cursor after a word is.
    pub fn touches(self, offset: usize) -> bool {
        self.start as usize <= offset && offset <= self.end as usize
    }
}

/// The three namespaces of ids; each has a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Namespace {
    /// `@id`
    Actor,
    /// `^id`
    Source,
    /// `#id`
    Label,
}

impl Namespace {
    /// Character before an id.
    pub fn sign(self) -> char {
        match self {
            Self::Actor => '@',
            Self::Source => '^',
            Self::Label => '#',
        }
    }

    /// Noun for messages.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Source => "source",
            Self::Label => "label",
        }
    }
}

/// A use of an id: `@id`, `^id`, `#id` or `document#id`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Namespace of the id.
    pub namespace: Namespace,
    /// Id without its sign; empty while the user is still typing.
    pub id: Box<str>,
    /// Extent of the id, without the sign.
    pub id_extent: BlockRange,
    /// Extent of the whole reference, including the sign and the document.
    pub extent: BlockRange,
    /// Path of the document that defines the label, as written.
    pub document: Option<Box<str>>,
}

impl Reference {
    /// Reference of a list in text order with exactly this extent.
    fn at(all: &[Self], extent: BlockRange) -> Option<&Self> {
        let place = all.partition_point(|reference| reference.extent.start < extent.start);
        all.get(place).filter(|reference| reference.extent == extent)
    }
}

/// A `key: value` line of the front matter or of a declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Key of the field.
    pub key: Box<str>,
    /// Extent of the key.
    pub key_extent: BlockRange,
    /// Trimmed value; empty if there is none.
    pub value: Box<str>,
    /// Extent of the value; empty, after the colon, if there is none.
    pub value_extent: BlockRange,
    /// Ids in the value, if the key takes ids.
    pub references: Box<[Reference]>,
}

impl Field {
    /// Entries of a list value, separated by `;`.
    pub fn entries(&self) -> impl Iterator<Item = &str> {
        self.value.split(';').map(|entry| entry.trim_matches(is_blank)).filter(|entry| !entry.is_empty())
    }
}

/// Declaration of an actor or source: `@id: Name` or `^id: Title`, with its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// Actor or source.
    pub namespace: Namespace,
    /// Id without its sign.
    pub id: Box<str>,
    /// Extent of the id, without the sign.
    pub id_extent: BlockRange,
    /// Name or title; empty if there is none.
    pub name: Box<str>,
    /// Extent of the name.
    pub name_extent: BlockRange,
    /// Fields in text order.
    pub fields: Box<[Field]>,
}

impl Declaration {
    /// Value of the first field with this key, if not empty.
    pub fn field(&self, key: &str) -> Option<&str> {
        let field = self.fields.iter().find(|field| &*field.key == key)?;
        (!field.value.is_empty()).then_some(&*field.value)
    }

    /// Ids in all fields with this key.
    pub fn ids(&self, key: &str) -> impl Iterator<Item = &Reference> {
        self.fields.iter().filter(move |field| &*field.key == key).flat_map(|field| &field.references)
    }

    /// Whether the article withholds the actor's name.
    pub fn is_anonymous(&self) -> bool {
        self.field("anonymous") == Some("yes")
    }

    /// Name, then each `aka`.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let also = self.fields.iter().filter(|field| &*field.key == "aka").flat_map(Field::entries);
        std::iter::once(&*self.name).filter(|name| !name.is_empty()).chain(also)
    }
}

/// Syntax error: a part of the markup that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Extent to report.
    pub extent: BlockRange,
    /// Message that says what was expected; shared with the finding.
    pub message: Arc<str>,
    /// Fixes, most likely first.
    pub fixes: Vec<ProblemFix>,
}

/// Fix of a [`Problem`]: replaces a part of the block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemFix {
    /// Effect, in the imperative.
    pub title: String,
    /// Extent to replace.
    pub extent: BlockRange,
    /// Replacement.
    pub text: String,
    /// Whether it may be applied without review.
    pub applicability: Applicability,
}

impl ProblemFix {
    /// Fix to choose by hand.
    fn new(title: impl Into<String>, extent: BlockRange, text: impl Into<String>) -> Self {
        let (title, text) = (title.into(), text.into());
        Self { title, extent, text, applicability: Applicability::Manual }
    }

    /// Sets the applicability.
    fn with(self, applicability: Applicability) -> Self {
        Self { applicability, ..self }
    }
}

/// Kind of a block, with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// Blank lines at the start of the document.
    Blank,
    /// Fields between the two `---` lines.
    FrontMatter(Box<[Field]>),
    /// Declaration of an actor or a source.
    Declaration(Box<Declaration>),
    /// Text of a `%%` line.
    Note(BlockRange),
    /// Paragraph of the article.
    Paragraph(Paragraph),
    /// End of a document that is too large or too dense: see [`Document::unread`](crate::document::Document::unread).
    Unread,
}

/// Whole lines of a document: front matter, a declaration, a note or a paragraph, with the blank lines after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Text, including the trailing blank lines.
    pub text: Box<str>,
    /// Length in bytes without the trailing blank lines.
    pub content: usize,
    /// Number of line ends.
    pub lines: usize,
    /// State before the block, which decides what may start in it.
    pub start_state: StartState,
    /// Kind and contents of the block.
    pub kind: BlockKind,
    /// Syntax errors in the block.
    pub problems: Box<[Problem]>,
    /// The reported speech in it, which `ascribe-drafting` reads.
    pub speech: Derived,
}

/// First line of a text, up to [`LONGEST_MARK`] bytes.
fn first_line(text: &str) -> BlockRange {
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    BlockRange::new(0, text.floor_char_boundary(end.min(LONGEST_MARK)))
}

impl Block {
    /// Text at the end of a document that is not read.
    pub(crate) fn unread(text: Box<str>) -> Self {
        let message =
            "The document is too large or too dense, and is not read from here on. Split it into several.";
        let problem = Problem { extent: first_line(&text), message: message.into(), fixes: Vec::new() };
        Self {
            content: text.len(),
            lines: line_ends(&text),
            start_state: StartState::Block,
            kind: BlockKind::Unread,
            problems: Box::new([problem]),
            speech: Derived::default(),
            text,
        }
    }

    /// Start of the block up to the end of its line, to mark what is about more than a place in it.
    pub fn first_line(&self) -> BlockRange {
        first_line(&self.text)
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether the block has no text; never true for a block that was read from a document.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// State before the next block.
    pub fn end_state(&self) -> StartState {
        match self.kind {
            _ if self.content < self.text.len() => StartState::Block,
            BlockKind::Blank | BlockKind::FrontMatter(_) | BlockKind::Declaration(_) => StartState::Block,
            BlockKind::Note(_) if self.start_state != StartState::Continuation => StartState::Block,
            BlockKind::Note(_) | BlockKind::Paragraph(_) | BlockKind::Unread => StartState::Continuation,
        }
    }

    /// Text of a part of the block.
    pub fn slice(&self, extent: BlockRange) -> &str {
        &self.text[extent.range()]
    }

    /// Markup in a part of a paragraph, in order: annotations, the brackets that carry one, and the backslashes of
    /// escapes. The part must contain each span entirely or not at all. The rest is the article's own words.
    pub fn markup(&self, extent: BlockRange) -> Vec<BlockRange> {
        let Some(paragraph) = self.paragraph() else { return Vec::new() };
        let from = paragraph.escapes.partition_point(|escape| escape.start < extent.start);
        let escapes = paragraph.escapes[from..].iter().take_while(|escape| escape.start < extent.end);
        let mut markup: Vec<BlockRange> =
            escapes.map(|escape| BlockRange { end: escape.start + 1, ..*escape }).collect();
        let from = paragraph.marked.partition_point(|marked| marked.extent.start < extent.start);
        let inside = paragraph.marked[from..].iter().take_while(|marked| marked.extent.start < extent.end);
        for marked in inside {
            if marked.shape == Shape::Span {
                markup.push(BlockRange { end: marked.content.start, ..marked.extent });
                markup.push(BlockRange { start: marked.content.end, ..marked.extent });
            }
            markup.extend(marked.annotation.as_ref().map(|annotation| annotation.extent));
        }
        markup.sort_unstable();
        markup
    }

    /// The article's own words in a part of a paragraph, which must contain each span entirely or not at all.
    pub fn words(&self, extent: BlockRange) -> String {
        let mut words = String::with_capacity(extent.range().len());
        self.segments(extent).for_each(|stretch| words.push_str(stretch));
        words
    }

    /// Slices of the article's own words between the markup, in order.
    pub fn segments(&self, extent: BlockRange) -> impl Iterator<Item = &str> {
        let end = BlockRange { start: extent.end, end: extent.end };
        let mut from = extent.start;
        self.markup(extent).into_iter().chain([end]).map(move |markup| {
            let start = std::mem::replace(&mut from, markup.end);
            &self.text[start as usize..markup.start as usize]
        })
    }

    /// The paragraph, if the block is one.
    pub fn paragraph(&self) -> Option<&Paragraph> {
        if let BlockKind::Paragraph(paragraph) = &self.kind { Some(paragraph) } else { None }
    }

    /// The declaration, if the block is one.
    pub fn declaration(&self) -> Option<&Declaration> {
        if let BlockKind::Declaration(declaration) = &self.kind { Some(declaration) } else { None }
    }

    /// Fields of the front matter or the declaration.
    pub fn fields(&self) -> &[Field] {
        match &self.kind {
            BlockKind::FrontMatter(fields) => fields,
            BlockKind::Declaration(declaration) => &declaration.fields,
            _ => &[],
        }
    }

    /// First non-empty field with this key, if the block is front matter.
    pub fn front_matter(&self, key: &str) -> Option<&Field> {
        let BlockKind::FrontMatter(fields) = &self.kind else { return None };
        fields.iter().find(|field| &*field.key == key && !field.value.is_empty())
    }

    /// Annotated spans and all quotations, in document order; empty if the block is not a paragraph.
    pub fn marked(&self) -> &[Marked] {
        self.paragraph().map_or(&[], |paragraph| &paragraph.marked)
    }

    /// Annotations, in the order of what they annotate.
    pub fn annotations(&self) -> impl Iterator<Item = &Annotation> {
        self.marked().iter().filter_map(|marked| marked.annotation.as_ref())
    }

    /// Quotations and spans whose content overlaps the extent, the last first.
    pub fn marked_touching(&self, extent: BlockRange) -> impl Iterator<Item = &Marked> {
        let all = self.marked();
        let mut next = all.partition_point(|marked| marked.content.start < extent.end).checked_sub(1);
        std::iter::from_fn(move || {
            loop {
                let (place, marked) = (next?, &all[next?]);
                if extent.start < marked.content.end {
                    next = place.checked_sub(1);
                    return Some(marked);
                }
                // The ones between it and the one around it end even before.
                next = marked.parent;
            }
        })
    }

    /// Quotation or span with exactly this extent.
    pub fn marked_at(&self, extent: BlockRange) -> Option<&Marked> {
        let all = self.marked();
        let near = &all[all.partition_point(|marked| marked.extent.start < extent.start)..];
        near.iter().take_while(|marked| marked.extent.start == extent.start).find(|it| it.extent == extent)
    }

    /// Annotation that contains the extent, with the quotation or span it annotates.
    pub fn annotated_at(&self, extent: BlockRange) -> Option<(&Marked, &Annotation)> {
        let all = self.marked();
        let last = all.partition_point(|marked| marked.extent.start < extent.start).checked_sub(1);
        // Annotations between one and the one around it end even before.
        std::iter::successors(last, |place| all[*place].parent).find_map(|place| {
            let annotation = all[place].annotation.as_ref()?;
            let holds = annotation.extent.start <= extent.start && extent.end <= annotation.extent.end;
            holds.then_some((&all[place], annotation))
        })
    }

    /// Use of an id with exactly this extent.
    pub fn reference_at(&self, extent: BlockRange) -> Option<&Reference> {
        if let Some((_, annotation)) = self.annotated_at(extent) {
            return annotation.reference_at(extent);
        }
        let fields = self.fields();
        let behind = fields.partition_point(|field| field.value_extent.start <= extent.start);
        Reference::at(&fields.get(behind.checked_sub(1)?)?.references, extent)
    }

    /// Every use of an id, in document order.
    pub fn references(&self) -> impl Iterator<Item = &Reference> {
        let fields = self.fields().iter().flat_map(|field| &field.references);
        fields.chain(self.annotations().flat_map(Annotation::references))
    }

    /// Ids that the block defines, with their extents.
    pub fn definitions(&self) -> impl Iterator<Item = (Namespace, &str, BlockRange)> {
        let declared = self.declaration().map(|d| (d.namespace, &*d.id, d.id_extent));
        let labels = self.annotations().flat_map(|annotation| {
            annotation.labels().map(|label| (Namespace::Label, &*label.id, label.id_extent))
        });
        declared.into_iter().chain(labels.filter(|(_, id, _)| !id.is_empty()))
    }
}

impl Measured for Block {
    type Digest = Ids;

    fn digest<'a>(blocks: impl Iterator<Item = &'a Self>) -> Ids {
        Ids::of(blocks)
    }

    fn size(&self) -> Size {
        Size { bytes: self.text.len(), lines: self.lines }
    }
}

/// Replacement that removes an item of an annotation from the text of its block, with a blank beside it. Where something is
/// glued to both of its sides, a blank comes in its place: `a@b="x"` without `@b` would have a key `a`.
pub fn removal(text: &str, extent: BlockRange) -> (BlockRange, &'static str) {
    let extent = with_blank(text, extent);
    let is_apart = |c: char| is_separator(c) || matches!(c, '{' | '}' | '\n' | '\r');
    let (before, behind) = (&text[..extent.start as usize], &text[extent.end as usize..]);
    let touches = !before.ends_with(is_apart) && !behind.starts_with(is_apart) && !behind.is_empty();
    (extent, if touches { " " } else { "" })
}

/// Extent of an annotation item in the text of its block, with one blank before it, or after it if none is before. An item
/// without blanks on both sides goes alone, since its neighbours may not touch each other.
pub fn with_blank(text: &str, extent: BlockRange) -> BlockRange {
    let (before, behind) = (&text[..extent.start as usize], &text[extent.end as usize..]);
    let starts = before.ends_with('{') || before.ends_with(is_separator);
    let ends = behind.is_empty() || behind.starts_with(['}', '\n', '\r']) || behind.starts_with(is_separator);
    if ends && before.ends_with(is_separator) {
        BlockRange { start: extent.start - 1, ..extent }
    } else if starts && behind.starts_with(is_separator) {
        BlockRange { end: extent.end + 1, ..extent }
    } else {
        extent
    }
}

/// Whether the written value of an attribute is in quotation marks as a whole: none between them that is not escaped.
pub fn is_quoted(value: &str) -> bool {
    let Some(inside) = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else { return false };
    let mut chars = inside.chars();
    while let Some(c) = chars.next() {
        // A backslash at the end would escape the second mark.
        if c == '"' || c == '\\' && chars.next().is_none() {
            return false;
        }
    }
    true
}

/// Whether a list of rules, as written in `allow`, names the rule with this code.
pub fn lists_rule(list: &str, code: &str) -> bool {
    rules_in(list).any(|entry| entry == code)
}

/// Entries of a list of rules.
pub fn rules_in(list: &str) -> impl Iterator<Item = &str> {
    list.split([';', ',', ' ', '\t'])
}

/// Extent of the rule list in a note `%% allow: rule - reason`.
pub fn allowed_by(note: &Block) -> Option<BlockRange> {
    let BlockKind::Note(extent) = note.kind else { return None };
    let text = note.slice(extent);
    let start = extent.start as usize + text.len() - text.trim_start().len();
    let allow = text.trim().strip_prefix("allow:")?;
    let start = start + "allow:".len();
    // The reason follows a dash between blanks; rule names contain dashes too.
    let reasons = [" - ", " – ", " — "];
    let end = reasons.into_iter().filter_map(|dash| allow.find(dash)).min();
    Some(BlockRange::new(start, start + end.unwrap_or(allow.len())))
}

/// Guesses a name from an id: “City Council” for `city-council`.
pub fn name_from_id(id: &str) -> String {
    let words = id.split(['-', '_', '.']).filter(|word| !word.is_empty());
    let capital = |word: &str| {
        let mut chars = word.chars();
        chars.next().map(|first| first.to_uppercase().chain(chars).collect::<String>()).unwrap_or_default()
    };
    words.map(capital).collect::<Vec<_>>().join(" ")
}

/// Derives an id from a name: `city-council` for “City Council”; empty if the name has no letter. Names that are the
/// same in normal form have the same id; accents that compose with no letter are left out.
pub fn id_from_name(name: &str) -> String {
    let mut id = String::new();
    for c in normal(name).chars().flat_map(char::to_lowercase) {
        let is_accent = is_word(c) && !c.is_alphanumeric() && c != '_';
        if c.is_alphanumeric() && (c.is_alphabetic() || !id.is_empty())
            || is_mark(c) && !is_accent && !id.is_empty()
        {
            id.push(c);
        } else if !id.is_empty() && !id.ends_with('-') && !is_accent && !matches!(c, '\'' | '.') {
            id.push('-');
        }
    }
    id.truncate(id.trim_end_matches('-').len());
    if is_identifier(&id) { id } else { String::new() }
}

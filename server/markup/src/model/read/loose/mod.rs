//! Items of an annotation that are written loosely: values and lists with blanks, blanks around `=`, and commas between
//! items. What is clearly meant can be written right without losing a word.

mod lists;
mod separators;
mod values;

use super::annotation::sign_of;
use super::is_identifier;
use crate::Applicability;
use crate::model::vocabulary::{ATTRIBUTES, Value, find};
use crate::model::{BlockRange, Namespace, Problem, ProblemFix};

/// Separators between the entries of a list.
const SEPARATORS: [char; 2] = [',', ';'];

/// Child of an annotation in the syntax tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub extent: BlockRange,
    pub kind: PieceKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceKind {
    /// A kind or a flag.
    Word,
    /// `@id`, `^id` or `#label`.
    Reference(Namespace),
    Attribute,
    Unreadable,
}

/// Pieces with no blank between them.
#[derive(Debug, Clone, Copy)]
struct Chunk<'p> {
    extent: BlockRange,
    pieces: &'p [Piece],
}

impl Chunk<'_> {
    /// Kind of the chunk, if it is a single piece.
    fn kind(&self) -> Option<PieceKind> {
        if let [only] = self.pieces { Some(only.kind) } else { None }
    }

    fn starts_with(&self, kind: PieceKind) -> bool {
        self.pieces.first().is_some_and(|piece| piece.kind == kind)
    }
}

/// Something written loosely, with what it means.
pub(super) struct Slip {
    pub problem: Problem,
    /// Parts of the annotation that the problem is about.
    covered: Vec<BlockRange>,
    form: Form,
}

/// Parts of an annotation, sorted.
pub(super) struct Covered(Vec<BlockRange>);

impl Covered {
    /// The parts that these slips are about.
    pub(super) fn by(slips: &[Slip]) -> Self {
        let mut parts: Vec<BlockRange> = slips.iter().flat_map(|slip| slip.covered.iter().copied()).collect();
        parts.sort_unstable();
        Self(parts)
    }

    /// Whether one of the parts contains the extent.
    pub(super) fn contains(&self, extent: BlockRange) -> bool {
        let behind = self.0.partition_point(|part| part.start <= extent.start);
        self.0[..behind].last().is_some_and(|part| extent.end <= part.end)
    }
}

/// How an attribute or an item is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `key=value`, and the value goes on after a blank.
    Blanks,
    /// `key=@id, @id`.
    List,
    /// `key= value`.
    NoValue,
    /// `key = value`.
    SpacedSign,
    /// `via @id`.
    NoSign,
    /// `@id, ^id` or `key=value, ^id`.
    Separated,
}

/// Start of a loosely written attribute.
struct Head<'t> {
    key: &'t str,
    expected: Value,
    start: u32,
    /// The value as far as it has no blanks; may be empty.
    value: BlockRange,
    /// Index of the next chunk.
    next: usize,
    form: Form,
}

/// The loosely written items of one annotation.
pub(super) struct Loose<'t, 'p> {
    /// Text of the block.
    text: &'t str,
    pieces: &'p [Piece],
    chunks: Vec<Chunk<'p>>,
}

impl<'t, 'p> Loose<'t, 'p> {
    pub(super) fn new(text: &'t str, pieces: &'p [Piece]) -> Self {
        let chunks = pieces.chunk_by(|piece, next| piece.extent.end == next.extent.start);
        let chunks = chunks.filter_map(|pieces| {
            let (first, last) = (pieces.first()?, pieces.last()?);
            Some(Chunk { extent: BlockRange { end: last.extent.end, ..first.extent }, pieces })
        });
        Self { text, pieces, chunks: chunks.collect() }
    }

    /// Everything that is written loosely and whose meaning can be said, in text order.
    pub(super) fn slips(&self) -> Vec<Slip> {
        let mut slips = Vec::new();
        let mut index = 0;
        while index < self.chunks.len() {
            match self.attribute(index) {
                Some((slip, next)) => {
                    slips.push(slip);
                    index = next;
                }
                None => index += 1,
            }
        }
        slips.extend(self.separated(&Covered::by(&slips)));
        // `{@a, via=@b, @c}`: commas between items and in lists cannot be told apart.
        let has = |form: Form| slips.iter().any(|slip| slip.form == form);
        let is_unclear = has(Form::List) && has(Form::Separated);
        let is_about_commas = |slip: &&mut Slip| matches!(slip.form, Form::List | Form::Separated);
        for slip in slips.iter_mut().filter(|slip| is_unclear && is_about_commas(slip)) {
            slip.problem.fixes.iter_mut().for_each(|fix| fix.applicability = Applicability::Manual);
        }
        slips
    }

    fn slice(&self, extent: BlockRange) -> &'t str {
        &self.text[extent.range()]
    }

    /// The attribute that begins with this chunk, if it is written loosely, and the index of the chunk after it.
    fn attribute(&self, index: usize) -> Option<(Slip, usize)> {
        let head = self.head(index)?;
        match head.expected {
            Value::Actors | Value::Sources | Value::Labels => {
                self.references(index, &head, head.expected.namespace()?)
            }
            Value::OneOf(words) => self.one_of(&head, words),
            Value::Share => self.share(&head),
            Value::Date | Value::Text => self.free_text(&head),
        }
    }

    fn head(&self, index: usize) -> Option<Head<'t>> {
        let chunk = self.chunks[index];
        let text = self.slice(chunk.extent);
        let start = chunk.extent.start;
        let nothing_at = |end: u32| BlockRange { start: end, end };
        let (key, value, next, form) = if chunk.kind() == Some(PieceKind::Attribute) {
            let (key, value) = text.split_once('=')?;
            let extent = BlockRange { start: start + key.len() as u32 + 1, ..chunk.extent };
            let form = if value.is_empty() { Form::NoValue } else { Form::Blanks };
            (key, extent, index + 1, form)
        } else {
            let next = self.chunks.get(index + 1).filter(|_| chunk.kind().is_some() && is_key(text))?;
            let behind = self.slice(next.extent);
            if behind == "=" {
                (text, nothing_at(next.extent.end), index + 2, Form::SpacedSign)
            } else if behind.starts_with('=') && may_be_value(text, next) {
                let value = BlockRange { start: next.extent.start + 1, ..next.extent };
                (text, value, index + 2, Form::SpacedSign)
            } else if self.lacks_sign(index) {
                (text, nothing_at(chunk.extent.end), index + 1, Form::NoSign)
            } else {
                return None;
            }
        };
        let expected = find(&ATTRIBUTES, key).map_or(Value::Text, |key| key.value);
        Some(Head { key, expected, start, value, next, form })
    }

    /// Whether this chunk is a key that takes references, with one of them behind it: `via @id`.
    fn lacks_sign(&self, index: usize) -> bool {
        let (chunk, next) = (self.chunks[index], self.chunks.get(index + 1));
        let key = find(&ATTRIBUTES, self.slice(chunk.extent));
        let namespace = key.and_then(|key| key.value.namespace());
        chunk.kind() == Some(PieceKind::Unreadable)
            && namespace.zip(next).is_some_and(|(namespace, next)| {
                next.starts_with(PieceKind::Reference(namespace)) && self.is_list(namespace, next)
            })
    }

    /// Whether a chunk consists of references in this namespace and separators.
    fn is_list(&self, namespace: Namespace, chunk: &Chunk<'_>) -> bool {
        let text = self.slice(chunk.extent).trim_matches(SEPARATORS);
        chunk.kind() != Some(PieceKind::Attribute)
            && text.split(SEPARATORS).all(|entry| entry.is_empty() || sign_of(namespace, entry).is_some())
    }

    /// Extent of an attribute up to a chunk, without that.
    fn covered(&self, head: &Head<'_>, next: usize) -> BlockRange {
        let last = self.chunks[..next].last().map_or(head.value.end, |last| last.extent.end);
        BlockRange { start: head.start, end: last }
    }

    fn spacing(head: &Head<'_>, item: &str) -> String {
        match head.form {
            Form::NoSign => format!("`{}` has no `=` before its value. Write `{item}`.", head.key),
            _ => format!("`{}=` has a space before its value. Write `{item}`.", head.key),
        }
    }
}

impl Slip {
    fn change(
        form: Form,
        covered: BlockRange,
        message: String,
        item: &str,
        applicability: Applicability,
    ) -> Self {
        let fix = ProblemFix::new(format!("Change to `{item}`"), covered, item).with(applicability);
        let problem = Problem { extent: covered, message: message.into(), fixes: vec![fix] };
        Self { problem, covered: vec![covered], form }
    }
}

/// Whether a chunk is unreadable as a whole, or may be the references that this key takes.
fn may_be_value(key: &str, chunk: &Chunk<'_>) -> bool {
    let takes_references = find(&ATTRIBUTES, key).is_some_and(|key| key.value.namespace().is_some());
    takes_references || chunk.kind() == Some(PieceKind::Unreadable)
}

/// Whether a word is a key that may have been meant without its `=`.
fn is_key(word: &str) -> bool {
    find(&ATTRIBUTES, word).is_some() || (word.starts_with("x-") && is_identifier(word))
}

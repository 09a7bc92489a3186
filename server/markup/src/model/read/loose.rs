//! Items of an annotation that are written loosely: values and lists with blanks, blanks around `=`, and commas between
//! items. What is clearly meant can be written right without losing a word.

use super::annotation::{near_words, nearest_word, sign_of};
use super::is_identifier;
use crate::Applicability;
use crate::model::vocabulary::{ATTRIBUTES, Value, find};
use crate::model::{BlockRange, Namespace, Problem, ProblemFix, with_blank};
use ascribe_language::dates;

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
    pub covered: Vec<BlockRange>,
    form: Form,
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
    /// `@id, ^id`.
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
        let separated = self.separated(&slips);
        // `{@a, via=@b, @c}`: commas between items and in lists cannot be told apart.
        let is_list = |slip: &Slip| slip.form == Form::List;
        let is_unclear = separated.is_some() && slips.iter().any(is_list);
        slips.extend(separated);
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
            Value::Text => self.free_text(&head),
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
            } else if behind.starts_with('=') && self.may_be_value(text, next) {
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

    /// Whether a chunk is unreadable as a whole, or may be the references that this key takes.
    fn may_be_value(&self, key: &str, chunk: &Chunk<'_>) -> bool {
        let takes_references = find(&ATTRIBUTES, key).is_some_and(|key| key.value.namespace().is_some());
        takes_references || chunk.kind() == Some(PieceKind::Unreadable)
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

    fn references(&self, index: usize, head: &Head<'_>, namespace: Namespace) -> Option<(Slip, usize)> {
        let mut list = self.slice(head.value).to_owned();
        let mut next = head.next;
        while let Some(chunk) = self.chunks.get(next) {
            let more = self.slice(chunk.extent);
            let goes_on = list.is_empty() || list.ends_with(SEPARATORS) || more.starts_with(SEPARATORS);
            if !goes_on || !self.is_list(namespace, chunk) {
                break;
            }
            list.push_str(more);
            next += 1;
        }
        let entries: Vec<&str> = list.split(SEPARATORS).filter(|entry| !entry.is_empty()).collect();
        let is_read = !entries.is_empty() && entries.iter().all(|it| sign_of(namespace, it).is_some());
        if !is_read || (head.form == Form::Blanks && next == head.next) {
            return None;
        }
        let separator = if list.contains(';') { ";" } else { "," };
        let item = format!("{}={}", head.key, entries.join(separator));
        let message = match head.form {
            Form::Blanks => format!("The list in `{}` has blanks. Write `{item}`.", head.key),
            _ => Self::spacing(head, &item),
        };
        let reference = PieceKind::Reference(namespace);
        // `via @a @b`: is `@b` a speaker, or does it belong to the list?
        let is_followed = self.chunks.get(next).is_some_and(|chunk| chunk.starts_with(reference));
        let covered = self.covered(head, next);
        let clear = match head.form {
            // `{via=@a, @b}`: a statement has a speaker.
            Form::Blanks => namespace != Namespace::Actor || self.has_outside(reference, covered),
            Form::NoSign => !self.is_in_words(index),
            // Somebody may be about to write the value.
            Form::NoValue => false,
            Form::SpacedSign | Form::List | Form::Separated => true,
        };
        let applicability = if clear && !is_followed { Applicability::Safe } else { Applicability::Unsafe };
        let form = if head.form == Form::Blanks { Form::List } else { head.form };
        Some((Slip::change(form, covered, message, &item, applicability), next))
    }

    /// Whether another piece of this kind is outside the extent.
    fn has_outside(&self, kind: PieceKind, extent: BlockRange) -> bool {
        let outside = |piece: &Piece| piece.extent.end <= extent.start || extent.end <= piece.extent.start;
        self.pieces.iter().any(|piece| piece.kind == kind && outside(piece))
    }

    /// Whether a chunk may be a word of the value before it: `note=asked via @id`.
    fn is_in_words(&self, index: usize) -> bool {
        let Some(before) = index.checked_sub(1).map(|before| self.chunks[before]) else { return false };
        let text = self.slice(before.extent);
        match before.kind() {
            Some(PieceKind::Attribute) => text.split_once('=').is_some_and(|(key, value)| {
                let is_text = find(&ATTRIBUTES, key).is_none_or(|key| key.value == Value::Text);
                is_text && !value.ends_with('"') && dates::read(value).is_none()
            }),
            kind => kind == Some(PieceKind::Unreadable),
        }
    }

    /// Words after the head's value, as far as nothing in them can be read.
    fn run(&self, head: &Head<'_>) -> usize {
        let mut next = head.next;
        while let Some(chunk) = self.chunks.get(next) {
            let is_key = is_key(self.slice(chunk.extent));
            let behind = self.chunks.get(next + 1).map(|behind| self.slice(behind.extent));
            let is_attribute = is_key && behind.is_some_and(|behind| behind.starts_with('='));
            if chunk.kind() != Some(PieceKind::Unreadable) || is_attribute || self.lacks_sign(next) {
                break;
            }
            next += 1;
        }
        next
    }

    fn one_of(&self, head: &Head<'_>, words: &[&'static str]) -> Option<(Slip, usize)> {
        let value = self.slice(head.value);
        if words.contains(&value) && head.form == Form::Blanks {
            return None;
        }
        let own = usize::from(!value.is_empty());
        let run = self.chunks[head.next..self.run(head)].iter().map(|chunk| self.slice(chunk.extent));
        let written: Vec<&str> =
            std::iter::once(value).filter(|value| !value.is_empty()).chain(run).collect();
        let joined = |count: usize| written[..count].join("-").trim_end_matches(SEPARATORS).to_owned();
        let as_written = |count: usize| written[..count].join(" ");
        let valid = (1..=written.len()).rev().find(|count| words.contains(&&*joined(*count)));
        if let Some(count) = valid {
            let next = head.next + count - own;
            let item = format!("{}={}", head.key, joined(count));
            let message = if count > 1 {
                format!("`{}` is not a valid `{}`. Write `{item}`.", as_written(count), head.key)
            } else if head.form == Form::Blanks {
                format!("Items are separated by blanks only. Write `{item}`.")
            } else {
                Self::spacing(head, &item)
            };
            let covered = self.covered(head, next);
            return Some((Slip::change(head.form, covered, message, &item, Applicability::Safe), next));
        }
        // A misspelt one of two words.
        let near = (written.len() > 1).then(|| near_words(&joined(2), words))?;
        let [near] = near[..] else { return None };
        let next = head.next + 2 - own;
        let message = format!("`{}` is not a valid `{}`. Did you mean `{near}`?", as_written(2), head.key);
        let item = format!("{}={near}", head.key);
        let covered = self.covered(head, next);
        Some((Slip::change(head.form, covered, message, &item, Applicability::Unsafe), next))
    }

    fn share(&self, head: &Head<'_>) -> Option<(Slip, usize)> {
        let value = self.slice(head.value);
        let next = if value.is_empty() { head.next + 1 } else { head.next };
        let written = if value.is_empty() { self.slice(self.chunks.get(head.next)?.extent) } else { value };
        let share = written.trim_end_matches(SEPARATORS);
        if !head.expected.takes(share) || (head.form == Form::Blanks && share == value) {
            return None;
        }
        let item = format!("{}={share}", head.key);
        let message = match head.form {
            Form::Blanks => format!("Items are separated by blanks only. Write `{item}`."),
            _ => Self::spacing(head, &item),
        };
        let covered = self.covered(head, next);
        Some((Slip::change(head.form, covered, message, &item, Applicability::Safe), next))
    }

    fn free_text(&self, head: &Head<'_>) -> Option<(Slip, usize)> {
        let next = self.run(head);
        let words = &self.chunks[head.next..next];
        let own = self.slice(head.value);
        let is_quoted = own.len() > 1 && own.starts_with('"') && own.ends_with('"');
        let is_word = |chunk: &Chunk<'_>| !self.slice(chunk.extent).trim_matches(SEPARATORS).is_empty();
        let goes_on = words.iter().any(is_word);
        if (head.form == Form::Blanks && (is_quoted || !goes_on)) || (own.is_empty() && !goes_on) {
            return None;
        }
        let start = if own.is_empty() { self.chunks[head.next].extent.start } else { head.value.start };
        let end = words.last().map_or(head.value.end, |last| last.extent.end);
        let value = BlockRange { start, end };
        let item = format!("{}={}", head.key, quoted(self.slice(value)));
        let covered = self.covered(head, next);
        let behind = self.chunks.get(next);
        // `note=confirmed by @a`: is the actor a speaker, or part of the note?
        let is_one_word = !self.slice(value).contains([' ', '\t']);
        let ends_here = is_one_word || behind.is_none_or(|chunk| chunk.kind() == Some(PieceKind::Attribute));
        let ends_at_attribute = ends_here || self.head(next).is_some_and(|it| it.form == Form::SpacedSign);
        if !ends_at_attribute {
            let message = format!(
                "The value of `{}` has blanks, and where it ends is not clear. Put it in quotation marks.",
                head.key
            );
            let mut slip = Slip::change(head.form, covered, message, &item, Applicability::Manual);
            let rest = self.chunks[next..].iter().take_while(|it| it.kind() != Some(PieceKind::Attribute));
            if let Some(last) = rest.last() {
                let (whole, value) = (
                    BlockRange { end: last.extent.end, ..covered },
                    BlockRange { start, end: last.extent.end },
                );
                let item = format!("{}={}", head.key, quoted(self.slice(value)));
                slip.problem.fixes.push(ProblemFix::new(format!("Change to `{item}`"), whole, item));
            }
            return Some((slip, next));
        }
        let message = match head.form {
            Form::Blanks => {
                format!("The value of `{}` has blanks. Put it in quotation marks: `{item}`.", head.key)
            }
            _ => Self::spacing(head, &item),
        };
        let takes_words =
            head.key.starts_with("x-") || (find(&ATTRIBUTES, head.key).is_some() && head.key != "allow");
        let is_plain = |chunk: &Chunk<'_>| {
            let word = self.slice(chunk.extent);
            nearest_word(word).is_none() && !word.contains(['=', '{'])
        };
        let clear = takes_words && words.iter().all(is_plain);
        let applicability = if clear { Applicability::Safe } else { Applicability::Unsafe };
        Some((Slip::change(head.form, covered, message, &item, applicability), next))
    }

    /// Extent of an attribute up to a chunk, without that.
    fn covered(&self, head: &Head<'_>, next: usize) -> BlockRange {
        let last = self.chunks[..next].last().map_or(head.value.end, |last| last.extent.end);
        BlockRange { start: head.start, end: last }
    }

    fn spacing(head: &Head<'_>, item: &str) -> String {
        match head.form {
            Form::NoSign => format!("`{}` has no `=` before its value. Write `{item}`.", head.key),
            _ => format!("`{}=` has a blank before its value. Write `{item}`.", head.key),
        }
    }

    /// Commas and semicolons between items that can be read.
    fn separated(&self, slips: &[Slip]) -> Option<Slip> {
        let is_covered = |piece: &Piece| {
            let mut covered = slips.iter().flat_map(|slip| &slip.covered);
            covered.any(|it| it.start <= piece.extent.start && piece.extent.end <= it.end)
        };
        let is_separator = |piece: &Piece| {
            piece.kind == PieceKind::Unreadable
                && self.slice(piece.extent).chars().all(|c| SEPARATORS.contains(&c))
        };
        let between: Vec<usize> = (0..self.pieces.len())
            .filter(|place| is_separator(&self.pieces[*place]) && !is_covered(&self.pieces[*place]))
            .filter(|place| {
                let before = self.pieces[..*place].iter().rev().find(|piece| !is_separator(piece));
                let behind = self.pieces[place + 1..].iter().find(|piece| !is_separator(piece));
                self.are_items(before, behind)
            })
            .collect();
        let first = *between.first()?;
        let covered: Vec<BlockRange> = between.iter().map(|place| self.pieces[*place].extent).collect();
        let gaps: Vec<(BlockRange, &str)> = covered.iter().map(|extent| self.gap(*extent)).collect();
        let whole = BlockRange { start: gaps.first()?.0.start, end: gaps.last()?.0.end };
        let mut text = String::new();
        let mut from = whole.start;
        for (extent, blank) in gaps {
            text.push_str(self.slice(BlockRange { start: from, end: extent.start.max(from) }));
            text.push_str(blank);
            from = extent.end;
        }
        let separator = self.slice(self.pieces[first].extent);
        let title = format!("Separate the items by blanks, without `{separator}`");
        let message = format!("Items are separated by blanks only. Remove `{separator}`.");
        let fix = ProblemFix::new(title, whole, text).with(Applicability::Safe);
        let problem = Problem { extent: self.pieces[first].extent, message, fixes: vec![fix] };
        Some(Slip { problem, covered, form: Form::Separated })
    }

    /// Extent to replace in order to remove a separator, with the replacement: a blank if it is all that separates two
    /// items.
    fn gap(&self, separator: BlockRange) -> (BlockRange, &'static str) {
        let is_blank = |c: Option<char>, brace: char| c.is_none_or(|c| [' ', '\t', brace].contains(&c));
        let before = self.text[..separator.start as usize].chars().next_back();
        let behind = self.text[separator.end as usize..].chars().next();
        match (is_blank(before, '{'), is_blank(behind, '}')) {
            (false, false) => (separator, " "),
            (true, true) => (with_blank(self.text, separator), ""),
            _ => (separator, ""),
        }
    }

    /// Whether both neighbours of a separator are items of their own, which it only separates.
    fn are_items(&self, before: Option<&Piece>, behind: Option<&Piece>) -> bool {
        let kind = |piece: Option<&Piece>| piece.map(|piece| piece.kind);
        if [kind(before), kind(behind)].contains(&Some(PieceKind::Unreadable)) {
            return false;
        }
        // `denies=x , #b`: `#b` may belong to the list.
        match (before, kind(behind)) {
            (Some(Piece { extent, kind: PieceKind::Attribute }), Some(PieceKind::Reference(namespace))) => {
                let key = self.slice(*extent).split('=').next().and_then(|key| find(&ATTRIBUTES, key));
                key.is_some_and(|key| key.value.namespace() != Some(namespace))
            }
            _ => true,
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
        let problem = Problem { extent: covered, message, fixes: vec![fix] };
        Self { problem, covered: vec![covered], form }
    }
}

/// Whether a word is a key that may have been meant without its `=`.
fn is_key(word: &str) -> bool {
    find(&ATTRIBUTES, word).is_some() || (word.starts_with("x-") && is_identifier(word))
}

/// A value in quotation marks, if it needs them.
fn quoted(value: &str) -> String {
    let inner = value.strip_prefix('"');
    match inner.map(|inner| inner.strip_suffix('"').unwrap_or(inner)) {
        // It has both marks already, or lacks the second.
        Some(inner) if !inner.is_empty() && !inner.contains(['"', '\\']) => format!("\"{inner}\""),
        None if !value.contains([' ', '\t', '"']) => value.to_owned(),
        _ => format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

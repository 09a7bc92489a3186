//! Lists of references with blanks: `denies=#a, #b`, `via @id`.

use super::Piece;
use super::{Chunk, Form, Head, Loose, PieceKind, SEPARATORS, Slip};
use crate::Applicability;
use crate::model::read::annotation::sign_of;
use crate::model::vocabulary::{ATTRIBUTES, Value, find};
use crate::model::{BlockRange, Namespace};
use ascribe_language::dates;

impl Loose<'_, '_> {
    pub(super) fn references(
        &self,
        index: usize,
        head: &Head<'_>,
        namespace: Namespace,
    ) -> Option<(Slip, usize)> {
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
        let is_alone = head.form == Form::Blanks && next == head.next;
        if !is_read || (is_alone && !self.separates(&list, namespace, next)) {
            return None;
        }
        let separator = if list.contains(';') { ";" } else { "," };
        let item = format!("{}={}", head.key, entries.join(separator));
        let message = match head.form {
            Form::Blanks if is_alone => format!("Items are separated by spaces only. Write `{item}`."),
            Form::Blanks => format!("The list in `{}` has spaces. Write `{item}`.", head.key),
            _ => Self::spacing(head, &item),
        };
        let reference = PieceKind::Reference(namespace);
        // `via @a @b`: is `@b` a speaker, or does it belong to the list?
        let is_followed = self.chunks.get(next).is_some_and(|chunk| chunk.starts_with(reference));
        let covered = self.covered(head, next);
        let clear = match head.form {
            // `{via=@a, @b}`: a statement has a speaker.
            Form::Blanks => is_alone || namespace != Namespace::Actor || self.has_outside(reference, covered),
            Form::NoSign => !self.is_in_words(index),
            // Somebody may be about to write the value.
            Form::NoValue => false,
            Form::SpacedSign | Form::List | Form::Separated => true,
        };
        let applicability = if clear && !is_followed { Applicability::Safe } else { Applicability::Unsafe };
        let form = match head.form {
            Form::Blanks if is_alone => Form::Separated,
            Form::Blanks => Form::List,
            form => form,
        };
        Some((Slip::change(form, covered, message, &item, applicability), next))
    }

    /// Whether the comma at the end of a list only separates it from the next chunk: `{via=@a, ^b}`.
    fn separates(&self, list: &str, namespace: Namespace, next: usize) -> bool {
        let is_item = |chunk: &Chunk<'_>| {
            let no_item = [PieceKind::Unreadable, PieceKind::Reference(namespace)];
            !chunk.pieces.iter().any(|piece| no_item.contains(&piece.kind))
        };
        list.ends_with(SEPARATORS) && self.chunks.get(next).is_some_and(is_item)
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
                let is_text =
                    find(&ATTRIBUTES, key).is_none_or(|key| matches!(key.value, Value::Date | Value::Text));
                is_text && !value.ends_with('"') && dates::read(value).is_none()
            }),
            kind => kind == Some(PieceKind::Unreadable),
        }
    }
}

//! Units in which formats count the characters of an article.

use std::ops::Range;

/// Unit of an offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Unicode code points, as in Python.
    CodePoint,
    /// UTF-16 code units, as in Java and JavaScript.
    Utf16,
}

impl Unit {
    /// Length of a character.
    fn length(self, c: char) -> usize {
        match self {
            Self::CodePoint => 1,
            Self::Utf16 => c.len_utf16(),
        }
    }
}

/// Offsets of an article in a unit.
#[derive(Debug)]
pub struct Offsets {
    /// Byte offset, and its offset in the unit, behind each character that is not one byte and one unit long.
    steps: Vec<(usize, usize)>,
}

impl Offsets {
    /// Offsets of a text.
    pub fn new(text: &str, unit: Unit) -> Self {
        let (mut steps, mut count) = (Vec::new(), 0);
        for (byte, c) in text.char_indices() {
            count += unit.length(c);
            if !c.is_ascii() {
                steps.push((byte + c.len_utf8(), count));
            }
        }
        Self { steps }
    }

    /// Offset in the unit of a byte offset between two characters.
    pub fn at(&self, byte: usize) -> usize {
        let after = self.steps.partition_point(|(step, _)| *step <= byte);
        let (step, count) = after.checked_sub(1).map_or((0, 0), |before| self.steps[before]);
        count + (byte - step)
    }

    /// Start and end in the unit of a byte range.
    pub fn span(&self, range: &Range<usize>) -> [usize; 2] {
        [self.at(range.start), self.at(range.end)]
    }
}

/// Byte offsets of a text, by offsets in a unit.
#[derive(Debug)]
pub struct ByteOffsets(Vec<Option<usize>>);

impl ByteOffsets {
    /// Byte offsets of a text.
    pub fn new(text: &str, unit: Unit) -> Self {
        let mut bytes = Vec::with_capacity(text.len() + 1);
        for (byte, c) in text.char_indices() {
            bytes.push(Some(byte));
            // There is no character between two surrogates.
            bytes.resize(bytes.len() + unit.length(c) - 1, None);
        }
        bytes.push(Some(text.len()));
        Self(bytes)
    }

    /// Bytes between two offsets in the unit; `None` if they are not in the text, are within a character, or in the wrong
    /// order.
    pub fn range(&self, start: usize, end: usize) -> Option<Range<usize>> {
        let at = |offset: usize| self.0.get(offset).copied().flatten();
        Some(at(start)?..at(end)?).filter(|range| range.start <= range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::{ByteOffsets, Offsets, Unit};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn offsets_count_the_characters_before(text in "[a-zé👩\u{301}\r\n ]{0,40}") {
            let (points, utf16) = (Offsets::new(&text, Unit::CodePoint), Offsets::new(&text, Unit::Utf16));
            let bytes = ByteOffsets::new(&text, Unit::Utf16);
            for at in text.char_indices().map(|(at, _)| at).chain([text.len()]) {
                prop_assert_eq!(points.at(at), text[..at].chars().count());
                prop_assert_eq!(utf16.at(at), text[..at].encode_utf16().count());
                prop_assert_eq!(bytes.range(utf16.at(at), utf16.at(at)), Some(at..at));
            }
        }
    }

    #[test]
    fn offsets_outside_or_within_a_character_are_none() {
        let bytes = ByteOffsets::new("a👩b", Unit::Utf16);
        assert_eq!(bytes.range(1, 3), Some(1..5));
        assert_eq!([bytes.range(1, 2), bytes.range(3, 1), bytes.range(0, 5)], [None, None, None]);
    }
}

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

#[cfg(test)]
mod tests {
    use super::{Offsets, Unit};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn offsets_count_the_characters_before(text in "[a-zé👩\u{301}\r\n ]{0,40}") {
            let (points, utf16) = (Offsets::new(&text, Unit::CodePoint), Offsets::new(&text, Unit::Utf16));
            for at in text.char_indices().map(|(at, _)| at).chain([text.len()]) {
                prop_assert_eq!(points.at(at), text[..at].chars().count());
                prop_assert_eq!(utf16.at(at), text[..at].encode_utf16().count());
            }
        }
    }
}

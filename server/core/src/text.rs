//! The text of a document, and its positions in the three encodings of the language server protocol.

use ropey::Rope;
use std::ops::Range;

/// How the columns of a line are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// In bytes.
    Utf8,
    /// In UTF-16 code units; what the protocol has by default.
    #[default]
    Utf16,
    /// In code points.
    Utf32,
}

/// A place in a text, counted from zero; the column in the units of an [`Encoding`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Lines end at LF, CRLF and a lone CR.
    pub line: usize,
    /// From the start of the line.
    pub column: usize,
}

/// A text that is cheap to clone and to edit at any place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    rope: Rope,
}

impl Text {
    /// The text of `content`, unchanged.
    pub fn new(content: &str) -> Self {
        Self { rope: Rope::from_str(content) }
    }

    /// The length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of lines; one more than there are line ends.
    pub fn lines(&self) -> usize {
        self.rope.len_lines()
    }

    /// The text of a byte range; its ends are moved into the text and to character starts.
    pub fn slice(&self, range: Range<usize>) -> String {
        let start = self.floor(range.start);
        let end = self.floor(range.end).max(start);
        self.rope.byte_slice(start..end).to_string()
    }

    /// The number of the line that holds byte `offset`.
    pub fn line_of(&self, offset: usize) -> usize {
        self.rope.byte_to_line(offset.min(self.len()))
    }

    /// The byte offset at which a line starts; the text's end for a line past it.
    pub fn line_start(&self, line: usize) -> usize {
        if line >= self.lines() { self.len() } else { self.rope.line_to_byte(line) }
    }

    /// The byte offset at which a line's text ends, before its line end.
    pub fn line_end(&self, line: usize) -> usize {
        if line >= self.lines() {
            return self.len();
        }
        let slice = self.rope.line(line);
        let mut end = slice.len_bytes();
        while end > 0 && matches!(slice.byte(end - 1), b'\n' | b'\r') {
            end -= 1;
        }
        self.rope.line_to_byte(line) + end
    }

    /// `offset` moved into the text and back to the start of its character.
    pub fn floor(&self, offset: usize) -> usize {
        let offset = offset.min(self.len());
        self.rope.char_to_byte(self.rope.byte_to_char(offset))
    }

    /// The byte offset of a position. A line past the text gives its end, a column past the line gives the
    /// line's end (before its line end), one inside a character gives that character's start.
    pub fn offset(&self, position: Position, encoding: Encoding) -> usize {
        if position.line >= self.lines() {
            return self.len();
        }
        let start = self.rope.line_to_byte(position.line);
        let end = self.line_end(position.line);
        match encoding {
            Encoding::Utf8 => self.floor((start.saturating_add(position.column)).min(end)),
            Encoding::Utf32 => {
                let first = self.rope.byte_to_char(start);
                let last = self.rope.byte_to_char(end);
                self.rope.char_to_byte(first.saturating_add(position.column).min(last))
            }
            Encoding::Utf16 => {
                let first = self.rope.char_to_utf16_cu(self.rope.byte_to_char(start));
                let last = self.rope.char_to_utf16_cu(self.rope.byte_to_char(end));
                let unit = first.saturating_add(position.column).min(last);
                self.rope.char_to_byte(self.rope.utf16_cu_to_char(unit))
            }
        }
    }

    /// The position of a byte offset; one inside a character gives that character's start.
    pub fn position(&self, offset: usize, encoding: Encoding) -> Position {
        let offset = self.floor(offset);
        let line = self.rope.byte_to_line(offset);
        let start = self.rope.line_to_byte(line);
        let column = match encoding {
            Encoding::Utf8 => offset - start,
            Encoding::Utf32 => self.rope.byte_to_char(offset) - self.rope.byte_to_char(start),
            Encoding::Utf16 => {
                self.rope.char_to_utf16_cu(self.rope.byte_to_char(offset))
                    - self.rope.char_to_utf16_cu(self.rope.byte_to_char(start))
            }
        };
        Position { line, column }
    }

    /// Replaces the bytes of `range`, whose ends are character starts within the text.
    pub(crate) fn replace(&mut self, range: Range<usize>, content: &str) {
        let start = self.rope.byte_to_char(range.start);
        let end = self.rope.byte_to_char(range.end);
        self.rope.remove(start..end);
        self.rope.insert(start, content);
    }
}

/// The number of line ends in a text.
pub fn line_ends(text: &str) -> usize {
    let count = |end: u8| text.bytes().filter(|byte| *byte == end).count();
    let (feeds, returns) = (count(b'\n'), count(b'\r'));
    if returns == 0 { feeds } else { feeds + returns - text.matches("\r\n").count() }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.rope.chunks().try_for_each(|chunk| f.write_str(chunk))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: usize, column: usize) -> Position {
        Position { line, column }
    }

    #[test]
    fn columns_are_counted_in_the_units_of_the_encoding() {
        let text = Text::new("é𝕏e\u{301}\"\n");
        for (encoding, column) in [(Encoding::Utf8, 9), (Encoding::Utf16, 5), (Encoding::Utf32, 4)] {
            assert_eq!(text.position(9, encoding), at(0, column));
            assert_eq!(text.offset(at(0, column), encoding), 9);
        }
    }

    #[test]
    fn positions_outside_are_moved_in() {
        let text = Text::new("ab\r\n𝕏\r");
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            assert_eq!(text.offset(at(0, 99), encoding), 2, "before the line end");
            assert_eq!(text.offset(at(9, 0), encoding), text.len());
            assert_eq!(text.offset(at(0, usize::MAX), encoding), 2);
            assert_eq!(text.position(99, encoding), at(2, 0));
        }
        assert_eq!(text.offset(at(1, 1), Encoding::Utf16), 4, "inside a surrogate pair");
        assert_eq!(text.offset(at(1, 3), Encoding::Utf8), 4, "inside a character");
    }

    #[test]
    fn lines_end_at_lf_crlf_and_cr_only() {
        let text = Text::new("a\u{2028}b\u{85}c\x0bd\ne\r\nf\rg");
        assert_eq!(text.lines(), 4);
    }
}

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
        self.positions(encoding).of(offset)
    }

    /// The positions of several byte offsets; those of neighbours cost next to nothing.
    pub fn positions(&self, encoding: Encoding) -> Positions<'_> {
        Positions { rope: &self.rope, encoding, near: None }
    }

    /// Replaces the bytes of `range`, whose ends are character starts within the text.
    pub(crate) fn replace(&mut self, range: Range<usize>, content: &str) {
        let start = self.rope.byte_to_char(range.start);
        let end = self.rope.byte_to_char(range.end);
        self.rope.remove(start..end);
        self.rope.insert(start, content);
    }
}

/// Gives the positions of byte offsets in one text, and counts on from the last one where it can.
#[derive(Debug, Clone)]
pub struct Positions<'a> {
    rope: &'a Rope,
    encoding: Encoding,
    near: Option<Near<'a>>,
}

/// A stretch of a text, and a place in it that was counted.
#[derive(Debug, Clone, Copy)]
struct Near<'a> {
    /// Some hundred bytes that lie together; CR and LF are never parted.
    chunk: &'a str,
    /// The byte offset at which they start.
    start: usize,
    /// The position of that.
    first: Position,
    /// Bytes of the chunk.
    counted: usize,
    /// The position behind them.
    position: Position,
}

impl Positions<'_> {
    /// The position of a byte offset; one inside a character gives that character's start.
    pub fn of(&mut self, offset: usize) -> Position {
        let offset = offset.min(self.rope.len_bytes());
        let known = self.near.take().filter(|near| near.holds(offset));
        let near = known.unwrap_or_else(|| Near::to(self.rope, offset, self.encoding));
        self.near.insert(near).count(offset, self.encoding)
    }
}

impl<'a> Near<'a> {
    fn to(rope: &'a Rope, offset: usize, encoding: Encoding) -> Self {
        let (chunk, start, chars, line) = rope.chunk_at_byte(offset);
        let line_start = rope.line_to_byte(line);
        let column = match encoding {
            _ if start == line_start => 0,
            Encoding::Utf8 => start - line_start,
            Encoding::Utf32 => chars - rope.byte_to_char(line_start),
            Encoding::Utf16 => {
                rope.char_to_utf16_cu(chars) - rope.char_to_utf16_cu(rope.byte_to_char(line_start))
            }
        };
        let first = Position { line, column };
        Self { chunk, start, first, counted: 0, position: first }
    }

    fn holds(&self, offset: usize) -> bool {
        (self.start..=self.start + self.chunk.len()).contains(&offset)
    }

    /// The position of a byte offset that it holds.
    fn count(&mut self, offset: usize, encoding: Encoding) -> Position {
        let mut within = offset - self.start;
        while !self.chunk.is_char_boundary(within) {
            within -= 1;
        }
        if within < self.counted {
            (self.counted, self.position) = (0, self.first);
        }
        let mut line = self.counted;
        let bytes = self.chunk.as_bytes();
        for at in memchr::memchr2_iter(b'\n', b'\r', &bytes[self.counted..within]) {
            let at = self.counted + at;
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                self.position = Position { line: self.position.line + 1, column: 0 };
                line = at + 1;
            }
        }
        self.position.column += units(&bytes[line..within], encoding);
        self.counted = within;
        self.position
    }
}

/// How many units the characters of a text, given in UTF-8, take in an encoding.
fn units(text: &[u8], encoding: Encoding) -> usize {
    let starts = || text.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count();
    match encoding {
        Encoding::Utf8 => text.len(),
        Encoding::Utf32 => starts(),
        // Characters of four bytes take two units.
        Encoding::Utf16 => starts() + text.iter().filter(|byte| **byte >= 0b1111_0000).count(),
    }
}

/// The number of line ends in a text.
pub fn line_ends(text: &str) -> usize {
    let count = |end: u8| memchr::memchr_iter(end, text.as_bytes()).count();
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
    use proptest::prelude::*;

    /// Counted from the start of the text.
    fn counted(text: &str, offset: usize, encoding: Encoding) -> Position {
        let mut position = at(0, 0);
        for (place, c) in text.char_indices().take_while(|(place, c)| place + c.len_utf8() <= offset) {
            let ends_line = c == '\n' || c == '\r' && !text[place + 1..].starts_with('\n');
            position = match (ends_line, encoding) {
                (true, _) => at(position.line + 1, 0),
                (_, Encoding::Utf8) => at(position.line, position.column + c.len_utf8()),
                (_, Encoding::Utf16) => at(position.line, position.column + c.len_utf16()),
                (_, Encoding::Utf32) => at(position.line, position.column + 1),
            };
        }
        position
    }

    proptest! {
        #[test]
        fn positions_are_the_same_in_any_order(
            words in prop::collection::vec("[a-zé𝕏“”\u{301}\u{2028} ]{0,40}(\r\n|\n|\r|)", 0..200),
            places in prop::collection::vec((any::<prop::sample::Index>(), 0usize..40), 1..30),
        ) {
            let text = words.concat();
            let rope = Text::new(&text);
            for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                let mut positions = rope.positions(encoding);
                for (place, behind) in &places {
                    let first = place.index(text.len() + 1);
                    for offset in [first, first + behind, first + behind / 2] {
                        let position = counted(&text, offset.min(text.len()), encoding);
                        prop_assert_eq!(positions.of(offset), position);
                        prop_assert_eq!(rope.position(offset, encoding), position);
                    }
                }
            }
        }
    }

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

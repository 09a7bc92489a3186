//! Text of a document, with positions in the three encodings of the language server protocol.

use ropey::str_utils::{byte_to_line_idx, line_to_byte_idx};
use std::fmt::{Display, Formatter};
use std::ops::Range;

pub use ropey::Rope;

/// Unit of a column within its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, the protocol's default.
    #[default]
    Utf16,
    /// Code points.
    Utf32,
}

/// Zero-based position in a text; the column counts units of an [`Encoding`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line number; LF, CRLF and a lone CR end a line.
    pub line: usize,
    /// Column from the start of the line.
    pub column: usize,
}

/// Whether the grammar reads the character as a blank; others, such as U+0085, are characters of the article.
pub fn is_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\u{b}' | '\u{c}' | '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{feff}'
    )
}

/// Whether the character separates the parts of a line of markup: items, keys and values.
pub fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

/// View of a rope by byte offsets, lines and positions.
///
/// ```
/// use ascribe_markup::text::{Encoding, Position, Rope, Text};
///
/// let rope = Rope::from_str("One.\n“Two”\n");
/// let text = Text::from(&rope);
/// // The quotation mark takes three bytes, and one UTF-16 code unit.
/// assert_eq!(text.position(8, Encoding::Utf16), Position { line: 1, column: 1 });
/// assert_eq!(text.offset(Position { line: 1, column: 1 }, Encoding::Utf16), 8);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Text<'a>(&'a Rope);

impl<'a> From<&'a Rope> for Text<'a> {
    fn from(rope: &'a Rope) -> Self {
        Self(rope)
    }
}

impl Text<'_> {
    /// Length in bytes.
    pub fn len(self) -> usize {
        self.0.len_bytes()
    }

    /// Whether there is no text at all.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Number of lines: the number of line ends plus one.
    pub fn lines(self) -> usize {
        self.0.len_lines()
    }

    /// Text of a byte range, whose ends are clamped to the text and moved back to character starts.
    pub fn slice(self, range: Range<usize>) -> String {
        let start = self.floor(range.start);
        let end = self.floor(range.end).max(start);
        self.0.byte_slice(start..end).into()
    }

    /// Line that contains byte `offset`.
    pub fn line_of(self, offset: usize) -> usize {
        self.0.byte_to_line(self.floor(offset))
    }

    /// Byte offset of the start of a line; the end of the text for a line past it.
    pub fn line_start(self, line: usize) -> usize {
        self.0.line_to_byte(line.min(self.lines()))
    }

    /// Byte offset of the end of a line's text, before its line end.
    pub fn line_end(self, line: usize) -> usize {
        let (start, end) = (self.line_start(line), self.line_start(line.saturating_add(1)));
        let before = |end: usize, sign: u8| end - usize::from(start < end && self.0.byte(end - 1) == sign);
        before(before(end, b'\n'), b'\r')
    }

    /// Clamps the byte `offset` to the text and moves it back to the start of its character.
    pub fn floor(self, offset: usize) -> usize {
        self.0.char_to_byte(self.char_at(offset))
    }

    /// Index of the character that contains the byte `offset`.
    fn char_at(self, offset: usize) -> usize {
        self.0.byte_to_char(offset.min(self.len()))
    }

    /// Converts a position to a byte offset. A line past the text gives the end of the text, a column past the line
    /// gives the end of the line (before its line end), and a position inside a character gives that character's start.
    pub fn offset(self, position: Position, encoding: Encoding) -> usize {
        let (start, end) = (self.line_start(position.line), self.line_end(position.line));
        let first = self.0.byte_to_char(start);
        let behind = match encoding {
            Encoding::Utf8 => self.char_at(start.saturating_add(position.column)),
            Encoding::Utf32 => first.saturating_add(position.column).min(self.0.len_chars()),
            Encoding::Utf16 => {
                let units = self.0.char_to_utf16_cu(first).saturating_add(position.column);
                self.0.utf16_cu_to_char(units.min(self.0.len_utf16_cu()))
            }
        };
        self.0.char_to_byte(behind).min(end)
    }

    /// Converts a byte offset to a position; an offset inside a character gives that character's start.
    pub fn position(self, offset: usize, encoding: Encoding) -> Position {
        let (chunk, chunk_start, _, chunk_line) = self.0.chunk_at_byte(offset.min(self.len()));
        let place = chunk.floor_char_boundary(offset - chunk_start.min(offset));
        let line_in_chunk = byte_to_line_idx(chunk, place);
        let line = chunk_line + line_in_chunk;
        let column = if line_in_chunk > 0 {
            let before = &chunk[line_to_byte_idx(chunk, line_in_chunk)..place];
            match encoding {
                Encoding::Utf8 => before.len(),
                Encoding::Utf16 => before.encode_utf16().count(),
                Encoding::Utf32 => before.chars().count(),
            }
        } else {
            // The line starts in an earlier chunk.
            let before = self.0.byte_slice(self.0.line_to_byte(line)..chunk_start + place);
            match encoding {
                Encoding::Utf8 => before.len_bytes(),
                Encoding::Utf16 => before.len_utf16_cu(),
                Encoding::Utf32 => before.len_chars(),
            }
        };
        Position { line, column }
    }

    /// Line end for new lines: the one that the text uses. Mixed texts get CRLF, which merges neither with a CR before
    /// it nor with an LF after it.
    pub fn line_ending(self) -> &'static str {
        let has = |end: u8| self.0.chunks().any(|chunk| memchr::memchr(end, chunk.as_bytes()).is_some());
        match (has(b'\r'), has(b'\n')) {
            (false, _) => "\n",
            (true, false) => "\r",
            (true, true) => "\r\n",
        }
    }
}

impl Display for Text<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        self.0.chunks().try_for_each(|chunk| f.write_str(chunk))
    }
}

/// Lines of a text including their line ends (LF, CRLF or CR); there is no empty line after the last line end.
pub fn split_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (line, behind) = rest.split_at(line_len(rest));
        rest = behind;
        (!line.is_empty()).then_some(line)
    })
}

/// Length in bytes of the first line, including its line end.
fn line_len(text: &str) -> usize {
    match memchr::memchr2(b'\n', b'\r', text.as_bytes()) {
        None => text.len(),
        Some(end) if text[end..].starts_with("\r\n") => end + 2,
        Some(end) => end + 1,
    }
}

/// Number of line ends in a text.
pub fn line_ends(text: &str) -> usize {
    split_lines(text).filter(|line| line.ends_with(['\n', '\r'])).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Position of a byte offset, counted naively from the start of the text.
    fn counted(text: &str, offset: usize, encoding: Encoding) -> Position {
        let mut position = Position { line: 0, column: 0 };
        for (place, c) in text.char_indices().take_while(|(place, c)| place + c.len_utf8() <= offset) {
            let ends_line = c == '\n' || c == '\r' && !text[place + 1..].starts_with('\n');
            position = match (ends_line, encoding) {
                (true, _) => Position { line: position.line + 1, column: 0 },
                (_, Encoding::Utf8) => Position { column: position.column + c.len_utf8(), ..position },
                (_, Encoding::Utf16) => Position { column: position.column + c.len_utf16(), ..position },
                (_, Encoding::Utf32) => Position { column: position.column + 1, ..position },
            };
        }
        position
    }

    const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    fn texts() -> impl Strategy<Value = String> {
        let line = "[a-zé𝕏“”\u{301}\u{85}\u{b}\u{2028} ]{0,40}(\r\n|\n|\r|)";
        (prop::collection::vec(line, 0..200), 1usize..5)
            .prop_map(|(lines, times)| lines.concat().repeat(times))
    }

    proptest! {
        #[test]
        fn a_position_is_counted_from_the_start_and_leads_back(
            content in texts(),
            places in prop::collection::vec(any::<prop::sample::Index>(), 1..30),
        ) {
            let rope = Rope::from_str(&content);
            let text = Text::from(&rope);
            prop_assert_eq!(text.to_string(), content.as_str());
            prop_assert_eq!(text.lines(), line_ends(&content) + 1);
            for place in places {
                let offset = place.index(content.len() + 2);
                let start = content.floor_char_boundary(offset);
                prop_assert_eq!(text.floor(offset), start);
                for encoding in ENCODINGS {
                    let position = text.position(offset, encoding);
                    prop_assert_eq!(position, counted(&content, offset.min(content.len()), encoding));
                    // The offset between CR and LF has no column.
                    let is_in_line_end = content[..start].ends_with('\r') && content[start..].starts_with('\n');
                    let back = if is_in_line_end { start - 1 } else { start };
                    prop_assert_eq!(text.offset(position, encoding), back);
                }
            }
        }

        #[test]
        fn any_position_gives_a_place_in_its_line(content in texts(), line in 0usize..900, column in any::<usize>()) {
            let rope = Rope::from_str(&content);
            let text = Text::from(&rope);
            let lines: Vec<&str> = split_lines(&content).collect();
            let start: usize = lines.iter().take(line).map(|line| line.len()).sum();
            let end = start + lines.get(line).map_or(0, |line| line.trim_end_matches(['\n', '\r']).len());
            prop_assert_eq!(text.line_start(line), start);
            prop_assert_eq!(text.line_end(line), end);
            for encoding in ENCODINGS {
                for column in [column, column % 50] {
                    let offset = text.offset(Position { line, column }, encoding);
                    prop_assert!((start..=end).contains(&offset) && content.is_char_boundary(offset));
                }
            }
        }
    }

    #[test]
    fn columns_are_counted_in_the_units_of_the_encoding() {
        let rope = Rope::from_str("é𝕏e\u{301}\"\n");
        for (encoding, column) in [(Encoding::Utf8, 9), (Encoding::Utf16, 5), (Encoding::Utf32, 4)] {
            let position = Position { line: 0, column };
            assert_eq!(Text::from(&rope).position(9, encoding), position);
            assert_eq!(Text::from(&rope).offset(position, encoding), 9);
        }
    }

    #[test]
    fn positions_outside_are_moved_in() {
        let rope = Rope::from_str("ab\r\n𝕏\r");
        let text = Text::from(&rope);
        let at = |line, column| Position { line, column };
        for encoding in ENCODINGS {
            assert_eq!(text.offset(at(0, 99), encoding), 2, "before the line end");
            assert_eq!(text.offset(at(9, 0), encoding), text.len());
            assert_eq!(text.offset(at(usize::MAX, 0), encoding), text.len());
            assert_eq!(text.offset(at(0, usize::MAX), encoding), 2);
            assert_eq!(text.position(99, encoding), at(2, 0));
        }
        assert_eq!(text.offset(at(1, 1), Encoding::Utf16), 4, "inside a surrogate pair");
        assert_eq!(text.offset(at(1, 3), Encoding::Utf8), 4, "inside a character");
        assert_eq!((text.floor(99), text.slice(5..99).as_str()), (9, "𝕏\r"));
        let nothing = Rope::new();
        let text = Text::from(&nothing);
        assert_eq!((text.lines(), text.line_end(3), text.position(1, Encoding::Utf16)), (1, 0, at(0, 0)));
    }

    #[test]
    fn only_the_line_ends_of_the_protocol_end_a_line() {
        // Ropey's default features count these as line ends; another crate in the build could enable them.
        let rope = Rope::from_str("one\u{2028}\u{2029}\u{85}\u{b}\u{c}\ntwo\rthree\r\nfour");
        assert_eq!(Text::from(&rope).lines(), 4);
    }
}

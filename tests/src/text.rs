//! Positions in a text, counted in characters, and their encodings in the protocol.

use serde_json::{Value, json};

/// A position: line and column from 0, the column in characters (Unicode scalar values).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pos {
    /// Line, from 0.
    pub line: usize,
    /// Column, from 0, in characters.
    pub column: usize,
}

impl Pos {
    /// Position at a line and a column.
    pub const fn new(line: usize, column: usize) -> Self {
        Self { line, column }
    }

    /// Empty range at this position.
    pub const fn empty(self) -> Range {
        Range { start: self, end: self }
    }

    /// Position this many characters to the right.
    #[must_use]
    pub const fn right(self, columns: usize) -> Self {
        Self { line: self.line, column: self.column + columns }
    }
}

/// Range between two positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Range {
    /// First position in the range.
    pub start: Pos,
    /// First position after the range.
    pub end: Pos,
}

impl Range {
    /// Range between two positions.
    pub const fn new(start: Pos, end: Pos) -> Self {
        Self { start, end }
    }

    /// Whether the other range is inside this one.
    pub fn contains(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// Unit of columns in the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units.
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// All encodings.
    pub const ALL: [Self; 3] = [Self::Utf8, Self::Utf16, Self::Utf32];

    /// Name in the protocol.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
            Self::Utf32 => "utf-32",
        }
    }

    /// Encoding with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|encoding| encoding.name() == name)
    }

    /// Number of units of a character.
    pub const fn units(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
            Self::Utf32 => 1,
        }
    }

    /// Encodes a position. Columns past the end of the line count one unit each.
    pub fn to_wire(self, text: &str, at: Pos) -> Value {
        let line = line(text, at.line).unwrap_or("");
        let units: usize = line.chars().take(at.column).map(|c| self.units(c)).sum();
        json!({"line": at.line, "character": units + at.column.saturating_sub(line.chars().count())})
    }

    /// Encodes a range.
    pub fn range_to_wire(self, text: &str, range: Range) -> Value {
        json!({"start": self.to_wire(text, range.start), "end": self.to_wire(text, range.end)})
    }

    /// Decodes a position. Panics if it is outside the text, or inside a character.
    pub fn from_wire(self, text: &str, position: &Value) -> Pos {
        let number = |name: &str| {
            let number = position.get(name).and_then(Value::as_u64);
            usize::try_from(number.unwrap_or_else(|| panic!("not a position: {position}"))).unwrap()
        };
        let (at, mut units) = (number("line"), number("character"));
        let line = line(text, at).unwrap_or_else(|| panic!("{position} lies past the text"));
        let (mut column, mut chars) = (0, line.chars());
        while units > 0 {
            let c = chars.next().unwrap_or_else(|| panic!("{position} lies past its line, {line:?}"));
            let width = self.units(c);
            assert!(width <= units, "{position} lies inside {c:?} ({}) of {line:?}", self.name());
            units -= width;
            column += 1;
        }
        Pos::new(at, column)
    }

    /// Decodes a range.
    pub fn range_from_wire(self, text: &str, range: &Value) -> Range {
        let range = Range::new(self.from_wire(text, &range["start"]), self.from_wire(text, &range["end"]));
        assert!(range.start <= range.end, "a range ends before it starts: {range:?}");
        range
    }
}

/// Lines of a text with their byte offsets; line ends (LF, CRLF or CR) are not included.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = Some(0);
    std::iter::from_fn(move || {
        let from = start?;
        let rest = &text[from..];
        let Some(end) = rest.find(['\r', '\n']) else {
            start = None;
            return Some((from, rest));
        };
        let width = if rest[end..].starts_with("\r\n") { 2 } else { 1 };
        start = Some(from + end + width);
        Some((from, &rest[..end]))
    })
}

/// A line of a text, without its end.
pub fn line(text: &str, number: usize) -> Option<&str> {
    lines(text).nth(number).map(|(_, line)| line)
}

/// Number of lines, including the one after the last line end.
pub fn line_count(text: &str) -> usize {
    lines(text).count()
}

/// Byte offset of a position, clamped to the end of its line and of the text.
pub fn offset(text: &str, at: Pos) -> usize {
    lines(text).nth(at.line).map_or(text.len(), |(start, line)| {
        start + line.char_indices().nth(at.column).map_or(line.len(), |(offset, _)| offset)
    })
}

/// Position of a byte offset.
pub(crate) fn position(text: &str, offset: usize) -> Pos {
    let (number, (start, line)) =
        lines(text).enumerate().take_while(|(_, (start, _))| *start <= offset).last().expect("a first line");
    Pos::new(number, line[..(offset - start).min(line.len())].chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_as_the_protocol_says() {
        let text = "a\nb\r\nc\rd\u{2028}e\n";
        let all: Vec<&str> = (0..line_count(text)).map(|n| line(text, n).unwrap()).collect();
        assert_eq!(all, ["a", "b", "c", "d\u{2028}e", ""]);
        assert_eq!((line_count(""), line("", 0), line("", 1)), (1, Some(""), None));
        assert_eq!(offset(text, Pos::new(2, 0)), 5);
        assert_eq!(offset(text, Pos::new(0, 9)), 1);
        assert_eq!(offset(text, Pos::new(9, 0)), text.len());
        assert_eq!(position(text, 5), Pos::new(2, 0));
        assert_eq!(position(text, text.len()), Pos::new(4, 0));
    }

    #[test]
    fn columns_there_and_back() {
        let text = "x\né𝕏e\u{301}";
        let end = Pos::new(1, 4);
        for (encoding, units) in Encoding::ALL.into_iter().zip([9, 5, 4]) {
            let wire = encoding.to_wire(text, end);
            assert_eq!(wire, json!({"line": 1, "character": units}));
            assert_eq!(encoding.from_wire(text, &wire), end);
            assert_eq!(encoding.to_wire(text, end.right(3))["character"], units + 3);
            assert_eq!(Encoding::named(encoding.name()), Some(encoding));
        }
    }

    #[test]
    #[should_panic(expected = "inside")]
    fn half_a_character_is_no_position() {
        Encoding::Utf16.from_wire("𝕏", &json!({"line": 0, "character": 1}));
    }
}

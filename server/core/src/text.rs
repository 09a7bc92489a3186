//! The text of a document, and its positions in the three encodings of the language server protocol.

use crate::series::{Measured, Series, Size};
use std::fmt::{Debug, Display, Formatter};
use std::ops::Range;

/// In a long stretch, the position of a place is kept for each so many bytes.
const STEP: usize = 4096;

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

/// Some whole lines of a text.
#[derive(Debug, Clone, Copy)]
pub struct Stretch<'a> {
    text: &'a str,
    start: Size,
}

/// A text in stretches.
pub trait Stretches: Debug {
    /// All of it.
    fn size(&self) -> Size;

    /// The stretch that holds a byte offset; the last one for an offset at or past the end.
    fn holding_byte(&self, offset: usize) -> Stretch<'_>;

    /// The stretch in which a line starts; the last one for a line past the text.
    fn holding_line(&self, line: usize) -> Stretch<'_>;
}

impl<T: Measured + AsRef<str> + Debug> Stretches for Series<T> {
    fn size(&self) -> Size {
        self.size()
    }

    fn holding_byte(&self, offset: usize) -> Stretch<'_> {
        stretch(self, self.holding(offset))
    }

    fn holding_line(&self, line: usize) -> Stretch<'_> {
        stretch(self, self.starting_line(line))
    }
}

fn stretch<T: Measured + AsRef<str>>(series: &Series<T>, index: usize) -> Stretch<'_> {
    let at = series.get(index.min(series.len().saturating_sub(1)));
    let nothing = Stretch { text: "", start: Size::default() };
    at.map_or(nothing, |at| Stretch { text: (**at.item).as_ref(), start: at.start })
}

/// A text that is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a>(Held<'a>);

#[derive(Debug, Clone, Copy)]
enum Held<'a> {
    InStretches(&'a dyn Stretches),
    Whole(&'a str),
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        Self(Held::Whole(text))
    }
}

impl<'a> Text<'a> {
    /// The text of some stretches.
    pub fn of(stretches: &'a dyn Stretches) -> Self {
        Self(Held::InStretches(stretches))
    }

    fn size(self) -> Size {
        match self.0 {
            Held::InStretches(stretches) => stretches.size(),
            Held::Whole(text) => Size { bytes: text.len(), lines: line_ends(text) },
        }
    }

    fn holding_byte(self, offset: usize) -> Stretch<'a> {
        match self.0 {
            Held::InStretches(stretches) => stretches.holding_byte(offset),
            Held::Whole(text) => Stretch { text, start: Size::default() },
        }
    }

    /// The length in bytes.
    pub fn len(self) -> usize {
        match self.0 {
            Held::InStretches(stretches) => stretches.size().bytes,
            Held::Whole(text) => text.len(),
        }
    }

    /// Whether there is no text at all.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The number of lines; one more than there are line ends.
    pub fn lines(self) -> usize {
        self.size().lines + 1
    }

    /// The text of a byte range; its ends are moved into the text and to character starts.
    pub fn slice(self, range: Range<usize>) -> String {
        let start = self.floor(range.start);
        self.parts(start..self.floor(range.end)).collect()
    }

    /// The parts of a byte range, which lies in the text and parts no character, one of each stretch.
    fn parts(self, mut range: Range<usize>) -> impl Iterator<Item = &'a str> {
        std::iter::from_fn(move || {
            if range.is_empty() {
                return None;
            }
            let Stretch { text, start } = self.holding_byte(range.start);
            let part = range.start - start.bytes..text.len().min(range.end - start.bytes);
            range.start = start.bytes + part.end;
            Some(&text[part])
        })
    }

    /// The number of the line that holds byte `offset`.
    pub fn line_of(self, offset: usize) -> usize {
        self.position(offset, Encoding::Utf8).line
    }

    /// A line with its end, and the byte offset at which it starts; the text's end for a line past it.
    fn line(self, line: usize) -> (usize, &'a str) {
        let stretch = match self.0 {
            Held::InStretches(stretches) => stretches.holding_line(line),
            Held::Whole(text) => Stretch { text, start: Size::default() },
        };
        let before = split_lines(stretch.text).take(line - stretch.start.lines).map(str::len).sum::<usize>();
        let line = split_lines(&stretch.text[before..]).next().unwrap_or_default();
        (stretch.start.bytes + before, line)
    }

    /// The byte offset at which a line starts; the text's end for a line past it.
    pub fn line_start(self, line: usize) -> usize {
        self.line(line).0
    }

    /// The byte offset at which a line's text ends, before its line end.
    pub fn line_end(self, line: usize) -> usize {
        let (start, line) = self.line(line);
        start + line.trim_end_matches(['\n', '\r']).len()
    }

    /// `offset` moved into the text and back to the start of its character.
    pub fn floor(self, offset: usize) -> usize {
        let stretch = self.holding_byte(offset);
        stretch.start.bytes + stretch.text.floor_char_boundary(offset - stretch.start.bytes)
    }

    /// The byte offset of a position. A line past the text gives its end, a column past the line gives the
    /// line's end (before its line end), one inside a character gives that character's start.
    pub fn offset(self, position: Position, encoding: Encoding) -> usize {
        let (start, line) = self.line(position.line);
        start + column_offset(line.trim_end_matches(['\n', '\r']), position.column, encoding)
    }

    /// The position of a byte offset; one inside a character gives that character's start.
    pub fn position(self, offset: usize, encoding: Encoding) -> Position {
        self.positions(encoding).of(offset)
    }

    /// The positions of several byte offsets; those of neighbours cost next to nothing.
    pub fn positions(self, encoding: Encoding) -> Positions<'a> {
        Positions { text: self, encoding, near: None }
    }
}

/// The lines of a text with their line ends, of which there are three kinds; none behind the last line end.
pub fn split_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (line, behind) = rest.split_at(line_len(rest));
        rest = behind;
        (!line.is_empty()).then_some(line)
    })
}

/// The length of the first line with its end, in bytes.
fn line_len(text: &str) -> usize {
    match memchr::memchr2(b'\n', b'\r', text.as_bytes()) {
        None => text.len(),
        Some(end) if text[end..].starts_with("\r\n") => end + 2,
        Some(end) => end + 1,
    }
}

/// The byte of a line, which comes without its end, at which a column is.
fn column_offset(line: &str, column: usize, encoding: Encoding) -> usize {
    if encoding == Encoding::Utf8 {
        return line.floor_char_boundary(column);
    }
    let (mut at, mut left) = (0, column);
    loop {
        let end = line.ceil_char_boundary(at + STEP);
        let count = units(&line.as_bytes()[at..end], encoding);
        if count > left || end == line.len() {
            break;
        }
        (at, left) = (end, left - count);
    }
    let mut counted = 0;
    let behind = line[at..].char_indices().find(|(_, c)| {
        counted += if encoding == Encoding::Utf16 { c.len_utf16() } else { 1 };
        counted > left
    });
    behind.map_or(line.len(), |(place, _)| at + place)
}

/// Gives the positions of byte offsets in one text, and counts on from the last one where it can.
#[derive(Debug, Clone)]
pub struct Positions<'a> {
    text: Text<'a>,
    encoding: Encoding,
    near: Option<Near<'a>>,
}

/// A stretch of a text, and a place in it that was counted.
#[derive(Debug, Clone)]
struct Near<'a> {
    stretch: Stretch<'a>,
    /// Bytes of the stretch, and the position behind them.
    counted: (usize, Position),
    /// The same for every [`STEP`] as far as it was counted.
    steps: Vec<(usize, Position)>,
}

impl Positions<'_> {
    /// The position of a byte offset; one inside a character gives that character's start.
    pub fn of(&mut self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let known = self.near.take().filter(|near| near.holds(offset));
        let near = known.unwrap_or_else(|| Near::to(self.text.holding_byte(offset)));
        self.near.insert(near).count(offset, self.encoding)
    }
}

impl<'a> Near<'a> {
    fn to(stretch: Stretch<'a>) -> Self {
        let first = Position { line: stretch.start.lines, column: 0 };
        Self { stretch, counted: (0, first), steps: Vec::new() }
    }

    fn holds(&self, offset: usize) -> bool {
        let start = self.stretch.start.bytes;
        (start..=start + self.stretch.text.len()).contains(&offset)
    }

    /// The position of a byte offset that it holds.
    fn count(&mut self, offset: usize, encoding: Encoding) -> Position {
        let text = self.stretch.text;
        let within = text.floor_char_boundary(offset - self.stretch.start.bytes);
        if within < self.counted.0 {
            let before = self.steps.partition_point(|(step, _)| *step <= within);
            let step = before.checked_sub(1).map(|last| self.steps[last]);
            self.counted = step.unwrap_or_else(|| Self::to(self.stretch).counted);
        }
        while self.counted.0 < within {
            let step = text.ceil_char_boundary(self.counted.0 / STEP * STEP + STEP);
            self.count_to(step.min(within), encoding);
            let is_new = self.steps.last().is_none_or(|(last, _)| *last < step);
            if self.counted.0 == step && is_new {
                self.steps.push(self.counted);
            }
        }
        self.counted.1
    }

    fn count_to(&mut self, end: usize, encoding: Encoding) {
        let bytes = self.stretch.text.as_bytes();
        let (from, mut position) = self.counted;
        let mut line = from;
        for at in memchr::memchr2_iter(b'\n', b'\r', &bytes[from..end]) {
            let at = from + at;
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                position = Position { line: position.line + 1, column: 0 };
                line = at + 1;
            }
        }
        position.column += units(&bytes[line..end], encoding);
        self.counted = (end, position);
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

impl Display for Text<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        self.parts(0..self.len()).try_for_each(|part| f.write_str(part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::Arc;

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

    #[derive(Debug)]
    struct Lines(String);

    impl AsRef<str> for Lines {
        fn as_ref(&self) -> &str {
            &self.0
        }
    }

    impl Measured for Lines {
        type Digest = ();

        fn digest<'a>(_: impl Iterator<Item = &'a Self>) {}

        fn size(&self) -> Size {
            Size { bytes: self.0.len(), lines: line_ends(&self.0) }
        }
    }

    /// The text in stretches of so many lines each.
    fn in_stretches(text: &str, lines: usize) -> Series<Lines> {
        let all: Vec<&str> = split_lines(text).collect();
        Series::new(all.chunks(lines).map(|lines| Arc::new(Lines(lines.concat()))).collect())
    }

    proptest! {
        #[test]
        fn positions_are_the_same_in_any_order(
            words in prop::collection::vec("[a-zé𝕏“”\u{301}\u{2028} ]{0,40}(\r\n|\n|\r|)", 0..200),
            times in 1usize..5,
            lines in 1usize..30,
            places in prop::collection::vec((any::<prop::sample::Index>(), 0usize..40), 1..30),
        ) {
            let content = words.concat().repeat(times);
            let stretches = in_stretches(&content, lines);
            for text in [Text::from(content.as_str()), Text::of(&stretches)] {
                prop_assert_eq!(text.to_string(), content.as_str());
                prop_assert_eq!(text.lines(), line_ends(&content) + 1);
                for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                    let mut positions = text.positions(encoding);
                    for (place, behind) in &places {
                        let first = place.index(content.len() + 1);
                        for offset in [first, first + behind, first + behind / 2] {
                            let position = counted(&content, offset.min(content.len()), encoding);
                            prop_assert_eq!(positions.of(offset), position);
                            prop_assert_eq!(text.position(offset, encoding), position);
                        }
                    }
                }
            }
        }

        #[test]
        fn a_position_leads_back_to_its_place(
            words in prop::collection::vec("[a-zé𝕏“”\u{301}\u{2028} ]{0,40}(\r\n|\n|\r|)", 0..60),
            lines in 1usize..30,
            places in prop::collection::vec(any::<prop::sample::Index>(), 1..10),
        ) {
            let content = words.concat();
            let stretches = in_stretches(&content, lines);
            for text in [Text::from(content.as_str()), Text::of(&stretches)] {
                for place in &places {
                    let offset = content.floor_char_boundary(place.index(content.len() + 1));
                    prop_assert_eq!(text.floor(offset), offset);
                    prop_assert_eq!(text.slice(0..offset), &content[..offset]);
                    let line = line_ends(&content[..offset]);
                    // No column is between CR and LF.
                    if content[..offset].ends_with('\r') && content[offset..].starts_with('\n') {
                        continue;
                    }
                    prop_assert_eq!(text.line_of(offset), line);
                    let start = text.line_start(line);
                    prop_assert!(start <= offset && line_ends(&content[..start]) == line);
                    let line = content[start..].split(['\n', '\r']).next().unwrap_or_default();
                    prop_assert_eq!(text.line_end(text.line_of(offset)), start + line.len());
                    for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                        prop_assert_eq!(text.offset(text.position(offset, encoding), encoding), offset);
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
        let text = Text::from("é𝕏e\u{301}\"\n");
        for (encoding, column) in [(Encoding::Utf8, 9), (Encoding::Utf16, 5), (Encoding::Utf32, 4)] {
            assert_eq!(text.position(9, encoding), at(0, column));
            assert_eq!(text.offset(at(0, column), encoding), 9);
        }
    }

    #[test]
    fn columns_of_a_very_long_line_are_counted() {
        let line = "é𝕏e".repeat(STEP);
        let text = Text::from(line.as_str());
        for (encoding, units) in [(Encoding::Utf8, 7), (Encoding::Utf16, 4), (Encoding::Utf32, 3)] {
            for times in [0, 1, STEP / 7, STEP / 2, STEP - 1, STEP] {
                assert_eq!(text.offset(at(0, times * units), encoding), times * 7);
                assert_eq!(text.position(times * 7, encoding), at(0, times * units));
            }
        }
    }

    #[test]
    fn positions_outside_are_moved_in() {
        let text = "ab\r\n𝕏\r";
        let stretches = in_stretches(text, 1);
        for text in [Text::from(text), Text::of(&stretches)] {
            for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                assert_eq!(text.offset(at(0, 99), encoding), 2, "before the line end");
                assert_eq!(text.offset(at(9, 0), encoding), text.len());
                assert_eq!(text.offset(at(usize::MAX, 0), encoding), text.len());
                assert_eq!(text.offset(at(0, usize::MAX), encoding), 2);
                assert_eq!(text.position(99, encoding), at(2, 0));
            }
            assert_eq!(text.offset(at(1, 1), Encoding::Utf16), 4, "inside a surrogate pair");
            assert_eq!(text.offset(at(1, 3), Encoding::Utf8), 4, "inside a character");
            assert_eq!((text.floor(99), text.slice(5..99).as_str()), (9, "𝕏\r"));
        }
        let nothing = in_stretches("", 1);
        for text in [Text::from(""), Text::of(&nothing)] {
            assert_eq!((text.lines(), text.line_end(3), text.position(1, Encoding::Utf16)), (1, 0, at(0, 0)));
        }
    }

    #[test]
    fn lines_end_at_lf_crlf_and_cr_only() {
        let text = Text::from("a\u{2028}b\u{85}c\x0bd\ne\r\nf\rg");
        assert_eq!(text.lines(), 4);
    }
}

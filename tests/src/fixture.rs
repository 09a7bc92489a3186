//! Texts with marked ranges.
//!
//! A line of the text follows a margin, `| ` (a `|` alone is an empty line). Any other line is not part of the text: it
//! marks ranges of the text line above it by carets, each run of them followed by the name of the range. The text
//! itself contains no marks, every column can be marked, and several lines may mark one column:
//!
//! ```text
//!     | "We saw the water," Mara Lindqvist said.
//!       ^^^^^^^^^^^^^^^^^^^ unattributed-quote
//!                           ^^^^ name
//! ```
//!
//! Columns are characters, so a mark below a combining character may look shifted. A run without a name is called
//! `caret`, and one after the last character is an empty range there. A range over several lines is marked at both
//! ends, with dots on the open sides of the names:
//!
//! ```text
//!     | "We saw
//!       ^^^^^^^ quote..
//!     | the water," she said.
//!       ^^^^^^^^^^^ ..quote
//! ```
//!
//! A mark named after a rule is where that rule must report a finding; `~rule` means somewhere inside the mark.

use crate::text::{Pos, Range};

/// A marked range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its name.
    pub name: String,
    /// Its range.
    pub range: Range,
}

/// A text with its marks.
#[derive(Clone, Debug)]
pub struct Fixture {
    /// Text, each line ending with LF.
    pub text: String,
    /// Marks, ordered by their ends.
    pub marks: Vec<Mark>,
}

impl Fixture {
    /// Parses the notation described in this module's documentation.
    pub fn parse(source: &str) -> Self {
        let mut fixture = Self { text: String::new(), marks: Vec::new() };
        let (mut margin, mut line, mut length, mut open) = (None, 0, 0, Vec::<Mark>::new());
        for row in source.lines().filter(|row| !row.trim().is_empty()) {
            let indent = row.chars().take_while(|c| *c == ' ').count();
            if let Some(text) = row[indent..].strip_prefix('|') {
                let text = text.strip_prefix(' ').unwrap_or_else(|| {
                    assert!(text.is_empty(), "a blank belongs behind the margin: {row:?}");
                    text
                });
                line += usize::from(margin.is_some());
                fixture.text.push_str(text);
                fixture.text.push('\n');
                (margin, length) = (Some(indent + 2), text.chars().count());
                continue;
            }
            let margin = margin.unwrap_or_else(|| panic!("a mark above the first line: {row:?}"));
            for (name, from, to) in runs(row) {
                assert!(from >= margin, "a mark left of the text: {row:?}");
                assert!(from - margin <= length, "a mark right of the text: {row:?}");
                let range =
                    Range::new(Pos::new(line, from - margin), Pos::new(line, (to - margin).min(length)));
                if let Some(name) = name.strip_suffix("..") {
                    open.push(Mark { name: name.to_owned(), range });
                } else if let Some(name) = name.strip_prefix("..") {
                    let at = open.iter().rposition(|mark| mark.name == name);
                    let mut mark =
                        open.swap_remove(at.unwrap_or_else(|| panic!("`{name}..` is missing: {row:?}")));
                    mark.range.end = range.end;
                    fixture.marks.push(mark);
                } else {
                    fixture.marks.push(Mark { name: name.to_owned(), range });
                }
            }
        }
        assert!(open.is_empty(), "marks that do not end: {open:?}");
        fixture
    }

    /// Replaces the line ends; the marks stay valid.
    #[must_use]
    pub fn with_line_ends(mut self, line_end: &str) -> Self {
        self.text = self.text.replace('\n', line_end);
        self
    }

    /// Removes the last line end.
    #[must_use]
    pub fn without_last_line_end(mut self) -> Self {
        self.text.truncate(self.text.trim_end_matches(['\r', '\n']).len());
        self
    }

    /// Range with this name, which must be unique.
    pub fn range(&self, name: &str) -> Range {
        let named = self.ranges(name);
        assert_eq!(named.len(), 1, "ranges marked `{name}`: {named:?}");
        named[0]
    }

    /// All ranges with this name.
    pub fn ranges(&self, name: &str) -> Vec<Range> {
        self.marks.iter().filter(|mark| mark.name == name).map(|mark| mark.range).collect()
    }

    /// Start of the range with this name.
    pub fn at(&self, name: &str) -> Pos {
        self.range(name).start
    }
}

/// Runs of carets in a row of marks: name, first column, column after the last.
fn runs(row: &str) -> Vec<(&str, usize, usize)> {
    let mut found: Vec<(&str, usize, usize)> = Vec::new();
    let mut column = 0;
    for word in row.split_inclusive(' ') {
        let (from, text) = (column, word.trim_end());
        column += word.chars().count();
        if text.is_empty() {
        } else if text.chars().all(|c| c == '^') {
            found.push(("caret", from, from + text.len()));
        } else {
            let last = found.last_mut().filter(|run| run.0 == "caret");
            last.unwrap_or_else(|| panic!("not a row of marks: {row:?}")).0 = text;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(line: usize, from: usize, to: usize) -> Range {
        Range::new(Pos::new(line, from), Pos::new(line, to))
    }

    #[test]
    fn marks_stand_below_their_line() {
        let fixture = Fixture::parse(
            r#"
            | "We saw it," she said.
              ^^^^^^^^^^^^ quote    ^ end
                           ^^^ she
            |
            |   indented ^^^ | text
                ^^^^^^^^
            "#,
        );
        assert_eq!(fixture.text, "\"We saw it,\" she said.\n\n  indented ^^^ | text\n");
        assert_eq!(fixture.range("quote"), range(0, 0, 12));
        assert_eq!(fixture.range("end"), range(0, 22, 22));
        assert_eq!(fixture.range("she"), range(0, 13, 16));
        assert_eq!(fixture.at("caret"), Pos::new(2, 2));
        assert_eq!(fixture.marks.len(), 4);
    }

    #[test]
    fn columns_are_characters() {
        let fixture = Fixture::parse("| 𝕏é e\u{301}x\n  ^^ two\n       ^ x\n        ^ end");
        assert_eq!(fixture.range("two"), range(0, 0, 2));
        assert_eq!(fixture.range("x"), range(0, 5, 6));
        assert_eq!(fixture.range("end"), range(0, 6, 6));
    }

    #[test]
    fn a_range_may_end_on_a_later_line() {
        let fixture = Fixture::parse("| one\n   ^^ a..\n| two\n  ^^ ..a").with_line_ends("\r\n");
        assert_eq!(fixture.range("a"), Range::new(Pos::new(0, 1), Pos::new(1, 2)));
        assert_eq!(fixture.text, "one\r\ntwo\r\n");
        assert_eq!(fixture.without_last_line_end().text, "one\r\ntwo");
    }

    #[test]
    fn an_empty_text_has_no_marks() {
        let fixture = Fixture::parse("");
        assert!(fixture.text.is_empty() && fixture.marks.is_empty());
    }

    #[test]
    #[should_panic(expected = "not a row of marks")]
    fn a_line_without_its_margin_is_refused() {
        Fixture::parse("| one\ntwo");
    }

    #[test]
    #[should_panic(expected = "right of the text")]
    fn a_mark_past_its_line_is_refused() {
        Fixture::parse("| one\n      ^ x");
    }

    #[test]
    #[should_panic(expected = "left of the text")]
    fn a_mark_in_the_margin_is_refused() {
        Fixture::parse("| one\n ^ x");
    }
}

//! Comment on a pull request: a table of the documents, and a list of the findings.

use super::{Found, Part, Report, Tally, plural, position, slashed};
use crate::console::visible;
use ascribe_lints::Severity;
use ascribe_markup::text::Encoding;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Maximum length in bytes of the table and of the list. Comments may have 65,536 characters, so there is room for the
/// text around them.
const LONGEST: usize = 30_000;

/// Markdown as supported by GitHub and GitLab.
#[derive(Debug, Default)]
pub struct Markdown {
    tally: Tally,
    table: Cut,
    list: Cut,
}

/// Lines up to the maximum length.
#[derive(Debug, Default)]
struct Cut {
    text: String,
    left_out: usize,
}

impl Cut {
    fn add(&mut self, line: &str) {
        // After the first line left out all others are left out too, so that there are no gaps.
        if self.left_out > 0 || self.text.len() + line.len() > LONGEST {
            self.left_out += 1;
        } else {
            let _ = writeln!(self.text, "{line}");
        }
    }
}

impl Report for Markdown {
    fn render(&self, name: &str, found: &[Found<'_>]) -> String {
        let name = slashed(name);
        let mut out = String::new();
        for found in found {
            let place = position(found.text(), found.range().start, Encoding::Utf32);
            let at = code(&format!("{name}:{}:{}", place.line + 1, place.column + 1));
            let (severity, rule) = (found.finding.severity.word(), found.finding.rule.code);
            let _ = writeln!(out, "- {at} **{severity}** `{rule}`: {}", message(&found.finding.message));
        }
        out
    }

    fn add(&mut self, part: Part, _: &mut dyn Write) -> io::Result<()> {
        self.tally.add(part.counts);
        if part.counts.total() > 0 {
            let numbers = part.counts.by_severity.map(|count| format!(" {count} |")).concat();
            self.table.add(&format!("| {} |{numbers}", code(&slashed(&part.name))));
        }
        part.text.lines().for_each(|line| self.list.add(line));
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "### Ascribe: {}", self.tally)?;
        if self.tally.counts.total() == 0 {
            return Ok(());
        }
        let heads = Severity::ALL.map(|severity| format!(" {} |", severity.word())).concat();
        writeln!(out, "\n| document |{heads}\n|---|--:|--:|--:|--:|\n{}", self.table.text)?;
        if self.table.left_out > 0 {
            let more = self.table.left_out;
            writeln!(out, "… and {more} more document{}.\n", plural(more))?;
        }
        write!(out, "{}", self.list.text)?;
        if self.list.left_out > 0 {
            let more = self.list.left_out;
            writeln!(out, "\n… and {more} more finding{}.", plural(more))?;
        }
        Ok(())
    }
}

/// Formats a message; parts between backticks are code.
fn message(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return escaped(text);
    }
    let shown = parts.iter().enumerate();
    shown.map(|(i, part)| if i % 2 == 1 { code(part) } else { escaped(part) }).collect()
}

/// Formats a text as code, without mentions and links.
fn code(text: &str) -> String {
    format!("<code>{}</code>", entities(text))
}

/// Formats a text literally. An empty comment keeps names and numbers from becoming mentions and links.
fn escaped(text: &str) -> String {
    entities(text).replace('@', "@<!-- -->").replace('#', "#<!-- -->").replace("&#<!-- -->", "&#")
}

/// Replaces characters special to Markdown or HTML by numeric entities, which are safe in a table too.
fn entities(text: &str) -> String {
    let text = visible(text);
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        // An address would become a link.
        let is_address = c == ':' && text[at + 1..].starts_with("//");
        if is_address || "&<>\"`*_[]\\|~!$\t".contains(c) {
            // Writing to memory cannot fail.
            let _ = write!(out, "&#{};", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_markup() {
        assert_eq!(message("No actor `@a|b` is known"), "No actor <code>@a&#124;b</code> is known");
        assert_eq!(message("a ` b: https://c.example"), "a &#96; b: https&#58;//c.example");
        assert_eq!(
            escaped("<b> @desk #12 [x](y)\n"),
            "&#60;b&#62; @<!-- -->desk #<!-- -->12 &#91;x&#93;(y)␊"
        );
    }

    #[test]
    fn what_has_no_room_is_counted() {
        let mut cut = Cut::default();
        (0..2000).for_each(|_| cut.add("0123456789abcdefghi"));
        assert_eq!((cut.text.len(), cut.left_out), (30_000, 500));
    }
}

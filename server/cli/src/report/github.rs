//! Annotations of a pull request, as GitHub workflows read them from standard output.

use super::{Found, Report, position, slashed};
use crate::console::visible;
use ascribe_lints::Severity;
use ascribe_markup::text::Encoding;
use std::fmt::Write;

/// One workflow command per finding.
#[derive(Debug, Default)]
pub struct Github;

impl Report for Github {
    fn render(&self, name: &str, found: &[Found<'_>]) -> String {
        let mut out = String::new();
        for found in found {
            let (range, text) = (found.range(), found.text());
            let start = position(text, range.start, Encoding::Utf32);
            let end = position(text, range.end, Encoding::Utf32);
            // Writing to memory cannot fail.
            let _ = write!(
                out,
                "::{} file={},line={},endLine={}",
                command(found.finding.severity),
                property(&slashed(name)),
                start.line + 1,
                end.line + 1
            );
            // Columns are only allowed within a single line; the end column is inclusive.
            if start.line == end.line {
                let last = end.column.max(start.column + 1);
                let _ = write!(out, ",col={},endColumn={last}", start.column + 1);
            }
            let code = found.finding.rule.code;
            let _ = writeln!(out, ",title={}::{}", property(code), data(&found.finding.message));
        }
        out
    }
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "notice",
    }
}

/// Escapes a message, where a line end would end the command.
fn data(text: &str) -> String {
    visible(&text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A"))
}

/// Escapes a property value, where a comma would start the next property, and two colons the message.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_command_early() {
        assert_eq!(data("100 %\r\n::error::a\u{1b}"), "100 %25%0D%0A::error::a␛");
        assert_eq!(property("a,b:c%\n.ascribe"), "a%2Cb%3Ac%25%0A.ascribe");
    }
}

//! Test report in the `JUnit` format, as most build servers show it.

use super::{Found, Report, position, slashed};
use crate::console::visible;
use ascribe_lints::Severity;
use ascribe_markup::text::Encoding;
use std::fmt::Write as _;
use std::io::{self, Write};

/// One suite per document and one test case per finding; a document without findings has one passing case.
#[derive(Debug)]
pub struct Junit {
    fail_on: Severity,
}

impl Junit {
    /// Report in which findings of this severity and above are failures; the others are mentioned and pass.
    pub fn new(fail_on: Severity) -> Self {
        Self { fail_on }
    }
}

impl Report for Junit {
    fn start(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"ascribe\">")
    }

    fn render(&self, name: &str, found: &[Found<'_>]) -> String {
        let fails = |found: &Found<'_>| found.finding.severity <= self.fail_on;
        let failures = found.iter().filter(|found| fails(found)).count();
        let name = escaped(&slashed(name));
        let tests = found.len().max(1);
        let mut out = format!(
            "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">\n"
        );
        if found.is_empty() {
            let _ =
                writeln!(out, "    <testcase name=\"no findings\" classname=\"{name}\" file=\"{name}\"/>");
        }
        for found in found {
            let place = position(found.text(), found.range().start, Encoding::Utf32);
            let (line, column) = (place.line + 1, place.column + 1);
            let (rule, severity) = (found.finding.rule.code, found.finding.severity.word());
            let message = escaped(&found.finding.message);
            let _ = writeln!(
                out,
                "    <testcase name=\"{rule} at {line}:{column}\" classname=\"{name}\" file=\"{name}\" line=\"{line}\">"
            );
            let told = format!("{name}:{line}:{column}: {severity}: {message}");
            let _ = if fails(found) {
                writeln!(out, "      <failure type=\"{rule}\" message=\"{message}\">{told}</failure>")
            } else {
                writeln!(out, "      <system-out>{told}</system-out>")
            };
            out.push_str("    </testcase>\n");
        }
        out.push_str("  </testsuite>\n");
        out
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "</testsuites>")
    }
}

/// Escapes a text or attribute; characters not allowed in XML become visible ones.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' => out.push_str("&#9;"),
            '\u{fffe}' | '\u{ffff}' => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn any_text_is_xml() {
        assert_eq!(
            escaped("a<b> & \"c\"\t'd'\u{0}\u{ffff}]]>\n"),
            "a&lt;b&gt; &amp; &quot;c&quot;&#9;&#39;d&#39;␀\u{fffd}]]&gt;␊"
        );
    }
}

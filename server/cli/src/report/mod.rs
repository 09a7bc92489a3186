//! Report formats for findings.

mod github;
mod human;
mod json;
mod junit;
mod markdown;
mod sarif;
mod summary;

pub use github::Github;
pub use human::Human;
pub use json::Json;
pub use junit::Junit;
pub use markdown::Markdown;
pub use sarif::Sarif;
pub use summary::Summary;

use ascribe_lints::Fix;
use ascribe_lints::{Finding, Findings, FixContext, Severity};
use ascribe_markup::budget::Budget;
use ascribe_markup::model::{BlockRange, Marked};
use ascribe_markup::text::{Encoding, Position, Text};
use serde::Serialize;
use std::fmt;
use std::io::{self, Write};
use std::ops::Range;
use std::rc::Rc;

/// Character at the start of a file that editors do not show.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A report format. Documents are rendered on any thread, and added in order.
pub trait Report: Sync {
    /// Writes the header.
    fn start(&mut self, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Renders the findings of the document with this name.
    fn render(&self, name: &str, found: &[Found<'_>]) -> String;

    /// Adds a rendered document.
    fn add(&mut self, part: Part, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(part.text.as_bytes())
    }

    /// Writes the footer.
    fn finish(&mut self, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// Rendered report on one document.
#[derive(Debug)]
pub struct Part {
    /// Name of the document.
    pub name: String,
    /// Number of findings in the report.
    pub counts: Counts,
    /// Output of [`Report::render`].
    pub text: String,
}

/// Maximum number of findings of a document that are reported with fixes: to try a fix costs as much as a keystroke.
const MOST_HELPED: usize = 2000;

/// Maximum number of findings of a block that are reported with fixes: to try a fix reads the block.
const MOST_HELPED_IN_BLOCK: usize = 64;

/// A finding with its context.
#[derive(Debug, Clone)]
pub struct Found<'a> {
    /// Block that contains it.
    pub block: Rc<FixContext<'a>>,
    /// The finding.
    pub finding: &'a Finding,
    /// Whether it is reported with fixes.
    is_helped: bool,
}

impl<'a> Found<'a> {
    /// Selected findings in text order, whose fixes are tried within a budget.
    pub fn all(findings: &'a Findings, trials: &'a Budget, wanted: impl Fn(&Finding) -> bool) -> Vec<Self> {
        let mut all = Vec::new();
        for (context, findings) in findings.by_block() {
            let block = Rc::new(FixContext::new(context).within(trials));
            let listed = findings.iter().filter(|finding| wanted(finding)).enumerate();
            all.extend(listed.map(|(number, finding)| Self {
                block: Rc::clone(&block),
                finding,
                is_helped: number < MOST_HELPED_IN_BLOCK,
            }));
        }
        if all.len() > MOST_HELPED {
            for found in &mut all {
                found.is_helped = false;
            }
        }
        all
    }

    /// Text of the document.
    pub fn text(&self) -> Text<'a> {
        self.block.scope.document.text()
    }

    /// Byte range in the document.
    pub fn range(&self) -> Range<usize> {
        self.finding.extent.at(self.block.at.start)
    }

    /// Byte range in the document of the finding, and of the annotation that it is in or at with its words.
    pub fn whole(&self) -> Range<usize> {
        let (at, finding) = (self.block.at, self.finding.extent);
        let around = at.block.marked_touching(finding).find(|marked| marked.annotation.is_some());
        let around = around.or_else(|| at.block.annotated_at(finding).map(|(marked, _)| marked));
        let whole = around.map_or(finding, Marked::whole);
        let (start, end) = (finding.start.min(whole.start), finding.end.max(whole.end));
        BlockRange { start, end }.at(at.start)
    }

    /// Fixes that change the article only as intended, likeliest first; none if the document or the block has too many
    /// findings. They are computed on each call.
    pub fn fixes(&self) -> Vec<Fix> {
        if !self.is_helped {
            return Vec::new();
        }
        self.finding.rule.fixes(&self.block, self.finding)
    }

    /// Byte range of the first definition of the id that it is about, if there is one.
    pub fn related(&self) -> Option<Range<usize>> {
        let (namespace, id) = self.finding.related.as_ref()?;
        self.block.scope.document.first_definition(*namespace, id)
    }
}

/// Position in a machine-readable report.
#[derive(Debug, Serialize)]
struct Place {
    /// Byte offset, from 0.
    offset: usize,
    /// Line, from 1.
    line: usize,
    /// Column in UTF-16 units, from 1.
    column: usize,
}

impl Place {
    fn new(text: Text<'_>, offset: usize) -> Self {
        let position = position(text, offset, Encoding::Utf16);
        Self { offset, line: position.line + 1, column: position.column + 1 }
    }
}

/// Position as editors show it: a byte order mark at the start of the file has no column.
fn position(text: Text<'_>, offset: usize, encoding: Encoding) -> Position {
    let mut position = text.position(offset, encoding);
    if position.line == 0 {
        let first = text.position(line_start(text, 0), encoding);
        position.column = position.column.saturating_sub(first.column);
    }
    position
}

/// Byte offset of the start of a line, after a byte order mark.
fn line_start(text: Text<'_>, line: usize) -> usize {
    let start = text.line_start(line);
    let mark = start..start + BYTE_ORDER_MARK.len();
    if line == 0 && text.slice(mark.clone()) == BYTE_ORDER_MARK { mark.end } else { start }
}

/// Name of a document with `/` on every system.
fn slashed(name: &str) -> String {
    if std::path::MAIN_SEPARATOR == '/' { name.to_owned() } else { name.replace('\\', "/") }
}

/// Number of findings by severity.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// In the order of [`Severity::ALL`].
    by_severity: [usize; 4],
}

impl Counts {
    /// Counts findings.
    pub fn of(found: &[Found<'_>]) -> Self {
        let of = |severity| found.iter().filter(|found| found.finding.severity == severity).count();
        Self { by_severity: Severity::ALL.map(of) }
    }

    /// Total number.
    pub fn total(self) -> usize {
        self.by_severity.iter().sum()
    }

    /// Number of findings of this severity and above.
    pub fn from(self, lowest: Severity) -> usize {
        let counted = self.by_severity.iter().zip(Severity::ALL);
        counted.filter(|(_, severity)| *severity <= lowest).map(|(count, _)| count).sum()
    }

    fn add(&mut self, other: Self) {
        for (count, more) in self.by_severity.iter_mut().zip(other.by_severity) {
            *count += more;
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = self.by_severity.iter().zip(Severity::ALL).filter(|(count, _)| **count > 0);
        let counts: Vec<String> = counted
            .map(|(count, severity)| match severity {
                Severity::Info => format!("{count} info"),
                _ => format!("{count} {}{}", severity.word(), plural(*count)),
            })
            .collect();
        f.write_str(if counts.is_empty() { "no findings" } else { "" })?;
        f.write_str(&counts.join(", "))
    }
}

/// Totals over all documents.
#[derive(Debug, Default, Clone, Copy)]
pub struct Tally {
    documents: usize,
    with_findings: usize,
    counts: Counts,
}

impl Tally {
    /// Adds a document.
    pub fn add(&mut self, counts: Counts) {
        self.documents += 1;
        self.with_findings += usize::from(counts.total() > 0);
        self.counts.add(counts);
    }

    /// Number of documents.
    pub fn documents(&self) -> usize {
        self.documents
    }

    /// Whether there is a finding of this severity or above.
    pub fn has(&self, lowest: Severity) -> bool {
        self.counts.from(lowest) > 0
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { documents, with_findings, counts } = self;
        match with_findings {
            _ if *documents == 1 => write!(f, "{counts} in 1 document"),
            0 => write!(f, "{counts} in {documents} documents"),
            some => write!(f, "{counts} in {some} of {documents} documents"),
        }
    }
}

/// Plural ending of a regular noun.
pub fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ascribe_lints::check;
    use ascribe_markup::budget::Budget;
    use ascribe_markup::document::Document;
    use ascribe_markup::scope::Scope;
    use std::sync::Arc;

    fn tally(documents: usize, with_findings: usize, by_severity: [usize; 4]) -> Tally {
        Tally { documents, with_findings, counts: Counts { by_severity } }
    }

    #[test]
    fn the_tally_is_a_sentence() {
        assert_eq!(tally(7, 0, [0; 4]).to_string(), "no findings in 7 documents");
        assert_eq!(tally(1, 0, [0; 4]).to_string(), "no findings in 1 document");
        assert_eq!(tally(7, 2, [3, 5, 0, 1]).to_string(), "3 errors, 5 warnings, 1 hint in 2 of 7 documents");
        assert_eq!(tally(1, 1, [1, 0, 2, 0]).to_string(), "1 error, 2 info in 1 document");
    }

    #[test]
    fn fixes_are_limited_by_block_and_by_document() {
        let helped = |body: &str, helps: fn(&Found<'_>) -> bool| {
            let document = Document::new(&format!("@quell: Ada Quell\n\n{body}"));
            let findings = check(&Scope::alone(Arc::new(document)), None);
            let found =
                Found::all(&findings, Budget::UNLIMITED, |finding| finding.rule.code == "undefined-actor");
            found.into_iter().filter(helps).count()
        };
        let more = MOST_HELPED_IN_BLOCK + 1;
        assert_eq!(
            helped(&"[it]{@quel} ".repeat(more), |found| !found.fixes().is_empty()),
            MOST_HELPED_IN_BLOCK
        );
        assert_eq!(helped(&"[it]{@quel}\n\n".repeat(MOST_HELPED), |found| found.is_helped), MOST_HELPED);
        assert_eq!(helped(&"[it]{@quel}\n\n".repeat(MOST_HELPED + 1), |found| found.is_helped), 0);
    }

    #[test]
    fn what_fails_is_at_the_severity_or_above() {
        let tally = tally(1, 1, [0, 0, 1, 0]);
        assert_eq!(Severity::ALL.map(|lowest| tally.has(lowest)), [false, false, true, true]);
    }
}

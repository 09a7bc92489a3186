//! The formats in which findings are reported.

mod human;
mod json;

pub use human::Human;
pub use json::Json;

use ascribe_core::lints::{Findings, Severity};
use std::fmt;
use std::io::{self, Write};

/// A format of reports.
pub trait Report {
    /// Before the first document.
    fn start(&mut self, out: &mut dyn Write) -> io::Result<()>;

    /// The findings of a document of this name.
    fn document(&mut self, name: &str, findings: &Findings, out: &mut dyn Write) -> io::Result<()>;

    /// Behind the last document.
    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()>;
}

/// How much was found.
#[derive(Debug, Default)]
pub struct Tally {
    documents: usize,
    with_findings: usize,
    /// In the order of [`Severity::ALL`].
    findings: [usize; 4],
}

impl Tally {
    /// Counts a document.
    pub fn add(&mut self, findings: &Findings) {
        self.documents += 1;
        let before: usize = self.findings.iter().sum();
        for (_, finding) in findings.iter() {
            for (count, severity) in self.findings.iter_mut().zip(Severity::ALL) {
                *count += usize::from(severity == finding.severity);
            }
        }
        self.with_findings += usize::from(self.findings.iter().sum::<usize>() > before);
    }

    /// The number of documents.
    pub fn documents(&self) -> usize {
        self.documents
    }

    /// Whether something was found at this severity or above it.
    pub fn has(&self, lowest: Severity) -> bool {
        self.findings.iter().zip(Severity::ALL).any(|(count, severity)| *count > 0 && severity <= lowest)
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        let counts: Vec<String> = self
            .findings
            .iter()
            .zip(Severity::ALL)
            .filter(|(count, _)| **count > 0)
            .map(|(count, severity)| match severity {
                Severity::Info => format!("{count} info"),
                _ => format!("{count} {}{}", severity.word(), plural(*count)),
            })
            .collect();
        let all = self.documents;
        match counts.as_slice() {
            [] => write!(f, "no findings in {all} document{}", plural(all)),
            counts if all == 1 => write!(f, "{} in 1 document", counts.join(", ")),
            counts => write!(f, "{} in {} of {all} documents", counts.join(", "), self.with_findings),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tally_is_a_sentence() {
        let told =
            |documents, with_findings, findings| Tally { documents, with_findings, findings }.to_string();
        assert_eq!(told(7, 0, [0; 4]), "no findings in 7 documents");
        assert_eq!(told(1, 0, [0; 4]), "no findings in 1 document");
        assert_eq!(told(7, 2, [3, 5, 0, 1]), "3 errors, 5 warnings, 1 hint in 2 of 7 documents");
        assert_eq!(told(1, 1, [1, 0, 2, 0]), "1 error, 2 info in 1 document");
    }

    #[test]
    fn what_fails_is_at_the_severity_or_above() {
        let tally = Tally { documents: 1, with_findings: 1, findings: [0, 0, 1, 0] };
        assert_eq!(Severity::ALL.map(|lowest| tally.has(lowest)), [false, false, true, true]);
    }
}

//! Findings for programs. The format is described in the help of `ascribe check`; fields may be added to it.

use super::Report;
use ascribe_core::lints::Findings;
use ascribe_core::text::{Encoding, Text};
use serde::Serialize;
use std::io::{self, Write};

/// One JSON array, with a finding to a line.
#[derive(Debug, Default)]
pub struct Json {
    has_findings: bool,
}

#[derive(Debug, Serialize)]
struct Finding<'a> {
    file: &'a str,
    rule: &'static str,
    severity: &'static str,
    message: &'a str,
    start: Place,
    end: Place,
    fixes: Vec<Fix>,
}

#[derive(Debug, Serialize)]
struct Place {
    /// In bytes, from zero.
    offset: usize,
    /// From one.
    line: usize,
    /// In UTF-16 units, from one.
    column: usize,
}

#[derive(Debug, Serialize)]
struct Fix {
    title: String,
}

impl Place {
    fn new(text: &Text, offset: usize) -> Self {
        let position = text.position(offset, Encoding::Utf16);
        Self { offset, line: position.line + 1, column: position.column + 1 }
    }
}

impl Report for Json {
    fn start(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "[")
    }

    fn document(&mut self, name: &str, findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
        let text = findings.scope().document.text();
        for (context, findings) in findings.by_block() {
            for finding in findings {
                let range = finding.extent.at(context.at.start);
                let fixes = finding.rule.fixes(&context, finding);
                let finding = Finding {
                    file: name,
                    rule: finding.rule.code,
                    severity: finding.severity.word(),
                    message: &finding.message,
                    start: Place::new(text, range.start),
                    end: Place::new(text, range.end),
                    fixes: fixes.into_iter().map(|fix| Fix { title: fix.title }).collect(),
                };
                write!(out, "{}", if self.has_findings { ",\n" } else { "\n" })?;
                self.has_findings = true;
                serde_json::to_writer(&mut *out, &finding)?;
            }
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}]", if self.has_findings { "\n" } else { "" })
    }
}

//! Findings for programs. The help of `ascribe check` describes the format; fields may be added to it.

use super::{Found, Part, Place, Report};
use crate::console;
use serde::Serialize;
use std::io::{self, Write};

/// A JSON array, with one finding per line.
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
struct Fix {
    title: String,
    preferred: bool,
    applicability: &'static str,
    edits: Vec<Edit>,
}

#[derive(Debug, Serialize)]
struct Edit {
    /// Byte offset, from 0.
    start: usize,
    end: usize,
    text: String,
}

impl From<ascribe_markup::Edit> for Edit {
    fn from(edit: ascribe_markup::Edit) -> Self {
        Self { start: edit.range.start, end: edit.range.end, text: edit.text }
    }
}

impl From<ascribe_lints::Fix> for Fix {
    fn from(fix: ascribe_lints::Fix) -> Self {
        let preferred = fix.is_preferred();
        let ascribe_lints::Fix { title, applicability, edits, intent: _ } = fix;
        let applicability = applicability.word();
        Self { title, preferred, applicability, edits: edits.into_iter().map(Edit::from).collect() }
    }
}

impl Report for Json {
    fn start(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "[")
    }

    fn render(&self, name: &str, found: &[Found<'_>]) -> String {
        let rendered = found.iter().map(|found| {
            let (range, text) = (found.range(), found.text());
            let finding = Finding {
                file: name,
                rule: found.finding.rule.code,
                severity: found.finding.severity.word(),
                message: &found.finding.message,
                start: Place::new(text, range.start),
                end: Place::new(text, range.end),
                fixes: found.fixes().into_iter().map(Fix::from).collect(),
            };
            // Serializing strings and numbers cannot fail.
            console::json(&serde_json::to_string(&finding).unwrap_or_default())
        });
        rendered.collect::<Vec<_>>().join(",\n")
    }

    fn add(&mut self, part: Part, out: &mut dyn Write) -> io::Result<()> {
        if part.text.is_empty() {
            return Ok(());
        }
        write!(out, "{}{}", if self.has_findings { ",\n" } else { "\n" }, part.text)?;
        self.has_findings = true;
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}]", if self.has_findings { "\n" } else { "" })
    }
}

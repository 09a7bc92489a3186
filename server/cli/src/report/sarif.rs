//! SARIF 2.1.0, as code scanning services read it.

use super::{Found, Part, Place, Report, slashed};
use crate::console;
use crate::fingerprint::FindingFingerprints;
use ascribe_lints::Fix;
use ascribe_lints::{RULES, Rule, Severity};
use ascribe_markup::Edit;
use ascribe_markup::text::Text;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// A log with a single run, and one result per line.
#[derive(Debug, Default)]
pub struct Sarif {
    has_results: bool,
}

impl Report for Sarif {
    fn start(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let driver = json!({
            "name": "Ascribe",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "informationUri": env!("CARGO_PKG_REPOSITORY"),
            "rules": RULES.into_iter().map(rule).collect::<Vec<_>>(),
        });
        write!(
            out,
            "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":{driver}}},\
             \"columnKind\":\"utf16CodeUnits\",\"results\":["
        )
    }

    fn render(&self, name: &str, found: &[Found<'_>]) -> String {
        let uri = uri(name);
        let mut fingerprints = FindingFingerprints::default();
        let results = found.iter().map(|found| result(&uri, found, &mut fingerprints).to_string());
        console::json(&results.collect::<Vec<_>>().join(",\n"))
    }

    fn add(&mut self, part: Part, out: &mut dyn Write) -> io::Result<()> {
        if part.text.is_empty() {
            return Ok(());
        }
        write!(out, "{}{}", if self.has_results { ",\n" } else { "\n" }, part.text)?;
        self.has_results = true;
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}]}}]}}", if self.has_results { "\n" } else { "" })
    }
}

fn rule(rule: &Rule) -> Value {
    let Rule { code, severity, summary, explanation, .. } = rule;
    json!({
        "id": code,
        "shortDescription": {"text": summary},
        "fullDescription": {"text": summary},
        "help": {"text": explanation, "markdown": explanation},
        "helpUri": format!("{}/blob/main/docs/rules/{code}.md", env!("CARGO_PKG_REPOSITORY")),
        "defaultConfiguration": {"level": level(*severity)},
        "properties": {"tags": ["sourcing"]},
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "note",
    }
}

fn result(uri: &str, found: &Found<'_>, fingerprints: &mut FindingFingerprints) -> Value {
    let (finding, text) = (found.finding, found.text());
    let mut result = json!({
        "ruleId": finding.rule.code,
        "ruleIndex": RULES.iter().position(|rule| std::ptr::eq(*rule, finding.rule)),
        "level": level(finding.severity),
        "message": {"text": plain(&finding.message)},
        "locations": [location(uri, text, found.range())],
        "partialFingerprints": {"ascribeWords/v1": fingerprints.next(found)},
    });
    if let Some(first) = found.related() {
        let mut related = location(uri, text, first);
        related["message"] = json!({"text": "first defined here"});
        result["relatedLocations"] = json!([related]);
    }
    // SARIF does not allow a fix without changes.
    let fixes = found.fixes().into_iter().filter(|fix| !fix.edits.is_empty());
    let fixes: Vec<Value> = fixes.map(|fix| change(uri, text, &fix)).collect();
    if !fixes.is_empty() {
        result["fixes"] = Value::Array(fixes);
    }
    result
}

/// Escapes a message so that it contains no links: `[words](address)` would be one (SARIF 2.1.0, 3.11.6).
fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains("](") {
        return text.into();
    }
    let escape = |c: char| matches!(c, '\\' | '[' | ']').then_some('\\').into_iter().chain([c]);
    text.chars().flat_map(escape).collect::<String>().into()
}

fn location(uri: &str, text: Text<'_>, range: Range<usize>) -> Value {
    json!({"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region(text, range)}})
}

/// Region with lines and columns from 1 and an exclusive end.
fn region(text: Text<'_>, range: Range<usize>) -> Value {
    let (start, end) = (Place::new(text, range.start), Place::new(text, range.end));
    json!({"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column})
}

fn change(uri: &str, text: Text<'_>, fix: &Fix) -> Value {
    let replacement = |edit: &Edit| json!({"deletedRegion": region(text, edit.range.clone()), "insertedContent": {"text": edit.text}});
    let replacements: Vec<Value> = fix.edits.iter().map(replacement).collect();
    json!({
        "description": {"text": plain(&fix.title)},
        "artifactChanges": [{"artifactLocation": {"uri": uri}, "replacements": replacements}],
    })
}

/// URI of a document: relative to the folder of the run, unless it is absolute.
fn uri(name: &str) -> String {
    let path = slashed(name);
    let mut uri = String::with_capacity(path.len());
    if Path::new(name).is_absolute() {
        uri.push_str(if path.starts_with('/') { "file://" } else { "file:///" });
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to memory cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::{plain, uri};

    #[test]
    fn no_words_are_a_link() {
        assert_eq!(plain("`[sic]` in it"), "`[sic]` in it");
        assert_eq!(plain("[a](https://b.example)"), "\\[a\\](https://b.example)");
    }

    #[test]
    #[cfg(unix)]
    fn names_are_uris() {
        assert_eq!(uri("desk/a b:c%é.ascribe"), "desk/a%20b%3Ac%25%C3%A9.ascribe");
        assert_eq!(uri("/desk/a.ascribe"), "file:///desk/a.ascribe");
        assert_eq!(uri("<stdin>"), "%3Cstdin%3E");
    }
}

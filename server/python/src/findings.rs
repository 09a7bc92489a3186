//! Findings of a document.

use super::read;
use ascribe_formats::offsets::{Offsets, Unit};
use ascribe_lints::{Fix, FixContext, MAX_LISTED, trials};
use ascribe_markup::document::Document;
use serde_json::{Value, json};
use std::path::Path;

/// Findings as a JSON array, in text order, and at most [`MAX_LISTED`].
pub fn of(text: &str, path: Option<&Path>) -> String {
    let offsets = Offsets::new(text, Unit::CodePoint);
    let findings = ascribe_lints::check(&read::scope(Document::new(text), path), None);
    let trials = trials();
    let mut listed = Vec::new();
    for (context, found) in findings.by_block() {
        let block = FixContext::new(context).within(&trials);
        for finding in found.iter().take(MAX_LISTED - listed.len()) {
            let range = finding.extent.at(block.at.start);
            let fixes = finding.rule.fixes(&block, finding);
            listed.push(json!({
                "rule": finding.rule.code,
                "severity": finding.severity.word(),
                "message": &*finding.message,
                "start": offsets.at(range.start),
                "end": offsets.at(range.end),
                "line": text.get(..range.start).map_or(1, |before| before.matches('\n').count() + 1),
                "fixes": fixes.iter().map(|it| fix(it, &offsets)).collect::<Vec<_>>(),
            }));
        }
    }
    Value::from(listed).to_string()
}

fn fix(fix: &Fix, offsets: &Offsets) -> Value {
    let edits = fix.edits.iter().map(|edit| {
        json!({
            "start": offsets.at(edit.range.start),
            "end": offsets.at(edit.range.end),
            "text": edit.text,
        })
    });
    json!({ "title": fix.title, "applicability": fix.applicability.word(), "edits": edits.collect::<Vec<_>>() })
}

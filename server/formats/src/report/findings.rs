//! Findings: each one that wants attention, and hints by rule.

use super::ReportedFinding;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Maximum number of lines that are named of a rule.
const LINES: usize = 20;

/// List of the findings; hints of a rule are one entry with their number.
pub fn list(findings: &[ReportedFinding]) -> Markup {
    let mut hints: BTreeMap<&str, Vec<&ReportedFinding>> = BTreeMap::new();
    for hint in findings.iter().filter(|finding| is_hint(finding)) {
        hints.entry(hint.rule).or_default().push(hint);
    }
    html! {
        @if findings.is_empty() {
            p { "None." }
        } @else {
            ul.findings {
                @for finding in findings.iter().filter(|finding| !is_hint(finding)) { li { (single(finding)) } }
                @for hints in hints.values() { li { (group(hints)) } }
            }
        }
    }
}

fn is_hint(finding: &ReportedFinding) -> bool {
    finding.severity == "hint"
}

fn single(finding: &ReportedFinding) -> Markup {
    html! {
        strong class=(finding.severity) { (finding.severity) }
        ", line " (finding.line) ": " (finding.message) " " code { (finding.rule) }
    }
}

fn group(hints: &[&ReportedFinding]) -> Markup {
    let [first, .., _] = hints else { return html! { @for hint in hints { (single(hint)) } } };
    let mut lines: Vec<usize> = hints.iter().map(|hint| hint.line).collect();
    lines.sort_unstable();
    lines.dedup();
    let named = lines.iter().take(LINES).map(usize::to_string).collect::<Vec<_>>().join(", ");
    let summary = ascribe_lints::rule(first.rule).map_or(&*first.message, |rule| rule.summary);
    html! {
        strong.hint { (hints.len()) " hints" }
        ": " (summary) " " code { (first.rule) }
        @if lines.len() == 1 { " (line " (named) ")" } @else {
            " (lines " (named)
            @if lines.len() > LINES { ", and " (lines.len() - LINES) " more" }
            ")"
        }
    }
}

//! Edits of `ascribe.toml` that preserve the rest of the file.

use super::read;
use crate::Rule;
use ascribe_markup::Edit;
use ascribe_markup::policy::{Level, Policy, level_word};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Edits that set the level of a rule, for all documents without an override. Empty if the file does so already, or if
/// it is too broken for an edit to take effect.
pub fn with_severity(text: &str, rule: &Rule, level: Level) -> Vec<Edit> {
    if sets(text, rule, level) {
        return Vec::new();
    }
    let edit = edit(text, rule.code, level_word(level));
    let mut after = text.to_owned();
    after.replace_range(edit.range.clone(), &edit.text);
    if sets(&after, rule, level) { vec![edit] } else { Vec::new() }
}

/// Whether the file itself sets this level by name.
fn sets(text: &str, rule: &Rule, level: Level) -> bool {
    let (config, _) = read(text);
    let mut said = config.all.levels.iter().rev();
    let mut policy = Policy::default();
    // The own setting of a file overrides those of its packs.
    config.apply(None, &mut policy, &mut |_, _| ());
    said.any(|(code, _)| *code == rule.code) && rule.level(&policy) == level
}

fn edit(text: &str, code: &str, word: &str) -> Edit {
    let (file, _) = DeTable::parse_recoverable(text);
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let Some(rules) = file.get_ref().get("rules") else {
        let blank = if text.is_empty() || text.ends_with("\n\n") || text.ends_with("\r\n\r\n") {
            ""
        } else {
            line_end
        };
        let end = if text.is_empty() || text.ends_with('\n') { "" } else { line_end };
        let table = format!("{end}{blank}[rules]{line_end}{code} = \"{word}\"{line_end}");
        return Edit::insert(text.len(), table);
    };
    let DeValue::Table(table) = rules.get_ref() else {
        return Edit::replace(rules.span(), format!("{{ {code} = \"{word}\" }}"));
    };
    if let Some(value) = table.get(code) {
        return Edit::replace(value.span(), format!("\"{word}\""));
    }
    let last = table.values().map(Spanned::span).max_by_key(|span| span.end);
    let heading = text.get(rules.span()).unwrap_or_default();
    match last {
        Some(last) if heading.starts_with('{') => Edit::insert(last.end, format!(", {code} = \"{word}\"")),
        None if heading.starts_with('{') => Edit::replace(rules.span(), format!("{{ {code} = \"{word}\" }}")),
        last => {
            let prefix = if heading.starts_with('[') { "" } else { "rules." };
            let indent = last.as_ref().map_or("", |last| indent_of(text, last));
            let line = format!("{indent}{prefix}{code} = \"{word}\"");
            line_behind(text, last.unwrap_or(rules.span()).end, &line, line_end)
        }
    }
}

/// Edit that inserts a line after the line that contains byte `at`.
fn line_behind(text: &str, at: usize, line: &str, line_end: &str) -> Edit {
    match text.get(at..).and_then(|rest| rest.find('\n')) {
        Some(end) => Edit::insert(at + end + 1, format!("{line}{line_end}")),
        None => Edit::insert(text.len(), format!("{line_end}{line}")),
    }
}

/// Indentation of the line that contains the range.
fn indent_of<'t>(text: &'t str, place: &Range<usize>) -> &'t str {
    let before = text.get(..place.start).unwrap_or_default();
    let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

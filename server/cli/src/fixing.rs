//! Applies fixes, and shows them as a diff.

use crate::checking::Checker;
use ascribe_ide::fixes::{Selection, count_unsafe, fixed_on, pass};
use ascribe_lints::Applicability;
use ascribe_markup::budget::Budget;
use ascribe_markup::document::Document;
use similar::TextDiff;
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

/// Result of fixing a document.
#[derive(Debug)]
pub struct Fixed {
    /// The fixed document; `None` if nothing was fixed.
    pub document: Option<Document>,
    /// Number of unsafe fixes that were not applied.
    pub left_out: usize,
    /// Whether the next run would apply more fixes, since one run takes so many passes and trials at most.
    pub has_untried: bool,
}

/// Applies the fixes of a selection, as far as the budget of the trials lasts.
pub fn fix(
    checker: &Checker,
    path: &Path,
    document: &Document,
    selection: Selection<'_>,
    trials: &Budget,
) -> Fixed {
    // In a part that is not read, an id may be declared or used that the fixes know nothing of.
    if document.unread().is_some() {
        return Fixed { document: None, left_out: 0, has_untried: false };
    }
    let before = checker.check(path, document.clone());
    let after = fixed_on(&before, selection, Budget::UNLIMITED, trials).unwrap_or_else(|| before.clone());
    let is_changed = !Arc::ptr_eq(&before.scope().document, &after.scope().document);
    let is_safe_only = selection.least == Applicability::Safe;
    let may_have_more = is_changed || trials.is_spent();
    let has_untried = may_have_more && !pass(&after, selection, Budget::UNLIMITED).is_empty();
    let left_out =
        if is_safe_only { count_unsafe(&after, selection.rules, &ascribe_lints::trials()) } else { 0 };
    Fixed { document: is_changed.then(|| (*after.scope().document).clone()), left_out, has_untried }
}

/// Message that fixes of some documents were not tried.
pub fn untried_message(documents: usize) -> String {
    let (s, have) = if documents == 1 { ("", "has") } else { ("s", "have") };
    format!(
        "{documents} document{s} {have} more fixes than one run tries. Run it again, or put blank lines between \
         paragraphs."
    )
}

/// Unified diff, as `patch` and `git apply` read it.
pub fn diff(name: &str, before: &Document, after: &Document) -> String {
    let (before, after) = (before.text().to_string(), after.text().to_string());
    // Split at line feeds only, as `patch` does.
    let (before, after): (Vec<&str>, Vec<&str>) =
        (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    let diff = TextDiff::configure().newline_terminated(true).diff_slices(&before, &after);
    let (old, new) = if Path::new(name).is_absolute() { ("", "") } else { ("a/", "b/") };
    let mut unified = diff.unified_diff();
    // Writing to memory cannot fail.
    let mut out = String::new();
    for hunk in unified.context_radius(3).iter_hunks() {
        if out.is_empty() {
            let (old, new) = (header(&format!("{old}{name}")), header(&format!("{new}{name}")));
            let _ = writeln!(out, "--- {old}\n+++ {new}");
        }
        let _ = writeln!(out, "{}", hunk.header());
        for change in hunk.iter_changes() {
            let _ = write!(out, "{}{}", change.tag(), change.value());
            // To `patch`, a carriage return alone ends no line.
            if !change.value().ends_with('\n') {
                out += "\n\\ No newline at end of file\n";
            }
        }
    }
    out
}

/// File name in the header of a diff, as git writes it: quoted if a character would end the line, followed by a tab if
/// it contains spaces.
fn header(name: &str) -> String {
    let name = if std::path::MAIN_SEPARATOR == '/' { name.to_owned() } else { name.replace('\\', "/") };
    if !name.contains(|c: char| c.is_ascii_control() || c == '"' || c == '\\') {
        let tab = if name.contains(' ') { "\t" } else { "" };
        return name + tab;
    }
    let mut quoted = String::from("\"");
    for c in name.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_ascii_control() => {
                // Writing to memory cannot fail.
                let _ = write!(quoted, "\\{:03o}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;
    use ascribe_workspace::Workspace;

    #[test]
    fn only_fixes_that_the_next_run_would_apply_are_left_for_it() {
        let checker = Checker::new(Workspace::default(), None);
        let fixed = |ids: usize| {
            let ids: Vec<String> = (0..ids).map(|id| format!("@ida{}", "a".repeat(1 + id % 2))).collect();
            let text = format!("@ida: Ida Lund\n\n[It is dry]{{claim {}}}.\n", ids.join(" "));
            let selection = Selection { rules: &|_| true, least: Applicability::Unsafe };
            // A trial may take more than is left, and is then the last.
            let trials = Budget::of_steps(1);
            let stdin = Path::new(crate::input::STDIN);
            let fixed = fix(&checker, stdin, &Document::new(&text), selection, &trials);
            (fixed.document.is_some(), fixed.has_untried)
        };
        assert_eq!((fixed(1), fixed(400)), ((true, false), (true, true)));
        assert!(untried_message(1).starts_with("1 document has more fixes than one run tries."));
        assert!(untried_message(2).starts_with("2 documents have more"));
    }

    #[test]
    fn names_are_those_of_git() {
        assert_eq!(header("a/é.ascribe"), "a/é.ascribe");
        assert_eq!(header("a/b c.ascribe"), "a/b c.ascribe\t");
        assert_eq!(header("a/\u{1b}\n \"é.ascribe"), "\"a/\\033\\012 \\\"é.ascribe\"");
    }
}

//! Applies fixes that need no decision.

use crate::checking::Checker;
use ascribe_ide::fixes::certain;
use ascribe_lints::Finding;
use ascribe_markup::document::Document;
use ascribe_markup::strip::same_article;
use similar::TextDiff;
use std::fmt::Write;
use std::path::Path;

/// Maximum number of rounds: a fix may enable another one, but more rounds than this indicate a cycle.
const ROUNDS: usize = 16;

/// Applies the likeliest fix of each selected finding; `None` if there are none.
pub fn fixed(
    checker: &Checker,
    path: &Path,
    document: &Document,
    wanted: impl Fn(&Finding) -> bool,
) -> Option<Document> {
    let mut current = document.clone();
    let mut is_changed = false;
    for _ in 0..ROUNDS {
        let edits = certain(&checker.check(path, current.clone()), &wanted);
        if edits.is_empty() {
            break;
        }
        current = current.edited(&edits);
        is_changed = true;
    }
    (is_changed && same_article(document, &current)).then_some(current)
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
    unified.context_radius(3).header(&header(&format!("{old}{name}")), &header(&format!("{new}{name}")));
    unified.to_string()
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
    use super::header;

    #[test]
    fn names_are_those_of_git() {
        assert_eq!(header("a/é.ascribe"), "a/é.ascribe");
        assert_eq!(header("a/b c.ascribe"), "a/b c.ascribe\t");
        assert_eq!(header("a/\u{1b}\n \"é.ascribe"), "\"a/\\033\\012 \\\"é.ascribe\"");
    }
}

//! Mending of what nobody has to decide about.

use crate::checking::Checker;
use crate::console;
use crate::input::STDIN;
use ascribe_core::document::Document;
use ascribe_core::features::fixes::certain;
use ascribe_core::lints::Finding;
use ascribe_core::strip::same_article;
use similar::TextDiff;
use std::path::Path;

/// A fix may make room for another one. More rounds than this would go in a circle.
const ROUNDS: usize = 16;

/// The document with all fixes that are certain; `None` if there are none.
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

/// A unified diff, as `patch` and `git apply` read it.
pub fn diff(name: &str, before: &Document, after: &Document) -> String {
    let (before, after) = (before.text().to_string(), after.text().to_string());
    // Only at line feeds, as `patch` has it.
    let (before, after): (Vec<&str>, Vec<&str>) =
        (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    let diff = TextDiff::configure().newline_terminated(true).diff_slices(&before, &after);
    let (old, new) = if name == STDIN || Path::new(name).is_absolute() {
        (name.to_owned(), name.to_owned())
    } else {
        (format!("a/{name}"), format!("b/{name}"))
    };
    let mut unified = diff.unified_diff();
    unified.context_radius(3).header(&header(&old), &header(&new));
    unified.to_string()
}

/// A name in the head of a diff: in quotation marks if something in it would end the line.
fn header(name: &str) -> String {
    let name = if std::path::MAIN_SEPARATOR == '/' { name.to_owned() } else { name.replace('\\', "/") };
    if name.chars().any(|c| c.is_control() || c == '"' || c == '\\') {
        format!("\"{}\"", name.chars().flat_map(char::escape_default).collect::<String>())
    } else {
        name
    }
}

/// A diff as a terminal can show it, line by line.
pub fn shown(diff: &str) -> String {
    let lines = diff.split_inclusive('\n').map(|line| match line.strip_suffix('\n') {
        Some(line) => console::visible(line.trim_end_matches('\r')) + "\n",
        None => console::visible(line),
    });
    lines.collect()
}

//! The cases of `test/corpus`, in the format of the tree-sitter command line: a title between two lines of `=`, the
//! text, a line `---`, the tree. `UPDATE_CORPUS=1` writes the actual trees.
//!
//! A tree does not show the extent of quotations, so comments before it show each paragraph on a line of its own:
//! ⟪quotation⟫, ⟪quotation without end⟩, ⟦span⟧. The command line ignores them.

mod parsing;

use parsing::parser;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use tree_sitter::Node;

fn tree(text: &str) -> String {
    let tree = parser().parse(text, None).expect("no time limit is set");
    let root = tree.root_node();
    let mut out = String::new();
    let mut cursor = root.walk();
    for paragraph in root.children(&mut cursor).filter(|node| node.kind() == "paragraph") {
        out.push_str("; ");
        write_prose(paragraph, text, &mut out);
        out.push('\n');
    }
    write_node(root, None, 0, &mut out);
    out
}

fn write_prose(node: Node, text: &str, out: &mut String) {
    let (open, close) = match node.kind() {
        "quotation" if node.child_by_field_name("close").is_some() => ("⟪", "⟫"),
        "quotation" => ("⟪", "⟩"),
        "span" => ("⟦", "⟧"),
        _ => ("", ""),
    };
    out.push_str(open);
    let mut at = node.start_byte();
    let mut cursor = node.walk();
    for child in node.children(&mut cursor) {
        write_visible(&text[at..child.start_byte()], out);
        write_prose(child, text, out);
        at = child.end_byte();
    }
    write_visible(&text[at..node.end_byte()], out);
    out.push_str(close);
}

fn write_visible(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '\n' => out.push('␊'),
            '\r' => out.push('␍'),
            c if c != ' ' && (c.is_control() || c.is_whitespace() || c == '\u{feff}') => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
}

fn write_node(node: Node, field: Option<&str>, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    let field = field.map(|name| format!("{name}: ")).unwrap_or_default();
    let _ = write!(out, "{indent}{field}({}", node.kind());
    let mut cursor = node.walk();
    let mut more = cursor.goto_first_child();
    while more {
        if cursor.node().is_named() {
            out.push('\n');
            write_node(cursor.node(), cursor.field_name(), depth + 1, out);
        }
        more = cursor.goto_next_sibling();
    }
    out.push(')');
}

struct Case {
    title: String,
    text: String,
    tree: String,
}

fn is_rule(line: &str, sign: char) -> bool {
    line.len() >= 3 && line.chars().all(|c| c == sign)
}

/// In the text of a case, `\r` and `\0` stand for these characters, so that editors preserve them; a title that ends in
/// "(no last newline)" removes the last newline.
fn cases(path: &Path) -> Vec<Case> {
    let content = std::fs::read_to_string(path).expect("the corpus can be read");
    let lines: Vec<&str> = content.split('\n').collect();
    let mut cases = Vec::new();
    let mut at = 0;
    while at + 2 < lines.len() {
        assert!(
            is_rule(lines[at], '=') && is_rule(lines[at + 2], '='),
            "{}:{}: a title between two lines of = expected",
            path.display(),
            at + 1
        );
        let title = lines[at + 1].to_owned();
        let next = (at + 3..lines.len())
            .find(|&i| is_rule(lines[i], '=') && lines.get(i + 2).is_some_and(|l| is_rule(l, '=')))
            .unwrap_or(lines.len());
        // The last line of dashes, since the text of a case may contain such lines too.
        let rule = (at + 3..next)
            .rev()
            .find(|&i| is_rule(lines[i], '-'))
            .unwrap_or_else(|| panic!("{}: `{title}` has no tree", path.display()));
        let text = lines[at + 3..rule].join("\n").replace("\\r", "\r").replace("\\0", "\0");
        let text = if title.ends_with("(no last newline)") { text } else { text + "\n" };
        let tree = lines[rule + 1..next].join("\n").trim().to_owned();
        cases.push(Case { title, text, tree });
        at = next;
    }
    cases
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("test/corpus");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the corpus is there")
        .map(|entry| entry.expect("the corpus can be listed").path())
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

#[test]
fn every_case_gives_its_tree() {
    let update = std::env::var_os("UPDATE_CORPUS").is_some();
    let mut failures = Vec::new();
    for path in files() {
        let mut updated = String::new();
        for case in cases(&path) {
            let got = tree(&case.text);
            assert!(!got.contains("(ERROR") && !got.contains("(MISSING"), "{}\n{got}", case.title);
            if got != case.tree && !update {
                failures.push(format!("{}: {}\n{got}\n", path.display(), case.title));
            }
            let text = case.text.replace('\r', "\\r").replace('\0', "\\0");
            let cut = !case.title.ends_with("(no last newline)");
            let text = text.strip_suffix('\n').filter(|_| cut).unwrap_or(&text);
            let rule = "=".repeat(80);
            let _ = write!(updated, "{rule}\n{}\n{rule}\n{text}\n---\n\n{got}\n\n", case.title);
        }
        if update {
            std::fs::write(&path, updated).expect("the corpus can be written");
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

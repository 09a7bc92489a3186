//! [`parse`] gives the trees that tree-sitter gives.

mod parsing;
mod texts;

use parsing::parser;
use proptest::prelude::*;
use std::path::Path;
use texts::{LONG_LINE, cases, hostile};
use tree_sitter::TreeCursor;
use tree_sitter_ascribe::{Entrance, Node, NodeKind, parse};

/// A node: how deep it is, its field, its kind and its bytes.
type Entry = (usize, String, String, usize, usize);

/// The named nodes that tree-sitter finds in a text that stands in an entrance.
fn by_tree_sitter(text: &str, entrance: Entrance) -> Vec<Entry> {
    let lead = match entrance {
        Entrance::Document => String::new(),
        Entrance::Block => "\n".to_owned(),
        Entrance::Run => format!("{LONG_LINE}\n"),
    };
    let tree = parser().parse(lead.clone() + text, None).expect("no time limit is set");
    let mut entries = Vec::new();
    let mut cursor = tree.walk();
    if cursor.goto_first_child() {
        add_siblings(&mut cursor, lead.len(), 0, &mut entries);
    }
    entries
}

fn add_siblings(cursor: &mut TreeCursor, lead: usize, depth: usize, entries: &mut Vec<Entry>) {
    loop {
        let (node, field) = (cursor.node(), cursor.field_name().unwrap_or_default().to_owned());
        if node.is_named() && node.end_byte() > lead {
            let kind = node.kind().to_owned();
            entries.push((depth, field, kind, node.start_byte() - lead, node.end_byte() - lead));
            if cursor.goto_first_child() {
                add_siblings(cursor, lead, depth + 1, entries);
                cursor.goto_parent();
            }
        }
        if !cursor.goto_next_sibling() {
            return;
        }
    }
}

fn by_parse(text: &str, entrance: Entrance) -> Vec<Entry> {
    let tree = parse(text, entrance);
    let mut entries = Vec::new();
    tree.blocks().for_each(|block| add(block, 0, &mut entries));
    entries
}

fn add(node: Node, depth: usize, entries: &mut Vec<Entry>) {
    let is_text = node.kind() == NodeKind::Brackets;
    if !is_text {
        let field = node.field().map(|field| in_grammar(&format!("{field:?}"))).unwrap_or_default();
        entries.push((depth, field, in_grammar(&format!("{:?}", node.kind())), node.start(), node.end()));
    }
    node.children().for_each(|child| add(child, depth + usize::from(!is_text), entries));
}

/// `ActorReference` is `actor_reference` in the grammar.
fn in_grammar(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}

proptest! {
    #![proptest_config(cases(8))]

    #[test]
    fn a_hostile_text_has_one_tree(text in hostile()) {
        prop_assert_eq!(by_parse(&text, Entrance::Document), by_tree_sitter(&text, Entrance::Document));
    }

    #[test]
    fn any_text_has_one_tree(text in any::<String>()) {
        prop_assert_eq!(by_parse(&text, Entrance::Document), by_tree_sitter(&text, Entrance::Document));
    }

    #[test]
    fn blocks_have_one_tree(text in hostile(), run in any::<bool>()) {
        let entrance = if run { Entrance::Run } else { Entrance::Block };
        prop_assert_eq!(by_parse(&text, entrance), by_tree_sitter(&text, entrance));
    }
}

#[test]
fn the_cases_of_the_corpus_have_one_tree() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("test/corpus");
    for file in std::fs::read_dir(folder).expect("the corpus") {
        let text = std::fs::read_to_string(file.expect("a file").path()).expect("a text");
        for part in text.split("\n====") {
            assert_eq!(
                by_parse(part, Entrance::Document),
                by_tree_sitter(part, Entrance::Document),
                "{part}"
            );
        }
    }
}

#[test]
fn brackets_deep_in_each_other_have_one_tree() {
    for piece in ["[", "[“", "[a]{", "“[a]{@b}", "]", "[[]"] {
        let text = piece.repeat(5000);
        assert_eq!(by_parse(&text, Entrance::Document), by_tree_sitter(&text, Entrance::Document), "{piece}");
    }
}

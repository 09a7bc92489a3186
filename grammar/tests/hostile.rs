//! No text gives an error, and an edited tree is the tree of the edited text.

use proptest::prelude::*;
use tree_sitter::{InputEdit, Node, Parser, Point, Tree};

fn parser() -> Parser {
    let mut parser = Parser::new();
    parser
        .set_language(&tree_sitter_ascribe::LANGUAGE.into())
        .expect("the grammar has this library's ABI");
    parser
}

fn parse(text: &str) -> Tree {
    parser().parse(text, None).expect("no time limit is set")
}

/// Every node with its range, in document order.
fn listing(tree: &Tree) -> Vec<(u16, usize, usize)> {
    fn walk(node: Node, out: &mut Vec<(u16, usize, usize)>) {
        out.push((node.kind_id(), node.start_byte(), node.end_byte()));
        let mut cursor = node.walk();
        for child in node.children(&mut cursor) {
            walk(child, out);
        }
    }
    let mut out = Vec::new();
    walk(tree.root_node(), &mut out);
    out
}

/// Text made of what the grammar looks at.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "[", "]", "{", "}", "\"", "''", "'", "``", "“", "”", "„", "«", "»", "‘", "’", "\\", "@", "^", "#",
        "%%", "%", "---", "-", "—", ":", "=", ",", ";", " ", "  ", "\t", "\u{a0}", "\n", "\n\n", "\r\n",
        "\r", "\0", "\u{feff}", "@a: B", "^s: T", "@a", "^s", "#l", "]{", "\"{", "’{", "claim", "draft",
        "key=", "note=\"x\"", "a", "word", "é", "𝕏", "\u{301}", "said", "a long run of plain words that goes on ",
        "---\nkey: v\n---\n", "\n  role: x", "\n%% note", "a.b", "1",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn point(text: &str, byte: usize) -> Point {
    let before = &text[..byte];
    let row = before.matches('\n').count();
    Point::new(row, byte - before.rfind('\n').map_or(0, |at| at + 1))
}

fn floor(text: &str, mut byte: usize) -> usize {
    byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_text_gives_an_error(text in hostile()) {
        let tree = parse(&text);
        prop_assert!(!tree.root_node().has_error(), "{}", tree.root_node().to_sexp());
        prop_assert_eq!(tree.root_node().end_byte(), text.len());
    }

    #[test]
    fn no_prefix_gives_an_error(text in any::<String>(), cut in any::<prop::sample::Index>()) {
        let prefix = &text[..floor(&text, cut.index(text.len() + 1))];
        prop_assert!(!parse(prefix).root_node().has_error());
    }

    #[test]
    fn an_edited_tree_is_a_fresh_one(
        text in hostile(),
        insert in hostile(),
        at in any::<prop::sample::Index>(),
        length in 0usize..20,
    ) {
        let start = floor(&text, at.index(text.len() + 1));
        let end = floor(&text, start + length);
        let edited = [&text[..start], &insert, &text[end..]].concat();
        let mut tree = parse(&text);
        tree.edit(&InputEdit {
            start_byte: start,
            old_end_byte: end,
            new_end_byte: start + insert.len(),
            start_position: point(&text, start),
            old_end_position: point(&text, end),
            new_end_position: point(&edited, start + insert.len()),
        });
        let tree = parser().parse(&edited, Some(&tree)).expect("no time limit is set");
        prop_assert_eq!(listing(&tree), listing(&parse(&edited)));
    }
}

#[test]
fn nesting_and_marks_without_end_are_text() {
    for piece in ["[", "]", "\"", "“", "‘", "[\"", "[“‘", "\\", "]{", "\"{", "[[]", "„", "«", "@", "%%\n", "[\n"] {
        let text = piece.repeat(100_000);
        assert!(!parse(&text).root_node().has_error(), "{piece:?}");
    }
}

//! The grammar's queries, which editors run, agree with the server's features on every text.
#![allow(clippy::expect_used, reason = "a panic is how a test fails")]

use ascribe_ide::folding::{FoldKind, folds};
use ascribe_markup::document::Document;
use ascribe_markup::syntax::parse;
use ascribe_markup::text::Rope;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::ops::Range;
use tree_sitter::{Query, QueryCursor, StreamingIterator};

/// Byte ranges of the nodes that one pattern of a query captures under a name.
fn captured(source: &str, name: &str, pattern: Option<usize>, text: &str) -> BTreeSet<(usize, usize)> {
    let query = Query::new(&tree_sitter_ascribe::LANGUAGE.into(), source).expect("a query for this grammar");
    let (tree, _) = parse(&Rope::from_str(text), text.len(), None);
    let mut cursor = QueryCursor::new();
    let mut matches = cursor.matches(&query, tree.root_node(), text.as_bytes());
    let mut found = BTreeSet::new();
    while let Some(one) = matches.next() {
        if pattern.is_some_and(|pattern| pattern != one.pattern_index) {
            continue;
        }
        for capture in one.captures() {
            if query.capture_names()[capture.index as usize] == name {
                found.insert((capture.node.start_byte(), capture.node.end_byte()));
            }
        }
    }
    found
}

fn bytes(ranges: impl Iterator<Item = Range<usize>>) -> BTreeSet<(usize, usize)> {
    ranges.map(|range| (range.start, range.end)).collect()
}

/// Text with every construct that defines, refers or folds, and with near misses.
fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "---\ntitle: T\n---\n",
        "@a: A\n",
        "@a: A\n  role: x\n  affiliation: @b\n",
        "^s: S\n  of: @a\n  cites: ^t; ^s\n",
        "%% a note\n",
        "A line of an article\nand another one.\n",
        "“So it is,”{@a ^s #l} said A.\n",
        "[it is]{claim @a via=@b denies=#l,other#m}\n",
        "[it is]{claim part=#l draft\n",
        "\n",
        "\n\n",
        " ",
        "\u{feff}",
        "\r\n",
        "@",
        "{@a}",
        "é𝕏",
    ]);
    prop::collection::vec(piece, 0..25).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn definitions_and_references_are_those_of_the_locals_query(text in text()) {
        let document = Document::new(&text);
        let locals = |name| captured(tree_sitter_ascribe::LOCALS_QUERY, name, None, &text);
        let defined = document.blocks().flat_map(|at| {
            at.block.definitions().map(move |(_, _, id)| id.at(at.start)).collect::<Vec<_>>()
        });
        prop_assert_eq!(bytes(defined), locals("local.definition"), "defined in {:?}", text);
        let referred = document.blocks().flat_map(|at| {
            let here = at.block.references().filter(|it| it.document.is_none() && !it.id.is_empty());
            here.map(move |it| it.id_extent.at(at.start)).collect::<Vec<_>>()
        });
        // The query captures some more references, since the grammar does not know which keys take ids.
        let missed = bytes(referred).difference(&locals("local.reference")).count();
        prop_assert_eq!(missed, 0, "of the references in {:?}", text);
    }

    #[test]
    fn single_blocks_fold_as_the_folds_query_says(text in text()) {
        let document = Document::new(&text);
        let blocks = [FoldKind::FrontMatter, FoldKind::Declaration, FoldKind::Paragraph];
        let ours = folds(&document).into_iter().filter(|fold| blocks.contains(&fold.kind));
        // A byte order mark belongs to the first block, but to no node.
        let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let ours: BTreeSet<usize> = ours.map(|fold| fold.range.start.max(mark)).collect();
        let nodes = captured(tree_sitter_ascribe::FOLDS_QUERY, "fold", Some(0), &text);
        let lines = |(start, end): &(usize, usize)| text[*start..*end].trim_end().contains(['\n', '\r']);
        let theirs: BTreeSet<usize> = nodes.into_iter().filter(lines).map(|(start, _)| start).collect();
        prop_assert_eq!(ours, theirs, "in {:?}", text);
    }
}

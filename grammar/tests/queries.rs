//! Queries for editors: each is valid for the grammar, and has the expected captures in a document with every
//! construct.
//!
//! After a change of a query or of the grammar: `INSTA_UPDATE=always cargo test -p tree-sitter-ascribe --test queries`,
//! then review the difference.

mod parsing;

use parsing::parser;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;
use tree_sitter::{Node, Query, QueryCursor, StreamingIterator, Tree};

const DOCUMENT: &str = include_str!("fixtures/every_construct.ascribe");

/// Node kinds without a highlight of their own: a part or a parent has one, or they have no text.
const NOT_HIGHLIGHTED: [&str; 9] = [
    "document",
    "front_matter",
    "actor_declaration",
    "source_declaration",
    "field",
    "span",
    "attribute",
    "string",
    "unfinished",
];

fn parse() -> Tree {
    parser().parse(DOCUMENT, None).expect("no time limit is set")
}

fn query(source: &str) -> Query {
    Query::new(&tree_sitter_ascribe::LANGUAGE.into(), source).expect("the query fits the grammar")
}

fn read(name: &str) -> Query {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("queries").join(name).with_extension("scm");
    query(&std::fs::read_to_string(path).expect("the query can be read"))
}

/// Calls `visit` with the pattern and the captures of each match: a name and its nodes.
fn each_match(query: &Query, tree: &Tree, mut visit: impl FnMut(usize, &str, &[Node])) {
    let mut cursor = QueryCursor::new();
    let mut matches = cursor.matches(query, tree.root_node(), DOCUMENT.as_bytes());
    while let Some(found) = matches.next() {
        let mut nodes: BTreeMap<u32, Vec<Node>> = BTreeMap::new();
        for capture in found.captures() {
            nodes.entry(capture.index).or_default().push(capture.node);
        }
        for (index, nodes) in nodes {
            visit(found.pattern_index, query.capture_names()[index as usize], &nodes);
        }
    }
}

/// Captures in text order, one per line. A capture of several nodes extends from the first to the last, as editors
/// interpret it.
fn listing(name: &str) -> String {
    let (query, tree) = (read(name), parse());
    let mut found: BTreeMap<(usize, std::cmp::Reverse<usize>), BTreeSet<String>> = BTreeMap::new();
    each_match(&query, &tree, |_, name, nodes| {
        if !name.starts_with('_') {
            let start = nodes.iter().map(Node::start_byte).min().unwrap_or_default();
            let end = nodes.iter().map(Node::end_byte).max().unwrap_or_default();
            found.entry((start, std::cmp::Reverse(end))).or_default().insert(format!("@{name}"));
        }
    });
    let mut out = String::new();
    for ((start, end), names) in found {
        let names = names.into_iter().collect::<Vec<_>>().join(" ");
        let row = DOCUMENT[..start].matches('\n').count() + 1;
        let _ = writeln!(out, "{row}: {} {names}", shortened(start..end.0));
    }
    out
}

/// Text of a range on one line, shortened in the middle if it is long.
fn shortened(range: Range<usize>) -> String {
    let text: Vec<char> = DOCUMENT[range].replace('\n', "␊").chars().collect();
    if text.len() <= 50 {
        return text.into_iter().collect();
    }
    let (head, tail) = (&text[..25], &text[text.len() - 20..]);
    head.iter().chain(&['…']).chain(tail).collect()
}

fn kinds(node: Node, out: &mut BTreeSet<String>) {
    if node.is_named() {
        out.insert(node.kind().to_owned());
    }
    let mut cursor = node.walk();
    for child in node.children(&mut cursor) {
        kinds(child, out);
    }
}

/// Named node kinds of the grammar.
fn all_kinds() -> BTreeSet<String> {
    let language: tree_sitter::Language = tree_sitter_ascribe::LANGUAGE.into();
    (0..language.node_kind_count())
        .filter_map(|id| u16::try_from(id).ok())
        .filter(|&id| language.node_kind_is_named(id) && language.node_kind_is_visible(id))
        .filter_map(|id| language.node_kind_for_id(id))
        .filter(|kind| *kind != "ERROR")
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_document_has_every_construct() {
    let tree = parse();
    assert!(!tree.root_node().has_error());
    let mut found = BTreeSet::new();
    kinds(tree.root_node(), &mut found);
    assert_eq!(found, all_kinds());
}

#[test]
fn every_query_of_the_folder_fits_the_grammar() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("queries");
    let mut names = BTreeSet::new();
    for entry in std::fs::read_dir(folder).expect("the queries can be listed") {
        let path = entry.expect("the queries can be listed").path();
        let name = path.file_stem().and_then(|name| name.to_str()).expect("the name is text").to_owned();
        assert!(read(&name).pattern_count() > 0, "{name}");
        names.insert(name);
    }
    let expected = ["folds", "highlights", "indents", "locals", "tags", "textobjects"];
    assert_eq!(names.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}

/// Editors name captures in their own ways, and capture the same nodes.
#[test]
fn queries_of_editors_capture_the_nodes_of_their_sources() {
    let editors = Path::new(env!("CARGO_MANIFEST_DIR")).join("../editors");
    let captured = |source: &str| {
        let (query, tree) = (query(source), parse());
        let mut found = BTreeSet::new();
        each_match(&query, &tree, |_, _, nodes| {
            found.extend(nodes.iter().map(|node| (node.start_byte(), node.kind().to_owned())))
        });
        found
    };
    let folders = ["helix/runtime/queries/ascribe", "zed/languages/ascribe"];
    for folder in folders.map(|folder| editors.join(folder)) {
        for entry in std::fs::read_dir(&folder).expect("the queries can be listed") {
            let path = entry.expect("the queries can be listed").path();
            if path.extension().is_none_or(|extension| extension != "scm") {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("the query can be read");
            assert!(!captured(&text).is_empty(), "{}", path.display());
        }
        let text = |name: &str| std::fs::read_to_string(folder.join(name)).expect("the query can be read");
        assert_eq!(captured(&text("indents.scm")), captured(tree_sitter_ascribe::INDENTS_QUERY));
        // These are marked for spelling only, or as unreadable, which Zed has no colour for.
        let uncoloured = ["paragraph", "annotation", "note_text", "unreadable"];
        let coloured = |source: &str| {
            let mut found = captured(source);
            found.retain(|(_, kind)| !uncoloured.contains(&kind.as_str()));
            found
        };
        assert_eq!(coloured(&text("highlights.scm")), coloured(tree_sitter_ascribe::HIGHLIGHTS_QUERY));
    }
}

#[test]
fn the_constants_are_valid_queries() {
    for source in [
        tree_sitter_ascribe::HIGHLIGHTS_QUERY,
        tree_sitter_ascribe::FOLDS_QUERY,
        tree_sitter_ascribe::INDENTS_QUERY,
        tree_sitter_ascribe::LOCALS_QUERY,
        tree_sitter_ascribe::TAGS_QUERY,
    ] {
        assert!(query(source).pattern_count() > 0);
    }
}

#[test]
fn every_kind_is_highlighted() {
    let (query, tree) = (read("highlights"), parse());
    let mut captured = BTreeSet::new();
    each_match(&query, &tree, |_, _, nodes| captured.extend(nodes.iter().map(|node| node.kind().to_owned())));
    let missing: Vec<_> = all_kinds()
        .into_iter()
        .filter(|kind| !captured.contains(kind) && !NOT_HIGHLIGHTED.contains(&kind.as_str()))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Editors differ in whether the first or the last pattern wins.
#[test]
fn no_two_patterns_highlight_one_node() {
    let (query, tree) = (read("highlights"), parse());
    let mut patterns = BTreeMap::new();
    each_match(&query, &tree, |pattern, name, nodes| {
        for node in nodes {
            let earlier = patterns.insert(node.id(), pattern);
            assert!(earlier.is_none_or(|earlier| earlier == pattern), "@{name}: {node:?}");
        }
    });
}

#[test]
fn highlights() {
    insta::assert_snapshot!(listing("highlights"));
}

#[test]
fn folds() {
    insta::assert_snapshot!(listing("folds"));
}

#[test]
fn locals() {
    insta::assert_snapshot!(listing("locals"));
}

#[test]
fn tags() {
    insta::assert_snapshot!(listing("tags"));
}

#[test]
fn textobjects() {
    insta::assert_snapshot!(listing("textobjects"));
}

#[test]
fn indents() {
    insta::assert_snapshot!(listing("indents"));
}

//! Hovers, navigation and the outline.

use std::path::PathBuf;

use ascribe_tests::{Doc, Fixture, Location, Pos, Server, path_of};

const ARTICLE: &str = r#"
| @mara: Mara Lindqvist
   ^ declared
|   role: Harbour master of Tolvik
|   aka: the keeper
|   affiliation: @port
                  ^ field
| @port: Port of Tolvik
| ^log: Harbour log
|   outlet: Tolvik Courier
|   of: @mara
         ^ of
|
| "We 𝕏 saw the water,"{@mara ^log} Mara Lindqvist's staff said.
         ^ quotation      ^ actor
                               ^ source
                                         ^ name
|
| At noon the keeper wrote that [the gate was open]{claim #gate @mara ^log verdict=mixed}, but
                ^ alias                                ^ kind         ^ claim-source
                                         ^ claim             ^ label           ^ key
| [it was shut]{claim @port ^log denies=#gate}.
                        ^ port           ^ relation
"#;

fn open(server: &Server) -> (Doc<'_>, Fixture) {
    let fixture = Fixture::parse(ARTICLE);
    (server.open("article.ascribe", &fixture.text), fixture)
}

/// Lines of locations that are all in the document.
fn lines(doc: &Doc<'_>, places: &[Location]) -> Vec<u64> {
    let mut lines: Vec<_> = places
        .iter()
        .map(|place| {
            assert_eq!(path_of(&place.uri), path_of(doc.uri()));
            doc.range(&place.range);
            place.line
        })
        .collect();
    lines.sort_unstable();
    lines
}

#[test]
fn hover_says_what_stands_there() {
    let server = Server::start();
    let (doc, fixture) = open(&server);
    for (mark, words) in [
        ("actor", &["Mara Lindqvist", "Harbour master of Tolvik"][..]),
        ("name", &["Mara Lindqvist", "Harbour master of Tolvik"]),
        ("alias", &["Mara Lindqvist"]),
        ("declared", &["Mara Lindqvist"]),
        ("field", &["Port of Tolvik"]),
        ("of", &["Mara Lindqvist"]),
        ("quotation", &["Mara Lindqvist", "Harbour log"]),
        ("source", &["Harbour log", "Tolvik Courier"]),
        ("label", &["the gate was open"]),
        ("relation", &["the gate was open"]),
        ("claim", &["Mara Lindqvist", "mixed"]),
        ("key", &["verdict", "fact check"]),
        ("kind", &["claim", "statement"]),
    ] {
        let shown = doc.hover(fixture.at(mark)).unwrap_or_else(|| panic!("nothing at `{mark}`"));
        for word in words {
            assert!(shown.contains(word), "{word:?} is not shown at `{mark}`: {shown}");
        }
    }
    assert_eq!(doc.hover(Pos::new(8, 0)), None, "nothing on an empty line");
    assert_eq!(doc.hover(doc.at("wrote")), None, "nothing on a common word");
}

#[test]
fn names_are_whole_words_outside_of_other_names() {
    let server = Server::start();
    let doc = server.open(
        "a.ascribe",
        "@mara: Mara\n@inn: Mara Inn\n\nAt the Mara Inn, Marath and amara spoke; Mara's men (Mara) did not.\n",
    );
    assert!(doc.hover(doc.at("Mara Inn,")).unwrap().contains("Mara Inn"), "the longest name counts");
    assert_eq!(lines(&doc, &doc.references(doc.at("Mara's"), false)), [3, 3]);
    assert_eq!(doc.hover(doc.at("Marath")), None);
}

#[test]
fn definitions_are_found_from_all_that_names_something() {
    let server = Server::start();
    let (doc, fixture) = open(&server);
    for (mark, line, text) in [
        ("actor", 0, "mara"),
        ("name", 0, "mara"),
        ("alias", 0, "mara"),
        ("declared", 0, "mara"),
        ("of", 0, "mara"),
        ("field", 4, "port"),
        ("port", 4, "port"),
        ("source", 5, "log"),
        ("claim-source", 5, "log"),
        ("relation", 11, "gate"),
        ("label", 11, "gate"),
    ] {
        for method in ["textDocument/definition", "textDocument/declaration"] {
            let found = doc.locations(method, fixture.at(mark));
            assert_eq!(lines(&doc, &found), [line], "{method} at `{mark}`");
            let target = doc.slice(doc.range(&found[0].range));
            assert!(target.trim_start_matches(['@', '^', '#']) == text, "{target:?} at `{mark}`");
        }
    }
    assert!(doc.locations("textDocument/definition", doc.at("wrote")).is_empty());
}

#[test]
fn definitions_are_found_in_the_casts_above() {
    let server = Server::builder()
        .file("cast.ascribe", "^log: Harbour log\n\n@mara: Mara Lindqvist\n")
        .file("north/cast.ascribe", "@nils: Nils Åkerblom\n\n@mara: Mara of the North\n")
        .start();
    let text = "Nils Åkerblom wrote, \"We saw the water,\"{@nils ^log} said [she]{@mara}.\n";
    let (near, far) = (server.path("north/cast.ascribe"), server.path("cast.ascribe"));
    let doc = server.open("north/deep/down/article.ascribe", text);
    for (part, path, line) in
        [("Nils Å", &near, 0), ("@nils", &near, 0), ("^log", &far, 0), ("@mara", &near, 2)]
    {
        let look = || doc.locations("textDocument/definition", doc.at(part));
        let found = server.eventually(part, look, |found| found.len() == 1);
        assert_eq!((&path_of(&found[0].uri), found[0].line), (path, line), "{part}");
    }
    let outside = server.open("south/article.ascribe", text);
    let found = outside.locations("textDocument/definition", outside.at("@mara")).pop().unwrap();
    assert_eq!((path_of(&found.uri), found.line), (far, 2));
    assert!(outside.locations("textDocument/definition", outside.at("@nils")).is_empty());
}

#[test]
fn references_with_and_without_the_declaration() {
    let server = Server::start();
    let (doc, fixture) = open(&server);
    for (mark, declaration, others) in [
        ("actor", 0, &[7, 9, 9, 11, 11][..]),
        ("port", 4, &[3, 12]),
        ("source", 5, &[9, 11, 12]),
        ("label", 11, &[12]),
    ] {
        let at = fixture.at(mark);
        assert_eq!(lines(&doc, &doc.references(at, false)), others, "without, at `{mark}`");
        let mut all = others.to_vec();
        all.push(declaration);
        all.sort_unstable();
        assert_eq!(lines(&doc, &doc.references(at, true)), all, "with, at `{mark}`");
    }
    for mark in ["name", "alias", "declared"] {
        assert_eq!(
            doc.references(fixture.at(mark), true),
            doc.references(fixture.at("actor"), true),
            "{mark}"
        );
    }
}

/// Waits for this many references to the symbol at `part`; returns their documents, sorted, with the lines.
fn wait_references(doc: &Doc<'_>, part: &str, count: usize) -> Vec<(PathBuf, u64)> {
    let places = || {
        let found = doc.references(doc.at(part), true);
        let mut places: Vec<_> = found.iter().map(|place| (path_of(&place.uri), place.line)).collect();
        places.sort();
        places
    };
    doc.server().eventually("references", places, |places| places.len() == count)
}

#[test]
fn references_to_a_cast_are_found_in_open_documents() {
    let server = Server::builder()
        .file("cast.ascribe", "@mara: Mara Lindqvist\n")
        .file("other/cast.ascribe", "@mara: Another Mara\n")
        .start();
    let first = server.open("first.ascribe", "[She]{@mara} left.\n");
    let _second = server.open("deep/second.ascribe", "\n[She]{@mara} stayed.\n");
    let _own = server.open("own.ascribe", "@mara: My own Mara\n\n[She]{@mara} came.\n");
    let _other = server.open("other/third.ascribe", "[She]{@mara} came.\n");
    let expected = [("cast", 0), ("deep/second", 1), ("first", 0)];
    assert_eq!(
        wait_references(&first, "@mara", 3),
        expected.map(|(name, line)| (server.path(&format!("{name}.ascribe")), line))
    );
}

#[test]
fn references_to_a_cast_are_found_in_the_open_documents_that_see_it() {
    let server = Server::builder()
        .file("cast.ascribe", "@mara: Mara Lindqvist\n")
        .file("other/cast.ascribe", "@mara: Another Mara\n")
        .start();
    let _second = server.open("second.ascribe", "Mara Lindqvist left.\n");
    let _other = server.open("other/third.ascribe", "[She]{@mara} left.\n");
    let doc = server.open("first.ascribe", "[She]{@mara} left.\n");
    let expected = [("cast", 0), ("first", 0), ("second", 0)];
    assert_eq!(
        wait_references(&doc, "@mara", 3),
        expected.map(|(name, line)| (server.path(&format!("{name}.ascribe")), line))
    );
}

#[test]
fn the_outline_is_a_tree_or_a_list() {
    let expected = [
        "Mara Lindqvist",
        "Port of Tolvik",
        "Harbour log",
        "We 𝕏 saw the water,",
        "the gate was open",
        "it was shut",
    ];
    for builder in [Server::builder(), Server::builder().flat_symbols()] {
        let server = builder.start();
        let symbols = open(&server).0.symbols();
        for name in expected {
            assert!(symbols.iter().any(|symbol| symbol.name.contains(name)), "{name} is not in {symbols:#?}");
        }
        let lines: Vec<_> = symbols.iter().map(|symbol| symbol.line).collect();
        assert!(lines.is_sorted(), "in the order of the text: {lines:?}");
        let empty = server.open("empty.ascribe", "");
        assert!(empty.symbols().is_empty());
    }
}

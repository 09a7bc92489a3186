//! What is proposed while somebody types, and the text after taking it.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

use ascribe_tests::{Doc, Fixture, Pos, Server};

const HEAD: &str = "@mara: Mara Lindqvist\n@nils-a: Nils Åkerblom\n^log: Harbour log\n\n\
    So [it rose]{claim #rise @mara ^log}.\n\n";

/// A document that ends with a line in which `|` is where somebody types; the document, the place, and the line.
fn typing<'s>(server: &'s Server, line: &str) -> (Doc<'s>, Pos) {
    let (before, after) = line.split_once('|').unwrap();
    let doc = server.open("typing.ascribe", &format!("{HEAD}{before}{after}\n"));
    (doc, Pos::new(HEAD.lines().count(), before.chars().count()))
}

/// The line after taking a proposal at `|`.
fn completed(server: &Server, line: &str, label: &str) -> String {
    let (doc, at) = typing(server, line);
    let text = doc.complete(at, label);
    doc.close();
    assert!(text.starts_with(HEAD), "only the line is touched: {text}");
    text[HEAD.len()..].trim_end().to_owned()
}

fn labels(server: &Server, line: &str) -> Vec<String> {
    let (doc, at) = typing(server, line);
    let labels = doc.completion_labels(at);
    doc.close();
    labels
}

#[test]
fn references_are_completed_in_whole_and_in_part() {
    for builder in [Server::builder(), Server::builder().no_snippets()] {
        let server = builder.start();
        for (line, label, expected) in [
            ("𝕏 \"We saw the water,\"{@|}", "mara", "𝕏 \"We saw the water,\"{@mara}"),
            ("𝕏 \"We saw the water,\"{@ma|}", "mara", "𝕏 \"We saw the water,\"{@mara}"),
            ("\"We saw the water,\"{@nils-|}", "nils-a", "\"We saw the water,\"{@nils-a}"),
            ("\"We saw the water,\"{@mara ^|}", "log", "\"We saw the water,\"{@mara ^log}"),
            ("\"We saw the water,\"{@mara ^l|}", "log", "\"We saw the water,\"{@mara ^log}"),
            ("So [it fell]{claim denies=#|}", "rise", "So [it fell]{claim denies=#rise}"),
            ("So [it fell]{claim denies=#ri|}", "rise", "So [it fell]{claim denies=#rise}"),
            ("So [it fell]{claim via=@|}", "nils-a", "So [it fell]{claim via=@nils-a}"),
            ("So [it fell]{claim evidence=^|}", "log", "So [it fell]{claim evidence=^log}"),
        ] {
            assert_eq!(completed(&server, line, label), expected, "{line}");
        }
    }
}

#[test]
fn an_annotation_that_is_not_closed_yet_is_completed() {
    let server = Server::start();
    for (line, label, start) in [
        ("\"We saw the water,\"{@|", "mara", "\"We saw the water,\"{@mara"),
        ("\"We saw the water,\"{@mara ^|", "log", "\"We saw the water,\"{@mara ^log"),
        ("So [it fell]{|", "claim", "So [it fell]{claim"),
        ("So [it fell]{cl|", "claim", "So [it fell]{claim"),
        ("So [it fell]{claim denies=#|", "rise", "So [it fell]{claim denies=#rise"),
        ("So [it fell]{claim verdict=|", "mostly-false", "So [it fell]{claim verdict=mostly-false"),
    ] {
        let text = completed(&server, line, label);
        assert!(text.starts_with(start), "{line}: {text}");
    }
}

#[test]
fn kinds_keys_and_values_are_proposed_where_they_may_stand() {
    let server = Server::start();
    let has = |line: &str, words: &[&str]| {
        let labels = labels(&server, line);
        for word in words {
            assert!(labels.iter().any(|label| label == word), "{word} is not among {labels:?} in {line}");
        }
    };
    has("So [it fell]{|}", &["claim", "quote", "opinion", "mention", "cue", "evidence"]);
    has("So [it fell]{claim |}", &["verdict", "supports", "denies", "via", "confidence", "allow"]);
    has(
        "So [it fell]{claim verdict=|}",
        &["true", "mostly-true", "mixed", "mostly-false", "false", "unproven"],
    );
    assert_eq!(
        completed(&server, "So [it fell]{claim verdict=mostly-f|}", "mostly-false"),
        "So [it fell]{claim verdict=mostly-false}"
    );
    let text = completed(&server, "So [it fell]{claim verd|}", "verdict");
    assert!(text.starts_with("So [it fell]{claim verdict="), "{text}");
    assert!(!labels(&server, "So [it fell]{@|}").contains(&"log".to_owned()), "a source is no actor");
    assert!(!labels(&server, "So [it fell]{claim ^|}").contains(&"mara".to_owned()), "an actor is no source");
}

#[test]
fn plain_text_is_left_alone() {
    let server = Server::start();
    for line in ["So it |", "So (it|) rose", "The $5 {or| so}"] {
        assert_eq!(labels(&server, line), Vec::<String>::new(), "{line}");
    }
}

#[test]
fn fields_and_their_values_are_proposed() {
    let server = Server::start();
    let fixture = Fixture::parse(
        r"
        | @mara: Mara Lindqvist
        |   r
             ^ actor-field
        |   kind: p
                   ^ actor-kind
        | ^log: Harbour log
        |   o
             ^ source-field
        |   of: @
                 ^ of
        ",
    );
    let doc = server.open("a.ascribe", &fixture.text);
    for (mark, label) in
        [("actor-field", "role"), ("actor-kind", "person"), ("source-field", "outlet"), ("of", "mara")]
    {
        let labels = doc.completion_labels(fixture.at(mark));
        assert!(labels.iter().any(|known| known == label), "{label} is not among {labels:?}");
    }
}

#[test]
fn what_a_cast_declares_is_proposed() {
    let server = Server::builder().file("cast.ascribe", "@lena: Lena Brandvold\n").start();
    let doc = server.open("north/a.ascribe", "\"We saw the water,\"{@le}\n");
    let labels = || doc.completion_labels(doc.after("@le"));
    server.eventually("lena", labels, |labels| labels.contains(&"lena".to_owned()));
    assert_eq!(doc.complete(doc.after("@le"), "lena"), "\"We saw the water,\"{@lena}\n");
}

#[test]
fn a_client_without_snippets_gets_none() {
    let server = Server::builder().no_snippets().start();
    for line in ["So [it fell]{|}", "So [it fell]{claim |}", "\"We saw the water,\"{@|"] {
        let (doc, at) = typing(&server, line);
        let items = doc.completions(at);
        assert!(!items.is_empty());
        assert!(items.iter().all(|item| item["insertTextFormat"] != 2), "{items:?}");
        doc.close();
    }
}

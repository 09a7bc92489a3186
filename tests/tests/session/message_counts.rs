//! Number of messages sent by the server; timing is not tested.

use ascribe_articles::Recipe;
use ascribe_tests::{Doc, Pos, Server};
use serde_json::{Value, json};

const CAST: &str = "@mara: Mara Lindqvist\n^log: Harbour log\n";
const ARTICLE: &str = "\"We saw it,\"{@mara ^log} she said, and [he]{@nils} came.\n";
const PUBLISHED: &str = "textDocument/publishDiagnostics";

/// Waits for a response, which comes after all messages sent before.
fn settle(doc: &Doc<'_>) {
    doc.references(doc.at("@mara"), true);
    doc.hover(doc.at("@mara"));
}

#[test]
fn a_key_sends_one_message_at_most() {
    let server = Server::builder().push().file("cast.ascribe", CAST).start();
    let mut doc = server.open("a.ascribe", &format!("{ARTICLE}\nOne\n"));
    server.wait_diagnostics(doc.uri(), 1);
    for n in 0..20 {
        // Each edit moves the finding, and its diagnostics are awaited, so that no list is skipped.
        doc.insert(doc.at("[he]"), "x");
        server.wait_diagnostics(doc.uri(), doc.version());
        assert_eq!(server.notifications(PUBLISHED).len(), n + 2);
        doc.insert(doc.at("One"), "y");
        settle(&doc);
        assert_eq!(server.notifications(PUBLISHED).len(), n + 2, "nothing has changed above");
    }
}

#[test]
fn each_opened_document_has_one_message() {
    let server = Server::builder().push().file("cast.ascribe", CAST).start();
    let docs: Vec<_> = (0..50).map(|n| server.open(&format!("{n}.ascribe"), ARTICLE)).collect();
    for doc in &docs {
        server.wait_diagnostics(doc.uri(), 1);
    }
    settle(&docs[0]);
    assert_eq!(server.notifications(PUBLISHED).len(), 50);
}

#[test]
fn a_change_in_a_cast_sends_each_who_sees_it_one_message_at_most() {
    let server = Server::builder().push().start();
    let mut cast = server.open("cast.ascribe", CAST);
    let docs: Vec<_> = (0..20).map(|n| server.open(&format!("{n}.ascribe"), ARTICLE)).collect();
    for doc in &docs {
        server.wait_diagnostics(doc.uri(), 1);
    }
    let before = server.notifications(PUBLISHED).len();
    cast.insert(cast.at("^log"), "@nils: Nils Åkerblom\n");
    for doc in &docs {
        doc.wait_findings("undefined-actor", 0);
    }
    settle(&docs[0]);
    assert_eq!(server.notifications(PUBLISHED).len(), before + 20);
    cast.insert(cast.after("Harbour"), " master's");
    settle(&docs[0]);
    assert_eq!(server.notifications(PUBLISHED).len(), before + 20, "nobody's findings are others");
}

#[test]
fn a_client_that_pulls_hears_of_a_change_once() {
    let server = Server::start();
    let mut cast = server.open("cast.ascribe", CAST);
    let docs: Vec<_> = (0..20).map(|n| server.open(&format!("{n}.ascribe"), ARTICLE)).collect();
    for doc in &docs {
        doc.findings();
    }
    let refreshes = || server.connection().requests("workspace/diagnostic/refresh").len();
    cast.insert(cast.at("^log"), "@nils: Nils Åkerblom\n");
    server.eventually("a refresh", refreshes, |count| *count > 0);
    for doc in &docs {
        assert_eq!(doc.findings_of(&["undefined-actor"]).len(), 0);
    }
    assert_eq!(server.notifications(PUBLISHED), Vec::<Value>::new());
    for method in ["workspace/diagnostic/refresh", "workspace/semanticTokens/refresh"] {
        let count = server.connection().requests(method).len();
        assert!(
            count <= 2,
            "{method}: one for the opening of the cast at most, and one for the change, not {count}"
        );
    }
}

#[test]
fn a_burst_of_changes_is_one_refresh() {
    let server = Server::start();
    let mut cast = server.open("cast.ascribe", CAST);
    let doc = server.open("a.ascribe", ARTICLE);
    doc.findings();
    for _ in 0..100 {
        cast.insert(cast.at("^log"), "@nils: Nils Åkerblom\n");
        cast.change(cast.range_of("@nils: Nils Åkerblom\n"), "");
    }
    settle(&doc);
    let refreshes = server.connection().requests("workspace/diagnostic/refresh").len();
    assert!(refreshes < 10, "200 changes of a cast were told {refreshes} times");
}

#[test]
fn who_does_nothing_hears_nothing() {
    for client in [Server::builder(), Server::builder().push()] {
        let server = client.file("cast.ascribe", CAST).start();
        let doc = server.open("a.ascribe", ARTICLE);
        doc.findings();
        settle(&doc);
        let count = || {
            let asked = [
                "workspace/diagnostic/refresh",
                "workspace/codeLens/refresh",
                "window/workDoneProgress/create",
            ];
            let asked: usize = asked.iter().map(|method| server.connection().requests(method).len()).sum();
            asked + server.notifications(PUBLISHED).len() + server.notifications("$/progress").len()
        };
        let before = count();
        for _ in 0..50 {
            settle(&doc);
        }
        assert_eq!(count(), before);
    }
}

/// An article without statements, which has few findings whatever its length.
fn prose(bytes: usize) -> String {
    let recipe = Recipe { cast: 2, spoken: 0, ..Recipe::of_size(bytes) };
    format!("[He]{{@nobody}} came, one says.\n\n{}", recipe.body().document)
}

#[test]
fn a_key_sends_as_much_in_a_long_document() {
    let sent = |bytes: usize| {
        let server = Server::builder().push().start();
        let mut doc = server.open("a.ascribe", &prose(bytes));
        server.wait_diagnostics(doc.uri(), 1);
        for key in ["x", " ", "“", "[", "]", "{"] {
            // Before the finding, so that each keystroke moves it.
            doc.insert(Pos::new(0, 0), key);
            server.wait_diagnostics(doc.uri(), doc.version());
        }
        let all = server.published(doc.uri());
        all.into_iter().map(|published| published["diagnostics"].to_string().len()).collect::<Vec<_>>()
    };
    let (short, long) = (sent(2_000), sent(100_000));
    assert!(short.len() == 7 && short.iter().all(|bytes| *bytes > 100), "{short:?}");
    assert_eq!(short, long);
}

#[test]
fn a_key_repaints_as_much_in_a_long_document() {
    const TOKENS: &str = "textDocument/semanticTokens/full";
    let sent = |bytes: usize| {
        let full = json!({"delta": true});
        let server = Server::builder().with("/textDocument/semanticTokens/requests/full", full).start();
        let mut doc = server.open("a.ascribe", &prose(bytes));
        let mut known = server.request(TOKENS, doc.params()).unwrap()["resultId"].take();
        let delta = |key: &&str| {
            doc.insert(doc.at("[He]"), key);
            let mut params = doc.params();
            params["previousResultId"] = known.take();
            let answer = server.request(&format!("{TOKENS}/delta"), params).unwrap();
            known = answer["resultId"].clone();
            answer["edits"].to_string().len()
        };
        ["x", " ", "[it]{@her} "].iter().map(delta).collect::<Vec<_>>()
    };
    assert_eq!(sent(2_000), sent(100_000));
}

//! A cancelled request is answered, and only once. That each is, the harness checks at the end of every session.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

use ascribe_tests::{RequestId, Server};
use serde_json::{Value, json};

/// The error code of a request that was cancelled.
const CANCELLED: i64 = -32800;

fn cancel(server: &Server, id: &Value) {
    server.notify("$/cancelRequest", json!({"id": id}));
}

/// A document that takes a moment to say something about.
fn long() -> String {
    let unit = "\"We all saw the water,\"{@mara} she said, so [the gate was open]{claim @nils}.\n\n";
    "@mara: Mara Lindqvist\n\n".to_owned() + &unit.repeat(100)
}

/// Whether a request was cancelled; any other error is one.
fn was_cancelled(server: &Server, id: &RequestId) -> bool {
    match server.wait(id) {
        Ok(_) => false,
        Err(error) => {
            assert_eq!(error.code, CANCELLED, "{}", error.message);
            true
        }
    }
}

#[test]
fn before_the_request() {
    let server = Server::start();
    let doc = server.open("a.ascribe", &long());
    let id = server.connection().next_id();
    cancel(&server, &id);
    let hover = doc.send_ask("textDocument/hover", doc.at("Mara Lindqvist"));
    // No editor cancels what it has not asked for yet, so it may be taken either way.
    was_cancelled(&server, &hover);
    assert!(doc.hover(doc.at("Mara Lindqvist")).is_some());
}

#[test]
fn while_it_is_under_way() {
    let server = Server::start();
    let doc = server.open("a.ascribe", &long());
    let mut asked = Vec::new();
    for method in ["documentSymbol", "diagnostic"] {
        for _ in 0..50 {
            let id = server.connection().next_id();
            asked.push(server.send_request(&format!("textDocument/{method}"), doc.params()));
            cancel(&server, &id);
        }
    }
    // How many are still under way when the cancel comes is chance; each is answered.
    for id in &asked {
        was_cancelled(&server, id);
    }
    assert!(server.request("textDocument/documentSymbol", doc.params()).expect("symbols").is_array());
    assert!(asked.iter().all(|id| server.connection().answers(id) == 1));
}

#[test]
fn after_the_answer() {
    let server = Server::start();
    let doc = server.open("a.ascribe", "@mara: Mara Lindqvist\n");
    let ids: Vec<_> = (0..20)
        .map(|_| {
            let number = server.connection().next_id();
            let id = doc.send_ask("textDocument/hover", doc.at("Mara"));
            assert!(!was_cancelled(&server, &id));
            cancel(&server, &number);
            id
        })
        .collect();
    assert!(doc.hover(doc.at("Mara")).is_some());
    assert!(ids.iter().all(|id| server.connection().answers(id) == 1));
}

#[test]
fn by_ids_of_either_kind() {
    let server = Server::start();
    let doc = server.open("a.ascribe", &long());
    for id in [json!("text"), json!(-7), json!(4_000)] {
        let asked =
            server.connection().send_request_as(id.clone(), "textDocument/documentSymbol", doc.params());
        cancel(&server, &id);
        was_cancelled(&server, &asked);
    }
}

#[test]
fn of_what_never_was() {
    let server = Server::start();
    for id in [json!(99), json!("none"), json!(null), json!(1.5), json!({}), json!([])] {
        cancel(&server, &id);
    }
    server.notify("$/cancelRequest", Value::Null);
    server.notify("$/cancelRequest", json!({}));
    let doc = server.open("a.ascribe", "@mara: Mara Lindqvist\n");
    assert!(doc.hover(doc.at("Mara")).is_some());
}

#[test]
fn among_edits() {
    let server = Server::start();
    let mut doc = server.open("a.ascribe", "@mara: Mara Lindqvist\n\nSo [she]{@mara} said.\n");
    for n in 0..200 {
        doc.insert(doc.at("So ["), "x ");
        let id = server.connection().next_id();
        server.send_request("textDocument/documentSymbol", doc.params());
        if n % 2 == 0 {
            cancel(&server, &id);
        }
    }
    doc.assert_like_fresh();
}

#[test]
fn the_shutdown_comes_through() {
    let server = Server::start();
    let doc = server.open("a.ascribe", &long());
    for _ in 0..50 {
        server.send_request("textDocument/documentSymbol", doc.params());
    }
    server.shutdown();
    assert_eq!(server.exit().code(), Some(0));
}

//! Cancelled requests are answered exactly once; the harness checks that at the end of every session.

use ascribe_tests::{RequestId, Server};
use serde_json::{Value, json};

/// Error code of a cancelled request.
const CANCELLED: i64 = -32800;

fn cancel(server: &Server, id: &Value) {
    server.notify("$/cancelRequest", json!({"id": id}));
}

/// A document large enough that requests take a moment.
fn long() -> String {
    let unit = "\"We all saw the water,\"{@mara} she said, so [the gate was open]{claim @nils}.\n\n";
    "@mara: Mara Lindqvist\n\n".to_owned() + &unit.repeat(100)
}

/// Whether a request was cancelled; panics on any other error.
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
    // Editors do not cancel requests before sending them, so either outcome is allowed.
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
    // The number of requests still in flight is random; each is answered.
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

#[test]
fn behind_a_crowd() {
    let server = Server::start();
    let doc = server.open("a.ascribe", &long().repeat(25));
    let mut params = doc.params();
    params["options"] = json!({"tabSize": 4, "insertSpaces": true});
    let ask = || {
        let number = server.connection().next_id();
        (server.send_request("textDocument/formatting", params.clone()), number)
    };
    let crowd: Vec<_> = (0..100).map(|_| ask()).collect();
    let number = server.connection().next_id();
    let hover = doc.send_ask("textDocument/hover", ascribe_tests::Pos::new(0, 3));
    cancel(&server, &number);
    assert!(was_cancelled(&server, &hover));
    let (last, _) = crowd.last().unwrap();
    assert_eq!(server.connection().answers(last), 0, "nobody has waited for the crowd");
    // Cancel the others too, instead of waiting for them.
    for (_, number) in &crowd {
        cancel(&server, number);
    }
    assert!(was_cancelled(&server, last));
}

#[test]
fn while_the_whole_workspace_is_checked() {
    let mut client = Server::builder();
    for n in 0..500 {
        client = client.file(&format!("{}/{n}.ascribe", n % 10), long().get(..4_000).unwrap());
    }
    let server = client.start();
    let doc = server.open("a.ascribe", "@mara: Mara Lindqvist\n");
    for _ in 0..5 {
        let number = server.connection().next_id();
        let params = json!({"previousResultIds": [], "partialResultToken": "t"});
        let all = server.send_request("workspace/diagnostic", params);
        assert!(doc.hover(doc.at("Mara")).is_some(), "others have their turn");
        cancel(&server, &number);
        assert!(was_cancelled(&server, &all));
    }
}

/// Error code of a request whose document has changed.
const MODIFIED: i64 = -32801;

/// Number of requests between edits answered with [`MODIFIED`], for two methods.
fn modified(client: ascribe_tests::Builder) -> [usize; 2] {
    let server = client.start();
    let mut doc = server.open("a.ascribe", &format!("x{}", long()));
    let mut asked = [Vec::new(), Vec::new()];
    for _ in 0..40 {
        doc.insert(ascribe_tests::Pos::new(0, 0), "x");
        asked[0].push(server.send_request("textDocument/semanticTokens/full", doc.params()));
        asked[1].push(server.send_request("textDocument/documentSymbol", doc.params()));
    }
    let code = |id: &RequestId| server.wait(id).err().map(|error| error.code);
    let codes = asked.map(|ids| ids.iter().map(code).collect::<Vec<_>>());
    assert!(codes.iter().flatten().all(|code| code.is_none_or(|code| code == MODIFIED)), "{codes:?}");
    assert_eq!(codes[0].last(), Some(&None), "the last text is answered");
    codes.map(|codes| codes.iter().flatten().count())
}

#[test]
fn what_is_of_no_use_any_more_is_answered_only_to_those_who_do_not_ask_again() {
    let retried = json!(["textDocument/semanticTokens/full", "textDocument/documentSymbol"]);
    let stale = json!({"cancel": true, "retryOnContentModified": retried});
    let [tokens, symbols] = modified(Server::builder().with("/general/staleRequestSupport", stale));
    assert!(tokens > 0, "requests that were overtaken before their turn");
    assert_eq!(symbols, 0, "an old outline is of use");
    assert_eq!(modified(Server::builder()), [0, 0]);
}

//! Long work on some documents keeps nobody waiting who asks about another one.

use ascribe_tests::{Builder, Doc, RequestId, Server};
use serde_json::{Value, json};

/// Error code of a cancelled request.
const CANCELLED: i64 = -32800;

const PUBLISHED: &str = "textDocument/publishDiagnostics";

/// An article that takes a while: long, and with findings and statements in each paragraph.
fn long(paragraphs: usize) -> String {
    let unit =
        "“We all saw the water,” the harbour master insisted, and [the gate was open]{claim @nils}.\n\n";
    "@mara: Mara Lindqvist\n\n".to_owned() + &unit.repeat(paragraphs)
}

/// Sends requests for long work on a document.
fn ask_much(doc: &Doc<'_>) -> Vec<(RequestId, Value)> {
    let server = doc.server();
    let whole = json!({
        "textDocument": doc.params()["textDocument"],
        "range": {"start": {"line": 0, "character": 0}, "end": {"line": 5, "character": 0}},
        "context": {"diagnostics": [], "only": ["source"]},
    });
    let methods = [("textDocument/diagnostic", doc.params()), ("textDocument/codeAction", whole)];
    let ask = |(method, params): &(&str, Value)| {
        let number = server.connection().next_id();
        (server.send_request(method, params.clone()), number)
    };
    methods.iter().cycle().take(4).map(ask).collect()
}

fn answered(server: &Server, asked: &[(RequestId, Value)]) -> usize {
    asked.iter().filter(|(id, _)| server.connection().answers(id) > 0).count()
}

/// Cancels requests, and waits until each of them is answered.
fn cancel(server: &Server, asked: &[(RequestId, Value)]) {
    for (_, number) in asked {
        server.notify("$/cancelRequest", json!({"id": number}));
    }
    for (id, _) in asked {
        assert!(server.wait(id).err().is_none_or(|error| error.code == CANCELLED));
        assert_eq!(server.connection().answers(id), 1);
    }
}

#[test]
fn a_hover_does_not_wait_for_long_work_elsewhere() {
    for count in [2, 8] {
        let server = Server::start();
        let docs: Vec<_> = (0..count).map(|n| server.open(&format!("{n}.ascribe"), &long(1_000))).collect();
        let small = server.open("small.ascribe", "@mara: Mara Lindqvist\n");
        let asked: Vec<_> = docs.iter().flat_map(ask_much).collect();
        assert!(small.hover(small.at("Mara")).is_some());
        let done = answered(&server, &asked);
        // In the order of arrival, all but the last two would be done or under way.
        assert!(done < asked.len() - 2, "{done} of {} were answered before the hover", asked.len());
        cancel(&server, &asked);
    }
}

#[test]
fn a_hover_does_not_wait_for_long_work_on_its_own_document() {
    let server = Server::start();
    let doc = server.open("a.ascribe", &long(2_000));
    let asked = ask_much(&doc);
    assert!(doc.hover(doc.at("Mara")).is_some());
    assert!(answered(&server, &asked) < asked.len());
    cancel(&server, &asked);
}

#[test]
fn a_cancelled_code_action_makes_room_for_others() {
    let server = Server::start();
    let doc = server.open("a.ascribe", &long(2_000));
    for _ in 0..20 {
        cancel(&server, &ask_much(&doc));
    }
    let small = server.open("small.ascribe", "@mara: Mara Lindqvist\n\n[It rose]{@nobody}.\n");
    assert_eq!(small.findings_of(&["undefined-actor"]).len(), 1);
    assert!(doc.hover(doc.at("Mara")).is_some());
}

#[test]
fn lists_of_long_documents_do_not_keep_a_small_one_waiting() {
    let server = Server::builder().push().start();
    let docs: Vec<_> = (0..16).map(|n| server.open(&format!("{n}.ascribe"), &long(700))).collect();
    let small = server.open("small.ascribe", "@mara: Mara Lindqvist\n\n[It rose]{@nobody}.\n");
    small.wait_findings("undefined-actor", 1);
    let long = |list: &&Value| list["uri"] != small.uri();
    let lists = server.notifications(PUBLISHED);
    let earlier = lists.iter().filter(long).count();
    assert!(earlier < docs.len() / 2, "{earlier} of {} lists came first", docs.len());
    assert!(small.hover(small.at("Mara")).is_some());
    for doc in &docs {
        doc.close();
    }
}

/// Edits a document while it is checked, and compares with a fresh server.
fn edit_during_checks(client: Builder) {
    let server = client.start();
    let mut doc = server.open("a.ascribe", &long(300));
    for n in 0..30 {
        let words = ["It rose. ", "[It fell]{@olof}. ", "\n\n%% allow: undefined-actor\n\n"][n % 3];
        doc.insert(doc.at("@mara: Mara Lindqvist\n\n"), &format!("Day {n}\n\n{words}\n\n"));
        if n % 4 == 0 {
            doc.hover(doc.at("Mara"));
        }
    }
    doc.assert_like_fresh();
}

#[test]
fn an_interrupted_check_is_followed_by_a_complete_one() {
    edit_during_checks(Server::builder().push());
    edit_during_checks(Server::builder());
    let stale = json!({"cancel": true, "retryOnContentModified": ["textDocument/diagnostic"]});
    edit_during_checks(Server::builder().with("/general/staleRequestSupport", stale));
}

//! Delivery of diagnostics: pushed or pulled, and when.

use ascribe_tests::Server;
use serde_json::{Value, json};

#[test]
fn pushed_with_the_version_and_cleared_on_close() {
    let server = Server::builder().push().start();
    let mut doc = server.open("a.ascribe", "[ab]{@nils}\n");
    assert_eq!(server.wait_diagnostics(doc.uri(), 1)[0]["code"], "undefined-actor");
    doc.insert(doc.at("[ab]"), "x ");
    let moved = doc.read(&server.wait_diagnostics(doc.uri(), 2));
    assert_eq!(doc.slice(moved[0].range), "@nils");
    doc.replace_all("ab\n");
    assert_eq!(server.wait_diagnostics(doc.uri(), 3), Vec::<Value>::new());
    doc.replace_all("[ab]{@nils}\n");
    server.wait_diagnostics(doc.uri(), 4);
    doc.close();
    server
        .wait_published(doc.uri(), "nothing after it is closed", |params| params["diagnostics"] == json!([]));
}

#[test]
fn pushed_only_when_they_change() {
    let server = Server::builder().push().start();
    let mut doc = server.open("a.ascribe", "[ab]{@nils}\n\nOne\n");
    server.wait_diagnostics(doc.uri(), 1);
    for _ in 0..30 {
        doc.insert(doc.at("One"), "w");
        doc.hover(doc.at("@nils"));
    }
    doc.insert(doc.at("[ab]"), "x ");
    let last = server.wait_diagnostics(doc.uri(), doc.version());
    assert_eq!(last.len(), 1);
    let versions: Vec<_> =
        server.published(doc.uri()).iter().map(|params| params["version"].clone()).collect();
    assert_eq!(versions, [1, 32], "nothing is said of the versions between");
}

#[test]
fn pushed_to_clients_that_know_no_versions() {
    for builder in [Server::builder().push().no_versions(), Server::builder().bare()] {
        let server = builder.start();
        let mut doc = server.open("a.ascribe", "[ab]{@nils}\n");
        doc.wait_findings("undefined-actor", 1);
        doc.insert(doc.at("[ab]"), "[cd]{@lena} ");
        doc.wait_findings("undefined-actor", 2);
    }
}

#[test]
fn a_pull_says_what_has_changed() {
    let server = Server::start();
    assert!(server.capability("/diagnosticProvider").is_object());
    let mut doc = server.open("a.ascribe", "[ab]{@nils}\n");
    let first = doc.pull(None);
    assert_eq!((&first["kind"], first["items"].as_array().unwrap().is_empty()), (&json!("full"), false));
    let id = first["resultId"].as_str().expect("a result's id");
    let second = doc.pull(Some(id));
    assert_eq!((&second["kind"], second.get("items")), (&json!("unchanged"), None));
    let again = second["resultId"].as_str().expect("a result's id").to_owned();
    doc.replace_all("ab\n");
    let third = doc.pull(Some(&again));
    assert_eq!((&third["kind"], third["items"].as_array().unwrap().len()), (&json!("full"), 0));
    doc.replace_all("[ab]{@nils}\n");
    assert_eq!(doc.pull(Some("never heard of"))["items"].as_array().unwrap().len(), 1);
}

#[test]
fn a_pull_for_a_document_that_is_not_open_is_answered() {
    let server = Server::builder().file("disk.ascribe", "[ab]{@nils}\n").start();
    for name in ["disk.ascribe", "nowhere.ascribe"] {
        server.send_request("textDocument/diagnostic", json!({"textDocument": {"uri": server.uri(name)}}));
    }
}

#[test]
fn a_pull_brings_the_documents_that_have_changed_with_it() {
    const RELATED: &str = "/textDocument/diagnostic/relatedDocumentSupport";
    for client in [Server::builder(), Server::builder().without(RELATED)] {
        let takes_others = client.has(RELATED);
        let server = client.start();
        let mut cast = server.open("cast.ascribe", "@nils: Nils Åkerblom\n");
        let doc = server.open("a.ascribe", "[ab]{@nils}\n");
        let _not_pulled = server.open("b.ascribe", "[ab]{@nils}\n");
        assert_eq!(doc.pull(None)["items"], json!([]));
        assert_eq!(cast.pull(None).get("relatedDocuments"), None, "nothing has changed");
        cast.change(cast.range_of("@nils"), "@lena");
        let report = cast.pull(None);
        let related = report.get("relatedDocuments");
        assert_eq!(related.is_some(), takes_others);
        if let Some(related) = related {
            assert_eq!(related.as_object().unwrap().len(), 1, "those that were pulled: {related}");
            assert_eq!(related[doc.uri()]["items"][0]["code"], "undefined-actor");
            assert_eq!(doc.pull(related[doc.uri()]["resultId"].as_str())["kind"], "unchanged");
            assert_eq!(cast.pull(None).get("relatedDocuments"), None, "once");
        }
        assert_eq!(doc.findings().len(), 1);
    }
}

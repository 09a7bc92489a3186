//! What the server offers to do: the text after doing it, and whether what was found is gone.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

use ascribe_tests::{Cli, Doc, Server};
use serde_json::json;

const CAST: &str = "@mara: Mara Lindqvist\n@nils: Nils Åkerblom\n^log: Harbour log\n\n";

fn open<'s>(server: &'s Server, body: &str) -> Doc<'s> {
    server.open("article.ascribe", &format!("{CAST}{body}"))
}

/// Does what the action of these words proposes at the one finding of a rule, after which it is gone.
fn mend<'s>(server: &'s Server, body: &str, rule: &str, words: &[&str]) -> Doc<'s> {
    let mut doc = open(server, body);
    let plain = strip(doc.text());
    let found = doc.findings_of(&[rule]);
    assert_eq!(found.len(), 1, "{found:?}");
    let action = doc.action(found[0].range, words);
    assert!(action["kind"].as_str().is_some_and(|kind| kind.starts_with("quickfix")), "{action}");
    assert_eq!(action["diagnostics"][0]["code"], rule, "it says what it mends: {action}");
    doc.apply(&action);
    assert!(doc.findings_of(&[rule]).is_empty(), "not mended:\n{}", doc.text());
    assert!(doc.findings_of(&["syntax"]).is_empty());
    assert_eq!(strip(doc.text()), plain, "the article itself stays as it is");
    doc
}

fn strip(text: &str) -> String {
    String::from_utf8(Cli::new().run_with(&["strip", "-"], text).stdout).unwrap()
}

#[test]
fn an_undefined_reference_becomes_what_was_meant() {
    let server = Server::start();
    for (body, rule, near, mended) in [
        ("𝕏 \"We saw it,\"{@marra ^log}\n", "undefined-actor", "@mara", "𝕏 \"We saw it,\"{@mara ^log}\n"),
        ("\"We saw it,\"{@mara ^lgo}\n", "undefined-source", "^log", "\"We saw it,\"{@mara ^log}\n"),
        (
            "[a]{#gate @mara} [b]{claim @mara denies=#gaet}\n",
            "undefined-label",
            "#gate",
            "[a]{#gate @mara} [b]{claim @mara denies=#gate}\n",
        ),
    ] {
        let doc = mend(&server, body, rule, &[near]);
        assert_eq!(doc.text(), format!("{CAST}{mended}"));
        doc.close();
    }
}

#[test]
fn an_undefined_actor_or_source_is_declared() {
    let server = Server::start();
    for (body, rule, line) in [
        ("\"We saw it,\"{@storm-watch ^log}\r\n", "undefined-actor", "@storm-watch:"),
        ("\"We saw it,\"{@mara ^minutes}\n", "undefined-source", "^minutes:"),
    ] {
        let doc = mend(&server, body, rule, &["declare", line.trim_end_matches(':')]);
        assert!(doc.text().ends_with(body), "{}", doc.text());
        assert_eq!(doc.text().lines().filter(|text| text.starts_with(line)).count(), 1, "{}", doc.text());
        doc.close();
    }
}

#[test]
fn a_quotation_is_attributed_to_whom_the_sentence_names() {
    let server = Server::start();
    let body = "\"We all saw the water,'' Nils Åkerblom said.\n";
    let doc = mend(&server, body, "unattributed-quote", &["Nils Åkerblom"]);
    assert_eq!(doc.text(), format!("{CAST}\"We all saw the water,''{{@nils}} Nils Åkerblom said.\n"));
    doc.close();
    let doc = mend(
        &server,
        "So [it rose]{claim}, said Mara Lindqvist.\n",
        "unattributed-claim",
        &["Mara Lindqvist"],
    );
    assert_eq!(doc.text(), format!("{CAST}So [it rose]{{claim @mara}}, said Mara Lindqvist.\n"));
}

#[test]
fn a_source_is_added() {
    let server = Server::start();
    let doc = mend(&server, "\"We saw it,\"{@mara} she said.\n", "missing-source", &["^log"]);
    assert_eq!(doc.text(), format!("{CAST}\"We saw it,\"{{@mara ^log}} she said.\n"));
}

#[test]
fn other_findings_are_mended() {
    let server = Server::start();
    mend(&server, "He called it \"a mistake and left.\n", "unbalanced-quote", &["text"]).close();
    let again = open(&server, "@mara: Mara Holm\n");
    let found = again.findings_of(&["duplicate-id"]);
    assert!(!again.actions(found[0].range, Some("quickfix")).is_empty());
    again.close();
    let mut open_brace = open(&server, "[it rose]{claim @mara ^log\n");
    let found = open_brace.findings_of(&["syntax"]);
    open_brace.apply(&open_brace.action(found[0].range, &["close"]));
    assert_eq!(open_brace.text(), format!("{CAST}[it rose]{{claim @mara ^log}}\n"));
    assert!(open_brace.findings_of(&["syntax"]).is_empty());
}

#[test]
fn a_selection_is_annotated() {
    let server = Server::start();
    for (kind, start) in [("claim", "{claim"), ("quote", "{quote"), ("mention", "{")] {
        let mut doc = open(&server, "𝕏 wrote that the gate was open all night.\n");
        let plain = strip(doc.text());
        let action = doc.action(doc.range_of("the gate was open"), &[kind]);
        assert!(action["kind"].as_str().is_some_and(|kind| kind.starts_with("refactor")), "{action}");
        doc.apply(&action);
        let expected = format!("{CAST}𝕏 wrote that [the gate was open]{start}");
        assert!(doc.text().starts_with(&expected), "{}", doc.text());
        assert!(doc.text().ends_with("} all night.\n"), "{}", doc.text());
        assert_eq!(strip(doc.text()), plain);
        doc.close();
    }
}

#[test]
fn nothing_is_offered_where_nothing_can_be_done() {
    let server = Server::start();
    let doc = open(&server, "\"We saw it,\"{@mara ^log} she said.\n");
    let nowhere = doc.at("she said").empty();
    assert!(doc.actions(nowhere, Some("quickfix")).is_empty());
    assert!(doc.actions(nowhere, Some("source.organizeImports")).is_empty());
}

#[test]
fn only_what_was_asked_for_is_offered() {
    let server = Server::start();
    let doc = open(&server, "\"We saw it all,\"{@marra ^log} she said.\n");
    let range = doc.range_of("@marra");
    for kind in ["quickfix", "refactor"] {
        for action in doc.actions(range, Some(kind)) {
            assert!(action["kind"].as_str().is_some_and(|of| of.starts_with(kind)), "{action}");
        }
    }
    assert!(!doc.actions(range, Some("quickfix")).is_empty());
}

#[test]
fn clients_get_the_form_of_edits_they_know() {
    for versioned in [true, false] {
        let client = Server::builder().with("/workspace/workspaceEdit/documentChanges", json!(versioned));
        let server = client.start();
        let mut doc = open(&server, "\"We saw it,\"{@marra ^log} she said.\n");
        doc.insert(doc.at("she said"), "𝕏 ");
        let edit = doc.resolved(&doc.action(doc.range_of("@marra"), &["@mara"]))["edit"].clone();
        if let Some(changes) = edit.get("documentChanges") {
            assert!(versioned, "a client that knows no documentChanges: {edit}");
            let version = &changes[0]["textDocument"]["version"];
            assert!(version.is_null() || *version == doc.version(), "edits of the text as it is: {edit}");
        }
    }
}

#[test]
fn fixes_are_found_without_the_code_of_the_diagnostics() {
    // Some editors send back the range and the message only.
    let server = Server::start();
    let doc = open(&server, "\"We saw it,\"{@marra ^log} she said.\n");
    let finding = doc.findings_of(&["undefined-actor"]).remove(0);
    let bare = json!({"range": finding.raw["range"], "message": finding.message});
    let mut params = doc.params();
    params["range"] = finding.raw["range"].clone();
    for diagnostics in [json!([bare]), json!([])] {
        params["context"] = json!({"diagnostics": diagnostics});
        let actions = server.request("textDocument/codeAction", params.clone()).expect("actions");
        assert!(actions.to_string().contains("@mara"), "{actions}");
    }
}

//! Features while typing: signatures, inlay hints, inline completions.

use ascribe_tests::{Builder, Doc, Encoding, Pos, Range, Server};
use serde_json::{Value, json};

const TEXT: &str = "@pm: Sanna Rautio\n  role: prime minister\n\n𝕏 “We will see,”{@pm} she said.\n\n\
    “We had no warning,” Sanna Rautio said.\n";

fn with_hints() -> Builder {
    Server::builder()
        .with("/textDocument/inlayHint", json!({"resolveSupport": {"properties": ["tooltip"]}}))
        .with("/workspace/inlayHint", json!({"refreshSupport": true}))
}

fn hints(doc: &Doc<'_>, from: usize, to: usize) -> Vec<Value> {
    let mut params = doc.params();
    params["range"] = json!({"start": {"line": from, "character": 0}, "end": {"line": to, "character": 0}});
    let hints = doc.server().request("textDocument/inlayHint", params).expect("hints");
    hints.as_array().expect("an array").clone()
}

/// Label of a hint.
fn label(hint: &Value) -> String {
    let parts = hint["label"].as_array().expect("parts");
    parts.iter().map(|part| part["value"].as_str().expect("a text")).collect()
}

fn labels(doc: &Doc<'_>) -> Vec<String> {
    hints(doc, 0, 100).iter().map(label).collect()
}

#[test]
fn hints_stand_at_their_places_in_every_encoding() {
    for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
        let server = with_hints().encoding(encoding).start();
        let doc = server.open("a.ascribe", TEXT);
        let hints = hints(&doc, 0, 100);
        assert_eq!(hints.iter().map(label).collect::<Vec<_>>(), ["Sanna Rautio", "likely @pm"]);
        let at = doc.after("{@pm");
        assert_eq!(hints[0]["position"], doc.wire_range(Range::new(at, at))["start"]);
        let location = &hints[0]["label"][0]["location"];
        assert_eq!(location["uri"], doc.uri());
        assert_eq!(location["range"]["start"], json!({"line": 0, "character": 1}));
        assert_eq!(hints[1]["textEdits"][0]["newText"], "{@pm}");
        assert_eq!(hints[1]["textEdits"][0]["range"]["start"], hints[1]["position"]);
    }
}

#[test]
fn only_the_hints_of_the_range_are_sent() {
    let server = with_hints().start();
    let doc = server.open("a.ascribe", TEXT);
    assert_eq!(hints(&doc, 0, 3).len(), 0);
    assert_eq!(hints(&doc, 3, 4).len(), 1);
    assert_eq!(hints(&doc, 5, 999_999).len(), 1);
}

#[test]
fn tooltips_are_resolved_where_the_client_can_ask_for_them() {
    let server = with_hints().start();
    assert_eq!(server.capability("/inlayHintProvider/resolveProvider"), json!(true));
    let doc = server.open("a.ascribe", TEXT);
    let hint = hints(&doc, 3, 4).remove(0);
    assert_eq!(hint["tooltip"], Value::Null);
    let resolved = server.request("inlayHint/resolve", hint.clone()).expect("a hint");
    assert!(resolved["tooltip"]["value"].as_str().unwrap().contains("prime minister"), "{resolved}");
    doc.close();
    assert_eq!(server.request("inlayHint/resolve", hint.clone()), Ok(hint));

    let server = Server::start();
    assert_eq!(server.capability("/inlayHintProvider/resolveProvider"), json!(false));
    let doc = server.open("a.ascribe", TEXT);
    let hint = hints(&doc, 3, 4).remove(0);
    assert_eq!((&hint["tooltip"], &hint["data"]), (&json!("@pm"), &Value::Null));
}

#[test]
fn each_kind_of_hint_can_be_switched_off() {
    let options = json!({"inlayHints": {"speakers": false}});
    let server = with_hints().without("/workspace/configuration").options(options).start();
    let doc = server.open("a.ascribe", TEXT);
    assert_eq!(labels(&doc), ["Sanna Rautio"]);
    server.notify(
        "workspace/didChangeConfiguration",
        json!({"settings": {"ascribe": {"inlayHints": {"names": false, "speakers": true}}}}),
    );
    server.connection().wait_request("workspace/inlayHint/refresh");
    assert_eq!(labels(&doc), ["likely @pm"]);
}

#[test]
fn settings_that_are_asked_for_hold() {
    let settings = json!({"ascribe": {"inlayHints": {"names": false}}});
    let server = with_hints().settings(settings).start();
    let doc = server.open("a.ascribe", TEXT);
    server.eventually("no names", || labels(&doc), |labels| *labels == ["likely @pm"]);
}

#[test]
fn hints_are_asked_for_again_when_a_cast_changes() {
    let server = with_hints().start();
    let doc = server.open("a.ascribe", "“We will see,”{@pm} she said.\n");
    assert_eq!(labels(&doc), Vec::<String>::new());
    let cast = server.open("cast.ascribe", "@pm: Sanna Rautio\n");
    server.connection().wait_request("workspace/inlayHint/refresh");
    assert_eq!(labels(&doc), ["Sanna Rautio"]);
    let location = &hints(&doc, 0, 9)[0]["label"][0]["location"]["uri"];
    assert_eq!(*location, cast.uri());
}

/// Signature at `|` in a line.
fn signature(server: &Server, line: &str) -> Value {
    let (before, after) = line.split_once('|').unwrap();
    let doc = server.open("sign.ascribe", &format!("{before}{after}\n"));
    let help =
        doc.ask("textDocument/signatureHelp", Pos::new(0, before.chars().count())).expect("help or null");
    doc.close();
    help
}

#[test]
fn signatures_are_shown_inside_braces_only() {
    let help =
        json!({"documentationFormat": ["markdown"], "parameterInformation": {"labelOffsetSupport": true}});
    let server =
        Server::builder().with("/textDocument/signatureHelp", json!({"signatureInformation": help})).start();
    let shown = signature(&server, "𝕏 [So]{claim |}");
    assert_eq!(shown["signatures"][0]["label"], "kind @who ^where #label key=value draft");
    assert_eq!(shown["activeParameter"], 1);
    let parameter = &shown["signatures"][0]["parameters"][1];
    assert_eq!(parameter["label"], "@who");
    assert_eq!(parameter["documentation"]["kind"], "markdown");
    for line in ["So| [it]{claim}", "[So]|{claim}", "So {or| so}"] {
        assert_eq!(signature(&server, line), Value::Null, "{line}");
    }
    let server = Server::builder().bare().start();
    let shown = signature(&server, "[So]{claim verdict=mi|}");
    assert_eq!(shown["activeParameter"], 2);
    let parameter = &shown["signatures"][0]["parameters"][2];
    assert_eq!((&parameter["label"], &parameter["documentation"]), (&json!("mixed"), &Value::Null));
    assert_eq!(shown["signatures"][0]["documentation"]["kind"], "plaintext");
}

fn inline(doc: &Doc<'_>, at: Pos) -> Value {
    let mut params = doc.params_at(at);
    params["context"] = json!({"triggerKind": 2});
    doc.server().request("textDocument/inlineCompletion", params).expect("a list")
}

#[test]
fn the_likely_speaker_is_completed_behind_a_closed_quotation() {
    let with = || Server::builder().with("/textDocument/inlineCompletion", json!({}));
    let server = with().start();
    assert_eq!(server.capability("/inlineCompletionProvider"), json!(true));
    let doc = server.open("a.ascribe", TEXT);
    let at = doc.after("warning,”");
    let range = doc.wire_range(Range::new(at, at));
    assert_eq!(inline(&doc, at), json!({"items": [{"insertText": "{@pm}", "range": range}]}));
    assert_eq!(inline(&doc, doc.after("warning")), json!({"items": []}));
    assert_eq!(inline(&doc, Pos::new(99, 99)), json!({"items": []}));

    let server = with().options(json!({"inlineCompletion": {"enable": false}})).start();
    let doc = server.open("a.ascribe", TEXT);
    assert_eq!(inline(&doc, at), json!({"items": []}));
    assert_eq!(Server::start().capability("/inlineCompletionProvider"), Value::Null);
}

//! Formatting over the protocol: the whole document, a range, and while typing.

use ascribe_tests::{Doc, Encoding, Server, apply_edits};
use serde_json::{Value, json};

const LOOSE: &str = "@mara:Mara Lindqvist\n\trole:  Keeper 𝕏 \n\n\n[𝕏 The gate]{ @mara  claim } was [open]{ @mara  claim }.\n";

const NEAT: &str =
    "@mara: Mara Lindqvist\n  role: Keeper 𝕏\n\n[𝕏 The gate]{claim @mara} was [open]{claim @mara}.\n";

/// Text after the edits that a method returns.
fn formatted(doc: &Doc<'_>, method: &str, more: &Value) -> String {
    let mut params = doc.params();
    params["options"] = json!({"tabSize": 8, "insertSpaces": false});
    let (params_map, more) = (params.as_object_mut().unwrap(), more.as_object().unwrap());
    params_map.extend(more.clone());
    let edits = doc.server().request(method, params).expect("edits");
    apply_edits(doc.text(), edits.as_array().expect("edits"), doc.server().encoding())
}

#[test]
fn a_document_is_formatted_by_small_edits() {
    for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
        let server = Server::builder().encoding(encoding).start();
        assert_eq!(server.capability("/documentFormattingProvider"), json!(true));
        let doc = server.open("article.ascribe", LOOSE);
        assert_eq!(formatted(&doc, "textDocument/formatting", &json!({})), NEAT);
        let edits = server.request("textDocument/formatting", doc.params()).expect_err("options are missing");
        assert_eq!(edits.code, -32602);
        let neat = server.open("neat.ascribe", NEAT);
        let mut params = neat.params();
        params["options"] = json!({"tabSize": 2, "insertSpaces": true});
        assert_eq!(server.request("textDocument/formatting", params).unwrap(), json!([]));
    }
}

#[test]
fn a_range_is_formatted() {
    let server = Server::start();
    assert_eq!(server.capability("/documentRangeFormattingProvider"), json!(true));
    let doc = server.open("article.ascribe", LOOSE);
    let range = json!({"range": doc.wire_range(doc.range_of("[open]"))});
    let after = formatted(&doc, "textDocument/rangeFormatting", &range);
    assert!(
        after.starts_with("@mara:Mara Lindqvist\n\trole:") && after.ends_with(&NEAT[NEAT.len() - 20..]),
        "{after}"
    );
}

#[test]
fn a_brace_tidies_its_annotation_and_a_new_line_indents_a_field() {
    let server = Server::start();
    assert_eq!(server.capability("/documentOnTypeFormattingProvider/firstTriggerCharacter"), json!("}"));
    let doc = server.open("article.ascribe", LOOSE);
    let typed = |doc: &Doc<'_>, at, ch: &str| {
        let more = json!({"position": doc.wire(at), "ch": ch});
        formatted(doc, "textDocument/onTypeFormatting", &more)
    };
    let after = typed(&doc, doc.after("[𝕏 The gate]{ @mara  claim }"), "}");
    assert_eq!(after, LOOSE.replacen("{ @mara  claim }", "{claim @mara}", 1));
    let doc = server.open("new.ascribe", "@mara: Mara\n\nText.\n");
    let line = doc.range_of("\n\nText").start;
    let next = doc.at("\nText.");
    assert_ne!(line, next);
    assert_eq!(typed(&doc, next, "\n"), "@mara: Mara\n  \nText.\n");
    assert_eq!(typed(&doc, doc.after("Text.\n"), "\n"), doc.text());
}

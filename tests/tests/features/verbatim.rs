//! No edit that leaves the server changes the article: actions, formats, renames, completions, hints and moved files are
//! asked for at all places of hostile documents, applied as an editor does, and stripped.
//!
//! `PROPTEST_CASES=2000 PROPTEST_RNG_SEED=$RANDOM cargo test -p ascribe-tests --test features verbatim::` runs for long.

use ascribe_tests::{Doc, Encoding, Pos, Range, Server, apply_edits, edits_for, line, line_count};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A document of constructs with hostile characters in and between them.
fn document() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "[x]{#b=\"}\"}",
        "[it rose]{claim@mara=\"}\"}",
        "“We saw it all,”{ @nils  claim }",
        "“So it is,”",
        "[it rose]{claim @mara",
        "[it rose]{draft confidence=0.95 @mara}",
        "“So,”{part=#b}",
        "[it is so]{claim #b @nils ^log verdict=flase}",
        "[x]{clam @marra, via @nils}",
        "[it is] {claim @mara}",
        "[the gate was open]",
        "[x]{note=\"a}b\"}",
        "[it is so]{claim @mara \"@nils\"}\"}",
        "[it is so]{@mara\\@nils\"}\" draft}",
        "[x]{}",
        "[x]{",
        "\n@nils:Nils Åkerblom\n\trole: x\n \u{85}\n",
        "\n^log: Log\n  date:  2025\n",
        "\n@un: Un\n\u{85}\n",
        "\n%% allow: syntax\n",
        "\n@",
        "\n@ma",
        " said Mara Lindqvist.",
        "𝕏",
        "\u{85}",
        "\u{2028}",
        "\u{a0}",
        "\u{feff}",
        "\u{b}",
        "\u{200b}",
        "\r\n",
        "\n",
        "\n\n",
        " ",
        "\\[",
        "\\“",
        "\"",
        "”",
        "{@mara}",
        "}",
    ]);
    let head = prop::sample::select(vec![
        "",
        "@mara: Mara Lindqvist\n^log: Harbour log\n\n",
        "---\nsource: ^log\n---\n",
    ]);
    (head, prop::collection::vec(piece, 1..10))
        .prop_map(|(head, pieces)| format!("{head}{}", pieces.concat()))
}

/// The article of a text.
fn strip(server: &Server, text: &str) -> String {
    let doc = server.open("stripped.ascribe", text);
    let params = json!({"command": "ascribe.strip", "arguments": [doc.uri()]});
    let article = server.request("workspace/executeCommand", params).expect("an article");
    doc.close();
    article.as_str().expect("a text").to_owned()
}

/// Asserts that edits of a document keep its article.
fn keeps(doc: &Doc<'_>, edits: &[Value], what: &str) {
    if edits.is_empty() {
        return;
    }
    let server = doc.server();
    let edited = apply_edits(doc.text(), edits, server.encoding());
    let (before, after) = (strip(server, doc.text()), strip(server, &edited));
    assert_eq!(after, before, "{what} made {edited:?} of {:?}", doc.text());
}

/// Asserts that all edits that the server offers at a position keep the article.
fn all_keep_at(doc: &Doc<'_>, at: Pos) {
    let server = doc.server();
    let array = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let ask = |method: &str, more: Value| {
        let mut params = doc.params_at(at);
        params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        server.request(method, params)
    };
    for action in doc.actions(Range::new(at, at), None) {
        if action.get("disabled").is_some() {
            continue;
        }
        // An action that is offered is not refused.
        let edit = doc.resolved(&action)["edit"].clone();
        // These are meant to change the article: they give back swallowed words, or make markup of stray braces.
        let code = action["diagnostics"][0]["code"].as_str().unwrap_or_default();
        if !matches!(code, "syntax" | "stray-markup") {
            keeps(doc, &edits_for(&edit, doc.uri()), &action["title"].to_string());
        }
    }
    let options = json!({"tabSize": 2, "insertSpaces": true});
    for typed in ["}", "\n"] {
        let edits = ask("textDocument/onTypeFormatting", json!({"ch": typed, "options": options})).unwrap();
        keeps(doc, &array(&edits), "formatting on type");
    }
    let end = doc.wire(Pos::new(at.line + 3, 0));
    let range = json!({"start": doc.wire(at), "end": end});
    let edits = ask("textDocument/rangeFormatting", json!({"options": options, "range": range})).unwrap();
    keeps(doc, &array(&edits), "formatting of a range");
    if let Ok(edit) = ask("textDocument/rename", json!({"newName": "other"})) {
        keeps(doc, &edits_for(&edit, doc.uri()), "a rename");
    }
    for hint in array(&ask("textDocument/inlayHint", json!({"range": range})).unwrap()) {
        keeps(doc, &array(&hint["textEdits"]), "a hint");
    }
    // The main edit is typing, which may be the article's.
    for item in doc.completions(at) {
        let more = array(&item["additionalTextEdits"]);
        keeps(doc, &more, "beside a completion");
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: ProptestConfig::default().cases / 4,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_edit_changes_the_article(text in document(), row in 0usize..12, column in 0usize..40) {
        let server = Server::builder().encoding(Encoding::Utf16).start();
        let doc = server.open("article.ascribe", &text);
        let row = row % line_count(&text).max(1);
        let length = line(&text, row).unwrap_or_default().chars().count();
        all_keep_at(&doc, Pos::new(row, column.min(length)));
        let mut params = doc.params();
        params["options"] = json!({"tabSize": 2, "insertSpaces": true});
        let edits = server.request("textDocument/formatting", params).unwrap();
        keeps(&doc, edits.as_array().unwrap(), "formatting");
    }
}

#[test]
fn the_two_known_leaks_are_closed() {
    for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
        let server = Server::builder().encoding(encoding).start();
        let doc = server.open("glued.ascribe", "𝕏 [x]{#b=\"}\"}\n");
        all_keep_at(&doc, Pos::new(0, 7));
        let doc = server.open("odd.ascribe", "@a: B\n\u{85}");
        all_keep_at(&doc, Pos::new(1, 0));
        all_keep_at(&doc, Pos::new(1, 1));
    }
}

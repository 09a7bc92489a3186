//! Files that start with a byte order mark: editors hide it, so no position counts it.

use std::fs;

use ascribe_tests::{Doc, Encoding, Server, apply_edits, edits_for};
use serde_json::{Value, json};

const MARK: &str = "\u{feff}";
const CAST: &str = "@moe: Ida Möe 𝕏\n  affiliation: @dam\n@dam: Dam Trust\n";
const CLAIM: &str = "“𝕏 The dam holds,”{@moe #holds} said [Möe]{@moe}. [It leaks]{claim #leaks @nobody}.\n";
const LINKS: &str = "[𝕏]{claim #no @dam denies=claim#leaks}, says Ida Möe 𝕏.\n";
const FRONT: &str = "---\ntitle: The dam\n---\n\n[Wet]{claim @moe #wet}.\n";
const CONFIG: &str = "rulez = 1\n";
const OPEN: &str =
    "[Dry]{claim @moe repeats=claim#holds contradicts=front#wet} and [shut]{claim @moe denies=links#no}.\n";

const FILES: [(&str, &str); 5] = [
    ("cast.ascribe", CAST),
    ("claim.ascribe", CLAIM),
    ("links.ascribe", LINKS),
    ("front.ascribe", FRONT),
    ("ascribe.toml", CONFIG),
];

/// Answers about closed documents, which start with `mark`, without what names the workspace.
fn answers(mark: &str, line_end: &str, encoding: Encoding) -> Vec<String> {
    let mut client = Server::builder().encoding(encoding);
    for (name, text) in FILES {
        client = client.file(name, format!("{mark}{}", text.replace('\n', line_end)));
    }
    let server = client.start();
    let doc = server.open("open.ascribe", OPEN);
    doc.wait_findings("undefined-label", 0);
    let mut answers = Vec::new();
    let mut add = |what: &str, answer: Value| {
        assert!(!answer.is_null() && answer != json!([]), "{what} has an answer");
        let answer = answer.to_string().replace(&server.uri(""), "").replace(MARK, "MARK");
        answers.push(format!("{what}: {answer}"));
    };
    let places = [("moe repeats", 0), ("claim#holds", 7), ("front#wet", 7), ("links#no", 7)];
    for (part, skip) in places {
        let mut at = doc.at(part);
        at.column += skip;
        add("definition", doc.ask("textDocument/definition", at).unwrap());
        add("hover", doc.ask("textDocument/hover", at).unwrap());
        let mut params = doc.params_at(at);
        params["context"] = json!({"includeDeclaration": true});
        add("references", server.request("textDocument/references", params.clone()).unwrap());
        params["newName"] = json!("new");
        add("rename", server.request("textDocument/rename", params).unwrap());
        add("implementation", doc.ask("textDocument/implementation", at).unwrap_or(json!("none")));
        for (prepare, follow) in [
            (
                "textDocument/prepareCallHierarchy",
                &["callHierarchy/incomingCalls", "callHierarchy/outgoingCalls"],
            ),
            ("textDocument/prepareTypeHierarchy", &["typeHierarchy/supertypes", "typeHierarchy/subtypes"]),
        ] {
            let items = doc.ask(prepare, at).unwrap();
            add(prepare, json!({ "items": items }));
            for item in items.as_array().into_iter().flatten() {
                for method in follow {
                    let found = server.request(method, json!({ "item": item })).unwrap();
                    add(method, json!({ "found": found }));
                }
            }
        }
    }
    let symbols = server.request("workspace/symbol", json!({"query": ""})).unwrap();
    for symbol in symbols.as_array().unwrap() {
        add("symbol", server.request("workspaceSymbol/resolve", symbol.clone()).unwrap());
    }
    for query in ["moe", "#leaks", "wet"] {
        add("symbols", server.request("workspace/symbol", json!({ "query": query })).unwrap());
    }
    let report = server.request("workspace/diagnostic", json!({"previousResultIds": []})).unwrap();
    let mut items = report["items"].as_array().unwrap().clone();
    for item in &mut items {
        item["resultId"] = Value::Null;
    }
    add("diagnostics", json!(items));
    let files = json!([{"oldUri": server.uri("claim.ascribe"), "newUri": server.uri("deep/claim.ascribe")}]);
    add("moves", server.request("workspace/willRenameFiles", json!({ "files": files })).unwrap());
    add("links", server.request("textDocument/documentLink", doc.params()).unwrap());
    let check = json!({"command": "ascribe.check", "arguments": []});
    add("check", server.request("workspace/executeCommand", check).unwrap());
    let config = server.uri("ascribe.toml");
    add("configuration", json!(server.wait_published(&config, "a problem", |_| true)));
    answers
}

#[test]
fn positions_in_closed_files_are_those_without_the_mark() {
    for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
        for line_end in ["\n", "\r\n"] {
            let (with, without) = (answers(MARK, line_end, encoding), answers("", line_end, encoding));
            assert_eq!(with.len(), without.len());
            for (with, without) in with.iter().zip(&without) {
                assert_eq!(with, without, "{encoding:?}");
            }
        }
    }
}

#[test]
fn a_rename_in_a_closed_cast_is_whole() {
    let server = Server::builder().file("cast.ascribe", format!("{MARK}{CAST}")).start();
    let doc = server.open("open.ascribe", OPEN);
    let mut params = doc.params_at(doc.at("@moe repeats"));
    params["newName"] = json!("ida");
    let edit = server.request("textDocument/rename", params).unwrap();
    // An editor that opens the file shows it without the mark.
    let edits = edits_for(&edit, &server.uri("cast.ascribe"));
    assert_eq!(apply_edits(CAST, &edits, server.encoding()), CAST.replace("@moe", "@ida"));
}

#[test]
fn an_action_that_writes_into_a_closed_cast_misses_nothing() {
    for cast in [CAST, "", "%% Everybody.\n"] {
        let result = |mark: &str| {
            let server = Server::builder().file("cast.ascribe", format!("{mark}{cast}")).start();
            let doc = server.open("open.ascribe", "“The dam holds,”{@rhea} she said.\n");
            let actions = doc.actions(doc.range_of("@rhea"), None);
            let texts = actions.iter().filter_map(|action| {
                let edits = edits_for(&doc.resolved(action)["edit"], &server.uri("cast.ascribe"));
                (!edits.is_empty()).then(|| apply_edits(cast, &edits, server.encoding()))
            });
            texts.collect::<Vec<_>>()
        };
        let (with, without) = (result(MARK), result(""));
        assert_eq!(with, without);
        assert!(
            with.iter().any(|text| text.contains("@rhea:") && text.contains(cast.trim_end())),
            "{with:?}"
        );
    }
}

/// A second mark, or one elsewhere, is a character that editors count.
#[test]
fn other_marks_are_characters() {
    let declared = |file: &str| {
        let server = Server::builder().file("cast.ascribe", file).start();
        let doc = server.open("open.ascribe", OPEN);
        let found = doc.locations("textDocument/definition", doc.at("@moe repeats")).remove(0);
        (found.line, found.range["start"]["character"].as_u64().unwrap())
    };
    let (line, column) = declared("@moe: Ida\n");
    assert_eq!(declared(&format!("{MARK}{MARK}@moe: Ida\n")), (line, column + 1));
    assert_eq!(declared(&format!("{MARK}@moe: {MARK}Ida\n")), (line, column));
    assert_eq!(declared(&format!("{MARK}\r\n@moe: Ida\r\n")), (line + 1, column));
}

/// A document that was opened with the mark has it as a character of the client's buffer.
#[test]
fn a_mark_in_an_open_document_is_counted() {
    for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
        let server = Server::builder().encoding(encoding).start();
        let mut doc: Doc =
            server.open("open.ascribe", &format!("{MARK}[𝕏]{{@moe}} and [b]{{@nobody}}\n\n@moe: Ida\n"));
        let found = doc.wait_findings("undefined-actor", 1);
        assert_eq!(doc.slice(found[0].range), "@nobody");
        doc.insert(doc.at("[𝕏]"), "[a]{@none} ");
        let found = doc.wait_findings("undefined-actor", 2);
        assert_eq!(doc.slice(found[0].range), "@none");
        doc.save();
        doc.close();
        // Closed, the file is shown without it.
        let symbols = server.request("workspace/symbol", json!({"query": "nobody"})).unwrap();
        assert!(symbols.is_null() || symbols == json!([]), "{symbols}");
        assert!(fs::read_to_string(server.path("open.ascribe")).unwrap().starts_with(MARK));
    }
}

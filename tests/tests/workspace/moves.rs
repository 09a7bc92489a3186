//! References between documents when files and folders are renamed or moved in the editor.

use std::collections::BTreeMap;
use std::fs;

use ascribe_tests::{Builder, Server, apply_edits, edits_for};
use serde_json::{Value, json};

const FIRST: &str = "[It rose]{claim #rose @author repeats=../second#fell}.\n";
const SECOND: &str = "[It fell]{claim #fell @author denies=days/first#rose,days/first#gone,nowhere#x,#fell answers=\"days/first#rose\"}.\n";

fn server(client: Builder) -> Server {
    client.file("days/first.ascribe", FIRST).file("second.ascribe", SECOND).start()
}

/// Documents edited before a move, with their new texts.
fn before_move(server: &Server, moves: &[(&str, &str)]) -> BTreeMap<String, String> {
    let files: Vec<Value> = moves
        .iter()
        .map(|(old, new)| json!({"oldUri": server.uri(old), "newUri": server.uri(new)}))
        .collect();
    let edit = server.request("workspace/willRenameFiles", json!({"files": files})).unwrap();
    let names = ["days/first.ascribe", "second.ascribe"];
    let changed = names.iter().filter_map(|name| {
        let edits = edits_for(&edit, &server.uri(name));
        let text = fs::read_to_string(server.path(name)).unwrap();
        (!edits.is_empty()).then(|| ((*name).to_owned(), apply_edits(&text, &edits, server.encoding())))
    });
    changed.collect()
}

fn texts(texts: &[(&str, String)]) -> BTreeMap<String, String> {
    texts.iter().map(|(name, text)| ((*name).to_owned(), text.clone())).collect()
}

#[test]
fn links_follow_a_document_in_both_directions() {
    let clients = [Server::builder(), Server::builder().without("/workspace/workspaceEdit/documentChanges")];
    for client in clients {
        let server = server(client);
        assert_eq!(
            before_move(&server, &[("days/first.ascribe", "days/1.5.ascribe")]),
            texts(&[("second.ascribe", SECOND.replace("days/first", "days/1.5"))])
        );
        assert_eq!(
            before_move(&server, &[("days/first.ascribe", "2026/may/first.ascribe")]),
            texts(&[
                ("days/first.ascribe", FIRST.replace("../second", "../../second")),
                ("second.ascribe", SECOND.replace("days/first", "2026/may/first")),
            ])
        );
        assert_eq!(
            before_move(&server, &[("second.ascribe", "days/second.ascribe")]),
            texts(&[
                ("days/first.ascribe", FIRST.replace("../second", "second")),
                ("second.ascribe", SECOND.replace("days/first", "first")),
            ])
        );
    }
}

#[test]
fn links_follow_a_folder() {
    let server = server(Server::builder());
    assert_eq!(
        before_move(&server, &[("days", "year/days")]),
        texts(&[
            ("days/first.ascribe", FIRST.replace("../second", "../../second")),
            ("second.ascribe", SECOND.replace("days/first", "year/days/first")),
        ])
    );
    assert_eq!(
        before_move(&server, &[("days", "x/days"), ("second.ascribe", "x/second.ascribe")]),
        texts(&[])
    );
    assert_eq!(before_move(&server, &[("day", "night")]), texts(&[]), "which is another one");
}

#[test]
fn names_with_blanks_are_quoted_and_what_cannot_be_written_stays() {
    let server = server(Server::builder());
    let renamed = SECOND
        .replace(
            "denies=days/first#rose,days/first#gone,nowhere#x,#fell",
            "denies=\"my days/first#rose,my days/first#gone,nowhere#x,#fell\"",
        )
        .replace("answers=\"days", "answers=\"my days");
    assert_eq!(before_move(&server, &[("days", "my days")]), texts(&[("second.ascribe", renamed)]));
    for name in ["a#b", "a,b", "a;b", "a\"b"] {
        assert_eq!(before_move(&server, &[("days", name)]), texts(&[]), "{name}");
    }
    assert_eq!(before_move(&server, &[("days/first.ascribe", "days/first.txt")]), texts(&[]), "no document");
}

#[test]
fn unsaved_words_are_moved_with_their_version() {
    let server = server(Server::builder());
    let mut doc = server.open("second.ascribe", SECOND);
    doc.replace_all("[It sank]{claim @author supports=days/first#rose}.\n");
    let files = json!([{"oldUri": server.uri("days"), "newUri": server.uri("d")}]);
    let edit = server.request("workspace/willRenameFiles", json!({"files": files})).unwrap();
    let of_doc = edit["documentChanges"].as_array().unwrap().iter();
    let of_doc: Vec<_> = of_doc.filter(|change| change["textDocument"]["uri"] == doc.uri()).collect();
    assert_eq!(of_doc.len(), 1);
    assert_eq!(of_doc[0]["textDocument"]["version"], 2);
    let text = apply_edits(doc.text(), &edits_for(&edit, doc.uri()), server.encoding());
    assert_eq!(text, "[It sank]{claim @author supports=d/first#rose}.\n");
}

#[test]
fn a_client_is_asked_to_tell_where_it_can() {
    let with = Server::start();
    for operation in ["willRename", "didRename"] {
        let filters = with.capability(&format!("/workspace/fileOperations/{operation}/filters"));
        let patterns: Vec<_> = filters.as_array().unwrap().iter().map(|filter| &filter["pattern"]).collect();
        assert_eq!(patterns[0], &json!({"glob": "**/*.ascribe", "matches": "file"}));
        assert_eq!(patterns[1], &json!({"glob": "**", "matches": "folder"}));
    }
    let without = Server::builder().without("/workspace/fileOperations").start();
    assert!(without.capability("/workspace/fileOperations").is_null());
}

#[test]
fn a_folder_that_was_renamed_is_looked_at_without_a_watcher() {
    let server = server(Server::builder().without("/workspace/didChangeWatchedFiles"));
    let doc = server.open("second.ascribe", SECOND);
    let uses = || doc.references(doc.at("#fell @"), false).len();
    assert_eq!(uses(), 2);
    fs::rename(server.path("days"), server.path("nights")).unwrap();
    let files = json!([{"oldUri": server.uri("days"), "newUri": server.uri("nights")}]);
    server.notify("workspace/didRenameFiles", json!({"files": files}));
    assert_eq!(doc.references(doc.at("#fell @"), false)[0].uri, doc.uri());
    assert_eq!(uses(), 2, "its link to this one is the same");
    assert!(
        doc.references(doc.at("#fell @"), false)
            .iter()
            .any(|found| found.uri == server.uri("nights/first.ascribe"))
    );
    assert_eq!(doc.wait_findings("undefined-label", 4).len(), 4);
}

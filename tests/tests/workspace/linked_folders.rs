//! Documents that are named through symbolic links other than those of their workspace folder.
#![cfg(unix)]

use std::os::unix::fs::symlink;

use ascribe_tests::{Builder, Doc, Server, apply_edits, edits_for};
use serde_json::{Value, json};

const CAST: &str = "@mara: Mara Lindqvist\n";
const ARTICLE: &str = "[She]{@mara #wrote} wrote to [them]{@nobody}.\n";
const OTHER: &str = "[It came]{claim @mara repeats=article#wrote}.\n";

/// Session in the folder `root`, where `link` leads to `real`, and `real/inner` to `real/deep`.
fn session(root: &str, client: Builder) -> Server {
    let client = client.file("real/cast.ascribe", CAST).file("real/other.ascribe", OTHER);
    let client = client.file("real/article.ascribe", ARTICLE).file("real/deep/far.ascribe", ARTICLE);
    let server = client.spawn();
    symlink(server.path("real"), server.path("link")).unwrap();
    symlink(server.path("real/deep"), server.path("real/inner")).unwrap();
    let mut params = server.initialize_params();
    params["rootUri"] = json!(server.uri(root));
    params["workspaceFolders"] = json!([{"uri": server.uri(root), "name": root}]);
    server.request("initialize", params).expect("a result");
    server.notify("initialized", json!({}));
    server
}

/// Names of the documents that renaming `@mara` changes, with the text of one of them.
fn renamed(doc: &Doc<'_>) -> (Vec<String>, String) {
    let server = doc.server();
    let mut params = doc.params_at(doc.at("@mara"));
    params["newName"] = json!("maria");
    let edit = server.request("textDocument/rename", params).expect("an edit");
    let changes = edit["documentChanges"].as_array().unwrap().iter();
    let root = server.uri("");
    let name = |change: &Value| change["textDocument"]["uri"].as_str().unwrap().replace(&root, "");
    let mut names: Vec<String> = changes.map(name).collect();
    names.sort();
    (names, apply_edits(doc.text(), &edits_for(&edit, doc.uri()), server.encoding()))
}

#[test]
fn a_document_is_renamed_once_under_the_name_that_the_editor_gave_it() {
    for (root, other) in [("real", "link"), ("link", "real")] {
        let server = session(root, Server::builder());
        let doc = server.open(&format!("{other}/article.ascribe"), ARTICLE);
        doc.wait_findings("undefined-actor", 1);
        let (names, text) = renamed(&doc);
        let mut all = ["cast", "deep/far", "other"].map(|name| format!("/{root}/{name}.ascribe")).to_vec();
        all.push(format!("/{other}/article.ascribe"));
        all.sort();
        assert_eq!(names, all);
        assert_eq!(text, ARTICLE.replace("@mara", "@maria"));
        assert_eq!(doc.references(doc.at("@mara"), true).len(), 4);
        assert_eq!(
            doc.references(doc.at("#wrote"), true).len(),
            2,
            "the link of the other document leads here"
        );
        doc.close();
    }
}

#[test]
fn a_linked_folder_within_the_workspace_is_the_folder_itself() {
    let server = session("real", Server::builder());
    let doc = server.open("real/inner/far.ascribe", ARTICLE);
    doc.wait_findings("undefined-actor", 1);
    let (names, _) = renamed(&doc);
    let all =
        ["/real/article.ascribe", "/real/cast.ascribe", "/real/inner/far.ascribe", "/real/other.ascribe"];
    assert_eq!(names, all);
}

#[test]
fn a_folder_that_is_open_under_two_names_keeps_both() {
    let server = session("link", Server::builder());
    let added = json!([{"uri": server.uri("real"), "name": "real"}]);
    server.notify("workspace/didChangeWorkspaceFolders", json!({"event": {"added": added, "removed": []}}));
    for name in ["link", "real"] {
        let doc = server.open(&format!("{name}/article.ascribe"), ARTICLE);
        doc.wait_findings("undefined-actor", 1);
        let (names, _) = renamed(&doc);
        assert!(names.iter().all(|it| it.starts_with(&format!("/{name}/"))) && names.len() == 4, "{names:?}");
        doc.close();
    }
}

#[test]
fn two_buffers_of_one_file_stay_apart() {
    for client in [Server::builder(), Server::builder().push()] {
        let server = session("link", client);
        let mut docs = [
            server.open("link/article.ascribe", ARTICLE),
            server.open("real/article.ascribe", &ARTICLE.replace("She", "Who else")),
        ];
        for place in [1, 0, 1] {
            let at = docs[place].at("[them]");
            docs[place].insert(at, "[it]{@none} ");
            for doc in &docs {
                let found = doc.hover(doc.at("@mara")).expect("a hover");
                assert!(found.contains("Mara Lindqvist"));
                let findings = doc.findings_of(&["undefined-actor"]);
                assert_eq!(findings.len(), doc.text().matches("@no").count());
                assert!(findings.iter().all(|it| doc.slice(it.range).starts_with("@no")), "{}", doc.text());
            }
        }
        docs[0].close();
        let doc = &docs[1];
        assert_eq!(doc.locations("textDocument/declaration", doc.at("#wrote"))[0].uri, doc.uri());
        doc.close();
        let again = server.open("real/article.ascribe", ARTICLE);
        again.wait_findings("undefined-actor", 1);
        assert!(renamed(&again).0.contains(&"/real/article.ascribe".to_owned()));
        again.close();
    }
}

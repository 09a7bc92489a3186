//! URIs of documents and folders, as editors send them.

use ascribe_tests::{Doc, Server, path_of};
use serde_json::json;

const CAST: &str = "@mara: Mara Lindqvist\n";
const ARTICLE: &str = "@nils: Nils Åkerblom\n\n[She]{@mara} wrote to [him]{@nils} and [them]{@nobody}.\n";

/// Edits and queries a document, whatever its URI; it sees a cast, or none.
fn works(mut doc: Doc<'_>, sees_cast: bool) {
    let undefined = if sees_cast { 1 } else { 2 };
    doc.wait_findings("undefined-actor", undefined);
    assert!(doc.hover(doc.at("@nils}")).unwrap().contains("Nils Åkerblom"), "{}", doc.uri());
    let found = doc.locations("textDocument/definition", doc.at("@nils}"));
    assert_eq!(found[0].uri, doc.uri(), "a document has the name that the editor gave it");
    doc.insert(doc.at("[She]"), "[It]{@nothing} ");
    doc.wait_findings("undefined-actor", undefined + 1);
    if sees_cast {
        assert!(doc.hover(doc.at("@mara}")).unwrap().contains("Mara Lindqvist"), "{}", doc.uri());
    }
    doc.close();
}

#[test]
fn documents_that_are_no_files() {
    for client in [Server::builder(), Server::builder().push()] {
        let server = client.start();
        for uri in [
            "untitled:Untitled-1",
            "untitled:/somewhere/Untitled-2.ascribe",
            "untitled:Neu%20und%20sch%C3%B6n",
            "git:/somewhere/article.ascribe?%7B%22ref%22%3A%22HEAD%22%7D",
            "vscode-notebook-cell:/a.ipynb#W0sZmlsZQ",
            "inmemory://model/1",
            "x:",
        ] {
            works(server.open_uri(uri, ARTICLE), false);
        }
    }
}

#[test]
fn paths_with_any_characters() {
    let server = Server::builder().file("Åland öar/100 % 𝕏 #1?/cast.ascribe", CAST).start();
    works(server.open("Åland öar/100 % 𝕏 #1?/naïve café.ascribe", ARTICLE), true);
    works(server.open("Åland öar/100 % 𝕏 #1?/deep/+&=;@(x)[y]{z}.ascribe", ARTICLE), true);
}

#[test]
fn the_same_path_in_other_spellings() {
    let server = Server::builder().file("café x/cast.ascribe", CAST).start();
    let uri = server.uri("café x/a-b.ascribe");
    let all = uri.replace("a-b", "%61%2Db");
    for uri in [uri.to_lowercase().replace(&server.uri("").to_lowercase(), &server.uri("")), all] {
        works(server.open_uri(&uri, ARTICLE), true);
    }
}

#[test]
fn drives_in_either_case_and_spelling() {
    let server = Server::start();
    for uri in
        ["file:///c%3A/Users/m/a.ascribe", "file:///C:/Users/m/a.ascribe", "file://host/share/a.ascribe"]
    {
        works(server.open_uri(uri, ARTICLE), false);
    }
}

#[test]
fn two_documents_with_much_the_same_name() {
    let server = Server::start();
    let first = server.open("a b.ascribe", "[it]{@one}\n");
    let second = server.open("a%20b.ascribe", "[it]{@two} [it]{@three}\n");
    assert_ne!(first.uri(), second.uri());
    assert_eq!(first.findings_of(&["undefined-actor"]).len(), 1);
    assert_eq!(second.findings_of(&["undefined-actor"]).len(), 2);
}

#[test]
#[cfg(target_os = "linux")]
fn a_name_that_is_not_unicode_has_its_own_uri() {
    use std::os::unix::ffi::OsStrExt;
    let server = Server::builder().file("cast.ascribe", CAST).spawn();
    let name = std::ffi::OsStr::from_bytes(b"\xff\xc3.ascribe");
    std::fs::write(server.root().join(name), ARTICLE).unwrap();
    let server = server.initialize();
    let doc = server.open("a.ascribe", ARTICLE);
    let uses = server.eventually(
        "uses in both files",
        || doc.references(doc.at("@mara"), false),
        |uses| uses.iter().any(|place| place.uri == format!("{}/%FF%C3.ascribe", server.uri(""))),
    );
    let other = uses.iter().find(|place| place.uri != doc.uri()).unwrap();
    let other = server.open_uri(&other.uri, ARTICLE);
    assert_eq!(other.locations("textDocument/definition", other.at("@nils}"))[0].uri, other.uri());
    other.wait_findings("undefined-actor", 1);
}

#[test]
fn places_in_other_files_are_real_paths() {
    let server = Server::builder().file("Åland öar/cast.ascribe", CAST).start();
    let doc = server.open("Åland öar/a.ascribe", ARTICLE);
    doc.wait_findings("undefined-actor", 1);
    let found = doc.locations("textDocument/definition", doc.at("@mara"));
    assert_eq!(path_of(&found[0].uri), server.path("Åland öar/cast.ascribe"));
}

#[test]
fn a_cast_opened_by_the_editor_has_the_editors_name() {
    let server = Server::builder().file("Åland öar/cast.ascribe", CAST).start();
    let spelled = server.uri("Åland öar/cast.ascribe").replace("%C3%85", "%c3%85");
    let cast = server.open_uri(&spelled, CAST);
    let doc = server.open("Åland öar/a.ascribe", ARTICLE);
    doc.wait_findings("undefined-actor", 1);
    assert_eq!(doc.locations("textDocument/definition", doc.at("@mara"))[0].uri, cast.uri());
}

#[test]
fn workspaces_of_any_shape() {
    let file = |builder: ascribe_tests::Builder| builder.file("north/cast.ascribe", CAST);
    for builder in [
        file(Server::builder()),
        file(Server::builder()).folders(&["north"]),
        file(Server::builder()).folders(&["south", "north"]),
        file(Server::builder()).folders(&["", "north"]),
        file(Server::builder()).folders(&["north/deep", "north"]),
        file(Server::builder()).root_uri_only(),
        file(Server::builder()).folders(&["north/cast.ascribe"]),
        file(Server::builder()).no_folder(),
        file(Server::builder()).folders(&[]),
    ] {
        let server = builder.start();
        works(server.open("north/a.ascribe", ARTICLE), true);
    }
}

#[test]
fn a_cast_above_the_workspace_is_not_seen() {
    let server = Server::builder().file("cast.ascribe", CAST).folders(&["north"]).start();
    works(server.open("north/a.ascribe", ARTICLE), false);
}

#[test]
fn odd_folders_do_no_harm() {
    for folders in [
        json!([{"uri": "", "name": ""}]),
        json!([{"uri": "untitled:x", "name": "x"}, {"uri": "file:///no/such/folder/", "name": ""}]),
        json!([{"uri": "file:///c%3A/Users", "name": "Users"}]),
    ] {
        let server = Server::builder().spawn();
        let mut params = server.initialize_params();
        params["workspaceFolders"] = folders;
        params["rootUri"] = json!(null);
        // An invalid URI may be rejected; the server must answer, and go on.
        if server.request("initialize", params).is_ok() {
            server.notify("initialized", json!({}));
            works(server.open_uri("file:///no/such/folder/a.ascribe", ARTICLE), false);
        }
    }
}

#[test]
fn folders_come_and_go() {
    let server = Server::builder().file("north/cast.ascribe", CAST).folders(&["south"]).start();
    let doc = server.open("north/deep/a.ascribe", ARTICLE);
    let north = json!([{"uri": server.uri("north"), "name": "north"}]);
    server.notify("workspace/didChangeWorkspaceFolders", json!({"event": {"added": north, "removed": []}}));
    doc.wait_findings("undefined-actor", 1);
    server.notify("workspace/didChangeWorkspaceFolders", json!({"event": {"added": [], "removed": north}}));
    doc.hover(doc.at("@nils}"));
}

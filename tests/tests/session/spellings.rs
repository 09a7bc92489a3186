//! URIs in the spelling of the client: with characters that no URI can hold, and in several spellings of one document.

use std::fs;
use std::path::Path;

use ascribe_tests::{Builder, Doc, Pos, Server, edits_for, path_of};
use serde_json::{Value, json};

const CAST: &str = "@mara: Mara Lindqvist\n";
const ARTICLE: &str =
    "@nils: Nils Åkerblom\n\n[She]{@mara #wrote} wrote to [him]{@nils} and [them]{@nobody}.\n";
const OTHER: &str = "[It came]{claim @mara repeats=NAME#wrote}.\n";

/// Names with characters that clients leave unescaped.
const NAMES: [&str; 17] = [
    "plain",
    "[draft]",
    "a^b|c",
    "two  words",
    "naïve café",
    "\"said\"",
    "`tick`",
    "{slug}",
    "100%",
    "5% & 6%z",
    "it's (here)",
    "<b>",
    "日本の記事",
    "𝕏;=@:!$,+*~",
    "why? #1",
    "%%",
    "e\u{301}tude",
];

/// Names that only some systems have.
#[cfg(unix)]
const MORE: [&str; 3] = ["back\\slash", "tab\tstop", "new\nline"];
#[cfg(not(unix))]
const MORE: [&str; 0] = [];

/// URI of a path as a careless client writes it.
fn raw(path: &Path) -> String {
    let path = path.to_str().unwrap();
    format!("file://{}{path}", if path.starts_with('/') { "" } else { "/" })
}

/// Initialized session whose workspace folder is spelled by the client.
fn session(client: Builder, root: &str) -> Server {
    let server = client.spawn();
    let folder = raw(&server.path(root));
    let mut params = server.initialize_params();
    params["rootUri"] = json!(folder);
    params["workspaceFolders"] = json!([{"uri": folder, "name": root}]);
    server.request("initialize", params).expect("a result");
    server.notify("initialized", json!({}));
    server
}

fn session_in(name: &str, client: Builder) -> Server {
    let client = client.file(&format!("{name}/cast.ascribe"), CAST);
    let client = client.file(&format!("{name}/{name}/{name}.ascribe"), ARTICLE);
    // The name as it can be written within braces, where it can.
    let other = OTHER.replace("NAME", &format!("{name}/first"));
    let client = client.file(&format!("{name}/{name}/first.ascribe"), "[Ink]{#wrote @mara}\n");
    session(client.file(&format!("{name}/other.ascribe"), other), name)
}

fn uris(value: &Value) -> Vec<String> {
    let of = |item: &Value| item["uri"].as_str().or(item["targetUri"].as_str()).unwrap().to_owned();
    value.as_array().map_or(Vec::new(), |items| items.iter().map(of).collect())
}

#[test]
fn any_name_works_as_root_folder_and_file() {
    for name in NAMES.iter().chain(&MORE) {
        let server = session_in(name, Server::builder());
        let path = server.path(&format!("{name}/{name}/{name}.ascribe"));
        let uri = raw(&path);
        let mut doc = server.open_uri(&uri, ARTICLE);
        doc.wait_findings("undefined-actor", 1);
        assert!(doc.hover(doc.at("@mara")).unwrap().contains("Mara Lindqvist"), "{name:?}");
        assert_eq!(doc.locations("textDocument/definition", doc.at("@nils}"))[0].uri, uri);
        let cast = doc.locations("textDocument/definition", doc.at("@mara")).remove(0).uri;
        assert_eq!(path_of(&cast), server.path(&format!("{name}/cast.ascribe")));

        let uses = doc.references(doc.at("@mara"), true);
        assert_eq!(uses.iter().filter(|place| place.uri == uri).count(), 1, "{name:?}: {uses:?}");
        assert_eq!(uses.len(), 4, "{name:?}: {uses:?}");
        let mut params = doc.params_at(doc.at("@mara"));
        params["newName"] = json!("maria");
        let edit = server.request("textDocument/rename", params).expect("an edit");
        assert_eq!(edits_for(&edit, &uri).len(), 1, "{name:?}: {edit}");
        assert_eq!(edits_for(&edit, &cast).len(), 1, "{name:?}: {edit}");
        assert_eq!(edit["documentChanges"].as_array().unwrap().len(), 4);

        doc.insert(doc.at("[She]"), "[It]{@nothing} ");
        doc.wait_findings("undefined-actor", 2);
        fs::write(&path, doc.text()).unwrap();
        server.notify("textDocument/didSave", doc.params());
        let symbols = server.request("workspace/symbol", json!({"query": "nils"})).unwrap();
        assert_eq!(symbols[0]["location"]["uri"], uri, "{name:?}");
        let report = server.request("workspace/diagnostic", json!({"previousResultIds": []})).unwrap();
        assert!(uris(&report["items"]).contains(&uri), "{name:?}: {report}");
        doc.close();
        let symbols = server.request("workspace/symbol", json!({"query": "nils"})).unwrap();
        assert_eq!(symbols[0]["location"]["uri"], uri, "a closed document keeps its name: {name:?}");
    }
}

#[test]
fn diagnostics_are_pushed_under_the_clients_name() {
    for name in NAMES.iter().chain(&MORE) {
        let server = session_in(name, Server::builder().push());
        let uri = raw(&server.path(&format!("{name}/{name}/{name}.ascribe")));
        let doc = server.open_uri(&uri, ARTICLE);
        doc.wait_findings("undefined-actor", 1);
        doc.close();
        server.wait_published(&uri, "no diagnostics", |params| params["diagnostics"] == json!([]));
        let pushed = server.notifications("textDocument/publishDiagnostics");
        assert!(pushed.iter().all(|params| params["uri"] == uri), "{name:?}: {pushed:?}");
    }
}

#[test]
fn a_client_with_plain_changes_finds_its_own_keys() {
    let client = Server::builder().without("/workspace/workspaceEdit/documentChanges");
    let server = session_in("[a] ü", client);
    let uri = raw(&server.path("[a] ü/[a] ü/[a] ü.ascribe"));
    let doc = server.open_uri(&uri, ARTICLE);
    let mut params = doc.params_at(doc.at("@mara"));
    params["newName"] = json!("maria");
    let edit = server.request("textDocument/rename", params).expect("an edit");
    assert!(edit["changes"][&uri].is_array(), "{edit}");
}

#[test]
fn what_the_client_hands_back_is_understood() {
    let server = session_in("[a] ü", Server::builder());
    let uri = raw(&server.path("[a] ü/[a] ü/[a] ü.ascribe"));
    let doc = server.open_uri(&uri, &format!("{ARTICLE}\n[It went]{{claim @nils}}.\n"));
    let at = doc.at("@mara");
    for (prepare, follow) in [
        ("textDocument/prepareCallHierarchy", "callHierarchy/incomingCalls"),
        ("textDocument/prepareTypeHierarchy", "typeHierarchy/supertypes"),
    ] {
        let items = doc.ask(prepare, at).unwrap();
        server.request(follow, json!({"item": items[0]})).expect("an answer");
    }
    let lenses = server.request("textDocument/codeLens", doc.params()).unwrap();
    let lens = lenses.as_array().unwrap().iter().find(|lens| lens.get("data").is_some()).unwrap();
    assert_eq!(lens["data"]["uri"], uri);
    let resolved = server.request("codeLens/resolve", lens.clone()).unwrap();
    assert_ne!(resolved["command"]["title"], "…", "{resolved}");
    assert!(resolved["command"]["arguments"].to_string().contains(&uri), "{resolved}");
    // Data of other servers is none of ours.
    let range = doc.wire_range(doc.range_of("@nobody"));
    let foreign = json!({"uri": "no uri", "all": [{"uri": "nor this"}]});
    let mut params = doc.params();
    params["range"] = range.clone();
    params["context"] = json!({"diagnostics": [{"range": range, "message": "", "data": foreign}]});
    let actions = server.request("textDocument/codeAction", params).expect("actions");
    assert!(!actions.as_array().unwrap().is_empty());
    let action = doc.action(doc.range_of("@nobody"), &["declare"]);
    assert_eq!(edits_for(&doc.resolved(&action)["edit"], &uri).len(), 1);
    for argument in [json!(uri), json!({ "uri": uri })] {
        let params = json!({"command": "ascribe.strip", "arguments": [argument]});
        let stripped = server.request("workspace/executeCommand", params).expect("an article");
        assert_eq!(stripped, "She wrote to him and them.\n\nIt went.\n");
    }
    let record = json!({"uri": uri, "id": "mara", "format": "json"});
    let record = json!({"command": "ascribe.actorRecord", "arguments": [record]});
    let record = server.request("workspace/executeCommand", record).unwrap();
    assert!(record["statements"].is_array(), "{record}");
}

#[test]
fn links_follow_files_that_are_spelled_by_the_client() {
    let server = session_in("[a]", Server::builder());
    let (old, new) = (server.path("[a]/[a]/first.ascribe"), server.path("[a]/[a]/second.ascribe"));
    let files = json!({"files": [{"oldUri": raw(&old), "newUri": raw(&new)}]});
    let edit = server.request("workspace/willRenameFiles", files.clone()).unwrap();
    assert!(edit.to_string().contains("[a]/second"), "{edit}");
    fs::rename(old, new).unwrap();
    server.notify("workspace/didRenameFiles", files);
    let found = server.request("workspace/symbol", json!({"query": "#wrote Ink"})).unwrap();
    assert!(found[0]["location"]["uri"].as_str().unwrap().ends_with("/second.ascribe"), "{found}");
}

/// Works on one document under all these names, of which it is opened by the first one.
fn is_one_document(server: &Server, spellings: &[String], wanted: &str) {
    let mut doc = server.open_uri(&spellings[0], ARTICLE);
    for (version, uri) in spellings.iter().enumerate() {
        let end = doc.text().chars().filter(|c| *c == '\n').count();
        let at = json!({"line": end, "character": 0});
        let item = json!({"uri": uri, "version": version + 2});
        let change = json!({"range": {"start": at, "end": at}, "text": "One more.\n"});
        server.notify("textDocument/didChange", json!({"textDocument": item, "contentChanges": [change]}));
        doc.assume(&format!("{}One more.\n", doc.text()));
        let place: Pos = doc.at("@nils}");
        let params = json!({"textDocument": {"uri": uri}, "position": doc.wire(place)});
        let hover = server.request("textDocument/hover", params.clone()).unwrap();
        assert!(!hover.is_null(), "{uri}");
        let found = server.request("textDocument/documentHighlight", params).unwrap();
        assert!(!found.as_array().unwrap().is_empty(), "{uri}");
        let uses = doc.references(doc.at("@nils}"), true);
        assert!(uses.len() >= 2 && uses.iter().all(|place| place.uri == wanted), "{uses:?}");
    }
    let last = &spellings[spellings.len() - 1];
    server.notify("textDocument/didClose", json!({"textDocument": {"uri": last}}));
    let params = json!({"textDocument": {"uri": spellings[0]}, "position": {"line": 0, "character": 2}});
    assert_eq!(server.request("textDocument/hover", params).unwrap(), Value::Null, "it is closed");
}

#[test]
fn a_document_in_several_spellings_is_one() {
    let server = Server::start();
    let [folder, escaped] = [raw(server.root()), server.uri("")];
    for spellings in [
        vec![format!("{folder}/a b[é].ascribe"), format!("{escaped}/a%20b%5b%c3%A9%5D.ascribe")],
        vec![format!("{escaped}/a%20b%5b%c3%A9%5D.ascribe"), format!("{folder}/a b[é].ascribe")],
        vec![format!("{folder}/%61-b.ascribe"), format!("{folder}/./x/../a-b.ascribe")],
        vec![
            "file:///c%3A/News/a.ascribe".into(),
            "file:///C:/News/a.ascribe".into(),
            "file:///c:/News/a.ascribe".into(),
        ],
        vec!["untitled:Neu und schön".into(), "untitled:Neu%20und%20sch%c3%b6n".into()],
    ] {
        is_one_document(&server, &spellings, &spellings[0]);
    }
}

#[test]
fn a_closed_document_has_the_name_that_the_client_used_last() {
    let server = Server::builder().file("[b]/cast.ascribe", CAST).start();
    let doc = server.open("[b]/a.ascribe", ARTICLE);
    let cast = |doc: &Doc| doc.locations("textDocument/definition", doc.at("@mara")).remove(0).uri;
    assert_eq!(cast(&doc), server.uri("[b]/cast.ascribe"), "the standard spelling of what was never named");
    let named = raw(&server.path("[b]/cast.ascribe"));
    let changes = json!([{"uri": named, "type": 2}]);
    server.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    assert_eq!(cast(&doc), named);
}

#[test]
fn what_is_no_uri_is_told_and_nothing_else_is_lost() {
    let server = Server::builder().spawn();
    let mut params = server.initialize_params();
    params["rootUri"] = json!("no root");
    params["workspaceFolders"] =
        json!([{"uri": "nowhere", "name": ""}, {"uri": server.uri(""), "name": "work"}]);
    server.request("initialize", params).expect("a session without the folders that cannot be read");
    server.notify("initialized", json!({}));
    let told = |what: &str| {
        server.connection().wait_notifications("window/logMessage", what, |all| {
            all.iter().any(|params| params["message"].as_str().unwrap().contains(what)).then_some(())
        });
    };
    told("\"nowhere\" is not a URI");
    told("\"no root\" is not a URI");

    let good = server.open("a.ascribe", ARTICLE);
    good.wait_findings("undefined-actor", 2);
    let bad = server.open_uri("some/article.ascribe", ARTICLE);
    told("textDocument/didOpen: \"some/article.ascribe\" is not a URI");
    let refused = bad.ask("textDocument/hover", bad.at("@nils}")).unwrap_err();
    assert_eq!(refused.code, -32602);
    assert!(refused.message.contains("\"some/article.ascribe\" is not a URI"), "{}", refused.message);

    server.write("cast.ascribe", CAST);
    let changes = json!([{"uri": "", "type": 1}, {"uri": server.uri("cast.ascribe"), "type": 1}]);
    server.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    told("\"\" is not a URI");
    good.wait_findings("undefined-actor", 1);
}

//! References to actors, sources and labels, in the documents of a workspace.

use std::fs;

use ascribe_tests::{Builder, Doc, Location, Server, path_of};
use serde_json::Value;

const CAST: &str = "@mara: Mara Lindqvist\n^log: Harbour log\n  of: @mara\n";
const USER: &str = "[She]{@mara} left, says [it]{claim @mara ^log}.\n";

/// Documents with lines, from 0, sorted.
fn places(server: &Server, found: &[Location]) -> Vec<String> {
    let name = |uri: &str| {
        let path = path_of(uri);
        path.strip_prefix(server.root()).unwrap_or(&path).to_str().unwrap().to_owned()
    };
    let mut places: Vec<_> =
        found.iter().map(|found| format!("{}:{}", name(&found.uri), found.line)).collect();
    places.sort();
    places
}

fn uses(doc: &Doc<'_>, part: &str) -> Vec<String> {
    places(doc.server(), &doc.references(doc.at(part), true))
}

fn two_desks(client: Builder) -> Builder {
    client
        .file("cast.ascribe", CAST)
        .file("a.ascribe", USER)
        .file("north/deep/b.ascribe", "Mara Lindqvist left.\n")
        .file("south/cast.ascribe", "@mara: Mara Holm\n")
        .file("south/c.ascribe", USER)
        .file("own/d.ascribe", "@mara: Mara of her own\n\n[She]{@mara} left.\n")
}

#[test]
fn in_all_folders_but_where_the_id_is_hidden() {
    let server = two_desks(Server::builder()).start();
    let mara = ["a.ascribe:0", "a.ascribe:0", "cast.ascribe:0", "cast.ascribe:2", "north/deep/b.ascribe:0"];
    let a = server.open("a.ascribe", USER);
    assert_eq!(uses(&a, "mara} left"), mara);
    let b = server.open("north/deep/b.ascribe", "Mara Lindqvist left.\n");
    assert_eq!(uses(&b, "Mara"), mara, "from a name in the prose");
    let cast = server.open("cast.ascribe", CAST);
    assert_eq!(uses(&cast, "mara: "), mara, "from the declaration");
    assert_eq!(uses(&cast, "@mara\n"), mara, "from a field");
    assert_eq!(uses(&a, "log"), ["a.ascribe:0", "cast.ascribe:1", "south/c.ascribe:0"]);
    let inner = server.open("south/c.ascribe", USER);
    assert_eq!(
        uses(&inner, "mara} left"),
        ["south/c.ascribe:0", "south/c.ascribe:0", "south/cast.ascribe:0"]
    );
    let own = server.open("own/d.ascribe", "@mara: Mara of her own\n\n[She]{@mara} left.\n");
    assert_eq!(uses(&own, "@mara}"), ["own/d.ascribe:0", "own/d.ascribe:2"]);
}

#[test]
fn with_the_declaration_or_without() {
    let server = two_desks(Server::builder()).start();
    let doc = server.open("a.ascribe", USER);
    let without = places(&server, &doc.references(doc.at("mara} left"), false));
    assert_eq!(without, ["a.ascribe:0", "a.ascribe:0", "cast.ascribe:2", "north/deep/b.ascribe:0"]);
}

#[test]
fn in_buffers_rather_than_on_disk() {
    let server = two_desks(Server::builder()).start();
    let doc = server.open("a.ascribe", USER);
    let mut other = server.open("north/deep/b.ascribe", "Nobody.\n");
    let count = |found: Vec<String>, name: &str| found.iter().filter(|at| at.starts_with(name)).count();
    assert_eq!(count(uses(&doc, "mara} left"), "north"), 0);
    other.replace_all("[She]{@mara} and [she]{@mara}.\n");
    assert_eq!(count(uses(&doc, "mara} left"), "north"), 2);
    let new = server.open("north/unsaved.ascribe", "Mara Lindqvist left.\n");
    assert_eq!(count(uses(&doc, "mara} left"), "north"), 3, "with a file that is not there yet");
    new.close();
    other.close();
    assert_eq!(count(uses(&doc, "mara} left"), "north"), 1, "what is on disk");
    let _inner = server.open("north/cast.ascribe", "@mara: Mara of the North\n");
    assert_eq!(count(uses(&doc, "mara} left"), "north"), 0, "an unsaved cast hides");
}

#[test]
fn of_a_label_in_the_documents_that_link_it() {
    let first = "[It rose]{claim #rose @author} [and on]{part=#rose}.\n";
    let second = "[No]{claim #rose @author denies=days/first#rose,#rose}.\n";
    let server = Server::builder()
        .file("days/first.ascribe", first)
        .file("days/third.ascribe", "[Yes]{claim @author supports=first#rose}.\n")
        .file("second.ascribe", second)
        .start();
    let expected =
        ["days/first.ascribe:0", "days/first.ascribe:0", "days/third.ascribe:0", "second.ascribe:0"];
    let here = server.open("days/first.ascribe", first);
    assert_eq!(uses(&here, "#rose @"), expected);
    let there = server.open("second.ascribe", second);
    assert_eq!(uses(&there, "rose,#"), expected);
    assert_eq!(uses(&there, "#rose @"), ["second.ascribe:0", "second.ascribe:0"]);
}

#[test]
fn in_a_document_without_a_file() {
    let server = two_desks(Server::builder()).start();
    let text = "@mara: Mara\n\n[She]{@mara} left, says Mara.\n";
    let doc = server.open_uri("untitled:Untitled-1", text);
    let lines: Vec<_> = doc.references(doc.at("@mara}"), true).iter().map(|found| found.line).collect();
    assert_eq!(lines, [0, 2, 2]);
    assert!(doc.references(doc.at("@mara}"), true).iter().all(|found| found.uri == doc.uri()));
}

#[test]
fn without_a_root_in_the_folder_alone_or_below_a_marker() {
    let client = || two_desks(Server::builder().no_folder()).file("b.ascribe", USER);
    let alone = client().start();
    let doc = alone.open("a.ascribe", USER);
    let here =
        ["a.ascribe:0", "a.ascribe:0", "b.ascribe:0", "b.ascribe:0", "cast.ascribe:0", "cast.ascribe:2"];
    assert_eq!(uses(&doc, "mara} left"), here);
    let marked = client().file("ascribe.toml", "").start();
    let doc = marked.open("north/x.ascribe", USER);
    let found = uses(&doc, "mara} left");
    let of = |name: &str| found.iter().filter(|at| at.starts_with(name)).count();
    assert_eq!(
        (of("a."), of("b."), of("cast."), of("north/deep/"), of("north/x"), of("south/")),
        (2, 2, 2, 1, 2, 0)
    );
}

#[test]
fn in_several_roots_each_for_itself_and_in_nested_ones_together() {
    let link = "[No]{claim @author denies=../two/y#l}.\n";
    let files = |client: Builder| {
        client
            .file("one/cast.ascribe", CAST)
            .file("one/x.ascribe", USER)
            .file("one/in/z.ascribe", USER)
            .file("one/link.ascribe", link)
            .file("two/y.ascribe", "[It]{claim #l @author} [she]{@mara}.\n")
    };
    let one = [
        "one/cast.ascribe:0",
        "one/cast.ascribe:2",
        "one/in/z.ascribe:0",
        "one/in/z.ascribe:0",
        "one/x.ascribe:0",
        "one/x.ascribe:0",
    ];
    for folders in [&["one", "two"][..], &["one/in", "one", "two"]] {
        let server = files(Server::builder()).folders(folders).start();
        let doc = server.open("one/in/z.ascribe", USER);
        assert_eq!(uses(&doc, "mara} left"), one, "{folders:?}");
        let other = server.open("two/y.ascribe", "[It]{claim #l @author} [she]{@mara}.\n");
        assert_eq!(uses(&other, "mara}"), ["two/y.ascribe:0"], "declared in no root of its own");
        assert_eq!(uses(&other, "#l"), ["two/y.ascribe:0"], "links do not lead out of their root");
    }
    let server = files(Server::builder()).start();
    let other = server.open("two/y.ascribe", "[It]{claim #l @author} [she]{@mara}.\n");
    assert_eq!(uses(&other, "#l"), ["one/link.ascribe:0", "two/y.ascribe:0"]);
}

#[test]
fn roots_come_and_go() {
    let server = two_desks(Server::builder()).folders(&["south"]).start();
    let doc = server.open("south/c.ascribe", USER);
    assert_eq!(uses(&doc, "mara} left").len(), 3);
    assert_eq!(uses(&doc, "log"), ["south/c.ascribe:0"]);
    let event = |added: &[&str], removed: &[&str]| {
        let folders = |names: &[&str]| -> Vec<Value> {
            names.iter().map(|name| serde_json::json!({"uri": server.uri(name), "name": name})).collect()
        };
        let event = serde_json::json!({"added": folders(added), "removed": folders(removed)});
        server.notify("workspace/didChangeWorkspaceFolders", serde_json::json!({"event": event}));
    };
    event(&[""], &[]);
    assert_eq!(uses(&doc, "log"), ["a.ascribe:0", "cast.ascribe:1", "south/c.ascribe:0"]);
    event(&[], &[""]);
    assert_eq!(uses(&doc, "log"), ["south/c.ascribe:0"]);
}

#[test]
fn the_home_folder_is_not_indexed() {
    let server = two_desks(Server::builder()).folders(&[".."]).start();
    let doc = server.open("a.ascribe", USER);
    let other = server.open("b.ascribe", USER);
    let expected =
        ["a.ascribe:0", "a.ascribe:0", "b.ascribe:0", "b.ascribe:0", "cast.ascribe:0", "cast.ascribe:2"];
    assert_eq!(uses(&doc, "mara} left"), expected, "what is open, and its cast");
    other.close();
    let shown = |all: &[Value]| {
        all.iter()
            .any(|said| said["message"].as_str().unwrap().contains("too broad a folder to index"))
            .then_some(())
    };
    server.connection().wait_notifications("window/showMessage", "why it is not indexed", shown);
}

#[test]
fn what_git_ignores_counts_when_it_is_open() {
    let server = two_desks(Server::builder())
        .file(".gitignore", "drafts/\n")
        .file("drafts/x.ascribe", USER)
        .file("drafts/cast.ascribe", "@only: Only Here\n")
        .start();
    let doc = server.open("a.ascribe", USER);
    let drafts = |found: Vec<String>| found.iter().filter(|at| at.starts_with("drafts")).count();
    assert_eq!(drafts(uses(&doc, "mara} left")), 0);
    let draft = server.open("drafts/x.ascribe", USER);
    assert_eq!(drafts(uses(&doc, "mara} left")), 2);
    draft.close();
    let draft = server.open("drafts/y.ascribe", "[She]{@only} left.\n");
    assert_eq!(
        uses(&draft, "@only"),
        ["drafts/cast.ascribe:0", "drafts/y.ascribe:0"],
        "of a cast that holds"
    );
}

#[test]
fn a_file_that_cannot_be_read_is_told_once() {
    let server = two_desks(Server::builder()).file("latin.ascribe", b"Ren\xe9 and @mara\n").start();
    let doc = server.open("a.ascribe", USER);
    assert_eq!(uses(&doc, "mara} left").len(), 5);
    let told = || {
        let log = server.notifications("window/logMessage");
        log.iter().filter(|said| said["message"].as_str().unwrap().contains("latin.ascribe")).count()
    };
    server.eventually("the file in the log", told, |told| *told == 1);
    for n in 0..3 {
        server.write_watched(&format!("new{n}.ascribe"), USER);
        assert_eq!(uses(&doc, "mara} left").len(), 7 + 2 * n);
    }
    assert_eq!(told(), 1);
}

#[cfg(unix)]
#[test]
fn links_that_loop_end() {
    let server = two_desks(Server::builder()).spawn();
    std::os::unix::fs::symlink(server.root(), server.path("north/loop")).unwrap();
    let server = server.initialize();
    let doc = server.open("a.ascribe", USER);
    assert_eq!(uses(&doc, "mara} left").len(), 5);
}

#[test]
fn a_file_sent_as_folder_stands_for_its_folder() {
    let server = two_desks(Server::builder()).folders(&["a.ascribe"]).start();
    let doc = server.open("a.ascribe", USER);
    assert_eq!(uses(&doc, "mara} left").len(), 5);
}

#[test]
fn a_client_without_a_watcher_is_followed_at_each_save() {
    let server = two_desks(Server::builder().without("/workspace/didChangeWatchedFiles")).start();
    let doc = server.open("a.ascribe", USER);
    assert_eq!(uses(&doc, "mara} left").len(), 5);
    server.write("north/new.ascribe", USER);
    fs::remove_file(server.path("north/deep/b.ascribe")).unwrap();
    doc.save();
    assert_eq!(uses(&doc, "mara} left").len(), 6);
}

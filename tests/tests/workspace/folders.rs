//! A workspace with files that are not documents, or cannot be read.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::process::Command;

use ascribe_tests::Server;
use serde_json::{Value, json};

const CAST: &str = "@mara: Mara Lindqvist\n";
const ARTICLE: &str = "[She]{@mara} left.\n";

/// A server whose folder contains files that would block or mislead a naive reader.
fn server() -> Server {
    let server = Server::builder().file("cast.ascribe", CAST).file("north/a.ascribe", ARTICLE).spawn();
    fs::create_dir(server.path("south")).unwrap();
    for pipe in ["pipe.ascribe", "south/cast.ascribe", "south/ascribe.toml", "south/.gitignore"] {
        assert!(Command::new("mkfifo").arg(server.path(pipe)).status().expect("mkfifo").success());
    }
    drop(UnixListener::bind(server.path("socket.ascribe")).unwrap());
    File::create(server.path("film.ascribe")).unwrap().set_len(2 << 30).unwrap();
    fs::write(server.path("latin.ascribe"), b"Caf\xe9\n").unwrap();
    symlink("/dev/zero", server.path("zero.ascribe")).unwrap();
    symlink(server.root(), server.path("north/loop")).unwrap();
    symlink("/", server.path("north/everything")).unwrap();
    // Some file systems reject such a name.
    let _ = fs::write(server.root().join(OsStr::from_bytes(b"caf\xe9.ascribe")), ARTICLE);
    server.initialize()
}

/// Waits until the log names something at least this often, and returns the count; the log may lag behind the
/// responses.
fn said_of(server: &Server, name: &str, at_least: usize) -> usize {
    let count = || {
        let all = server.notifications("window/logMessage");
        all.iter().filter(|params| params["message"].as_str().unwrap().contains(name)).count()
    };
    server.eventually(&format!("{at_least} messages about {name}"), count, |count| *count >= at_least);
    server.request("workspace/symbol", json!({"query": ""})).unwrap();
    count()
}

#[test]
fn everything_is_answered_whatever_lies_in_the_folders() {
    let server = server();
    // The cast and the configuration in its folder are pipes.
    let doc = server.open("south/b.ascribe", ARTICLE);
    assert!(doc.hover(doc.at("@mara")).unwrap().contains("Mara Lindqvist"));
    let cast = server.open("cast.ascribe", CAST);
    let uses = cast.references(cast.at("@mara"), true);
    assert_eq!(uses.iter().filter(|found| found.uri == server.uri("north/a.ascribe")).count(), 1);
    let symbols = server.request("workspace/symbol", json!({"query": ""})).unwrap();
    let uris: Vec<String> =
        symbols.as_array().unwrap().iter().map(|it| it["location"]["uri"].to_string()).collect();
    for left_out in ["pipe", "socket", "film", "latin", "zero", "loop", "everything"] {
        assert!(!uris.iter().any(|uri| uri.contains(left_out)), "{left_out}: {uris:?}");
    }
    let report = server.request("workspace/diagnostic", json!({"previousResultIds": []})).unwrap();
    assert!(report["items"].as_array().is_some_and(|items| items.len() >= 2), "{report}");
    let moved = json!({"files": [{"oldUri": server.uri("north"), "newUri": server.uri("west")}]});
    assert!(server.request("workspace/willRenameFiles", moved).is_ok());
}

#[test]
fn what_is_not_indexed_is_told_once() {
    let server = server();
    let ask = || server.request("workspace/symbol", json!({"query": "mara"})).unwrap();
    assert_ne!(ask(), Value::Null);
    for round in 0..3 {
        server.write_watched(&format!("new{round}.ascribe"), ARTICLE);
        assert_ne!(ask(), Value::Null);
    }
    for name in ["film.ascribe", "latin.ascribe", "south/.gitignore"] {
        assert_eq!(said_of(&server, name, 1), 1, "{name}");
    }
}

#[test]
fn of_many_files_that_cannot_be_read_a_few_are_named() {
    let mut client = Server::builder();
    for number in 0..90 {
        client = client.file(&format!("latin{number}.ascribe"), b"Caf\xe9\n");
    }
    let server = client.start();
    server.request("workspace/symbol", json!({"query": "mara"})).unwrap();
    assert_eq!(said_of(&server, "70 more files", 1), 1);
    assert_eq!(said_of(&server, "latin", 20), 20);
}

#[test]
fn a_document_that_becomes_a_pipe_is_as_one_that_was_deleted() {
    let server = server();
    let path = server.path("north/a.ascribe");
    fs::remove_file(&path).unwrap();
    assert!(Command::new("mkfifo").arg(&path).status().expect("mkfifo").success());
    let changes = json!({"changes": [{"uri": server.uri("north/a.ascribe"), "type": 2}]});
    server.notify("workspace/didChangeWatchedFiles", changes);
    let cast = server.open("cast.ascribe", CAST);
    let uses = cast.references(cast.at("@mara"), true);
    assert!(uses.iter().all(|found| found.uri != server.uri("north/a.ascribe")), "{uses:?}");
}

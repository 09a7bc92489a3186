//! Progress of long work. The work is delayed by a named pipe in place of the user's git configuration, which the walk
//! through the folders reads first: it blocks until there is a writer.
#![cfg(unix)]

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use ascribe_tests::{Builder, Server};
use serde_json::{Value, json};

const CREATE: &str = "window/workDoneProgress/create";
const CAST: &str = "@mara: Mara Lindqvist\n";
const ARTICLE: &str = "[She]{@mara} left.\n";

/// A server whose workspace scan blocks on a pipe, and the pipe.
fn held_up(client: Builder) -> (Server, PathBuf) {
    let client = client.variable("GIT_CONFIG_GLOBAL", "../gitconfig");
    let server = client.file("cast.ascribe", CAST).file("north/a.ascribe", ARTICLE).spawn();
    let pipe = server.path("../gitconfig");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    (server.initialize(), pipe)
}

/// Unblocks the scan.
fn let_go(pipe: &PathBuf) {
    fs::write(pipe, "").unwrap();
}

/// Progress values sent for a token so far.
fn told(server: &Server, token: &Value) -> Vec<Value> {
    let mut all = server.notifications("$/progress");
    all.retain(|params| params["token"] == *token);
    all.into_iter().map(|params| params["value"].clone()).collect()
}

fn wait_kind(server: &Server, token: &Value, kind: &str) -> Vec<Value> {
    let has = |values: &Vec<Value>| values.iter().any(|value| value["kind"] == kind);
    server.eventually(kind, || told(server, token), has)
}

#[test]
fn a_long_look_at_the_workspace_is_shown() {
    let (server, pipe) = held_up(Server::builder());
    let token = server.connection().wait_request(CREATE)["token"].clone();
    let begin = wait_kind(&server, &token, "begin")[0].clone();
    assert_eq!((&begin["cancellable"], &begin["percentage"]), (&json!(true), &json!(0)));
    assert!(begin["title"].as_str().is_some_and(|title| !title.is_empty()));
    let_go(&pipe);
    let all = wait_kind(&server, &token, "end");
    let kinds: Vec<_> = all.iter().map(|value| value["kind"].as_str().unwrap()).collect();
    assert_eq!((kinds[0], kinds.last()), ("begin", Some(&"end")));
    assert!(kinds[1..kinds.len() - 1].iter().all(|kind| *kind == "report"), "{kinds:?}");
    assert_eq!(server.connection().requests(CREATE).len(), 1);
}

#[test]
fn a_short_look_is_not_shown() {
    let server = Server::builder().file("cast.ascribe", CAST).start();
    let cast = server.open("cast.ascribe", CAST);
    // References wait for the index.
    assert_eq!(cast.references(cast.at("@mara"), true).len(), 1);
    assert_eq!(server.connection().requests(CREATE), Vec::<Value>::new());
}

#[test]
fn a_client_that_shows_no_progress_is_asked_for_none() {
    let (server, pipe) = held_up(Server::builder().without("/window/workDoneProgress"));
    let mut cast = server.open("cast.ascribe", CAST);
    let mut params = cast.params_at(cast.at("@mara"));
    params["context"] = json!({"includeDeclaration": true});
    params["workDoneToken"] = json!(7);
    let references = server.send_request("textDocument/references", params);
    // Keystrokes are answered in the meantime.
    cast.insert(cast.at("@mara"), "@nils: Nils\n");
    assert!(cast.hover(cast.at("@nils")).is_some());
    // The client's own token belongs to its own request.
    wait_kind(&server, &json!(7), "begin");
    let_go(&pipe);
    assert_eq!(server.wait(&references).expect("references").as_array().unwrap().len(), 2);
    assert_eq!(told(&server, &json!(7)), wait_kind(&server, &json!(7), "end"), "the end before the answer");
    assert_eq!(server.connection().requests(CREATE), Vec::<Value>::new());
}

#[test]
fn a_request_that_is_cancelled_is_answered_at_once_and_its_progress_ended() {
    let (server, pipe) = held_up(Server::builder());
    let cast = server.open("cast.ascribe", CAST);
    let mut params = cast.params_at(cast.at("@mara"));
    params["context"] = json!({"includeDeclaration": true});
    params["workDoneToken"] = json!("mine");
    let number = server.connection().next_id();
    let references = server.send_request("textDocument/references", params);
    wait_kind(&server, &json!("mine"), "begin");
    server.notify("$/cancelRequest", json!({"id": number}));
    assert_eq!(server.wait(&references).expect_err("cancelled").code, -32800);
    wait_kind(&server, &json!("mine"), "end");
    let_go(&pipe);
}

#[test]
fn a_look_that_is_cancelled_is_taken_up_with_the_next_change() {
    let (server, pipe) = held_up(Server::builder());
    let cast = server.open("cast.ascribe", CAST);
    let token = server.connection().wait_request(CREATE)["token"].clone();
    wait_kind(&server, &token, "begin");
    server.notify("window/workDoneProgress/cancel", json!({"token": "another"}));
    server.notify("window/workDoneProgress/cancel", json!({"token": token}));
    assert!(cast.hover(cast.at("@mara")).is_some(), "the cancel was heard");
    let_go(&pipe);
    wait_kind(&server, &token, "end");
    assert_eq!(cast.references(cast.at("@mara"), true).len(), 1, "the rest was not read");
    server.connection().wait_notifications("window/logMessage", "a word of it", |all| {
        all.iter().any(|params| params.to_string().contains("cancelled")).then_some(())
    });
    fs::remove_file(&pipe).unwrap();
    server.write_watched("south/b.ascribe", ARTICLE);
    assert_eq!(cast.references(cast.at("@mara"), true).len(), 3);
}

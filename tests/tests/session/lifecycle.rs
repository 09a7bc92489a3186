//! Start and end of a session, and the handling of invalid messages.

use std::process::Command;

use ascribe_tests::{Encoding, Server, binary, encode};
use serde_json::{Value, json};

/// Error code of a request.
fn error_of(server: &Server, method: &str, params: Value) -> i64 {
    server.request(method, params).expect_err(method).code
}

/// Asserts that the server still answers requests.
fn is_alive(server: &Server) {
    let doc = server.open("alive.ascribe", "@mara: Mara Lindqvist\n");
    assert!(doc.hover(doc.at("mara")).expect("a hover").contains("Mara Lindqvist"));
    doc.close();
}

#[test]
fn initialize_says_what_the_server_is() {
    let server = Server::start();
    let info = &server.initialized()["serverInfo"];
    assert_eq!(info["name"], "ascribe");
    assert!(
        info["version"].as_str().is_some_and(|version| version.starts_with(|c: char| c.is_ascii_digit()))
    );
    let sync = server.capability("/textDocumentSync");
    let (change, open) =
        if sync.is_object() { (&sync["change"], &sync["openClose"]) } else { (&sync, &json!(true)) };
    assert_eq!((change, open), (&json!(2), &json!(true)), "documents are synchronised by increments");
    for provider in
        ["hover", "definition", "declaration", "references", "documentSymbol", "completion", "codeAction"]
    {
        let offered = server.capability(&format!("/{provider}Provider"));
        assert!(offered != json!(false) && !offered.is_null(), "no {provider}");
    }
}

#[test]
fn the_position_encoding_is_agreed_on() {
    let agreed = |offered: &[&str]| Server::builder().encodings(offered).start().encoding();
    assert_eq!(agreed(&["utf-16", "utf-8"]), Encoding::Utf8);
    assert_eq!(agreed(&["utf-8", "utf-16", "utf-32"]), Encoding::Utf8);
    assert_eq!(agreed(&["utf-16"]), Encoding::Utf16);
    assert_eq!(agreed(&["utf-32"]), Encoding::Utf32);
    assert_eq!(agreed(&["utf-7", "utf-16"]), Encoding::Utf16);
    assert_eq!(Server::start().encoding(), Encoding::Utf16, "what everybody speaks");
    let bare = Server::builder().bare().start();
    assert_eq!(bare.encoding(), Encoding::Utf16);
    is_alive(&bare);
}

#[test]
fn nothing_is_answered_before_initialize() {
    let server = Server::builder().spawn();
    assert_eq!(error_of(&server, "textDocument/hover", json!({})), -32002);
    assert_eq!(error_of(&server, "shutdown", Value::Null), -32002);
    for method in ["workspace/diagnostic", "textDocument/unheardOf", "$/unheardOf"] {
        assert_eq!(error_of(&server, method, json!({})), -32002, "{method}");
    }
    server.notify("textDocument/didOpen", json!({}));
    is_alive(&server.initialize());
}

#[test]
fn initialize_comes_once_and_nothing_after_shutdown() {
    let server = Server::start();
    assert_eq!(error_of(&server, "initialize", server.initialize_params()), -32600);
    is_alive(&server);
    server.shutdown();
    for method in ["textDocument/hover", "workspace/diagnostic", "textDocument/unheardOf", "shutdown"] {
        assert_eq!(error_of(&server, method, json!({})), -32600, "{method}");
    }
    assert_eq!(server.exit().code(), Some(0));
}

#[test]
fn exit_after_shutdown_ends_it_while_stdin_stays_open() {
    let server = Server::start();
    server.shutdown();
    assert_eq!(server.exit().code(), Some(0));
}

#[test]
fn exit_without_shutdown_is_a_failure() {
    assert_eq!(Server::start().exit().code(), Some(1));
    assert_eq!(Server::builder().spawn().exit().code(), Some(1), "before initialize as well");
}

#[test]
fn the_end_of_stdin_ends_it() {
    for server in [Server::builder().spawn(), Server::start()] {
        server.close_input();
        assert!(server.wait_exit().code().is_some(), "it ends by itself, not by a signal");
    }
}

#[test]
fn requests_under_way_do_not_keep_it() {
    let server = Server::start();
    let doc = server.open("a.ascribe", &"\"We saw it all,\" she said.\n\n".repeat(2_000));
    for _ in 0..20 {
        server.send_request("textDocument/documentSymbol", doc.params());
    }
    server.close_input();
    assert!(server.wait_exit().code().is_some());
}

#[test]
fn it_ends_when_its_parent_is_gone_already() {
    let mut child =
        Command::new(binary()).arg("--version").stdout(std::process::Stdio::null()).spawn().unwrap();
    child.wait().unwrap();
    let server = Server::builder().process_id(json!(child.id())).spawn();
    // The process may end before it answers.
    server.send_request("initialize", server.initialize_params());
    server.wait_exit();
}

#[test]
fn it_ends_when_its_parent_goes() {
    let parent = Server::builder().spawn();
    let server = Server::builder().process_id(json!(parent.id())).start();
    is_alive(&server);
    parent.kill();
    server.wait_exit();
}

#[test]
fn it_lives_without_a_parent() {
    is_alive(&Server::builder().process_id(Value::Null).start());
}

#[test]
fn unknown_methods_are_refused_and_unknown_notifications_ignored() {
    let server = Server::start();
    assert_eq!(error_of(&server, "textDocument/unheardOf", json!({})), -32601);
    assert_eq!(error_of(&server, "$/unheardOf", json!({})), -32601);
    server.notify("$/unheardOf", json!({"a": 1}));
    server.notify("$/setTrace", json!({"value": "off"}));
    server.notify("textDocument/unheardOf", json!([1]));
    server.notify("unheardOf", Value::Null);
    is_alive(&server);
}

#[test]
fn bad_parameters_are_refused() {
    let server = Server::start();
    let position = json!({"line": -1, "character": "x"});
    for params in [json!({}), json!([]), json!({"textDocument": 7, "position": position})] {
        assert_eq!(error_of(&server, "textDocument/hover", params), -32602);
    }
    assert_eq!(error_of(&server, "textDocument/completion", Value::Null), -32602);
    let unset = json!({"textDocument": {"uri": ""}, "position": {"line": 0, "character": 0}});
    // The server may answer with an error or an empty result; the harness checks that it answers.
    server.send_request("textDocument/hover", unset);
    for method in ["didOpen", "didChange", "didClose", "didSave"] {
        server.notify(&format!("textDocument/{method}"), json!({"textDocument": []}));
        server.notify(&format!("textDocument/{method}"), Value::Null);
    }
    server.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": "x:", "type": 9}]}));
    server.notify("workspace/didChangeConfiguration", json!({"settings": "none"}));
    server.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    is_alive(&server);
}

#[test]
fn what_is_no_message_does_not_end_the_session() {
    let server = Server::start();
    let framed = |body: &str| format!("Content-Length: {}\r\n\r\n{body}", body.len());
    for body in ["{", "nonsense", "\"\\ud800\"", "[]", "42", "{}", "{\"jsonrpc\":\"2.0\"}", "{\"id\":{}}"] {
        server.raw(framed(body));
        is_alive(&server);
    }
    server.raw([b"Content-Length: 3\r\n\r\n".as_slice(), b"\xff\xfe\xfd"].concat());
    server.raw(framed("{\"jsonrpc\":\"2.0\",\"id\":987654,\"result\":null}"));
    is_alive(&server);
}

#[test]
fn bad_headers_do_not_end_the_session() {
    for garbage in ["hello\r\n\r\n", "Content-Length: twelve\r\n\r\n", "Content-Type: text/plain\r\n\r\n"] {
        let server = Server::start();
        server.raw(garbage);
        is_alive(&server);
    }
}

#[test]
fn messages_come_in_pieces_with_any_headers_and_ids() {
    let server = Server::start();
    let (connection, doc) = (server.connection(), server.open("a.ascribe", "@mara: Mara Lindqvist\n"));
    for id in [json!("text"), json!(""), json!("7"), json!(0), json!(-1), json!(i64::from(i32::MAX))] {
        let method = "textDocument/hover";
        let params = doc.params_at(doc.at("mara"));
        let body = json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}).to_string();
        let kind = "Content-Type: application/vscode-jsonrpc; charset=utf-8";
        let expected = connection.expect_answer(&id, method);
        for byte in format!("{kind}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).bytes() {
            server.raw([byte]);
        }
        assert!(server.wait(&expected).expect("a hover").is_object());
    }
    let both: Vec<u8> =
        (0..2).flat_map(|_| encode(&json!({"jsonrpc": "2.0", "method": "$/nothing"}))).collect();
    server.raw(both);
}

#[test]
fn editors_may_say_that_they_use_stdio() {
    is_alive(&Server::builder().argument("--stdio").start());
}

#[test]
fn the_trace_is_told_as_far_as_it_is_wanted() {
    let server = Server::start();
    let traced = || server.notifications("$/logTrace");
    is_alive(&server);
    assert_eq!(traced(), Vec::<Value>::new());
    for (value, verbose) in [("messages", false), ("verbose", true)] {
        let before = traced().len();
        server.notify("$/setTrace", json!({"value": value}));
        is_alive(&server);
        let all = server.eventually("a trace", traced, |all| all.len() > before);
        assert!(all[before]["message"].as_str().is_some_and(|text| text.contains("textDocument/hover")));
        assert_eq!(all[before]["verbose"].is_string(), verbose);
    }
    let before = traced().len();
    for params in [json!({"value": "loud"}), json!({}), json!([]), Value::Null] {
        server.notify("$/setTrace", params);
    }
    is_alive(&server);
    server.eventually("what was wanted before", traced, |all| all.len() > before);
    server.notify("$/setTrace", json!({"value": "off"}));
    let before = traced().len();
    is_alive(&server);
    is_alive(&server);
    assert_eq!(traced().len(), before);
}

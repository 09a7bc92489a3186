//! User settings, from all the places where clients send them.

use ascribe_tests::Server;
use serde_json::{Value, json};

/// Number of times that the server's log mentions a setting.
fn told(server: &Server, words: &str) -> usize {
    server.said().matches(words).count()
}

fn hears(server: &Server, words: &str) {
    server.eventually(words, || told(server, words), |count| *count > 0);
}

#[test]
fn a_client_is_asked_at_the_start_and_after_a_change() {
    let server = Server::builder().settings(json!({"ascribe": {"codeLenses": true}})).start();
    assert_eq!(
        server.connection().wait_request("workspace/configuration"),
        json!({"items": [{"section": "ascribe"}]})
    );
    hears(&server, "unknown setting `ascribe.codeLenses`");
    let registered = || server.connection().requests("client/registerCapability");
    let is_asked = |all: &Vec<Value>| {
        let mut all = all.iter().flat_map(|params| params["registrations"].as_array().unwrap());
        all.any(|it| it["method"] == "workspace/didChangeConfiguration")
    };
    server.eventually("the registration", registered, is_asked);
    server.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    let asked = || server.connection().requests("workspace/configuration").len();
    server.eventually("a second question", asked, |count| *count == 2);
}

#[test]
fn what_is_no_setting_is_told_once() {
    let server = Server::builder().bare().options(json!({"inlayHint": {"names": true}})).start();
    hears(&server, "did you mean `ascribe.inlayHints.names`?");
    let wrong = json!({"settings": {"ascribe": {"inlayHints": {"names": 1}}, "other": {"inlay": 1}}});
    for _ in 0..3 {
        server.notify("workspace/didChangeConfiguration", wrong.clone());
    }
    hears(&server, "the setting `ascribe.inlayHints.names` must be true or false, not 1");
    server.notify("workspace/didChangeConfiguration", json!({"settings": {"ascribe": {"colour": 1}}}));
    hears(&server, "unknown setting `ascribe.colour`");
    assert_eq!(told(&server, "must be true or false"), 1);
    assert_eq!(told(&server, "other"), 0);
}

#[test]
fn settings_of_any_shape_are_borne() {
    let server = Server::builder().bare().options(json!("loud")).start();
    for params in [json!({}), json!([]), json!({"settings": 7}), json!({"settings": {"ascribe": []}})] {
        server.notify("workspace/didChangeConfiguration", params);
    }
    let doc = server.open("a.ascribe", "@mara: Mara Lindqvist\n");
    assert!(doc.hover(doc.at("mara")).is_some());
}

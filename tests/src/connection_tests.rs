//! Tests of the connection with a minimal server that misbehaves on request.

use std::io::BufReader;

use super::*;
use crate::framing::read_frame;

/// Server's reply to a message.
type Reply = fn(&Value) -> Vec<Vec<u8>>;

/// Connection to a server that sends `reply` for each message and ends with its input.
fn connect(reply: Reply) -> Connection {
    let (from_client, to_server) = std::io::pipe().unwrap();
    let (from_server, mut to_client) = std::io::pipe().unwrap();
    thread::spawn(move || {
        let mut input = BufReader::new(from_client);
        while let Ok(Some(body)) = read_frame(&mut input) {
            for bytes in reply(&serde_json::from_slice(&body).unwrap()) {
                to_client.write_all(&bytes).unwrap();
            }
        }
    });
    Connection::new(from_server, to_server)
}

fn answer(request: &Value) -> Vec<u8> {
    encode(&json!({"jsonrpc": "2.0", "id": request["id"], "result": request["params"]}))
}

/// Faults of a session with one request, after which the server must have ended.
fn faults_of(reply: Reply) -> String {
    let connection = connect(reply);
    let id = connection.send_request("echo", json!([1]));
    connection.close();
    assert!(connection.closes());
    assert_eq!(connection.shared.inbox().sent[&id], "echo");
    connection.faults(false).join("; ")
}

#[test]
fn requests_are_answered_in_any_order() {
    let connection = connect(|request| vec![answer(request)]);
    let ids: Vec<_> = (0..50).map(|n| connection.send_request("echo", json!([n]))).collect();
    let text = connection.send_request_as(json!("a"), "echo", json!(["text"]));
    for (n, id) in ids.iter().enumerate().rev() {
        assert_eq!(connection.wait(id), Ok(json!([n])));
    }
    assert_eq!(connection.wait(&text), Ok(json!(["text"])));
    assert!(connection.all_answered());
    assert_eq!(connection.faults(false), Vec::<String>::new());
}

#[test]
fn errors_and_notifications_are_kept() {
    let connection = connect(|request| {
        let note = json!({"jsonrpc": "2.0", "method": "note", "params": request["params"]});
        let error = json!({"code": -32601, "message": "no"});
        vec![encode(&note), encode(&json!({"jsonrpc": "2.0", "id": request["id"], "error": error}))]
    });
    let error = connection.request("x", json!({"a": 1})).unwrap_err();
    assert_eq!((error.code, error.message.as_str()), (-32601, "no"));
    assert_eq!(connection.notifications("note"), [json!({"a": 1})]);
    assert_eq!(connection.notifications("other"), [json!(null); 0]);
}

#[test]
fn the_servers_requests_are_answered() {
    let connection = connect(|message| match message["method"].as_str() {
        Some("start") => {
            let items = json!({"items": [{"section": "a.b"}, {}, {"section": "no"}]});
            let ask = |id, method| json!({"jsonrpc": "2.0", "id": id, "method": method, "params": items});
            vec![encode(&ask(7, "workspace/configuration")), encode(&ask(8, "workspace/unheardOf"))]
        }
        _ => vec![encode(&json!({"jsonrpc": "2.0", "method": "heard", "params": message}))],
    });
    connection.set_client(json!({"workspace": {"configuration": true}}), json!({"a": {"b": 3}}));
    connection.notify("start", Value::Null);
    let heard = connection.wait_notifications("heard", "both", |all| (all.len() == 2).then(|| all.to_vec()));
    assert_eq!(heard[0]["result"], json!([3, {"a": {"b": 3}}, null]));
    assert_eq!(heard[1]["error"]["code"], -32601);
    assert_eq!(connection.requests("workspace/configuration").len(), 1);
    assert_eq!(connection.faults(false), Vec::<String>::new());
}

#[test]
fn every_fault_is_found() {
    assert_eq!(faults_of(|request| vec![answer(request)]), "");
    assert!(faults_of(|request| vec![answer(request), answer(request)]).contains("answered 2 times"));
    assert!(faults_of(|_| Vec::new()).contains("was not answered"));
    let unknown = faults_of(|request| vec![answer(request), answer(&json!({"id": 99}))]);
    assert!(unknown.contains("99, which is no request"), "{unknown}");
    assert!(faults_of(|_| vec![b"ready!\r\n".to_vec()]).contains("not a header"));
    assert!(faults_of(|_| vec![b"Content-Length: 1\r\n\r\n{".to_vec()]).contains("EOF"));
    assert!(faults_of(|_| vec![b"Content-Length: 9\r\n\r\n{".to_vec()]).contains("inside a message"));
    assert!(faults_of(|_| vec![encode(&json!({"id": 1, "result": 1}))]).contains("not a message"));
    let both = |_: &Value| vec![encode(&json!({"jsonrpc": "2.0", "id": 1, "result": 1, "error": {}}))];
    assert!(faults_of(both).contains("not a message"));
}

#[test]
#[should_panic(expected = "the output was closed")]
fn nobody_waits_for_a_server_that_has_ended() {
    let connection = connect(|_| Vec::new());
    let id = connection.send_request("echo", json!([]));
    connection.close();
    let _ = connection.wait(&id);
}

#[test]
#[should_panic(expected = "the time is over")]
fn waiting_has_a_limit() {
    let connection = connect(|_| Vec::new()).with_limit(Duration::from_millis(20));
    let _ = connection.request("echo", json!([]));
}

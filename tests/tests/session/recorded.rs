//! Sessions of real editors, recorded by `ascribe lsp --record` and replayed: each request gets the answer of the record.
//! `UPDATE_SESSIONS=1` writes the answers of today into the records.

use ascribe_tests::repository::repository;
use ascribe_tests::{binary, encode, read_frame, uri_of};
use serde_json::{Value, json};
use std::collections::{BTreeMap, VecDeque};
use std::fs;
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Stands in the records for the URI and the path of the folder that the editor had open.
const ROOT_URI: &str = "file:///ROOT";
const ROOT_PATH: &str = "/ROOT";

/// A line of a record.
struct Line {
    from: String,
    message: Value,
}

fn records() -> Vec<PathBuf> {
    let files = fs::read_dir(repository().join("tests/sessions")).unwrap();
    let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|it| it == "jsonl"));
    files.sort();
    files
}

fn read(text: &str) -> Vec<Line> {
    let line = |line: &str| {
        let mut line: Value = serde_json::from_str(line).unwrap();
        Line { from: line["from"].as_str().unwrap().to_owned(), message: line["message"].take() }
    };
    text.lines().map(line).collect()
}

/// Parts of a result that are the same in each run.
fn compared(mut message: Value) -> Value {
    if let Some(result) = message["result"].as_object_mut() {
        result.remove("serverInfo");
        result.remove("resultId");
    }
    json!([message.get("result"), message.get("error")])
}

/// Answers of the server to the client's requests, by id, when it gets the messages of a record in their order. Before a
/// message is sent, all requests are answered that were answered then.
fn replay(record: &[Line], root: &Path) -> BTreeMap<String, Value> {
    let mut server = Command::new(binary())
        .args(["lsp", "--stdio"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .current_dir(root)
        .spawn()
        .unwrap();
    let mut input = server.stdin.take().unwrap();
    let mut output = BufReader::new(server.stdout.take().unwrap());
    // The client's answers to requests of the server, by method, which may come in another order.
    let asked = record.iter().filter(|line| line.from == "server" && line.message.get("method").is_some());
    let methods: BTreeMap<String, &str> = asked
        .filter_map(|line| Some((line.message.get("id")?.to_string(), line.message["method"].as_str()?)))
        .collect();
    let mut given: BTreeMap<&str, VecDeque<&Value>> = BTreeMap::new();
    for line in record.iter().filter(|line| line.from == "client" && line.message.get("method").is_none()) {
        if let Some(method) = methods.get(&line.message["id"].to_string()) {
            given.entry(method).or_default().push_back(&line.message);
        }
    }
    let mut answers: BTreeMap<String, Value> = BTreeMap::new();
    let mut unanswered: Vec<String> = Vec::new();
    let mut wait = |id: &str, answers: &mut BTreeMap<String, Value>, input: &mut std::process::ChildStdin| {
        while !answers.contains_key(id) {
            let body = read_frame(&mut output).unwrap().unwrap_or_else(|| panic!("no answer to {id}"));
            let message: Value = serde_json::from_slice(&body).unwrap();
            match (message.get("method").and_then(Value::as_str), message.get("id")) {
                (Some(method), Some(id)) => {
                    let known = given.get_mut(method).and_then(VecDeque::pop_front);
                    let result = known.and_then(|known| known.get("result")).cloned().unwrap_or_default();
                    input.write_all(&encode(&json!({"jsonrpc": "2.0", "id": id, "result": result}))).unwrap();
                }
                (None, Some(id)) => drop(answers.insert(id.to_string(), message)),
                _ => {}
            }
        }
    };
    for line in record {
        let id = line.message.get("id").map(ToString::to_string);
        match (line.from.as_str(), line.message.get("method").and_then(Value::as_str), id) {
            ("client", Some(method), id) => {
                if method == "exit" {
                    for id in &unanswered {
                        wait(id, &mut answers, &mut input);
                    }
                }
                let mut message = line.message.clone();
                if method == "initialize" {
                    message["params"]["processId"] = Value::Null;
                }
                input.write_all(&encode(&message)).unwrap();
                unanswered.extend(id);
            }
            ("server", None, Some(id)) => wait(&id, &mut answers, &mut input),
            _ => {}
        }
    }
    drop(input);
    // Some editors, such as Vim with ALE, just end the server.
    let is_shut_down = record.iter().any(|line| line.message["method"] == "shutdown");
    assert_eq!(
        server.wait().unwrap().success(),
        is_shut_down,
        "the status tells whether the session was shut down"
    );
    answers
}

#[test]
fn sessions_of_real_editors_get_the_answers_of_their_records() {
    let records = records();
    assert!(!records.is_empty());
    for file in records {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let (uri, path) = (uri_of(&root), root.to_str().unwrap().to_owned());
        let text = fs::read_to_string(&file).unwrap();
        let here = text.replace(ROOT_URI, &uri).replace(ROOT_PATH, &path);
        let record = read(&here);
        let answers = replay(&record, &root);
        let (mut count, mut written) = (0, Vec::new());
        for (line, old) in record.iter().zip(text.lines()) {
            let id = line
                .message
                .get("id")
                .filter(|_| line.message.get("method").is_none() && line.from == "server");
            let Some(id) = id else {
                written.push(old.to_owned());
                continue;
            };
            count += 1;
            let answer = &answers[&id.to_string()];
            if std::env::var_os("UPDATE_SESSIONS").is_some() {
                let mut new: Value = serde_json::from_str(old).unwrap();
                new["message"] = answer.clone();
                written.push(new.to_string().replace(&uri, ROOT_URI).replace(&path, ROOT_PATH));
                continue;
            }
            // A request that the client has cancelled, or whose text has changed, may be answered in time or not.
            let may_differ =
                |message: &Value| matches!(message["error"]["code"].as_i64(), Some(-32802..=-32800));
            if !may_differ(answer) && !may_differ(&line.message) {
                assert_eq!(compared(answer.clone()), compared(line.message.clone()), "{id} in {file:?}");
            }
        }
        assert!(count > 3, "{file:?}");
        if std::env::var_os("UPDATE_SESSIONS").is_some() {
            fs::write(&file, written.join("\n") + "\n").unwrap();
        }
    }
}

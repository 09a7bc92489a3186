//! Clients that disconnect, do not read, or send invalid messages, tested against the process itself.

use ascribe_tests::{LIMIT, Server, binary, encode, read_frame};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

const TEXT: &str = "@mara: Mara Lindqvist\n\n“We saw the water,”{@mara} she said.\n";

/// Starts a server whose streams the test controls.
fn spawn() -> Child {
    let mut command = Command::new(binary());
    command.arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// First messages of a client.
fn opening() -> Vec<u8> {
    let item =
        json!({"uri": "file:///nowhere/a.ascribe", "languageId": "ascribe", "version": 1, "text": TEXT});
    [
        json!({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"capabilities": {}}}),
        json!({"jsonrpc": "2.0", "method": "initialized", "params": {}}),
        json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": item}}),
    ]
    .iter()
    .flat_map(encode)
    .collect()
}

fn hover(id: &Value) -> Vec<u8> {
    let params = json!({"textDocument": {"uri": "file:///nowhere/a.ascribe"}, "position": {"line": 0, "character": 2}});
    encode(&json!({"jsonrpc": "2.0", "id": id, "method": "textDocument/hover", "params": params}))
}

fn ends(child: &mut Child) -> ExitStatus {
    let end = Instant::now() + LIMIT;
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        if Instant::now() > end {
            child.kill().unwrap();
            panic!("the server goes on");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Responses until the output ends, by id.
fn answers(output: impl Read) -> BTreeMap<String, Vec<Value>> {
    let mut output = BufReader::new(output);
    let mut answers: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    while let Some(body) = read_frame(&mut output).expect("only messages") {
        let message: Value = serde_json::from_slice(&body).expect("JSON");
        if message.get("method").is_none() {
            answers.entry(message["id"].to_string()).or_default().push(message);
        }
    }
    answers
}

#[test]
fn everything_may_be_sent_at_once() {
    let mut child = spawn();
    let shutdown = encode(&json!({"jsonrpc": "2.0", "id": 2, "method": "shutdown"}));
    let exit = encode(&json!({"jsonrpc": "2.0", "method": "exit"}));
    let all = [opening(), hover(&json!(1)), shutdown, exit].concat();
    child.stdin.as_mut().unwrap().write_all(&all).unwrap();
    let answers = answers(child.stdout.take().unwrap());
    assert!(answers["1"][0].to_string().contains("Mara Lindqvist"), "{answers:?}");
    assert_eq!(ends(&mut child).code(), Some(0));
}

#[test]
fn a_client_that_closes_its_end_is_left_quietly() {
    let mut child = spawn();
    drop(child.stdout.take());
    child.stdin.as_mut().unwrap().write_all(&opening()).unwrap();
    // The input stays open.
    assert_eq!(ends(&mut child).code(), Some(1));
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(said, "");
}

#[test]
fn an_input_that_breaks_off_anywhere_is_the_end() {
    let whole = [opening(), hover(&json!(1))].concat();
    for cut in [1, 15, 19, 40, whole.len() - 1] {
        let mut child = spawn();
        let mut input = child.stdin.take().unwrap();
        input.write_all(&whole[..cut]).unwrap();
        drop(input);
        assert!(!answers(child.stdout.take().unwrap()).contains_key("1"));
        assert_eq!(ends(&mut child).code(), Some(1), "cut at {cut}");
    }
}

#[test]
fn a_log_that_nobody_reads_stops_nothing() {
    let mut child = spawn();
    let mut input = child.stdin.take().unwrap();
    // Each causes a log line, and together they exceed the capacity of a pipe.
    let garbage = format!("Content-Length: x{}\r\n\r\n", "y".repeat(1_000)).repeat(1_000);
    let sent = std::thread::spawn(move || {
        for part in [opening(), garbage.into_bytes(), hover(&json!(1))] {
            input.write_all(&part).unwrap();
        }
    });
    let answers = answers(child.stdout.take().unwrap());
    sent.join().unwrap();
    assert!(answers["1"][0].to_string().contains("Mara Lindqvist"));
    assert_eq!(answers["null"].len(), 1_000, "each unreadable message has an answer");
    ends(&mut child);
}

#[test]
fn a_wrong_length_costs_one_message_at_most() {
    for length in [0, 1, 40, 200, 5_000, 1 << 28, 1_u64 << 40] {
        let mut child = spawn();
        let mut input = child.stdin.take().unwrap();
        let framed = String::from_utf8(hover(&json!(1))).unwrap();
        let wrong = format!("Content-Length: {length}\r\n\r\n{}", framed.split_once("\r\n\r\n").unwrap().1);
        for part in [opening(), wrong.into_bytes(), hover(&json!(2)), hover(&json!(3))] {
            input.write_all(&part).unwrap();
        }
        drop(input);
        let answers = answers(child.stdout.take().unwrap());
        for id in ["2", "3"] {
            assert!(answers[id][0].to_string().contains("Mara Lindqvist"), "{length}: {answers:?}");
        }
        ends(&mut child);
    }
}

#[test]
fn thousands_of_requests_wait_for_a_client_that_reads_late() {
    const COUNT: usize = 5_000;
    let mut child = spawn();
    let mut input = child.stdin.take().unwrap();
    input.write_all(&opening()).unwrap();
    for id in 1..=COUNT {
        input.write_all(&hover(&json!(id))).unwrap();
        if id % 3 == 0 {
            let cancel = json!({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": id}});
            input.write_all(&encode(&cancel)).unwrap();
        }
    }
    // Reading starts only now; the input ends when everything is answered.
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut seen = vec![0; COUNT + 1];
    while seen.iter().sum::<usize>() < seen.len() {
        let body = read_frame(&mut output).unwrap().expect("an answer to each");
        let message: Value = serde_json::from_slice(&body).unwrap();
        if let (Some(id), None) = (message["id"].as_u64(), message.get("method")) {
            seen[usize::try_from(id).unwrap()] += 1;
        }
    }
    assert!(seen.iter().all(|count| *count == 1));
    drop(input);
    ends(&mut child);
}

/// A long document in which each change moves all findings.
struct Storm {
    input: ChildStdin,
    version: i64,
}

impl Storm {
    const URI: &str = "file:///nowhere/long.ascribe";

    fn over(child: &mut Child) -> Self {
        let mut storm = Self { input: child.stdin.take().unwrap(), version: 0 };
        let start =
            json!({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"capabilities": {}}});
        storm.input.write_all(&encode(&start)).unwrap();
        storm.send("initialized", &json!({}));
        let text = "“We saw the water,” she said.\n\n".repeat(3000);
        let item = json!({"uri": Self::URI, "languageId": "ascribe", "version": 0, "text": text});
        storm.send("textDocument/didOpen", &json!({"textDocument": item}));
        storm
    }

    fn send(&mut self, method: &str, params: &Value) {
        let message = encode(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
        self.input.write_all(&message).unwrap();
    }

    fn edit(&mut self) {
        self.version += 1;
        let start = json!({"line": 0, "character": 0});
        let change = json!({"range": {"start": start, "end": start}, "text": "\n"});
        let document = json!({"uri": Self::URI, "version": self.version});
        self.send("textDocument/didChange", &json!({"textDocument": document, "contentChanges": [change]}));
    }
}

/// Version of the diagnostics in the next message, if it has any. The version comes after the list; parsing the whole
/// list would take as long as making many.
fn next_version(output: &mut impl BufRead) -> Option<i64> {
    let body = read_frame(output).expect("only messages").expect("the newest list");
    let tail = String::from_utf8_lossy(&body[body.len().saturating_sub(200)..]);
    let (_, version) = tail.rsplit_once("\"version\":")?;
    version.split_once('}')?.0.parse().ok()
}

#[test]
fn a_client_that_reads_late_gets_few_lists_of_what_is_old() {
    let mut child = spawn();
    let mut storm = Storm::over(&mut child);
    for _ in 0..60 {
        storm.edit();
        // Long enough to receive the list of this version, if it is made.
        std::thread::sleep(Duration::from_millis(20));
    }
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut versions = Vec::new();
    while versions.last() != Some(&storm.version) {
        versions.extend(next_version(&mut output));
    }
    assert!(versions.len() < 6, "{versions:?}");
    drop(storm);
    ends(&mut child);
}

#[test]
#[cfg(target_os = "linux")]
fn a_client_that_goes_on_before_it_has_read_is_not_kept_busy_by_lists() {
    const EDITS: i64 = 300;
    let mut child = spawn();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut storm = Storm::over(&mut child);
    while next_version(&mut output) != Some(0) {}
    let (mut lists, mut newest) = (0, None);
    let is_there = |output: &BufReader<std::process::ChildStdout>| {
        !output.buffer().is_empty() || rustix::io::ioctl_fionread(output.get_ref()).unwrap() > 0
    };
    let start = Instant::now();
    while storm.version < EDITS {
        // The first of two edits does not wait for its list.
        for _ in 0..2 {
            storm.edit();
            std::thread::sleep(Duration::from_millis(5));
        }
        if is_there(&output) {
            newest = next_version(&mut output);
            lists += 1;
        }
    }
    // Edits come in pairs, 10 ms apart. A server that sends a list for each pair sends one in about 11 ms; this one sends
    // one in about 20 ms, or fewer if it is slow.
    let most = start.elapsed().as_millis() / 15 + 5;
    assert!(lists <= most, "{lists} lists while it typed");
    while newest != Some(EDITS) {
        newest = next_version(&mut output);
    }
    drop(storm);
    ends(&mut child);
}

#[test]
fn messages_of_any_shape_are_answered_or_passed_over() {
    let server = Server::start();
    let doc = server.open("a.ascribe", TEXT);
    let connection = server.connection();
    let deep = |open: &str, close: &str| [open.repeat(100_000), close.repeat(100_000)].concat();
    let bodies = [
        deep("[", "]"),
        deep("{\"a\":", "}"),
        format!("{{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\",\"params\":{}}}", deep("[", "]")),
        "[{\"jsonrpc\":\"2.0\",\"id\":900,\"method\":\"shutdown\"}]".to_owned(),
        "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"shutdown\"}".to_owned(),
        "{\"jsonrpc\":\"2.0\",\"id\":[1],\"method\":\"shutdown\"}".to_owned(),
        "{\"jsonrpc\":\"2.0\",\"id\":99999999999999999999,\"method\":\"shutdown\"}".to_owned(),
        "{\"jsonrpc\":\"1.0\",\"id\":901,\"method\":7}".to_owned(),
        "\u{feff}{}".to_owned(),
        "{\"jsonrpc\":\"2.0\",\"method\":\"\\ud800\"}".to_owned(),
    ];
    for (before, body) in bodies.iter().enumerate() {
        server.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()));
        server.eventually("an answer", || connection.answers_without_id(), |count| *count == before + 1);
        assert!(doc.hover(doc.at("mara:")).expect("a hover").contains("Mara Lindqvist"));
    }
    // Members outside of JSON-RPC are ignored, even if the server's own parser rejects them.
    for member in ["1e999", "\"\\ud800\"", &deep("[", "]")] {
        let body = format!("{{\"jsonrpc\":\"2.0\",\"method\":\"$/nothing\",\"other\":{member}}}");
        server.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()));
        assert!(doc.hover(doc.at("mara:")).is_some(), "after {}", &member[..member.len().min(20)]);
    }
    // A length that is too short splits a message into two invalid ones.
    server.raw("Content-Length: 4\r\n\r\n{\"a\":1}\r\n\r\n");
    assert!(doc.hover(doc.at("mara:")).is_some());
}

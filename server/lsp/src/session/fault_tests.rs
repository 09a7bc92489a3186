//! Tests of faults inside the server, which no client can trigger at will.
#![allow(clippy::unwrap_used, clippy::panic)]

use crate::server::Server;
use crate::session::service::serve;
use crate::state::Shared;
use serde_json::{Value, json};
use std::io::{Cursor, Read};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use tokio::io::AsyncWrite;
use tower_lsp::LspServiceBuilder;

fn framed(message: &Value) -> Vec<u8> {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn request(id: usize, method: &str, params: &Value) -> Vec<u8> {
    framed(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}))
}

fn notification(method: &str, params: &Value) -> Vec<u8> {
    framed(&json!({"jsonrpc": "2.0", "method": method, "params": params}))
}

/// Results and error codes, with the ids of their requests.
fn answers(written: Vec<u8>) -> Vec<(Value, Value)> {
    let mut answers = Vec::new();
    for part in String::from_utf8(written).unwrap().split("Content-Length: ").skip(1) {
        let message: Value = serde_json::from_str(part.split_once("\r\n\r\n").unwrap().1).unwrap();
        if message.get("method").is_some() {
            continue;
        }
        let answer = message.get("error").map_or(message["result"].clone(), |error| error["code"].clone());
        answers.push((message["id"].clone(), answer));
    }
    answers.sort_by_key(|(id, _)| id.as_u64());
    answers
}

/// Serves a client with this input and output until the end of the session.
fn serve_all(input: impl Read + Send + 'static, output: impl AsyncWrite + Unpin) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let state = Arc::new(Shared::new(runtime.handle().clone(), 2));
    runtime.block_on(serve(&state, input, output));
    runtime.shutdown_background();
}

fn served(messages: &[Vec<u8>]) -> Vec<(Value, Value)> {
    let mut output = Cursor::new(Vec::new());
    serve_all(Cursor::new(messages.concat()), &mut output);
    answers(output.into_inner())
}

/// Adds methods that panic at each point where a handler can.
pub fn with_panics(builder: LspServiceBuilder<Server>) -> LspServiceBuilder<Server> {
    builder
        .custom_method("test/work", Server::panic_at_work)
        .custom_method("test/handler", Server::panic_in_a_handler)
        .custom_method("test/notification", Server::panic_in_a_notification)
}

impl Server {
    async fn panic_at_work(&self, params: Value) -> tower_lsp::jsonrpc::Result<Option<()>> {
        let context = self.about_data(params.get("textDocument"));
        context.with_document(|_| panic!("a feature fails")).await
    }

    #[allow(clippy::unused_async, reason = "a handler is")]
    async fn panic_in_a_handler(&self, _: Value) -> tower_lsp::jsonrpc::Result<()> {
        panic!("a handler fails")
    }

    #[allow(clippy::unused_async, reason = "a handler is")]
    async fn panic_in_a_notification(&self, _: Value) {
        panic!("a change fails")
    }
}

const DOCUMENT: &str = "file:///nowhere/a.ascribe";

fn opened() -> Vec<u8> {
    let document =
        json!({"uri": DOCUMENT, "languageId": "ascribe", "version": 1, "text": "@mara: Mara Lindqvist\n"});
    notification("textDocument/didOpen", &json!({ "textDocument": document }))
}

#[test]
fn a_panic_is_an_error_of_its_request_only() {
    let about = json!({"textDocument": {"uri": DOCUMENT}, "position": {"line": 0, "character": 2}});
    let answers = served(&[
        request(1, "initialize", &json!({"capabilities": {}})),
        notification("initialized", &json!({})),
        opened(),
        request(2, "test/work", &about),
        request(3, "test/handler", &about),
        request(4, "textDocument/hover", &about),
        request(5, "test/work", &about),
        request(6, "shutdown", &Value::Null),
    ]);
    let codes: Vec<Option<i64>> = answers.iter().map(|(_, answer)| answer.as_i64()).collect();
    assert_eq!(codes, [None, Some(-32603), Some(-32603), None, Some(-32603), None]);
    assert!(answers[3].1.to_string().contains("Mara Lindqvist"));
}

#[test]
fn a_document_is_not_open_any_more_after_a_panic_in_its_change() {
    let about = json!({"textDocument": {"uri": DOCUMENT}, "position": {"line": 0, "character": 2}});
    let answers = served(&[
        request(1, "initialize", &json!({"capabilities": {}})),
        opened(),
        notification("test/notification", &about),
        request(2, "textDocument/hover", &about),
        opened(),
        request(3, "textDocument/hover", &about),
    ]);
    assert_eq!((answers.len(), &answers[1].1), (3, &Value::Null));
    assert!(answers[2].1.to_string().contains("Mara Lindqvist"));
}

/// Input that reports how far it was read.
struct Told {
    input: Cursor<Vec<u8>>,
    read: Arc<AtomicU64>,
}

impl Read for Told {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.read.store(self.input.position(), Ordering::Relaxed);
        Ok(count)
    }
}

/// Output that accepts nothing, or fails.
struct Stuck {
    fails: bool,
}

impl AsyncWrite for Stuck {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, _: &[u8]) -> Poll<std::io::Result<usize>> {
        if self.fails { Poll::Ready(Err(std::io::ErrorKind::BrokenPipe.into())) } else { Poll::Pending }
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[test]
fn a_client_that_does_not_read_is_not_read_from() {
    // More requests than the server reads before one is answered.
    let messages: Vec<u8> = (0..40_000).flat_map(|id| request(id, "test/unknown", &json!({}))).collect();
    let all = messages.len() as u64;
    let read = Arc::<AtomicU64>::default();
    let input = Told { input: Cursor::new(messages), read: Arc::clone(&read) };
    std::thread::spawn(move || serve_all(input, Stuck { fails: false }));
    let mut before = u64::MAX;
    loop {
        std::thread::sleep(std::time::Duration::from_millis(200));
        let now = read.load(Ordering::Relaxed);
        if now == before && now > 0 {
            break;
        }
        before = now;
    }
    assert!(before < all, "all {all} bytes were read, and no answer was taken");
}

/// Infinite input.
struct Endless;

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let message = request(1, "test/unknown", &json!({}));
        let count = message.len();
        buffer[..count].copy_from_slice(&message);
        Ok(count)
    }
}

#[test]
fn the_session_ends_when_the_client_does_not_take_its_answers_any_more() {
    serve_all(Endless, Stuck { fails: true });
}

#[test]
fn the_session_ends_with_the_input_though_nobody_takes_the_answers() {
    serve_all(Cursor::new(request(1, "test/unknown", &json!({}))), Stuck { fails: false });
}

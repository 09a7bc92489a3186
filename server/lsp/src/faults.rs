//! What goes wrong inside the server, which no client can bring about at will.
#![allow(clippy::unwrap_used, clippy::panic)]

use crate::answers;
use crate::ordered::{Ordered, Reply};
use crate::outbox::outbox;
use crate::output::Output;
use crate::pool::Seats;
use crate::server::Server;
use crate::state::Shared;
use crate::transport::{Wire, serve};
use futures::future::{BoxFuture, FutureExt, ready};
use serde_json::{Value, json};
use std::io::{Cursor, Read, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use tokio::runtime::Handle;
use tower::Service;
use tower_lsp::LspService;
use tower_lsp::jsonrpc::{Request, Response};

fn runtime() -> Handle {
    crate::pool::start(2).unwrap()
}

fn framed(message: &Value) -> Vec<u8> {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn request(id: usize, method: &str, params: &Value) -> Vec<u8> {
    framed(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}))
}

/// An output that keeps what is written.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Output for Kept {}

impl Kept {
    /// The results, and the codes of errors, by the ids of their requests.
    fn answers(&self) -> Vec<(Value, Value)> {
        let written = self.0.lock().unwrap().clone();
        let mut answers = Vec::new();
        for part in String::from_utf8(written).unwrap().split("Content-Length: ").skip(1) {
            let message: Value = serde_json::from_str(part.split_once("\r\n\r\n").unwrap().1).unwrap();
            if message.get("method").is_some() {
                continue;
            }
            let answer =
                message.get("error").map_or(message["result"].clone(), |error| error["code"].clone());
            answers.push((message["id"].clone(), answer));
        }
        answers.sort_by_key(|(id, _)| id.as_u64());
        answers
    }
}

/// A server whose handlers may be told to panic, in all the places where one can.
fn served(messages: &[Vec<u8>]) -> Vec<(Value, Value)> {
    let runtime = runtime();
    let (outbox, waiting) = outbox();
    let state = Arc::new(Shared::new(outbox.clone(), Seats::new(2), runtime.clone()));
    let (service, socket) = LspService::build(|client| {
        state.set_client(client);
        Server::new(Arc::clone(&state))
    })
    .custom_method("test/work", Server::panic_at_work)
    .custom_method("test/handler", Server::panic_in_a_handler)
    .finish();
    let output = Kept::default();
    let wire = Wire { input: Cursor::new(messages.concat()), output: output.clone(), gone: || {} };
    serve(&runtime, Ordered::new(service, Arc::clone(&state)), socket, (&outbox, waiting), wire);
    output.answers()
}

impl Server {
    async fn panic_at_work(&self, _: Value) -> tower_lsp::jsonrpc::Result<Option<()>> {
        answers::of_document(|_| panic!("a feature fails")).await
    }

    #[allow(clippy::unused_async, reason = "a handler is")]
    async fn panic_in_a_handler(&self, _: Value) -> tower_lsp::jsonrpc::Result<()> {
        panic!("a handler fails")
    }
}

#[test]
fn a_panic_is_an_error_of_its_request_only() {
    let uri = "file:///nowhere/a.ascribe";
    let document =
        json!({"uri": uri, "languageId": "ascribe", "version": 1, "text": "@mara: Mara Lindqvist\n"});
    let about = json!({"textDocument": {"uri": uri}, "position": {"line": 0, "character": 2}});
    let answers = served(&[
        request(1, "initialize", &json!({"capabilities": {}})),
        framed(&json!({"jsonrpc": "2.0", "method": "initialized", "params": {}})),
        framed(
            &json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": document}}),
        ),
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

/// Answers each request with a long text, or panics before there is an answer to wait for.
struct Loud(usize);

impl Service<Request> for Loud {
    type Response = Option<Reply>;
    type Error = std::convert::Infallible;
    type Future = BoxFuture<'static, Result<Option<Reply>, Self::Error>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        assert_ne!(request.method(), "test/panic");
        let text = json!("x".repeat(self.0));
        let response = request.id().cloned().map(|id| Reply::Plain(Response::from_ok(id, text)));
        ready(Ok(response)).boxed()
    }
}

/// An input that is read as far as it is written, and tells how far.
struct Told {
    input: Cursor<Vec<u8>>,
    read: Arc<Mutex<u64>>,
}

impl Read for Told {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.input.read(buffer)?;
        *self.read.lock().unwrap() = self.input.position();
        Ok(count)
    }
}

/// An output that takes nothing before it is told to.
struct Slow(Receiver<()>);

impl Write for Slow {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        // Once nobody tells any more, everything is taken.
        let _ = self.0.recv();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Output for Slow {}

fn socket() -> tower_lsp::ClientSocket {
    let runtime = runtime();
    let state = Arc::new(Shared::new(outbox().0, Seats::new(1), runtime.clone()));
    LspService::new(|_| Server::new(state)).1
}

#[test]
fn a_panic_before_there_is_an_answer_is_one() {
    let runtime = runtime();
    let (outbox, waiting) = outbox();
    let messages = ["test/panic", "test/fine"].map(|method| request(method.len(), method, &json!({})));
    let output = Kept::default();
    let wire = Wire { input: Cursor::new(messages.concat()), output: output.clone(), gone: || {} };
    serve(&runtime, Loud(1), socket(), (&outbox, waiting), wire);
    assert_eq!(output.answers(), [(json!(9), json!("x")), (json!(10), json!(-32603))]);
}

#[test]
fn a_client_that_does_not_read_is_not_read_from() {
    let runtime = runtime();
    let (outbox, waiting) = outbox();
    // More than is read of requests that nobody takes the answers of.
    let messages: Vec<u8> = (0..40_000).flat_map(|id| request(id, "test/fine", &json!({}))).collect();
    let all = messages.len() as u64;
    let read = Arc::new(Mutex::new(0));
    let input = std::io::BufReader::new(Told { input: Cursor::new(messages), read: Arc::clone(&read) });
    let (go_on, waits): (Sender<()>, _) = channel();
    let wire = Wire { input, output: Slow(waits), gone: || {} };
    let handle = runtime.clone();
    let serving = std::thread::spawn(move || {
        serve(&handle, Loud(1), socket(), (&outbox, waiting), wire);
    });
    let mut before = u64::MAX;
    let stands = loop {
        std::thread::sleep(std::time::Duration::from_millis(200));
        let now = *read.lock().unwrap();
        if now == before && now > 0 {
            break now;
        }
        before = now;
    };
    assert!(stands < all, "all {all} bytes were read, and no answer was taken");
    drop(go_on);
    serving.join().unwrap();
    assert_eq!(*read.lock().unwrap(), all);
}

#[test]
fn a_client_that_is_gone_is_noticed_when_something_is_written() {
    struct Gone;
    impl Write for Gone {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
    }
    impl Output for Gone {}
    let runtime = runtime();
    let (outbox, waiting) = outbox();
    let (tell, told) = channel();
    let messages: Vec<u8> = (0..1_000).flat_map(|id| request(id, "test/fine", &json!({}))).collect();
    let gone = move || tell.send(()).unwrap();
    let wire = Wire { input: Cursor::new(messages), output: Gone, gone };
    serve(&runtime, Loud(1), socket(), (&outbox, waiting), wire);
    assert!(told.recv().is_ok());
}

//! Filter in front of `tower_lsp::Server`, whose own reader stops at the first invalid frame.
//!
//! Valid messages are passed on. Each invalid frame is replaced by a request that [`crate::session::service`] answers
//! with an error.

use crate::session::messages::{Incoming, Input};
use futures::StreamExt;
use futures::stream::poll_fn;
use serde_json::{Value, json};
use std::io::{Cursor, Read};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::AsyncRead;
use tokio::runtime::Handle;
use tokio::sync::{Semaphore, mpsc, oneshot, watch};
use tokio_util::io::StreamReader;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};

/// Method of the request that stands for an invalid frame; its parameter is the error code.
pub const UNREADABLE: &str = "$/unreadable";

/// Maximum message size in bytes; larger messages are skipped, since no article is as long.
const LONGEST: u64 = 1 << 29;

/// Maximum number of bytes read ahead of the service. A client may send thousands of requests before it reads an
/// answer; beyond this limit it has to wait.
const AHEAD: usize = 64 << 20;

/// Minimum size in bytes that a frame counts for.
const FRAME: usize = 2 << 10;

/// Reads frames on a thread of its own, for the server to consume; the returned receiver resolves at the end of the
/// input. Each request is added to `unanswered`. `exit` cancels pending work, so the reader first waits until all
/// requests are answered, but at most for `grace`.
pub fn read(
    input: impl Read + Send + 'static,
    unanswered: watch::Sender<usize>,
    grace: Duration,
) -> (impl AsyncRead + Unpin, oneshot::Receiver<()>) {
    let (frames, mut read) = mpsc::unbounded_channel();
    let room = Arc::new(Semaphore::new(AHEAD));
    let (end, ended) = oneshot::channel();
    let runtime = Handle::current();
    std::thread::spawn(move || {
        let mut input = Input::new(input, LONGEST);
        while let Some(frame) = next(&mut input) {
            if frame.is_exit {
                let mut unanswered = unanswered.subscribe();
                let answered = unanswered.wait_for(|count| *count == 0);
                let answered =
                    runtime.block_on(async { tokio::time::timeout(grace, answered).await.is_ok() });
                tracing::debug!("the client sent exit; all requests answered: {answered}");
            }
            unanswered.send_modify(|count| *count += usize::from(frame.is_request));
            let message =
                [format!("Content-Length: {}\r\n\r\n", frame.body.len()).as_bytes(), &frame.body].concat();
            let bytes = message.len().clamp(FRAME, AHEAD) as u32;
            // The semaphore is never closed.
            let permit = runtime.block_on(Arc::clone(&room).acquire_many_owned(bytes));
            if frames.send((message, permit)).is_err() || frame.is_exit {
                break;
            }
        }
        drop(frames);
        // The receiver is gone once the session is over.
        let _ = end.send(());
    });
    let messages = poll_fn(move |context| read.poll_recv(context));
    (StreamReader::new(messages.map(|(message, _)| Ok::<_, std::io::Error>(Cursor::new(message)))), ended)
}

/// A message that the server can parse.
struct Frame {
    body: Vec<u8>,
    is_request: bool,
    is_exit: bool,
}

/// Next frame to pass on; `None` at the end of the input.
fn next(input: &mut Input<impl Read>) -> Option<Frame> {
    loop {
        let error = match input.read_message() {
            Incoming::End => return None,
            Incoming::Unreadable(why) => {
                tracing::warn!("invalid message: {why}");
                Error::parse_error()
            }
            Incoming::Message(body) => match serde_json::from_slice::<Request>(&body) {
                Ok(request) if !request.method().is_empty() => {
                    let is_exit = request.method() == "exit" && request.id().is_none();
                    // Drops members that JSON-RPC does not define: the server parses more strictly than this.
                    let body = request.to_string().into_bytes();
                    return Some(Frame { body, is_request: request.id().is_some(), is_exit });
                }
                // A response of the client has no method, and parses as a request with an empty one.
                read => match serde_json::from_slice::<Response>(&body) {
                    Ok(_) => return Some(Frame { body, is_request: false, is_exit: false }),
                    Err(_) if read.is_ok_and(|request| request.id().is_none()) => continue,
                    Err(error) if error.is_data() => Error::invalid_request(),
                    Err(_) => Error::parse_error(),
                },
            },
        };
        let stand_in =
            json!({ "jsonrpc": "2.0", "id": null, "method": UNREADABLE, "params": [error.code.code()] });
        return Some(Frame { body: stand_in.to_string().into_bytes(), is_request: true, is_exit: false });
    }
}

/// Error response to [`UNREADABLE`].
pub fn error(id: Id, params: Option<&Value>) -> Response {
    let code = params.and_then(|params| params.get(0)?.as_i64());
    let is_invalid = code == Some(ErrorCode::InvalidRequest.code());
    Response::from_error(id, if is_invalid { Error::invalid_request() } else { Error::parse_error() })
}

//! Filter in front of `tower_lsp::Server`, whose own reader stops at the first invalid frame.
//!
//! Valid messages are passed on. Each invalid frame is replaced by a request that [`crate::session::service`] answers
//! with an error.

use futures::StreamExt;
use futures::stream::poll_fn;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Cursor, Read};
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
        let mut input = BufReader::new(input);
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
fn next(input: &mut impl BufRead) -> Option<Frame> {
    loop {
        let error = match read_message(input, LONGEST) {
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

/// Maximum bytes of a header line read at once, so that an endless line takes no memory.
const MAX_LINE: u64 = 1 << 13;

/// Next item of the input.
#[derive(Debug)]
enum Incoming {
    /// Body of a message.
    Message(Vec<u8>),
    /// Invalid frame, with the reason.
    Unreadable(String),
    /// End of the input.
    End,
}

/// Reads the next message. Skips lines before a `Content-Length` that are not headers, and messages of more than
/// `longest` bytes.
fn read_message(input: &mut impl BufRead, longest: u64) -> Incoming {
    let mut length = None;
    let mut unknown = None;
    loop {
        let mut line = Vec::new();
        match input.by_ref().take(MAX_LINE).read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return Incoming::End,
            Ok(_) => {}
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end();
        if line.is_empty() {
            if length.is_some() || unknown.is_some() {
                break;
            }
            continue;
        }
        match line.split_once(':') {
            Some((name, value)) if name.trim().eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse::<u64>().ok();
                unknown = length.is_none().then(|| line.to_owned());
            }
            Some((name, _)) if name.trim().eq_ignore_ascii_case("content-type") => {}
            _ => unknown = Some(line.to_owned()),
        }
    }
    let Some(length) = length else {
        return Incoming::Unreadable(unknown.unwrap_or_default());
    };
    let mut rest = input.take(length);
    if length > longest {
        return match std::io::copy(&mut rest, &mut std::io::sink()) {
            Ok(read) if read == length => Incoming::Unreadable(format!("it has {length} bytes")),
            _ => Incoming::End,
        };
    }
    let mut body = Vec::new();
    match rest.read_to_end(&mut body) {
        Ok(read) if read as u64 == length => Incoming::Message(body),
        _ => Incoming::End,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    const LONGEST: u64 = 1 << 16;

    fn read_all(input: &[u8]) -> Vec<String> {
        let mut input = BufReader::new(input);
        let mut seen = Vec::new();
        loop {
            match read_message(&mut input, LONGEST) {
                Incoming::Message(body) => seen.push(String::from_utf8_lossy(&body).into_owned()),
                Incoming::Unreadable(why) => seen.push(format!("? {why}")),
                Incoming::End => return seen,
            }
        }
    }

    #[test]
    fn messages_are_read_whatever_stands_between_them() {
        let input =
            b"Content-Length: 2\r\n\r\n{}garbage\r\n\r\ncontent-length: 3\r\nContent-Type: x\r\n\r\nabc\
            Content-Length: -1\r\n\r\nContent-Length: 1\r\n\r\nx";
        assert_eq!(read_all(input), ["{}", "? garbage", "abc", "? Content-Length: -1", "x"]);
    }

    #[test]
    fn heads_of_any_form_are_read() {
        for head in [
            "Content-Length: 2\n\n",
            "Content-Length:2\r\n\n",
            "\r\n\n CONTENT-LENGTH :\t2 \r\n\r\n",
            "Content-Length: 7\r\nContent-Length: 2\r\n\r\n",
            "Content-Length: x\r\nContent-Length: 2\r\n\r\n",
            "Content-Length: 2\r\nContent-Type: é\r\n\r\n",
        ] {
            assert_eq!(read_all(&[head.as_bytes(), b"{}"].concat()), ["{}"], "{head:?}");
        }
    }

    #[test]
    fn what_is_too_long_is_passed_over_without_being_held() {
        // An endless header line, and a body too large for memory.
        let line = std::io::repeat(b'x').take(1 << 24);
        let behind = b"\r\n\r\nContent-Length: 1\r\n\r\nx".as_slice();
        let mut input = BufReader::new(line.chain(behind));
        assert!(
            matches!(read_message(&mut input, LONGEST), Incoming::Unreadable(why) if why.len() as u64 <= MAX_LINE)
        );
        assert!(matches!(read_message(&mut input, LONGEST), Incoming::Message(body) if body == b"x"));

        let head = format!("Content-Length: {}\r\n\r\n", LONGEST + 1);
        let body = std::io::repeat(b'x').take(LONGEST + 1);
        let mut input = BufReader::new(head.as_bytes().chain(body).chain(&b"Content-Length: 1\r\n\r\nx"[..]));
        assert!(matches!(read_message(&mut input, LONGEST), Incoming::Unreadable(_)));
        assert!(matches!(read_message(&mut input, LONGEST), Incoming::Message(body) if body == b"x"));

        let huge = format!("Content-Length: {}\r\n\r\nabc", u64::MAX);
        assert!(read_all(huge.as_bytes()).is_empty());
        assert_eq!(read_all(b"Content-Length: 99999999999999999999\r\n\r\n").len(), 1);
    }

    #[test]
    fn a_message_that_is_cut_off_is_the_end() {
        assert!(read_all(b"Content-Length: 10\r\n\r\nabc").is_empty());
        assert!(read_all(b"Content-Len").is_empty());
    }
}

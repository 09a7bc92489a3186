//! Messages on standard input and output.
//!
//! This stands in for `tower_lsp::Server`, which ends at the first message that is no JSON. Here a message
//! that cannot be read is answered with an error, and the next one is read.

use crate::ordered::Reply;
use futures::channel::mpsc::UnboundedSender;
use futures::{FutureExt, SinkExt, StreamExt};
use std::io::{BufRead, BufReader, Read, Write};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tower::{Service, ServiceExt};
use tower_lsp::ClientSocket;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};

/// The messages that may wait for the client to read them before those who write more have to wait too.
const OUTBOX: usize = 256;

/// A longer message is refused; no article is as long.
const MAX_MESSAGE: usize = 1 << 30;

/// After the input has ended, what is being answered has this time to be written.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// Where messages to the client are put.
#[derive(Debug, Clone)]
pub struct Outbox(mpsc::Sender<Outgoing>);

/// Where the writer takes them from.
pub struct Writer(mpsc::Receiver<Outgoing>);

#[derive(Debug)]
enum Outgoing {
    Message(String),
    End,
}

/// A queue of messages to the client.
pub fn outbox() -> (Outbox, Writer) {
    let (sender, receiver) = mpsc::channel(OUTBOX);
    (Outbox(sender), Writer(receiver))
}

impl Outbox {
    /// Sends a message; waits while the client does not read.
    async fn send(&self, message: serde_json::Result<String>) {
        match message {
            // It fails only when the server ends.
            Ok(json) => drop(self.0.send(Outgoing::Message(json)).await),
            Err(error) => tracing::error!("a message cannot be written: {error}"),
        }
    }

    /// Sends a notification, whose parameters are JSON already; waits while the client does not read.
    pub async fn notify(&self, method: &str, params: &str) {
        let message = [r#"{"jsonrpc":"2.0","method":""#, method, r#"","params":"#, params, "}"].concat();
        self.send(Ok(message)).await;
    }
}

/// Gives each message of the input to the service, in order, and writes what comes back, until the input
/// ends or the client says `exit`.
pub fn serve<S>(runtime: &Handle, mut service: S, socket: ClientSocket, outbox: &Outbox, writer: Writer)
where
    S: Service<Request, Response = Option<Reply>> + Send,
    S::Future: Send + 'static,
    S::Error: std::fmt::Debug + Send,
{
    let writing = std::thread::spawn(move || write_messages(writer));
    let (requests, mut answers) = socket.split();
    let (to_client, from_client) = futures::channel::mpsc::unbounded();
    runtime.spawn(forward_requests(requests, outbox.clone()));
    runtime.spawn(async move {
        let mut responses = from_client;
        while let Some(response) = responses.next().await {
            if answers.send(response).await.is_err() {
                break;
            }
        }
    });

    let mut input = BufReader::with_capacity(1 << 16, std::io::stdin().lock());
    let _guard = runtime.enter();
    // Counts, by its clones, the requests that are being answered.
    let answering = Arc::new(());
    loop {
        match read_message(&mut input) {
            Incoming::End => break,
            Incoming::Message(body) => {
                if !dispatch(runtime, &mut service, &body, &to_client, (outbox, &answering)) {
                    break;
                }
            }
            Incoming::Unreadable(why) => {
                tracing::warn!("a message cannot be read: {why}");
                answer_error(runtime, outbox, Error::parse_error());
            }
        }
    }
    let deadline = Instant::now() + LAST_WORDS;
    while Arc::strong_count(&answering) > 1 && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(1));
    }
    // A client that does not read its answers must not keep the server.
    drop(outbox.0.try_send(Outgoing::End));
    while !writing.is_finished() && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Whether to read on.
fn dispatch<S>(
    runtime: &Handle,
    service: &mut S,
    body: &[u8],
    to_client: &UnboundedSender<Response>,
    (outbox, answering): (&Outbox, &Arc<()>),
) -> bool
where
    S: Service<Request, Response = Option<Reply>> + Send,
    S::Future: Send + 'static,
    S::Error: std::fmt::Debug + Send,
{
    let request = match serde_json::from_slice::<Request>(body) {
        // An answer of the client has no method, and reads as a request with an empty one.
        Ok(request) if !request.method().is_empty() => request,
        read => {
            match serde_json::from_slice::<Response>(body) {
                // It fails only when the server ends.
                Ok(response) => drop(to_client.unbounded_send(response)),
                Err(_) if read.is_ok_and(|request| request.id().is_none()) => {}
                Err(error) if error.is_data() => answer_error(runtime, outbox, Error::invalid_request()),
                Err(_) => answer_error(runtime, outbox, Error::parse_error()),
            }
            return true;
        }
    };
    let is_exit = request.method() == "exit";
    let id = request.id().cloned();
    // Not ready while `initialize` is under way.
    if let Err(error) = runtime.block_on(service.ready()) {
        tracing::debug!("the service has ended: {error:?}");
        return false;
    }
    let future = service.call(request);
    let outbox = outbox.clone();
    let answering = Arc::clone(answering);
    runtime.spawn(async move {
        let reply = match AssertUnwindSafe(future).catch_unwind().await {
            Ok(Ok(reply)) => reply,
            Ok(Err(error)) => {
                tracing::debug!("not served: {error:?}");
                None
            }
            Err(_) => id.clone().map(|id| Reply::Plain(Response::from_error(id, Error::internal_error()))),
        };
        // The service leaves unknown methods with `$/` unanswered, requests among them.
        let unanswered = || id.map(|id| Reply::Plain(Response::from_error(id, Error::method_not_found())));
        if let Some(reply) = reply.or_else(unanswered) {
            outbox.send(reply.into_json()).await;
        }
        drop(answering);
    });
    !is_exit
}

fn answer_error(runtime: &Handle, outbox: &Outbox, error: Error) {
    let outbox = outbox.clone();
    runtime.spawn(
        async move { outbox.send(serde_json::to_string(&Response::from_error(Id::Null, error))).await },
    );
}

async fn forward_requests(mut requests: impl StreamExt<Item = Request> + Unpin, outbox: Outbox) {
    while let Some(request) = requests.next().await {
        outbox.send(serde_json::to_string(&request)).await;
    }
}

/// Standard output without its own buffer, which would part a message from its head: a server that ends with its client
/// leaves no half of one.
#[cfg(unix)]
fn whole_output() -> std::io::Result<impl Write> {
    use std::os::fd::AsFd;
    std::io::stdout().as_fd().try_clone_to_owned().map(std::fs::File::from)
}

#[cfg(not(unix))]
fn whole_output() -> std::io::Result<impl Write> {
    Ok(std::io::stdout().lock())
}

fn write_messages(Writer(mut messages): Writer) {
    let output = match whole_output() {
        Ok(output) => output,
        Err(error) => {
            tracing::error!("there is no output: {error}");
            return;
        }
    };
    let mut output = std::io::BufWriter::with_capacity(1 << 16, output);
    while let Some(Outgoing::Message(json)) = messages.blocking_recv() {
        let written = write!(output, "Content-Length: {}\r\n\r\n", json.len())
            .and_then(|()| output.write_all(json.as_bytes()))
            .and_then(|()| if messages.is_empty() { output.flush() } else { Ok(()) });
        if written.is_err() {
            // The client is gone; its end of the input tells the reader.
            break;
        }
    }
    drop(output.flush());
}

enum Incoming {
    Message(Vec<u8>),
    Unreadable(String),
    End,
}

/// Reads the next message. Lines before a `Content-Length` that are no header are passed over.
fn read_message(input: &mut impl BufRead) -> Incoming {
    let mut length = None;
    let mut unknown = None;
    loop {
        let mut line = Vec::new();
        match input.by_ref().take(1 << 16).read_until(b'\n', &mut line) {
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
                length = value.trim().parse::<usize>().ok().filter(|length| *length <= MAX_MESSAGE);
                unknown = length.is_none().then(|| line.to_owned());
            }
            Some((name, _)) if name.trim().eq_ignore_ascii_case("content-type") => {}
            _ => unknown = Some(line.to_owned()),
        }
    }
    let Some(length) = length else {
        return Incoming::Unreadable(unknown.unwrap_or_default());
    };
    let mut body = Vec::new();
    match input.take(length as u64).read_to_end(&mut body) {
        Ok(read) if read == length => Incoming::Message(body),
        _ => Incoming::End,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(input: &[u8]) -> Vec<String> {
        let mut input = BufReader::new(input);
        let mut seen = Vec::new();
        loop {
            match read_message(&mut input) {
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
    fn a_message_that_is_cut_off_is_the_end() {
        assert!(read_all(b"Content-Length: 10\r\n\r\nabc").is_empty());
        assert!(read_all(b"Content-Len").is_empty());
    }
}

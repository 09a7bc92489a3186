//! Records the messages of a session, for a report of a fault or to replay them in tests.
//!
//! The file has a line of JSON for each message, in the order in which they pass: `ms` (milliseconds since the start),
//! `from` (`client` or `server`), and the `message`; `unreadable` with the text in its place if that is not JSON.

use crate::session::messages::{Incoming, Input};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{Read, Result, Write};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Instant;
use tokio::io::AsyncWrite;

/// File that receives the messages of both sides.
#[derive(Debug)]
pub struct Recorder {
    file: Mutex<File>,
    start: Instant,
}

impl Recorder {
    /// Records to a file.
    pub fn new(file: File) -> Arc<Self> {
        Arc::new(Self { file: Mutex::new(file), start: Instant::now() })
    }

    fn record(&self, from: &str, body: &[u8]) {
        let ms = u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX);
        let line = match serde_json::from_slice::<Value>(body) {
            Ok(message) => json!({ "ms": ms, "from": from, "message": message }),
            Err(_) => json!({ "ms": ms, "from": from, "unreadable": String::from_utf8_lossy(body) }),
        };
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = writeln!(file, "{line}") {
            tracing::warn!("cannot record the session: {error}");
        }
    }
}

/// Input or output whose messages are recorded.
#[derive(Debug)]
pub struct Recorded<T> {
    inner: T,
    recorder: Arc<Recorder>,
    from: &'static str,
    frames: Frames,
}

impl<T> Recorded<T> {
    /// Input from the client.
    pub fn input(inner: T, recorder: &Arc<Recorder>) -> Self {
        Self { inner, recorder: Arc::clone(recorder), from: "client", frames: Frames::default() }
    }

    /// Output of the server.
    pub fn output(inner: T, recorder: &Arc<Recorder>) -> Self {
        Self { inner, recorder: Arc::clone(recorder), from: "server", frames: Frames::default() }
    }

    fn passed(&mut self, bytes: &[u8]) {
        let Self { recorder, from, frames, .. } = self;
        frames.read(bytes, |body| recorder.record(from, body));
    }
}

impl<R: Read> Read for Recorded<R> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        let count = self.inner.read(into)?;
        self.passed(&into[..count.min(into.len())]);
        Ok(count)
    }
}

impl<W: AsyncWrite + Unpin> AsyncWrite for Recorded<W> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        let polled = Pin::new(&mut self.inner).poll_write(context, bytes);
        if let Poll::Ready(Ok(count)) = &polled {
            self.passed(&bytes[..*count.min(&bytes.len())]);
        }
        polled
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.inner).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }
}

/// Bytes that arrive in pieces, cut into messages as the server cuts its input.
#[derive(Debug, Default)]
struct Frames {
    /// Bytes that are not a whole message yet.
    rest: Vec<u8>,
}

impl Frames {
    fn read(&mut self, bytes: &[u8], mut seen: impl FnMut(&[u8])) {
        self.rest.extend_from_slice(bytes);
        loop {
            let mut input = Input::new(self.rest.as_slice(), u64::MAX);
            match input.read_message() {
                Incoming::Message(body) => seen(&body),
                Incoming::Unreadable(text) => seen(text.as_bytes()),
                Incoming::End => break,
            }
            let read = self.rest.len().saturating_sub(input.unread());
            self.rest.drain(..read);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_in_pieces_of_any_size_are_recorded_once() {
        let bodies = [r#"{"id":1}"#, r#"{"method":"é"}"#, "{}"];
        let wire: String = bodies
            .iter()
            .flat_map(|body| [format!("Content-Length: {}\r\n\r\n", body.len()), body.to_string()])
            .collect();
        for size in 1..wire.len() {
            let (mut frames, mut seen) = (Frames::default(), Vec::new());
            for piece in wire.as_bytes().chunks(size) {
                frames.read(piece, |body| seen.push(String::from_utf8_lossy(body).into_owned()));
            }
            assert_eq!(seen, bodies, "in pieces of {size}");
        }
    }
}

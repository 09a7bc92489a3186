//! The messages that wait for the client to read them.

use crate::json::Json;
use crate::output::{Gauge, Output, write_all};
use std::io::{IoSlice, Result};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};

/// The messages that may wait before those who write more have to wait too, …
const MESSAGES: usize = 256;

/// … and their bytes, unless a single one has more.
const BYTES: u32 = 16 << 20;

/// A client that has more than this still to read, in bytes, is behind: what is short is soon read.
const MUCH: usize = 1 << 14;

/// Where messages to the client are put.
#[derive(Debug, Clone)]
pub struct Outbox {
    messages: mpsc::Sender<Outgoing>,
    room: Arc<Semaphore>,
    wire: Arc<Wire>,
}

/// Where the writer takes them from.
pub struct Waiting {
    messages: mpsc::Receiver<Outgoing>,
    wire: Arc<Wire>,
}

#[derive(Debug)]
enum Outgoing {
    Message(Json, Held),
    End,
}

/// What a message holds until it is written.
#[derive(Debug)]
struct Held {
    /// The room that it takes.
    _room: Option<OwnedSemaphorePermit>,
    /// Whoever waits for it to be written hears of it when this is gone.
    _written: Option<oneshot::Sender<()>>,
}

/// The way to the client.
#[derive(Default)]
struct Wire {
    /// `None` before there is a writer, and when it has ended.
    output: Mutex<Option<Box<dyn Output>>>,
    /// The messages that the writer has still to write.
    waiting: AtomicUsize,
    /// Tells what of all that is written the client has still to read, where somebody can.
    gauge: OnceLock<Gauge>,
    /// The client had much to read when its last message came.
    behind: AtomicBool,
}

/// Whether a client that has so many bytes to read is behind.
pub fn is_much(bytes: usize) -> bool {
    bytes > MUCH
}

/// A queue of messages to the client.
pub fn outbox() -> (Outbox, Waiting) {
    let (messages, waiting) = mpsc::channel(MESSAGES);
    let wire = Arc::<Wire>::default();
    let outbox = Outbox { messages, room: Arc::new(Semaphore::new(BYTES as usize)), wire: Arc::clone(&wire) };
    (outbox, Waiting { messages: waiting, wire })
}

impl Outbox {
    /// Sends a message; waits while the client does not read.
    pub async fn send(&self, message: serde_json::Result<impl Into<Json>>) {
        match message {
            Ok(json) => {
                if let Err(json) = self.send_at_once(json.into()) {
                    self.send_later(json).await;
                }
            }
            Err(error) => tracing::error!("a message cannot be written: {error}"),
        }
    }

    /// Sends a message from this thread, if nothing is before it and the client takes all of it now; otherwise gives it
    /// back. What is written here needs no other thread to be woken.
    pub fn send_at_once(&self, json: Json) -> std::result::Result<(), Json> {
        let Ok(mut output) = self.wire.output.try_lock() else { return Err(json) };
        let Some(output) = output.as_mut().filter(|_| self.wire.waiting.load(Ordering::Acquire) == 0) else {
            return Err(json);
        };
        // The head of a message is less than a page.
        if output.room() < json.len() + (1 << 12) {
            return Err(json);
        }
        // The writer notices as well when the client is gone.
        write(&mut **output, &[&json]).map_err(|_| json)
    }

    /// Notes, when a message of the client has come, whether it has read what it was sent.
    pub fn look(&self) {
        self.wire.behind.store(self.has_much(), Ordering::Relaxed);
    }

    /// Whether the client has still much to read.
    pub fn has_much(&self) -> bool {
        self.wire.gauge.get().is_some_and(|unread| is_much(unread()))
    }

    /// Whether the client had still much to read when it sent the message that is served.
    pub fn is_behind(&self) -> bool {
        self.wire.behind.load(Ordering::Relaxed)
    }

    /// Leaves a message to the writer; waits while the client does not read.
    async fn send_later(&self, json: Json) {
        self.queue(json, None).await;
    }

    /// Leaves a message to the writer, and waits until it is written: who sends what the next one makes old is never
    /// many ahead of a client that is slower.
    pub async fn deliver(&self, json: Json) {
        let (told, written) = oneshot::channel();
        self.queue(json, Some(told)).await;
        // Nothing is said but that it is gone.
        drop(written.await);
    }

    async fn queue(&self, json: Json, written: Option<oneshot::Sender<()>>) {
        let bytes = u32::try_from(json.len()).unwrap_or(BYTES).min(BYTES);
        let room = Arc::clone(&self.room).acquire_many_owned(bytes).await;
        self.wire.waiting.fetch_add(1, Ordering::AcqRel);
        // It fails only when the server ends.
        let held = Held { _room: room.ok(), _written: written };
        drop(self.messages.send(Outgoing::Message(json, held)).await);
    }

    /// Sends a notification, whose parameters are JSON already; waits while the client does not read.
    pub async fn notify(&self, method: &str, params: &str) {
        self.send(Ok(notification(method, params.into()))).await;
    }

    /// Nothing is written behind what waits now, unless a client that does not read leaves no room to say so.
    pub fn end(&self) {
        drop(self.messages.try_send(Outgoing::End));
    }
}

/// A notification, whose parameters are JSON already.
pub fn notification(method: &str, params: Json) -> Json {
    let mut message = Json::from([r#"{"jsonrpc":"2.0","method":""#, method, r#"","params":"#].concat());
    message.append(params);
    message.push("}");
    message
}

impl Waiting {
    /// Writes the messages as they come, until the end.
    ///
    /// # Errors
    /// If the client does not take them any more.
    pub fn write_to(mut self, output: impl Output + 'static) -> Result<()> {
        if let Some(gauge) = output.gauge() {
            self.wire.gauge.get_or_init(|| gauge);
        }
        *self.wire.output.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(output));
        let written = self.write();
        *self.wire.output.lock().unwrap_or_else(PoisonError::into_inner) = None;
        written
    }

    fn write(&mut self) -> Result<()> {
        while let Some(mut next) = self.messages.blocking_recv() {
            // What waits goes together.
            let mut messages = Vec::new();
            let ends = loop {
                match next {
                    Outgoing::Message(json, held) => messages.push((json, held)),
                    Outgoing::End => break true,
                }
                match self.messages.try_recv() {
                    Ok(another) => next = another,
                    Err(_) => break false,
                }
            };
            let texts: Vec<&Json> = messages.iter().map(|(json, _)| json).collect();
            let mut output = self.wire.output.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(output) = output.as_mut() {
                write(&mut **output, &texts)?;
            }
            self.wire.waiting.fetch_sub(texts.len(), Ordering::AcqRel);
            if ends {
                break;
            }
        }
        Ok(())
    }
}

/// Writes messages, each with its head.
fn write(output: &mut dyn Output, messages: &[&Json]) -> Result<()> {
    let heads: Vec<String> =
        messages.iter().map(|json| format!("Content-Length: {}\r\n\r\n", json.len())).collect();
    let texts =
        messages.iter().zip(&heads).flat_map(|(json, head)| std::iter::once(&**head).chain(json.parts()));
    let mut parts: Vec<IoSlice<'_>> = texts.map(|text| IoSlice::new(text.as_bytes())).collect();
    write_all(output, &mut parts)
}

impl std::fmt::Debug for Wire {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Wire").field("waiting", &self.waiting).finish_non_exhaustive()
    }
}

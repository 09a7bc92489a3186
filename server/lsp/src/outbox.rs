//! The messages that wait for the client to read them.

use std::io::{BufWriter, Write};
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

/// The messages that may wait before those who write more have to wait too, …
const MESSAGES: usize = 256;

/// … and their bytes, unless a single one has more.
const BYTES: u32 = 16 << 20;

/// Where messages to the client are put.
#[derive(Debug, Clone)]
pub struct Outbox {
    messages: mpsc::Sender<Outgoing>,
    room: Arc<Semaphore>,
}

/// Where the writer takes them from.
pub struct Waiting(mpsc::Receiver<Outgoing>);

#[derive(Debug)]
enum Outgoing {
    /// With the room that it takes.
    Message(String, Option<OwnedSemaphorePermit>),
    End,
}

/// A queue of messages to the client.
pub fn outbox() -> (Outbox, Waiting) {
    let (messages, waiting) = mpsc::channel(MESSAGES);
    (Outbox { messages, room: Arc::new(Semaphore::new(BYTES as usize)) }, Waiting(waiting))
}

impl Outbox {
    /// Sends a message; waits while the client does not read.
    pub async fn send(&self, message: serde_json::Result<String>) {
        match message {
            Ok(json) => {
                let bytes = u32::try_from(json.len()).unwrap_or(BYTES).min(BYTES);
                let room = Arc::clone(&self.room).acquire_many_owned(bytes).await;
                // It fails only when the server ends.
                drop(self.messages.send(Outgoing::Message(json, room.ok())).await);
            }
            Err(error) => tracing::error!("a message cannot be written: {error}"),
        }
    }

    /// Sends a notification, whose parameters are JSON already; waits while the client does not read.
    pub async fn notify(&self, method: &str, params: &str) {
        self.notify_of_parts(method, &[params]).await;
    }

    /// The same with parameters in parts, which are joined but once.
    pub async fn notify_of_parts(&self, method: &str, params: &[&str]) {
        let head = [r#"{"jsonrpc":"2.0","method":""#, method, r#"","params":"#];
        self.send(Ok([&head[..], params, &["}"]].concat().concat())).await;
    }

    /// Nothing is written behind what waits now, unless a client that does not read leaves no room to say so.
    pub fn end(&self) {
        drop(self.messages.try_send(Outgoing::End));
    }
}

impl Waiting {
    /// Writes the messages as they come, until the end.
    ///
    /// # Errors
    /// If the client does not take them any more.
    pub fn write_to(mut self, output: impl Write) -> std::io::Result<()> {
        let mut output = BufWriter::with_capacity(1 << 16, output);
        while let Some(Outgoing::Message(json, _room)) = self.0.blocking_recv() {
            write!(output, "Content-Length: {}\r\n\r\n", json.len())?;
            output.write_all(json.as_bytes())?;
            if self.0.is_empty() {
                output.flush()?;
            }
        }
        output.flush()
    }
}

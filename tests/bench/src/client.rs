//! Single-threaded client, so that measured times contain no switches between client threads.

use crate::Outcome;
use crate::binary::Binary;
use crate::process;
use crate::wire::{Message, Published};
use ascribe_tests::{Builder, encode, respond, uri_of};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::time::{Duration, Instant};

/// Timeout for any step.
const LIMIT: Duration = Duration::from_mins(2);

/// A server without output and processor use for this long is idle.
const QUIET: Duration = Duration::from_millis(200);

/// Delivery of diagnostics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Pushed by the server.
    Push,
    /// Pulled by the client.
    Pull,
}

impl Way {
    /// Both ways.
    pub const BOTH: [Self; 2] = [Self::Push, Self::Pull];

    /// Name in the table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Push => "pushed",
            Self::Pull => "pulled",
        }
    }
}

/// Response to a request.
#[derive(Debug)]
pub struct Answer {
    /// Time at which all of it had arrived.
    pub at: Instant,
    /// Result as JSON; `None` for an error.
    pub result: Option<String>,
}

impl Answer {
    /// Whether the result is not empty.
    pub fn is_something(&self) -> bool {
        self.result.as_deref().is_some_and(|result| !matches!(result, "null" | "[]" | "{\"items\":[]}"))
    }
}

/// A running server.
pub struct Client {
    process: Child,
    input: ChildStdin,
    output: ChildStdout,
    unsent: Vec<u8>,
    unread: Vec<u8>,
    next: i64,
    answers: HashMap<i64, Answer>,
    /// Diagnostics published since the last read, with their arrival times.
    pub published: Vec<(Instant, Published)>,
    /// Number of bytes received.
    pub received: usize,
    /// Start time of the process.
    pub born: Instant,
    pub way: Way,
}

impl Client {
    /// Starts the server in a folder and waits for the response to `initialize`.
    pub fn start(binary: &Binary, folder: &Path, way: Way) -> Outcome<Self> {
        let born = Instant::now();
        let mut process = binary
            .command()
            .arg("lsp")
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let input = process.stdin.take().ok_or("no input")?;
        let output = process.stdout.take().ok_or("no output")?;
        rustix::io::ioctl_fionbio(&input, true)?;
        rustix::io::ioctl_fionbio(&output, true)?;
        let mut client = Self {
            process,
            input,
            output,
            unsent: Vec::new(),
            unread: Vec::new(),
            next: 0,
            answers: HashMap::new(),
            published: Vec::new(),
            received: 0,
            born,
            way,
        };
        let uri = uri_of(folder);
        let capabilities = capabilities(way);
        client.request(
            "initialize",
            &json!({
                "processId": std::process::id(), "rootUri": uri, "capabilities": capabilities,
                "workspaceFolders": [{"uri": uri, "name": "bench"}]
            }),
        )?;
        Ok(client)
    }

    /// Starts the server and waits until it is idle.
    pub fn settled(binary: &Binary, folder: &Path, way: Way) -> Outcome<Self> {
        let mut client = Self::start(binary, folder, way)?;
        client.notify("initialized", &json!({}))?;
        client.settle()?;
        Ok(client)
    }

    /// Process id.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: &Value) -> Outcome<()> {
        self.send(&encode(&json!({"jsonrpc": "2.0", "method": method, "params": params})))
    }

    /// Sends a request.
    pub fn ask(&mut self, method: &str, params: &Value) -> Outcome<i64> {
        self.next += 1;
        let request = json!({"jsonrpc": "2.0", "id": self.next, "method": method, "params": params});
        self.send(&encode(&request))?;
        Ok(self.next)
    }

    /// Waits for the response to a request.
    pub fn answer(&mut self, id: i64) -> Outcome<Answer> {
        self.until(|client| client.answers.remove(&id))
    }

    /// Sends a request and waits for its response.
    pub fn request(&mut self, method: &str, params: &Value) -> Outcome<Answer> {
        let id = self.ask(method, params)?;
        self.answer(id)
    }

    /// Sends bytes as far as possible without blocking; the rest is sent during later waits.
    pub fn send(&mut self, bytes: &[u8]) -> Outcome<()> {
        self.unsent.extend_from_slice(bytes);
        self.turn(Duration::ZERO).map(drop)
    }

    /// Waits until everything is sent.
    pub fn flush(&mut self) -> Outcome<()> {
        self.until(|client| client.unsent.is_empty().then_some(()))
    }

    /// Waits until `find` returns a value from the messages received.
    pub fn until<T>(&mut self, mut find: impl FnMut(&mut Self) -> Option<T>) -> Outcome<T> {
        let end = Instant::now() + LIMIT;
        loop {
            if let Some(found) = find(self) {
                return Ok(found);
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(format!("nothing came within {} s", LIMIT.as_secs()).into());
            }
            self.turn(left)?;
        }
    }

    /// Waits until the server is idle.
    pub fn settle(&mut self) -> Outcome<()> {
        loop {
            let before = process::cpu(self.id())?;
            if !self.turn(QUIET)? && process::cpu(self.id())? == before && self.unsent.is_empty() {
                return Ok(());
            }
        }
    }

    /// Writes what it can, and reads whatever arrives within `wait`; returns whether anything has arrived.
    fn turn(&mut self, wait: Duration) -> Outcome<bool> {
        self.write()?;
        let unsent = !self.unsent.is_empty();
        let mut ends = vec![PollFd::new(&self.output, PollFlags::IN)];
        if unsent {
            ends.push(PollFd::new(&self.input, PollFlags::OUT));
        }
        poll(&mut ends, Some(&Timespec::try_from(wait)?))?;
        let ready = !ends[0].revents().is_empty();
        drop(ends);
        if unsent {
            self.write()?;
        }
        if ready { self.read() } else { Ok(false) }
    }

    fn write(&mut self) -> io::Result<()> {
        while !self.unsent.is_empty() {
            match self.input.write(&self.unsent) {
                Ok(count) => drop(self.unsent.drain(..count)),
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn read(&mut self) -> Outcome<bool> {
        let mut part = [0; 1 << 14];
        let mut came = false;
        let at = loop {
            match self.output.read(&mut part) {
                Ok(0) => return Err("the server has ended".into()),
                Ok(count) => self.unread.extend_from_slice(&part[..count]),
                Err(error) if error.kind() == ErrorKind::WouldBlock => break Instant::now(),
                Err(error) => return Err(error.into()),
            }
            came = true;
        };
        let unread = std::mem::take(&mut self.unread);
        let mut rest = &unread[..];
        while let Some((body, behind)) = frame(rest)? {
            self.received += rest.len() - behind.len();
            self.take(body, at)?;
            rest = behind;
        }
        self.unread = if rest.len() == unread.len() { unread } else { rest.to_vec() };
        Ok(came)
    }

    fn take(&mut self, body: &[u8], at: Instant) -> Outcome<()> {
        let message: Message<'_> = serde_json::from_slice(body)?;
        match (message.method.as_deref(), message.id) {
            (Some("textDocument/publishDiagnostics"), _) => {
                let params = message.params.map_or("null", |params| params.get());
                self.published.push((at, serde_json::from_str(params)?));
            }
            (Some(method), Some(id)) => {
                let params =
                    message.params.map_or(Ok(Value::Null), |params| serde_json::from_str(params.get()))?;
                let result = respond(method, &params, &Value::Null).unwrap_or_default();
                self.unsent.extend(encode(&json!({"jsonrpc": "2.0", "id": id, "result": result})));
                self.write()?;
            }
            (None, Some(id)) => {
                let result =
                    message.error.is_none().then(|| message.result.map_or("null", |result| result.get()));
                let answer = Answer { at, result: result.map(str::to_owned) };
                self.answers.insert(id.as_i64().ok_or("an answer to nobody")?, answer);
            }
            _ => {}
        }
        Ok(())
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // The process may have exited already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Body of the first message, and the bytes after it; `None` if it is incomplete.
fn frame(bytes: &[u8]) -> Outcome<Option<(&[u8], &[u8])>> {
    let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
    let head = std::str::from_utf8(&bytes[..end])?;
    let length = head.strip_prefix("Content-Length: ").ok_or("no length")?;
    let length: usize = length.split("\r\n").next().unwrap_or_default().parse()?;
    let (start, rest) = (end + 4, end + 4 + length);
    Ok((bytes.len() >= rest).then(|| (&bytes[start..rest], &bytes[rest..])))
}

/// Capabilities of a current client.
fn capabilities(way: Way) -> Value {
    let builder = Builder::default()
        .with("/textDocument/semanticTokens/requests/full", json!({"delta": true}))
        .with("/textDocument/inlineCompletion", json!({}));
    let builder = if way == Way::Push { builder.push() } else { builder };
    builder.capabilities().clone()
}

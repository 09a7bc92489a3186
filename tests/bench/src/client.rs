//! A client on one thread, so that no switch between threads falls into a measured time.

use crate::Outcome;
use crate::binary::Binary;
use crate::process;
use crate::wire::{Message, Published};
use ascribe_tests::{Builder, encode, oblige, uri_of};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::time::{Duration, Instant};

/// Whatever takes longer has failed.
const LIMIT: Duration = Duration::from_mins(2);

/// Who says and does nothing for so long has nothing to do.
const QUIET: Duration = Duration::from_millis(200);

/// How a client gets its diagnostics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// They are pushed to it.
    Push,
    /// It pulls them.
    Pull,
}

impl Way {
    /// Both of them.
    pub const BOTH: [Self; 2] = [Self::Push, Self::Pull];

    /// Its name in the table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Push => "pushed",
            Self::Pull => "pulled",
        }
    }
}

/// What answers a request.
#[derive(Debug)]
pub struct Answer {
    /// When all of it was there.
    pub at: Instant,
    /// The result as JSON; nothing for an error.
    pub result: Option<String>,
}

impl Answer {
    /// Whether it says anything.
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
    /// What was published since somebody looked, with the time at which it was there.
    pub published: Vec<(Instant, Published)>,
    /// How many bytes have come.
    pub received: usize,
    /// When the process was started.
    pub born: Instant,
    pub way: Way,
}

impl Client {
    /// Starts the server in a folder and waits for its answer to `initialize`.
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

    /// Starts the server, and waits until it has nothing more to do.
    pub fn settled(binary: &Binary, folder: &Path, way: Way) -> Outcome<Self> {
        let mut client = Self::start(binary, folder, way)?;
        client.notify("initialized", &json!({}))?;
        client.settle()?;
        Ok(client)
    }

    /// The number of its process.
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

    /// Waits for the answer to a request.
    pub fn answer(&mut self, id: i64) -> Outcome<Answer> {
        self.until(|client| client.answers.remove(&id))
    }

    /// Sends a request and waits for its answer.
    pub fn request(&mut self, method: &str, params: &Value) -> Outcome<Answer> {
        let id = self.ask(method, params)?;
        self.answer(id)
    }

    /// Sends bytes, as far as they go at once; the rest goes while something is waited for.
    pub fn send(&mut self, bytes: &[u8]) -> Outcome<()> {
        self.unsent.extend_from_slice(bytes);
        self.turn(Duration::ZERO).map(drop)
    }

    /// Waits until everything is sent.
    pub fn flush(&mut self) -> Outcome<()> {
        self.until(|client| client.unsent.is_empty().then_some(()))
    }

    /// Waits until something can be made of what came.
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

    /// Waits until the server says nothing and does nothing.
    pub fn settle(&mut self) -> Outcome<()> {
        loop {
            let before = process::cpu(self.id())?;
            if !self.turn(QUIET)? && process::cpu(self.id())? == before && self.unsent.is_empty() {
                return Ok(());
            }
        }
    }

    /// Writes what goes, and reads what comes within a time; whether anything came.
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
                let result = oblige(method, &params, &Value::Null).unwrap_or_default();
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
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The body of the first message, and what comes behind it; nothing if it is not all there.
fn frame(bytes: &[u8]) -> Outcome<Option<(&[u8], &[u8])>> {
    let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
    let head = std::str::from_utf8(&bytes[..end])?;
    let length = head.strip_prefix("Content-Length: ").ok_or("no length")?;
    let length: usize = length.split("\r\n").next().unwrap_or_default().parse()?;
    let (start, rest) = (end + 4, end + 4 + length);
    Ok((bytes.len() >= rest).then(|| (&bytes[start..rest], &bytes[rest..])))
}

/// What a client of today can do.
fn capabilities(way: Way) -> Value {
    let builder = Builder::default()
        .with("/textDocument/semanticTokens/requests/full", json!({"delta": true}))
        .with("/textDocument/inlineCompletion", json!({}));
    let builder = if way == Way::Push { builder.push() } else { builder };
    builder.capabilities().clone()
}

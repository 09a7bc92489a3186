//! Client side of a protocol session: sends, frames and sorts messages, and answers the server's requests.

use std::io::{Read, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};

use crate::framing::encode;
use crate::inbox::{Inbox, Out, RequestId, ResponseError, Shared, read};

/// A session over two streams. Separate threads read and write, so that neither side blocks the other.
pub struct Connection {
    out: Sender<Out>,
    shared: Arc<Shared>,
    next: AtomicU64,
    limit: Duration,
}

impl Connection {
    /// Starts a session.
    pub fn new(input: impl Read + Send + 'static, mut output: impl Write + Send + 'static) -> Self {
        let shared = Arc::new(Shared {
            inbox: Mutex::default(),
            changed: Condvar::new(),
            capabilities: Mutex::new(Value::Null),
            settings: Mutex::new(Value::Null),
        });
        let (out, todo) = channel();
        thread::spawn(move || {
            while let Ok(Out::Bytes(bytes)) = todo.recv() {
                if output.write_all(&bytes).and_then(|()| output.flush()).is_err() {
                    break;
                }
            }
        });
        let (reader, answers) = (Arc::clone(&shared), out.clone());
        thread::spawn(move || read(input, &reader, &answers));
        Self { out, shared, next: AtomicU64::new(1), limit: crate::LIMIT }
    }

    /// Replaces the timeout.
    #[must_use]
    pub fn with_limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// Sets the client's capabilities and settings, from which the server's requests are answered.
    pub fn set_client(&self, capabilities: Value, settings: Value) {
        *self.shared.capabilities.lock().unwrap() = capabilities;
        *self.shared.settings.lock().unwrap() = settings;
    }

    /// Sends raw bytes.
    pub fn raw(&self, bytes: impl Into<Vec<u8>>) {
        // If the writer has ended, so has the server; the waiting code reports that.
        let _ = self.out.send(Out::Bytes(bytes.into()));
    }

    /// Closes the output, once everything is written.
    pub fn close(&self) {
        let _ = self.out.send(Out::Close);
    }

    /// Sends a notification, without parameters if they are null.
    pub fn notify(&self, method: &str, params: Value) {
        self.raw(encode(&message(None, method, params)));
    }

    /// Sends a request with an automatic id.
    pub fn send_request(&self, method: &str, params: Value) -> RequestId {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        self.send_request_as(json!(id), method, params)
    }

    /// Id of the next request.
    pub fn next_id(&self) -> Value {
        json!(self.next.load(Ordering::Relaxed))
    }

    /// Sends a request with this id.
    pub fn send_request_as(&self, id: Value, method: &str, params: Value) -> RequestId {
        let key = self.expect_answer(&id, method);
        self.raw(encode(&message(Some(id), method, params)));
        key
    }

    /// Registers a request that is sent as raw bytes.
    pub fn expect_answer(&self, id: &Value, method: &str) -> RequestId {
        let key = RequestId(id.to_string());
        let before = self.shared.inbox().sent.insert(key.clone(), method.to_owned());
        assert!(before.is_none(), "the id {id} was used before");
        key
    }

    /// Waits for the response to a request.
    pub fn wait(&self, id: &RequestId) -> Result<Value, ResponseError> {
        let method = self.shared.inbox().sent.get(id).cloned().unwrap_or_default();
        self.until(&format!("the answer to {method} ({})", id.0), |inbox| {
            inbox.answers.get(id)?.first().cloned()
        })
    }

    /// Sends a request and waits for its response.
    pub fn request(&self, method: &str, params: Value) -> Result<Value, ResponseError> {
        self.wait(&self.send_request(method, params))
    }

    /// Parameters of all notifications of a method so far.
    pub fn notifications(&self, method: &str) -> Vec<Value> {
        named(&self.shared.inbox().notifications, method)
    }

    /// Parameters of all server requests of a method so far.
    pub fn requests(&self, method: &str) -> Vec<Value> {
        named(&self.shared.inbox().requests, method)
    }

    /// Waits until `find` returns a value from the notifications of a method.
    pub fn wait_notifications<T>(
        &self,
        method: &str,
        what: &str,
        mut find: impl FnMut(&[Value]) -> Option<T>,
    ) -> T {
        self.until(what, |inbox| find(&named(&inbox.notifications, method)))
    }

    /// Waits for a server request of a method.
    pub fn wait_request(&self, method: &str) -> Value {
        self.until(method, |inbox| named(&inbox.requests, method).into_iter().next())
    }

    /// Waits until `find` returns a value from the server requests of a method.
    pub fn wait_requests<T>(
        &self,
        method: &str,
        what: &str,
        mut find: impl FnMut(&[Value]) -> Option<T>,
    ) -> T {
        self.until(what, |inbox| find(&named(&inbox.requests, method)))
    }

    /// Number of responses without an id, which answer unreadable messages.
    pub fn answers_without_id(&self) -> usize {
        self.shared.inbox().answers_without_id
    }

    /// Number of responses to a request so far.
    pub fn answers(&self, id: &RequestId) -> usize {
        self.shared.inbox().answers.get(id).map_or(0, Vec::len)
    }

    /// Waits until every request is answered; `false` on timeout.
    pub(crate) fn all_answered(&self) -> bool {
        let answered = |inbox: &Inbox| inbox.sent.keys().all(|id| inbox.answers.contains_key(id));
        self.watch(|inbox| answered(inbox).then_some(()).or(inbox.closed.then_some(()))).is_some()
    }

    /// Waits until the server closes its output; `false` on timeout.
    pub(crate) fn closes(&self) -> bool {
        self.watch(|inbox| inbox.closed.then_some(())).is_some()
    }

    /// Protocol violations in the session so far. Unanswered requests are allowed if it was cut short.
    pub fn faults(&self, cut_short: bool) -> Vec<String> {
        let inbox = self.shared.inbox();
        let mut faults = inbox.faults.clone();
        for (id, method) in &inbox.sent {
            match inbox.answers.get(id).map_or(0, Vec::len) {
                0 if !cut_short => faults.push(format!("{method} ({}) was not answered", id.0)),
                0 | 1 => {}
                n => faults.push(format!("{method} ({}) was answered {n} times", id.0)),
            }
        }
        let unknown = inbox.answers.keys().filter(|id| !inbox.sent.contains_key(id));
        faults.extend(unknown.map(|id| format!("an answer to {}, which is no request", id.0)));
        faults
    }

    /// Waits until `find` returns a value from the inbox.
    fn until<T>(&self, what: &str, find: impl FnMut(&mut Inbox) -> Option<T>) -> T {
        self.watch(find).unwrap_or_else(|| {
            let inbox = self.shared.inbox();
            let state = if inbox.closed { "the output was closed" } else { "the time is over" };
            let said: Vec<_> = inbox.notifications.iter().rev().take(5).collect();
            panic!("waiting for {what}, {state}; faults: {:?}; last notifications: {said:?}", inbox.faults)
        })
    }

    fn watch<T>(&self, mut find: impl FnMut(&mut Inbox) -> Option<T>) -> Option<T> {
        let end = Instant::now() + self.limit;
        let mut inbox = self.shared.inbox();
        loop {
            if let Some(found) = find(&mut inbox) {
                return Some(found);
            }
            let left = end.saturating_duration_since(Instant::now());
            if inbox.closed || left.is_zero() {
                return None;
            }
            inbox = self.shared.changed.wait_timeout(inbox, left).unwrap().0;
        }
    }
}

fn named(list: &[(String, Value)], method: &str) -> Vec<Value> {
    list.iter().filter(|(name, _)| name == method).map(|(_, params)| params.clone()).collect()
}

fn message(id: Option<Value>, method: &str, params: Value) -> Value {
    let mut message =
        Map::from_iter([("jsonrpc".to_owned(), json!("2.0")), ("method".to_owned(), json!(method))]);
    message.extend(id.map(|id| ("id".to_owned(), id)));
    if !params.is_null() {
        message.insert("params".to_owned(), params);
    }
    Value::Object(message)
}

#[cfg(test)]
#[path = "connection_tests.rs"]
mod tests;

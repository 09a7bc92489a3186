//! Messages received on a connection, read and sorted on a thread of its own.

use std::collections::BTreeMap;
use std::io::{BufReader, Read};
use std::sync::mpsc::Sender;
use std::sync::{Condvar, Mutex, MutexGuard};

use serde_json::{Map, Value, json};

use crate::framing::{encode, read_frame};
use crate::respond::{not_offered, respond};

/// Id of a request, as JSON text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequestId(pub(crate) String);

/// Error response to a request.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseError {
    /// Error code.
    pub code: i64,
    /// Error message.
    pub message: String,
}

/// Instruction to the writer thread.
pub(crate) enum Out {
    Bytes(Vec<u8>),
    Close,
}

/// Messages received, and requests not answered yet.
#[derive(Default)]
pub(crate) struct Inbox {
    pub(crate) sent: BTreeMap<RequestId, String>,
    pub(crate) answers: BTreeMap<RequestId, Vec<Result<Value, ResponseError>>>,
    pub(crate) answers_without_id: usize,
    pub(crate) notifications: Vec<(String, Value)>,
    pub(crate) requests: Vec<(String, Value)>,
    pub(crate) faults: Vec<String>,
    pub(crate) closed: bool,
}

pub(crate) struct Shared {
    pub(crate) inbox: Mutex<Inbox>,
    pub(crate) changed: Condvar,
    /// The client's capabilities, against which the server's requests are checked.
    pub(crate) capabilities: Mutex<Value>,
    pub(crate) settings: Mutex<Value>,
}

impl Shared {
    pub(crate) fn inbox(&self) -> MutexGuard<'_, Inbox> {
        self.inbox.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Reads messages until the stream ends.
pub(crate) fn read(input: impl Read, shared: &Shared, out: &Sender<Out>) {
    let mut input = BufReader::new(input);
    loop {
        let fault = match read_frame(&mut input) {
            Ok(Some(body)) => match serde_json::from_slice(&body) {
                Ok(message) => sort(message, shared, out).err(),
                Err(error) => Some(format!("{error}: {:?}", String::from_utf8_lossy(&body))),
            },
            Ok(None) => break,
            Err(error) => {
                shared.inbox().faults.push(format!("on the output: {error}"));
                let _ = std::io::copy(&mut input, &mut std::io::sink());
                break;
            }
        };
        shared.inbox().faults.extend(fault);
        shared.changed.notify_all();
    }
    shared.inbox().closed = true;
    shared.changed.notify_all();
}

/// Files a message; an unexpected one is a fault.
fn sort(mut message: Value, shared: &Shared, out: &Sender<Out>) -> Result<(), String> {
    let fault = format!("not a message: {message}");
    let fields = message.as_object_mut().ok_or_else(|| fault.clone())?;
    if fields.remove("jsonrpc") != Some(json!("2.0")) {
        return Err(fault);
    }
    let (id, params) = (fields.remove("id"), fields.remove("params").unwrap_or_default());
    if let Some(method) = fields.remove("method") {
        let method = method.as_str().ok_or_else(|| fault.clone())?.to_owned();
        let Some(id) = id else {
            shared.inbox().notifications.push((method, params));
            return Ok(());
        };
        let answer = respond(&method, &params, &shared.settings.lock().unwrap());
        let asked = not_offered(&method, &params, &shared.capabilities.lock().unwrap());
        shared.inbox().requests.push((method, params));
        let mut reply = Map::from_iter([("jsonrpc".to_owned(), json!("2.0")), ("id".to_owned(), id)]);
        match answer {
            Some(result) => reply.insert("result".to_owned(), result),
            None => reply.insert("error".to_owned(), json!({"code": -32601, "message": "no such method"})),
        };
        let _ = out.send(Out::Bytes(encode(&Value::Object(reply))));
        return asked.map_or(Ok(()), Err);
    }
    let answer = match (fields.remove("result"), fields.remove("error")) {
        (Some(result), None) => Ok(result),
        (None, Some(error)) => match (error["code"].as_i64(), error["message"].as_str()) {
            (Some(code), Some(message)) => Err(ResponseError { code, message: message.to_owned() }),
            _ => return Err(fault),
        },
        _ => return Err(fault),
    };
    let mut inbox = shared.inbox();
    match id.ok_or(fault)? {
        Value::Null => inbox.answers_without_id += 1,
        id => inbox.answers.entry(RequestId(id.to_string())).or_default().push(answer),
    }
    Ok(())
}

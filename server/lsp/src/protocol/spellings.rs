//! Translation between the client's spelling of URIs and the server's.
//!
//! Clients leave characters unescaped that a URI cannot hold, spell one document in several ways, and compare URIs as
//! strings. So every URI in a message of the client is replaced by the standard one before the message is deserialized,
//! and every URI in a message of the server by the spelling that the client uses for it.

use crate::protocol::uris::standard;
use parking_lot::Mutex;
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

/// Properties that hold a URI, in any message of the protocol.
const URIS: [&str; 8] =
    ["uri", "rootUri", "oldUri", "newUri", "targetUri", "scopeUri", "documentUri", "baseUri"];

/// Properties with one value for each document, by its URI.
const BY_URI: [&str; 2] = ["changes", "relatedDocuments"];

/// Property of a document link, whose fragment names a line.
const TARGET: &str = "target";

/// Property with an address that the server does not use, and which must only be valid.
const ADDRESS: &str = "href";

/// Property with the arguments of a command, of which any string may be a URI.
const ARGUMENTS: &str = "arguments";

/// Properties with settings of the user, which are not part of the protocol.
const SETTINGS: [&str; 2] = ["initializationOptions", "settings"];

/// Maximum number of spellings kept for documents that are not open.
const MAX_CLOSED: usize = 10_000;

/// Spellings that the client uses, by the standard one.
#[derive(Debug, Default)]
pub struct Spellings {
    known: Mutex<HashMap<String, Spelling>>,
    /// Whether the client has ever used another spelling than the standard one.
    differs: AtomicBool,
}

#[derive(Debug)]
struct Spelling {
    text: String,
    /// An open document keeps the spelling that it was opened with.
    is_open: bool,
}

/// URIs of a message that cannot be read.
#[derive(Debug)]
pub struct Unreadable {
    /// The URIs, in the order of the message.
    pub uris: Vec<String>,
    /// Whether each of them was in an element of a list, which was removed.
    pub all_removed: bool,
}

impl Default for Unreadable {
    fn default() -> Self {
        Self { uris: Vec::new(), all_removed: true }
    }
}

impl Unreadable {
    /// Message about one of the URIs.
    pub fn message(uri: &str) -> String {
        format!("{uri:?} is not a URI. Send an absolute one, such as `file:///folder/article.ascribe`.")
    }
}

impl Spellings {
    /// Replaces the URIs in the parameters of a client's message by standard ones. Elements of lists with an unreadable
    /// URI are removed.
    pub fn read(&self, method: &str, params: &mut Value) -> Unreadable {
        let mut unreadable = Unreadable::default();
        // The session works without a folder.
        if let Some(root) = params.get_mut("rootUri").filter(|_| method == "initialize")
            && let Some(text) = root.as_str().filter(|text| standard(text).is_none())
        {
            unreadable.uris.push(text.to_owned());
            *root = Value::Null;
        }
        let opened = params.pointer("/textDocument/uri").and_then(Value::as_str).map(str::to_owned);
        unreadable.all_removed = self.read_value(params, &mut unreadable.uris);
        if let Some(uri) = opened.and_then(|text| Some((standard(&text)?, text))) {
            match method {
                "textDocument/didOpen" => self.record(uri.0.as_str(), &uri.1, true),
                "textDocument/didClose" => self.close(uri.0.as_str()),
                _ => {}
            }
        }
        unreadable
    }

    /// Replaces the URIs in a value; returns whether all that remain are readable.
    fn read_value(&self, value: &mut Value, unreadable: &mut Vec<String>) -> bool {
        match value {
            Value::Array(elements) => {
                elements.retain_mut(|element| self.read_value(element, unreadable));
                true
            }
            Value::Object(properties) => {
                let mut is_readable = true;
                for (key, value) in properties.iter_mut() {
                    is_readable &= match value {
                        Value::String(text) if URIS.contains(&key.as_str()) => {
                            self.read_uri(text, unreadable)
                        }
                        Value::String(text) if key == ADDRESS => {
                            if let Some(uri) = standard(text) {
                                uri.as_str().clone_into(text);
                            }
                            true
                        }
                        Value::Array(arguments) if key == ARGUMENTS => {
                            for argument in arguments.iter_mut() {
                                if let Value::String(text) = argument
                                    && standard(text).is_some()
                                {
                                    self.read_uri(text, unreadable);
                                }
                            }
                            arguments.iter_mut().all(|argument| self.read_value(argument, unreadable))
                        }
                        Value::Object(documents) if BY_URI.contains(&key.as_str()) => {
                            self.read_keys(documents, unreadable)
                        }
                        Value::Object(_) | Value::Array(_) if !SETTINGS.contains(&key.as_str()) => {
                            self.read_value(value, unreadable)
                        }
                        _ => true,
                    };
                }
                is_readable
            }
            _ => true,
        }
    }

    fn read_keys(&self, documents: &mut Map<String, Value>, unreadable: &mut Vec<String>) -> bool {
        let mut is_readable = true;
        for (mut uri, mut value) in std::mem::take(documents) {
            is_readable &= self.read_uri(&mut uri, unreadable) & self.read_value(&mut value, unreadable);
            documents.insert(uri, value);
        }
        is_readable
    }

    fn read_uri(&self, text: &mut String, unreadable: &mut Vec<String>) -> bool {
        let Some(uri) = standard(text) else {
            unreadable.push(text.clone());
            return false;
        };
        self.record(uri.as_str(), text, false);
        uri.as_str().clone_into(text);
        true
    }

    /// Records how the client spells a document. The latest spelling applies, or for an open document the one that it
    /// was opened with.
    fn record(&self, uri: &str, text: &str, opens: bool) {
        let mut known = self.known.lock();
        self.differs.fetch_or(uri != text, Ordering::Release);
        match known.get_mut(uri) {
            Some(spelling) if spelling.is_open && !opens => {}
            Some(spelling) => *spelling = Spelling { text: text.to_owned(), is_open: opens },
            None if opens || uri != text => {
                if known.len() > MAX_CLOSED {
                    known.retain(|_, spelling| spelling.is_open);
                }
                known.insert(uri.to_owned(), Spelling { text: text.to_owned(), is_open: opens });
            }
            None => {}
        }
    }

    /// Records that a document was closed; its spelling applies until the client uses another one.
    fn close(&self, uri: &str) {
        if let Some(spelling) = self.known.lock().get_mut(uri) {
            spelling.is_open = false;
        }
    }

    /// Replaces the URIs in a message of the server by the client's.
    pub fn write(&self, value: &mut Value) {
        if self.differs.load(Ordering::Acquire) {
            write_value(&self.known.lock(), value);
        }
    }
}

fn write_value(known: &HashMap<String, Spelling>, value: &mut Value) {
    match value {
        Value::Array(elements) => elements.iter_mut().for_each(|element| write_value(known, element)),
        Value::Object(properties) => {
            for (key, value) in properties.iter_mut() {
                match value {
                    Value::String(text) if URIS.contains(&key.as_str()) => write_uri(known, text),
                    Value::String(text) if key == TARGET => {
                        // In the standard spelling of a file, only a fragment starts with `#`.
                        let at = text.find('#').unwrap_or(text.len());
                        let fragment = text.split_off(at);
                        write_uri(known, text);
                        text.push_str(&fragment);
                    }
                    Value::Array(arguments) if key == ARGUMENTS => {
                        for argument in arguments.iter_mut() {
                            match argument {
                                Value::String(text) => write_uri(known, text),
                                other => write_value(known, other),
                            }
                        }
                    }
                    Value::Object(documents) if BY_URI.contains(&key.as_str()) => {
                        for (mut uri, mut value) in std::mem::take(documents) {
                            write_uri(known, &mut uri);
                            write_value(known, &mut value);
                            documents.insert(uri, value);
                        }
                    }
                    value => write_value(known, value),
                }
            }
        }
        _ => {}
    }
}

fn write_uri(known: &HashMap<String, Spelling>, text: &mut String) {
    if let Some(spelling) = known.get(text.as_str()) {
        text.clone_from(&spelling.text);
    }
}

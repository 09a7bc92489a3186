//! Translation between the client's spelling of URIs and the server's.
//!
//! Clients leave characters unescaped that a URI cannot hold, spell one document in several ways, and compare URIs as
//! strings. So every URI in a message of the client is replaced by the standard one before the message is deserialized,
//! and every URI in a message of the server by the spelling that the client uses for it.

use crate::protocol::linked_folders::LinkedFolders;
use crate::protocol::uris::{path_of, standard, uri_of};
use parking_lot::Mutex;
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use tower_lsp::ls_types::Uri;

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

/// Property that a server, perhaps another one, gave an item; ours have the URI of the document directly in it.
const DATA: &str = "data";

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
    folders: LinkedFolders,
    /// Documents that are open next to the same file under another path: their standard URI, and the one in use.
    apart: Mutex<HashMap<String, String>>,
}

#[derive(Debug)]
struct Spelling {
    text: String,
    /// Standard spelling of the client's path, which may lead through other links.
    standard: String,
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
        let document = params.pointer("/textDocument/uri").and_then(Value::as_str).map(str::to_owned);
        let document = document.and_then(|text| Some((standard(&text)?, text)));
        match (method, &document) {
            ("textDocument/didOpen", Some((uri, text))) => {
                self.folders.forget();
                self.open(uri, text);
            }
            ("workspace/didChangeWatchedFiles", _) => self.folders.forget(),
            _ => {}
        }
        // A workspace folder keeps its own path.
        let about_folders = matches!(method, "initialize" | "workspace/didChangeWorkspaceFolders");
        let in_use = |uri: &Uri| if about_folders { uri.as_str().to_owned() } else { self.in_use(uri) };
        let mut reader = Reader { spellings: self, in_use: &in_use, unreadable: &mut unreadable.uris };
        unreadable.all_removed = reader.read_value(params);
        match document {
            _ if about_folders => self.folders.change(params),
            Some((uri, _)) if method == "textDocument/didClose" => self.close(&uri),
            _ => {}
        }
        unreadable
    }

    /// URI of a document within the server, from the standard spelling of the client's.
    fn in_use(&self, uri: &Uri) -> String {
        if let Some(apart) = self.apart.lock().get(uri.as_str()) {
            return apart.clone();
        }
        self.in_root(uri).map_or_else(|| uri.as_str().to_owned(), |(uri, _)| uri)
    }

    /// URIs of a file from its workspace folder, and without links.
    fn in_root(&self, uri: &Uri) -> Option<(String, String)> {
        let (path, real) = self.folders.path_in_root(&path_of(uri)?)?;
        Some((uri_of(&path)?.as_str().to_owned(), uri_of(&real)?.as_str().to_owned()))
    }

    /// Records that a document is opened. A file that is open already under another path stays apart, since the client
    /// has two buffers then.
    fn open(&self, uri: &Uri, text: &str) {
        let uri = uri.as_str();
        let (wanted, real) =
            standard(uri).and_then(|uri| self.in_root(&uri)).unwrap_or_else(|| (uri.into(), uri.into()));
        let is_taken = |other: &str| {
            let known = self.known.lock();
            known.get(other).is_some_and(|spelling| spelling.is_open && spelling.standard != uri)
        };
        let mut free = [wanted.as_str(), uri, &real].into_iter().filter(|uri| !is_taken(uri));
        let in_use = free.next().unwrap_or(uri);
        if in_use != wanted {
            self.apart.lock().insert(uri.to_owned(), in_use.to_owned());
        }
        self.record(in_use, Spelling { text: text.to_owned(), standard: uri.to_owned(), is_open: true });
    }

    /// Records that a document was closed; its spelling applies until the client uses another one.
    fn close(&self, uri: &Uri) {
        let in_use = self.in_use(uri);
        self.apart.lock().remove(uri.as_str());
        if let Some(spelling) = self.known.lock().get_mut(&in_use) {
            spelling.is_open = false;
        }
    }

    /// Records how the client spells a document. The latest spelling applies, or for an open document the one that it
    /// was opened with.
    fn record(&self, uri: &str, spelling: Spelling) {
        let mut known = self.known.lock();
        let differs = uri != spelling.text;
        self.differs.fetch_or(differs, Ordering::Release);
        match known.get_mut(uri) {
            Some(known) if known.is_open && !spelling.is_open => {}
            Some(known) => *known = spelling,
            None if differs || spelling.is_open => {
                if known.len() > MAX_CLOSED {
                    known.retain(|_, spelling| spelling.is_open);
                }
                known.insert(uri.to_owned(), spelling);
            }
            None => {}
        }
    }

    /// Replaces the URIs in a message of the server by the client's.
    pub fn write(&self, value: &mut Value) {
        if self.differs.load(Ordering::Acquire) {
            write_value(&self.known.lock(), value);
        }
    }
}

/// Replaces the URIs of a client's message.
struct Reader<'a> {
    spellings: &'a Spellings,
    /// URI within the server, from the standard spelling.
    in_use: &'a dyn Fn(&Uri) -> String,
    unreadable: &'a mut Vec<String>,
}

impl Reader<'_> {
    /// Replaces the URIs in a value; returns whether all that remain are readable.
    fn read_value(&mut self, value: &mut Value) -> bool {
        match value {
            Value::Array(elements) => {
                elements.retain_mut(|element| self.read_value(element));
                true
            }
            Value::Object(properties) => {
                let mut is_readable = true;
                for (key, value) in properties.iter_mut() {
                    is_readable &= match value {
                        Value::String(text) if URIS.contains(&key.as_str()) => self.read_uri(text),
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
                                    self.read_uri(text);
                                }
                            }
                            arguments.iter_mut().all(|argument| self.read_value(argument))
                        }
                        Value::Object(data) if key == DATA => {
                            if let Some(Value::String(text)) = data.get_mut("uri")
                                && standard(text).is_some()
                            {
                                self.read_uri(text);
                            }
                            true
                        }
                        Value::Object(documents) if BY_URI.contains(&key.as_str()) => {
                            self.read_keys(documents)
                        }
                        Value::Object(_) | Value::Array(_) if !SETTINGS.contains(&key.as_str()) => {
                            self.read_value(value)
                        }
                        _ => true,
                    };
                }
                is_readable
            }
            _ => true,
        }
    }

    fn read_keys(&mut self, documents: &mut Map<String, Value>) -> bool {
        let mut is_readable = true;
        for (mut uri, mut value) in std::mem::take(documents) {
            is_readable &= self.read_uri(&mut uri) & self.read_value(&mut value);
            documents.insert(uri, value);
        }
        is_readable
    }

    fn read_uri(&mut self, text: &mut String) -> bool {
        let Some(uri) = standard(text) else {
            self.unreadable.push(text.clone());
            return false;
        };
        let in_use = (self.in_use)(&uri);
        let text = std::mem::replace(text, in_use.clone());
        let standard = uri.as_str().to_owned();
        self.spellings.record(&in_use, Spelling { text, standard, is_open: false });
        true
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

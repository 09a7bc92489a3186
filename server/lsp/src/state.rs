//! What the server knows: the open documents with what they see, and the workspace.

use crate::convert;
use crate::diagnostics::Report;
use crate::settings::Settings;
use crate::transport::Outbox;
use crate::uris::{Key, path_of};
use ascribe_core::Edit;
use ascribe_core::document::Document;
use ascribe_core::scope::{Place, Scope};
use ascribe_workspace::{Seen, Workspace};
use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use tokio::runtime::Handle;
use tower_lsp::Client;
use tower_lsp::jsonrpc::Request;
use tower_lsp::ls_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams, InitializeParams,
    TextDocumentContentChangeEvent, Uri, WorkspaceFolder,
};

tokio::task_local! {
    /// The request that is being served.
    pub static WORK: Arc<Work>;
}

/// A request that is being served.
#[derive(Debug)]
pub struct Work {
    /// What it works on; `None` if its document is not open.
    pub snapshot: Option<Arc<Snapshot>>,
    /// Its result, ready to be sent. Long results are written once, on a thread of the pool, rather than made
    /// into a tree of values first.
    result: Mutex<Option<String>>,
}

impl Work {
    /// Work on a snapshot.
    pub fn on(snapshot: Option<Arc<Snapshot>>) -> Self {
        Self { snapshot, result: Mutex::default() }
    }

    /// Leaves the result, as JSON.
    pub fn put_result(&self, json: String) {
        *self.result.lock().unwrap_or_else(PoisonError::into_inner) = Some(json);
    }

    /// The result, if there is one.
    pub fn take_result(&self) -> Option<String> {
        self.result.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// What the last check of an open document found, for the next one to build on.
pub type Checked = Arc<Mutex<Option<Report>>>;

/// An open document at the moment in which a request came in.
#[derive(Debug)]
pub struct Snapshot {
    /// Its URI, as the client writes it.
    pub uri: Uri,
    /// The version that the client gave it.
    pub version: i32,
    /// Grows with every change of the document or of what it sees.
    pub generation: u64,
    /// The document and what it sees.
    pub scope: Arc<Scope>,
    /// The paths of what it sees.
    pub seen: Seen,
    /// What the last check found.
    pub checked: Checked,
    /// What the client can do.
    pub settings: Arc<Settings>,
    /// All open documents, this one among them.
    pub open: Vec<(Uri, Key, Arc<Scope>)>,
}

impl Snapshot {
    /// The URI of one of the documents in the scope; one that is open has the URI that its client gave it.
    pub fn uri_of(&self, place: Place) -> Option<Uri> {
        let path = match place {
            Place::Here => return Some(self.uri.clone()),
            Place::Cast(i) => self.seen.casts.get(i)?,
            Place::Linked(i) => self.seen.linked.get(i)?,
        };
        let open = self.open.iter().find(|(_, key, _)| key.path() == Some(path));
        open.map(|(uri, _, _)| uri.clone()).or_else(|| Uri::from_file_path(path))
    }
}

#[derive(Debug)]
struct Open {
    uri: Uri,
    version: i32,
    generation: u64,
    scope: Arc<Scope>,
    seen: Seen,
    checked: Checked,
    /// Somebody is checking and publishing it.
    publishing: bool,
    /// A hash of what was published last.
    published: Option<u64>,
}

#[derive(Debug, Default)]
struct State {
    /// `None` before `initialize`.
    settings: Option<Arc<Settings>>,
    workspace: Workspace,
    open: HashMap<Key, Open>,
    generation: u64,
}

/// The state, shared by the reader of the wire and the tasks.
#[derive(Debug)]
pub struct Shared {
    state: Mutex<State>,
    client: OnceLock<Client>,
    shut_down: AtomicBool,
    /// Where notifications go.
    pub outbox: Outbox,
    /// Where tasks run.
    pub runtime: Handle,
}

impl Shared {
    /// A state without documents.
    pub fn new(outbox: Outbox, runtime: Handle) -> Self {
        Self {
            state: Mutex::default(),
            client: OnceLock::new(),
            shut_down: AtomicBool::new(false),
            outbox,
            runtime,
        }
    }

    /// Sets whom requests go to, once.
    pub fn set_client(&self, client: Client) {
        // A second one is never made.
        let _ = self.client.set(client);
    }

    /// Whom requests go to.
    pub fn client(&self) -> Option<&Client> {
        self.client.get()
    }

    /// The client has said `shutdown`.
    pub fn shut_down(&self) {
        self.shut_down.store(true, Ordering::Relaxed);
    }

    /// Whether the client has said `shutdown`.
    pub fn was_shut_down(&self) -> bool {
        self.shut_down.load(Ordering::Relaxed)
    }

    /// A panic while the state was locked has changed at most one document, which the client can open anew.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was agreed on; the defaults before `initialize`.
    pub fn settings(&self) -> Arc<Settings> {
        self.lock().settings.clone().unwrap_or_default()
    }

    /// Takes the capabilities and folders of the client.
    pub fn initialize(&self, params: &InitializeParams) -> Arc<Settings> {
        let settings = Arc::new(Settings::of(&params.capabilities));
        let mut state = self.lock();
        state.settings = Some(Arc::clone(&settings));
        #[allow(deprecated, reason = "clients without folders still send it")]
        let root = params.root_uri.as_ref().and_then(path_of);
        let roots = match &params.workspace_folders {
            Some(folders) => folders.iter().filter_map(folder_of).collect(),
            None => root.into_iter().collect(),
        };
        state.workspace.set_roots(roots);
        settings
    }

    /// Applies a notification that changes documents; whether it was one.
    pub fn notified(self: &Arc<Self>, request: &Request) -> bool {
        let method = request.method();
        let known = matches!(
            method,
            "textDocument/didOpen"
                | "textDocument/didChange"
                | "textDocument/didSave"
                | "textDocument/didClose"
                | "workspace/didChangeWatchedFiles"
                | "workspace/didChangeWorkspaceFolders"
        );
        if !known {
            return false;
        }
        let params = request.params().cloned().unwrap_or_default();
        let mut state = self.lock();
        if state.settings.is_none() {
            return true;
        }
        let applied = match method {
            "textDocument/didOpen" => serde_json::from_value(params).map(|params| state.did_open(params)),
            "textDocument/didChange" => serde_json::from_value(params).map(|params| state.did_change(params)),
            "textDocument/didSave" => serde_json::from_value(params).map(|params| state.did_save(&params)),
            "textDocument/didClose" => serde_json::from_value(params).map(|params| state.did_close(&params)),
            "workspace/didChangeWatchedFiles" => {
                serde_json::from_value(params).map(|params| state.watched(&params))
            }
            _ => serde_json::from_value(params).map(|params| state.folders(&params)),
        };
        drop(state);
        match applied {
            Ok(outcome) => crate::diagnostics::follow(self, outcome),
            Err(error) => tracing::warn!("{method} cannot be read: {error}"),
        }
        true
    }

    /// The snapshot that a request works on, by the document that its parameters name.
    pub fn snapshot_for(&self, request: &Request) -> Option<Arc<Snapshot>> {
        let uri = request.params()?.get("textDocument")?.get("uri")?.as_str()?;
        let key = Key::of(&uri.parse().ok()?);
        self.lock().snapshot(&key).map(Arc::new)
    }

    /// The snapshot that the publisher of a document has to check next, unless another one is at work or the
    /// generation `done` is the newest.
    pub fn next_to_publish(&self, key: &Key, done: Option<u64>) -> Option<Snapshot> {
        let mut state = self.lock();
        let open = state.open.get_mut(key)?;
        match done {
            None if open.publishing => return None,
            Some(done) if done == open.generation => {
                open.publishing = false;
                return None;
            }
            _ => open.publishing = true,
        }
        state.snapshot(key)
    }

    /// Notes what is about to be published; whether it is something new.
    pub fn published(&self, key: &Key, hash: u64) -> bool {
        let mut state = self.lock();
        state.open.get_mut(key).is_some_and(|open| open.published.replace(hash) != Some(hash))
    }

    /// Whether a document is open.
    pub fn is_open(&self, key: &Key) -> bool {
        self.lock().open.contains_key(key)
    }

    /// Whether a generation of a document is the newest.
    pub fn is_newest(&self, key: &Key, generation: u64) -> bool {
        self.lock().open.get(key).is_some_and(|open| open.generation == generation)
    }
}

fn folder_of(folder: &WorkspaceFolder) -> Option<std::path::PathBuf> {
    let path = path_of(&folder.uri)?;
    // Some clients send the file that is open as a folder.
    if path.is_file() { path.parent().map(Path::to_path_buf) } else { Some(path) }
}

/// What has to be told after a change.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The documents whose findings may be others now.
    pub changed: Vec<Key>,
    /// The document that is no longer open, and had its findings pushed.
    pub closed: Option<Uri>,
    /// Documents that the client did not touch may have other findings now.
    pub others: bool,
}

impl State {
    fn next_generation(&mut self) -> u64 {
        self.generation += 1;
        self.generation
    }

    fn snapshot(&self, key: &Key) -> Option<Snapshot> {
        let open = self.open.get(key)?;
        let all =
            self.open.iter().map(|(key, open)| (open.uri.clone(), key.clone(), Arc::clone(&open.scope)));
        Some(Snapshot {
            uri: open.uri.clone(),
            version: open.version,
            generation: open.generation,
            scope: Arc::clone(&open.scope),
            seen: open.seen.clone(),
            checked: Arc::clone(&open.checked),
            settings: self.settings.clone().unwrap_or_default(),
            open: all.collect(),
        })
    }

    fn did_open(&mut self, params: DidOpenTextDocumentParams) -> Outcome {
        let item = params.text_document;
        let key = Key::of(&item.uri);
        let document = Arc::new(Document::new(&item.text));
        if let Some(path) = key.path() {
            self.workspace.open(path, Arc::clone(&document));
        }
        let (scope, seen) = self.workspace.scope(key.path(), document);
        let generation = self.next_generation();
        let publishing = self.open.get(&key).is_some_and(|open| open.publishing);
        let open = Open {
            uri: item.uri,
            version: item.version,
            generation,
            scope: Arc::new(scope),
            seen,
            checked: Checked::default(),
            publishing,
            published: None,
        };
        self.open.insert(key.clone(), open);
        self.with_others(key)
    }

    fn did_change(&mut self, params: DidChangeTextDocumentParams) -> Outcome {
        let key = Key::of(&params.text_document.uri);
        let encoding = self.settings.as_ref().map(|settings| settings.encoding).unwrap_or_default();
        let Some(open) = self.open.get_mut(&key) else {
            tracing::warn!("a document was changed that is not open: {}", params.text_document.uri.as_str());
            return Outcome::default();
        };
        let mut document = Document::clone(&open.scope.document);
        for change in params.content_changes {
            let TextDocumentContentChangeEvent { range, text, .. } = change;
            match range {
                Some(range) => {
                    let range = convert::byte_range(document.text(), range, encoding);
                    document.edit(&Edit::replace(range, text));
                }
                None => document = Document::new(&text),
            }
        }
        open.version = params.text_document.version;
        let document = Arc::new(document);
        let previous = Arc::clone(&open.scope);
        if let Some(path) = key.path() {
            self.workspace.open(path, Arc::clone(&document));
        }
        let (scope, seen) = self.workspace.scope(key.path(), document);
        let generation = self.next_generation();
        if let Some(open) = self.open.get_mut(&key) {
            open.scope = Arc::new(scope.following(&previous));
            open.seen = seen;
            open.generation = generation;
        }
        self.with_others(key)
    }

    fn did_save(&mut self, params: &DidSaveTextDocumentParams) -> Outcome {
        // The client may not watch files; what else lies around may have changed as well.
        self.workspace.changed_anywhere();
        let key = Key::of(&params.text_document.uri);
        let changed = self.look_anew(|_| true);
        Outcome { others: changed.iter().any(|other| *other != key), changed, closed: None }
    }

    fn did_close(&mut self, params: &DidCloseTextDocumentParams) -> Outcome {
        let key = Key::of(&params.text_document.uri);
        let Some(open) = self.open.remove(&key) else { return Outcome::default() };
        let changed = match key.path() {
            Some(path) => {
                self.workspace.close(path);
                self.look_anew(|seen| sees(seen, path))
            }
            None => Vec::new(),
        };
        Outcome { others: !changed.is_empty(), changed, closed: Some(open.uri) }
    }

    fn watched(&mut self, params: &DidChangeWatchedFilesParams) -> Outcome {
        for change in &params.changes {
            if let Some(path) = path_of(&change.uri) {
                self.workspace.changed(&path);
            }
        }
        let changed = self.look_anew(|_| true);
        Outcome { others: !changed.is_empty(), changed, closed: None }
    }

    fn folders(&mut self, params: &DidChangeWorkspaceFoldersParams) -> Outcome {
        let mut roots = self.workspace.roots().to_vec();
        let removed: Vec<_> = params.event.removed.iter().filter_map(folder_of).collect();
        roots.retain(|root| !removed.contains(root));
        roots.extend(params.event.added.iter().filter_map(folder_of));
        self.workspace.set_roots(roots);
        let changed = self.look_anew(|_| true);
        Outcome { others: !changed.is_empty(), changed, closed: None }
    }

    /// The document of `key` has changed, and with it those that see it.
    fn with_others(&mut self, key: Key) -> Outcome {
        let mut changed = match key.path() {
            Some(path) if is_seen(path) => {
                let path = path.to_path_buf();
                let is_cast = path.file_name().is_some_and(|name| name == ascribe_workspace::CAST);
                // A new cast is seen by documents that have not seen it yet.
                self.look_anew(|seen| is_cast || sees(seen, &path))
            }
            _ => Vec::new(),
        };
        changed.retain(|other| *other != key);
        let others = !changed.is_empty();
        changed.push(key);
        Outcome { changed, closed: None, others }
    }

    /// Looks up anew what the open documents see, for those whose view `may_change`; gives those that see
    /// something else now.
    fn look_anew(&mut self, may_change: impl Fn(&Seen) -> bool) -> Vec<Key> {
        let keys: Vec<Key> =
            self.open.iter().filter(|(_, open)| may_change(&open.seen)).map(|(key, _)| key.clone()).collect();
        let mut changed = Vec::new();
        for key in keys {
            let generation = self.next_generation();
            let Some(open) = self.open.get_mut(&key) else { continue };
            let (scope, seen) = self.workspace.scope(key.path(), Arc::clone(&open.scope.document));
            if scope.sees_as(&open.scope) && seen == open.seen {
                continue;
            }
            open.scope = Arc::new(scope);
            open.seen = seen;
            open.generation = generation;
            changed.push(key);
        }
        changed
    }
}

/// Whether documents may see this one at all.
fn is_seen(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == ascribe_workspace::EXTENSION)
}

fn sees(seen: &Seen, path: &Path) -> bool {
    seen.casts.iter().chain(&seen.linked).any(|other| other == path)
}

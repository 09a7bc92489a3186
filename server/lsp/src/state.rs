//! The state of the server, shared by the reader of the wire and the tasks.

use crate::documents::Documents;
use crate::indexer::{Indexer, Listener, Look};
use crate::looking::Looking;
use crate::outbox::Outbox;
use crate::pool::Seats;
use crate::refreshes::Refreshes;
use crate::settings::Settings;
use crate::snapshot::Snapshot;
use crate::trace::Trace;
use crate::uris::Key;
use ascribe_workspace::index::Index;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tower_lsp::Client;
use tower_lsp::jsonrpc::Request;
use tower_lsp::ls_types::MessageType;

/// A hover waits so long for the index.
const SOON: Duration = Duration::from_millis(100);

/// The state, shared by the reader of the wire and the tasks.
#[derive(Debug)]
pub struct Shared {
    documents: Mutex<Documents>,
    client: OnceLock<Client>,
    /// Set by `initialize`.
    indexer: OnceLock<Indexer>,
    shut_down: AtomicBool,
    /// Held by whoever tells of the configuration.
    pub config_turn: tokio::sync::Mutex<()>,
    /// Counts the changes of documents and of the index.
    changes: watch::Sender<u64>,
    /// What the client was told to ask for again.
    pub refreshes: Refreshes,
    /// The look at the workspace that the client shows.
    pub looking: Looking,
    /// How much of its work the client wants to hear of.
    pub trace: Trace,
    /// Where notifications go.
    pub outbox: Outbox,
    /// Where answers are made.
    pub seats: Seats,
    /// Something has been read behind the message that is served.
    pub waits: Arc<AtomicBool>,
    /// Where tasks run.
    pub runtime: Handle,
}

impl Shared {
    /// A state without documents.
    pub fn new(outbox: Outbox, seats: Seats, runtime: Handle) -> Self {
        Self {
            documents: Mutex::default(),
            client: OnceLock::new(),
            indexer: OnceLock::new(),
            shut_down: AtomicBool::new(false),
            config_turn: tokio::sync::Mutex::default(),
            changes: watch::Sender::default(),
            refreshes: Refreshes::default(),
            looking: Looking::default(),
            trace: Trace::default(),
            outbox,
            seats,
            waits: Arc::default(),
            runtime,
        }
    }

    /// Whether a document is checked in less time than it takes to wake somebody for it, and nothing waits behind the
    /// message that is served: what is soon done is done by whoever reads it.
    pub fn is_checked_soon(&self, key: &Key) -> bool {
        !self.waits.load(Ordering::Relaxed) && self.documents().is_checked_soon(key)
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

    /// Starts to index the workspace; only the first listener hears of it.
    pub fn index(&self, listener: impl Listener + 'static) {
        let folders = self.documents().folders();
        self.indexer.get_or_init(|| Indexer::start(listener)).ask(Look::Folders(folders));
    }

    /// Whether the workspace is indexed.
    pub fn is_indexed(&self) -> bool {
        self.indexer.get().is_some()
    }

    /// Has the index look at something, if there is one.
    pub fn look(&self, look: Look) {
        if let Some(indexer) = self.indexer.get() {
            indexer.ask(look);
        }
    }

    /// The index of the workspace, as far as it has come.
    pub fn index_so_far(&self) -> Arc<Index> {
        self.indexer.get().map(Indexer::so_far).unwrap_or_default()
    }

    /// The index of the workspace, with all changes that the client has told of.
    pub async fn caught_up(&self) -> Arc<Index> {
        match self.indexer.get() {
            Some(indexer) => indexer.caught_up().await,
            None => Arc::default(),
        }
    }

    /// The index, up to date if that is soon: for what is better shown at once than whole.
    pub async fn soon_caught_up(&self) -> Arc<Index> {
        match tokio::time::timeout(SOON, self.caught_up()).await {
            Ok(index) => index,
            Err(_) => self.index_so_far(),
        }
    }

    /// Writes to the client's log.
    pub fn log(&self, kind: MessageType, text: impl std::fmt::Display) {
        if let Some(client) = self.client().cloned() {
            let text = text.to_string();
            self.runtime.spawn(async move { client.log_message(kind, text).await });
        }
    }

    /// Shows the person something.
    pub fn show(&self, kind: MessageType, text: impl std::fmt::Display) {
        if let Some(client) = self.client().cloned() {
            let text = text.to_string();
            self.runtime.spawn(async move { client.show_message(kind, text).await });
        }
    }

    /// The client has said `shutdown`.
    pub fn shut_down(&self) {
        self.shut_down.store(true, Ordering::Relaxed);
        self.touched();
    }

    /// A document has changed, or the index.
    pub fn touched(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    /// Hears of changes from now on, and of the shutdown.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Whether the client has said `shutdown`.
    pub fn was_shut_down(&self) -> bool {
        self.shut_down.load(Ordering::Relaxed)
    }

    /// The open documents. A panic while they were locked has changed at most one of them, which the client can
    /// open anew.
    pub fn documents(&self) -> MutexGuard<'_, Documents> {
        self.documents.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the client has said `initialize`.
    pub fn is_initialized(&self) -> bool {
        self.documents().settings().is_some()
    }

    /// What was agreed on; the defaults before `initialize`.
    pub fn settings(&self) -> Arc<Settings> {
        self.documents().settings().cloned().unwrap_or_default()
    }

    /// The snapshot that a request works on, by the document that its parameters name.
    pub fn snapshot_for(&self, request: &Request) -> Option<Arc<Snapshot>> {
        let key = key_of(request)?;
        self.documents().snapshot(&key).map(Arc::new)
    }
}

/// The document that a message is about.
pub fn key_of(message: &Request) -> Option<Key> {
    let params = message.params()?;
    // What is resolved has the document in its data.
    let uri = match params.get("textDocument") {
        Some(document) => document.get("uri"),
        None => params.get("data")?.get("uri"),
    };
    Some(Key::of(&uri?.as_str()?.parse().ok()?))
}

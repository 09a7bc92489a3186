//! The state of the server, shared by the reader of the wire and the tasks.

use crate::documents::Documents;
use crate::protocol::refreshes::Refreshes;
use crate::protocol::settings::Settings;
use crate::protocol::trace::Trace;
use crate::protocol::uris::Key;
use crate::requests::RequestContext;
use crate::workspace::indexer::{Indexer, Listener, Look};
use crate::workspace::looking::Looking;
use ascribe_workspace::index::Index;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::{Semaphore, watch};
use tokio_util::sync::CancellationToken;
use tower_lsp::Client;
use tower_lsp::ls_types::notification::LogTrace;
use tower_lsp::ls_types::{MessageType, Uri};

/// A hover waits so long for the index.
const SOON: Duration = Duration::from_millis(100);

/// The state, shared by the reader of the wire and the tasks.
#[derive(Debug)]
pub struct Shared {
    /// The open documents.
    pub documents: Documents,
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
    /// The requests that may be worked on at the same time.
    permits: Arc<Semaphore>,
    /// The client has still to take what was written.
    pub output_busy: Arc<AtomicBool>,
    /// Where tasks run.
    pub runtime: Handle,
}

impl Shared {
    /// A state without documents, for a pool that works on so many requests at the same time.
    pub fn new(runtime: Handle, permits: usize) -> Self {
        Self {
            documents: Documents::default(),
            client: OnceLock::new(),
            indexer: OnceLock::new(),
            shut_down: AtomicBool::new(false),
            config_turn: tokio::sync::Mutex::default(),
            changes: watch::Sender::default(),
            refreshes: Refreshes::default(),
            looking: Looking::default(),
            trace: Trace::default(),
            permits: Arc::new(Semaphore::new(permits)),
            output_busy: Arc::default(),
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

    /// Starts to index the workspace; only the first listener hears of it.
    pub fn index(&self, listener: impl Listener + 'static) {
        let folders = self.documents.folders();
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

    /// Whether the client has said `initialize`.
    pub fn is_initialized(&self) -> bool {
        self.documents.settings().is_some()
    }

    /// What was agreed on; the defaults before `initialize`.
    pub fn settings(&self) -> Arc<Settings> {
        self.documents.settings().cloned().unwrap_or_default()
    }

    /// What a request about this document works on.
    pub fn about(&self, key: Option<&Key>) -> RequestContext {
        let snapshot = key.and_then(|key| self.documents.snapshot(key)).map(Arc::new);
        let workspace = snapshot.as_ref().map(|snapshot| Arc::clone(&snapshot.workspace));
        RequestContext {
            snapshot,
            workspace: workspace.or_else(|| self.documents.workspace_snapshot()),
            cancelled: CancellationToken::new(),
            is_retried: false,
            permits: Arc::clone(&self.permits),
        }
    }

    /// What a request about this document works on.
    pub fn about_document(&self, uri: &Uri) -> RequestContext {
        self.about(Some(&Key::of(uri)))
    }

    /// The same for a method whose answer about an older text is of no use to a client that asks again.
    pub fn about_text(&self, uri: &Uri, method: &str) -> RequestContext {
        RequestContext { is_retried: self.settings().is_retried(method), ..self.about_document(uri) }
    }

    /// Tells a client that wants to hear of it that a request was answered.
    pub fn trace(&self, method: &str, took: Duration, has_result: bool) {
        let message = self.trace.message(method, took, has_result);
        if let (Some(message), Some(client)) = (message, self.client().cloned()) {
            self.runtime.spawn(async move { client.send_notification::<LogTrace>(message).await });
        }
    }
}

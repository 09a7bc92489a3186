//! State of the server, shared by the reader of the wire and the tasks.

use crate::documents::Documents;
use crate::protocol::capabilities::ResolvedCapabilities;
use crate::protocol::refreshes::Refreshes;
use crate::protocol::trace::Trace;
use crate::protocol::uris::DocumentKey;
use crate::requests::RequestContext;
use crate::turns::{self, Length, Turn, Turns};
use crate::workspace::index_progress::IndexProgress;
use crate::workspace::indexer::{Indexer, Listener, Rescan};
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

/// Maximum time that a hover waits for the index.
const SOON: Duration = Duration::from_millis(100);

/// State shared by the reader of the wire and the tasks.
#[derive(Debug)]
pub struct Shared {
    /// Open documents.
    pub documents: Documents,
    client: OnceLock<Client>,
    /// Set by `initialize`.
    indexer: OnceLock<Indexer>,
    shut_down: AtomicBool,
    /// Serializes the tasks that push configuration problems.
    pub config_turn: tokio::sync::Mutex<()>,
    /// Counts changes of documents and of the index.
    changes: watch::Sender<u64>,
    /// Refresh requests in flight.
    pub refreshes: Refreshes,
    /// Workspace scan shown to the client.
    pub index_progress: IndexProgress,
    /// Trace level of the client.
    pub trace: Trace,
    /// Turns of all documents.
    turns: Arc<Semaphore>,
    /// Turns of requests about no open document.
    other_turns: Turns,
    /// Limits the number of threads that report on files, of all requests together.
    pub reports: Arc<Semaphore>,
    /// Set while the client has not read everything written.
    pub output_busy: Arc<AtomicBool>,
    /// Runtime that tasks are spawned on.
    pub runtime: Handle,
}

impl Shared {
    /// State without documents, on this number of cores.
    pub fn new(runtime: Handle, cores: usize) -> Self {
        Self {
            documents: Documents::default(),
            client: OnceLock::new(),
            indexer: OnceLock::new(),
            shut_down: AtomicBool::new(false),
            config_turn: tokio::sync::Mutex::default(),
            changes: watch::Sender::default(),
            refreshes: Refreshes::default(),
            index_progress: IndexProgress::default(),
            trace: Trace::default(),
            turns: Arc::new(Semaphore::new(turns::ALL)),
            other_turns: Turns::default(),
            reports: Arc::new(Semaphore::new(cores)),
            output_busy: Arc::default(),
            runtime,
        }
    }

    /// Sets the client that requests are sent to, once.
    pub fn set_client(&self, client: Client) {
        // There is never a second client.
        let _ = self.client.set(client);
    }

    /// Client that requests are sent to.
    pub fn client(&self) -> Option<&Client> {
        self.client.get()
    }

    /// Starts indexing the workspace; only the listener of the first call is used.
    pub fn index(&self, listener: impl Listener + 'static) {
        let folders = self.documents.folders();
        self.indexer.get_or_init(|| Indexer::start(listener)).ask(Rescan::Folders(folders));
    }

    /// Whether indexing has been started.
    pub fn is_indexed(&self) -> bool {
        self.indexer.get().is_some()
    }

    /// Requests a rescan, if there is an index.
    pub fn look(&self, look: Rescan) {
        if let Some(indexer) = self.indexer.get() {
            indexer.ask(look);
        }
    }

    /// Index in its current state, possibly incomplete.
    pub fn index_so_far(&self) -> Arc<Index> {
        self.indexer.get().map(Indexer::so_far).unwrap_or_default()
    }

    /// Index including all changes that the client has reported.
    pub async fn caught_up(&self) -> Arc<Index> {
        match self.indexer.get() {
            Some(indexer) => indexer.caught_up().await,
            None => Arc::default(),
        }
    }

    /// Index, caught up if that is quick: for requests where a fast answer matters more than a complete one.
    pub async fn soon_caught_up(&self) -> Arc<Index> {
        match tokio::time::timeout(SOON, self.caught_up()).await {
            Ok(index) => index,
            Err(_) => self.index_so_far(),
        }
    }

    /// Writes to the client's log.
    pub fn log(&self, kind: MessageType, text: impl std::fmt::Display) {
        tracing::info!("to the client's log: {text}");
        if let Some(client) = self.client().cloned() {
            let text = text.to_string();
            self.runtime.spawn(async move { client.log_message(kind, text).await });
        }
    }

    /// Shows a message to the user.
    pub fn show(&self, kind: MessageType, text: impl std::fmt::Display) {
        tracing::info!("to the user: {text}");
        if let Some(client) = self.client().cloned() {
            let text = text.to_string();
            self.runtime.spawn(async move { client.show_message(kind, text).await });
        }
    }

    /// Records that the client has sent `shutdown`.
    pub fn shut_down(&self) {
        self.shut_down.store(true, Ordering::Relaxed);
        self.touched();
    }

    /// Records a change of a document or of the index.
    pub fn touched(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    /// Subscribes to changes and to the shutdown.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Whether the client has sent `shutdown`.
    pub fn was_shut_down(&self) -> bool {
        self.shut_down.load(Ordering::Relaxed)
    }

    /// Whether the client has sent `initialize`.
    pub fn is_initialized(&self) -> bool {
        self.documents.capabilities().is_some()
    }

    /// Capabilities agreed on; the defaults before `initialize`.
    pub fn capabilities(&self) -> Arc<ResolvedCapabilities> {
        self.documents.capabilities().cloned().unwrap_or_default()
    }

    /// Context of a request about this document.
    pub fn about(&self, key: Option<&DocumentKey>) -> RequestContext {
        let snapshot = key.and_then(|key| self.documents.snapshot(key)).map(Arc::new);
        let workspace = snapshot.as_ref().map(|snapshot| Arc::clone(&snapshot.workspace));
        let turns = snapshot.as_ref().map_or(&self.other_turns, |snapshot| &snapshot.turns).clone();
        RequestContext {
            snapshot,
            workspace: workspace.or_else(|| self.documents.workspace_snapshot()),
            cancelled: CancellationToken::new(),
            is_retried: false,
            turns,
            all_turns: Arc::clone(&self.turns),
        }
    }

    /// Waits for a turn to check a document; `None` if it is not open.
    pub async fn turn_to_check(&self, key: &DocumentKey) -> Option<Turn> {
        self.turn(key, Length::Long).await
    }

    /// Waits for a turn to look at a document; `None` if it is not open.
    pub async fn short_turn(&self, key: &DocumentKey) -> Option<Turn> {
        self.turn(key, Length::Short).await
    }

    async fn turn(&self, key: &DocumentKey, length: Length) -> Option<Turn> {
        let turns = self.documents.turns(key)?;
        Some(turns.take(length, &self.turns).await)
    }

    /// Context of a request about the document at this URI.
    pub fn about_document(&self, uri: &Uri) -> RequestContext {
        self.about(Some(&DocumentKey::of(uri)))
    }

    /// Context of a request about a text, whose outdated answer may be of no use to a client that retries.
    pub fn about_text(&self, uri: &Uri, method: &str) -> RequestContext {
        RequestContext { is_retried: self.capabilities().is_retried(method), ..self.about_document(uri) }
    }

    /// Sends a trace message about an answered request, if the client wants it.
    pub fn trace(&self, method: &str, took: Duration, has_result: bool) {
        let message = self.trace.message(method, took, has_result);
        if let (Some(message), Some(client)) = (message, self.client().cloned()) {
            self.runtime.spawn(async move { client.send_notification::<LogTrace>(message).await });
        }
    }
}

//! The state of the server, shared by the reader of the wire and the tasks.

use crate::documents::{Documents, NOTIFICATIONS};
use crate::preferences;
use crate::settings::Settings;
use crate::snapshot::Snapshot;
use crate::transport::Outbox;
use crate::uris::Key;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use tokio::runtime::Handle;
use tower_lsp::Client;
use tower_lsp::jsonrpc::Request;

/// The state, shared by the reader of the wire and the tasks.
#[derive(Debug)]
pub struct Shared {
    documents: Mutex<Documents>,
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
            documents: Mutex::default(),
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

    /// The open documents. A panic while they were locked has changed at most one of them, which the client can
    /// open anew.
    pub fn documents(&self) -> MutexGuard<'_, Documents> {
        self.documents.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was agreed on; the defaults before `initialize`.
    pub fn settings(&self) -> Arc<Settings> {
        self.documents().settings().cloned().unwrap_or_default()
    }

    /// Applies a notification that changes documents; whether it was one.
    pub fn notified(self: &Arc<Self>, request: &Request) -> bool {
        let method = request.method();
        if !NOTIFICATIONS.contains(&method) && method != preferences::CHANGED {
            return false;
        }
        if self.documents().settings().is_none() {
            return true;
        }
        if method == preferences::CHANGED {
            preferences::changed(self, request.params());
            return true;
        }
        let params = request.params().cloned().unwrap_or_default();
        let applied = std::panic::catch_unwind(AssertUnwindSafe(|| self.documents().apply(method, params)));
        match applied {
            Ok(Ok(outcome)) => {
                if outcome.others {
                    crate::refresh::inlay_hints(self);
                }
                crate::diagnostics::follow(self, outcome);
            }
            Ok(Err(error)) => tracing::warn!("{method} cannot be read: {error}"),
            // Its text is not the client's any more, so that it is better not open until it is opened anew.
            Err(_) => {
                tracing::error!("{method} has failed");
                if let Some(key) = key_of(request) {
                    self.documents().forget(&key);
                }
            }
        }
        true
    }

    /// The snapshot that a request works on, by the document that its parameters name.
    pub fn snapshot_for(&self, request: &Request) -> Option<Arc<Snapshot>> {
        let key = key_of(request)?;
        self.documents().snapshot(&key).map(Arc::new)
    }
}

/// The document that a message is about.
fn key_of(message: &Request) -> Option<Key> {
    let uri = message.params()?.get("textDocument")?.get("uri")?.as_str()?;
    Some(Key::of(&uri.parse().ok()?))
}

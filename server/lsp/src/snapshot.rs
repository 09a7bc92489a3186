//! What a request works on.

use crate::diagnostics::Report;
use crate::preferences::Preferences;
use crate::settings::Settings;
use crate::uris::Key;
use ascribe_core::scope::{Place, Scope};
use ascribe_workspace::Seen;
use std::sync::{Arc, Mutex, PoisonError};
use tower_lsp::ls_types::Uri;

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
    /// What the person wants to see.
    #[allow(dead_code, reason = "each feature that can be switched off looks here")]
    pub preferences: Preferences,
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

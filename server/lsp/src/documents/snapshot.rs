//! What a request works on.

use crate::diagnostics::{About, Diagnostics, Report};
use crate::protocol::preferences::Preferences;
use crate::protocol::settings::Settings;
use crate::protocol::tokens::Kept;
use crate::protocol::uris::Key;
use ascribe_lints::Findings;
use ascribe_markup::scope::{Place, Scope};
use ascribe_workspace::Seen;
use ascribe_workspace::buffer::{Buffer, Told};
use ascribe_workspace::configs::Configs;
use ascribe_workspace::index::Index;
use ascribe_workspace::view::View;
use parking_lot::Mutex;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use tower_lsp::ls_types::Uri;

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
    /// Set once the text has changed.
    pub changed: Arc<AtomicBool>,
    /// The document and what it sees.
    pub scope: Arc<Scope>,
    /// The paths of what it sees.
    pub seen: Seen,
    /// What the last check found.
    pub checked: Checked,
    /// What the client has got of its semantic tokens.
    pub painted: Kept,
    /// What the client can do.
    pub settings: Arc<Settings>,
    /// What the person wants to see.
    pub preferences: Preferences,
    /// All that was open.
    pub workspace: Arc<WorkspaceSnapshot>,
}

impl Snapshot {
    /// The URI of one of the documents in the scope; one that is open has the URI that its client gave it.
    pub fn uri_of(&self, place: Place) -> Option<Uri> {
        let path = match place {
            Place::Here => return Some(self.uri.clone()),
            Place::Cast(i) => self.seen.casts.get(i)?,
            Place::Linked(i) => self.seen.linked.get(i)?,
        };
        self.workspace.uri_of(path)
    }

    /// The version that the client gave a document, if it is open.
    pub fn version_of(&self, uri: &Uri) -> Option<i32> {
        let key = Key::of(uri);
        self.workspace.open.iter().find(|open| open.key == key).map(|open| open.version)
    }

    /// What its diagnostics are about, and who reads them.
    pub fn about(&self) -> About<'_> {
        About { uri: &self.uri, document: &self.scope.document, settings: &self.settings }
    }

    /// Its diagnostics; the next check builds on what this one found.
    pub fn diagnostics(&self) -> Diagnostics {
        let mut checked = self.checked.lock();
        let previous = checked.take();
        checked.insert(self.about().report(&self.scope, previous)).diagnostics.clone()
    }

    /// What the last check of the document found, for the next one to build on.
    pub fn last_findings(&self) -> Option<Arc<Findings>> {
        // While somebody checks it, to wait is sooner than to check all of it beside.
        self.checked.lock().as_ref().map(|report| Arc::clone(&report.findings))
    }
}

/// An open document among all others.
#[derive(Debug, Clone)]
pub struct OpenDocument {
    /// Its URI, as the client writes it.
    pub uri: Uri,
    /// What tells it apart.
    pub key: Key,
    /// The version that the client gave it.
    pub version: i32,
    /// The document and what it sees.
    pub scope: Arc<Scope>,
    /// What it tells others.
    pub told: Arc<Told>,
}

/// All open documents at the moment in which a request came in.
#[derive(Debug)]
pub struct WorkspaceSnapshot {
    /// What the client can do.
    pub settings: Arc<Settings>,
    /// The root folders.
    pub roots: Vec<PathBuf>,
    /// The configuration, as it is now.
    pub configs: Arc<Configs>,
    /// The open documents, in no order.
    pub open: Vec<OpenDocument>,
}

impl WorkspaceSnapshot {
    /// The open documents with those on disk.
    pub fn view(&self, index: Arc<Index>) -> View {
        let buffer = |open: &OpenDocument| {
            let (scope, told) = (Arc::clone(&open.scope), Arc::clone(&open.told));
            (open.key.place().to_path_buf(), Buffer { scope, told })
        };
        let open = self.open.iter().map(buffer).collect();
        View::new(self.roots.clone(), index, open).with_configs(Arc::clone(&self.configs))
    }

    /// Whether a path is in one of the root folders.
    pub fn holds(&self, path: &Path) -> bool {
        self.roots.iter().any(|root| path.starts_with(root))
    }

    /// The open document at a path.
    pub fn open_at(&self, path: &Path) -> Option<&OpenDocument> {
        self.open.iter().find(|open| open.key.place() == path)
    }

    /// The URI of a file; one that is open has the URI that its client gave it.
    pub fn uri_of(&self, path: &Path) -> Option<Uri> {
        self.open_at(path).map(|open| open.uri.clone()).or_else(|| Uri::from_file_path(path))
    }
}

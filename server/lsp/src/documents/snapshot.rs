//! Immutable snapshots that requests work on.

use crate::diagnostics::{About, Diagnostics, LastCheck};
use crate::protocol::capabilities::ResolvedCapabilities;
use crate::protocol::preferences::Preferences;
use crate::protocol::tokens::TokenCache;
use crate::protocol::uris::{self, DocumentKey};
use crate::turns::Turns;
use ascribe_lints::Findings;
use ascribe_markup::budget::Budget;
use ascribe_markup::scope::{Place, Scope};
use ascribe_workspace::buffer::Buffer;
use ascribe_workspace::index::Index;
use ascribe_workspace::view::{OpenBuffer, View};
use ascribe_workspace::{VisibleDocuments, Workspace};
use parking_lot::{Mutex, MutexGuard};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tower_lsp::ls_types::Uri;

/// State of the last check of an open document; the next check builds on it.
pub type LastReport = Arc<Mutex<LastCheck>>;

/// Interval at which somebody who waits for a check looks whether the result is still wanted.
const LOOKING: Duration = Duration::from_millis(10);

/// An open document with the documents it sees.
#[derive(Debug)]
pub struct ResolvedScope {
    /// Number that differs for each text and for each set of documents it sees.
    pub generation: u64,
    /// The document and the documents it sees.
    pub scope: Arc<Scope>,
    /// Paths of the documents it sees.
    pub visible: VisibleDocuments,
}

/// Scope of an open document between two changes, made by the first request that needs it, on its thread.
#[derive(Debug)]
pub struct LazyScope {
    made: OnceLock<Arc<ResolvedScope>>,
    /// The last scope made before.
    before: Option<Arc<ResolvedScope>>,
}

impl LazyScope {
    /// Scope after a change.
    pub fn after(before: Option<Arc<ResolvedScope>>) -> Self {
        Self { made: OnceLock::new(), before }
    }

    /// The scope, if it is made.
    pub fn made(&self) -> Option<&Arc<ResolvedScope>> {
        self.made.get()
    }

    /// The scope, or else the last one made before.
    pub fn last(&self) -> Option<&Arc<ResolvedScope>> {
        self.made().or(self.before.as_ref())
    }
}

/// An open document at the moment a request arrived.
#[derive(Debug)]
pub struct Snapshot {
    /// URI, in the server's spelling.
    pub uri: Uri,
    /// Version that the client gave it.
    pub version: i32,
    /// Counter that grows with every change of the document, or perhaps of a document it sees.
    pub revision: u64,
    /// Set once the text has changed or is closed.
    pub changed: Arc<AtomicBool>,
    /// Text and document.
    pub buffer: Arc<Buffer>,
    /// The documents it sees.
    pub lazy_scope: Arc<LazyScope>,
    /// Counts the scopes made, and numbers them.
    pub generations: Arc<AtomicU64>,
    /// Result of the last check.
    pub checked: LastReport,
    /// Semantic tokens last sent to the client.
    pub tokens: TokenCache,
    /// Turns of the document.
    pub turns: Turns,
    /// Capabilities of the client.
    pub capabilities: Arc<ResolvedCapabilities>,
    /// Settings of the user.
    pub preferences: Preferences,
    /// Snapshot of all open documents.
    pub workspace: Arc<WorkspaceSnapshot>,
}

impl Snapshot {
    /// The document and the documents it sees. The first call parses them, so it is made on a thread of the pool.
    pub fn scope(&self) -> &Arc<Scope> {
        &self.resolved().scope
    }

    /// Number of the scope.
    pub fn generation(&self) -> u64 {
        self.resolved().generation
    }

    fn resolved(&self) -> &ResolvedScope {
        self.lazy_scope.made.get_or_init(|| self.resolve())
    }

    fn resolve(&self) -> Arc<ResolvedScope> {
        let key = DocumentKey::of(&self.uri);
        let generation = self.generations.fetch_add(1, Ordering::Relaxed) + 1;
        let document = Arc::clone(self.buffer.document());
        let (scope, visible) = self.workspace.files.scope(key.path(), document);
        let Some(before) = &self.lazy_scope.before else {
            return Arc::new(ResolvedScope { generation, scope: Arc::new(scope), visible });
        };
        let is_same = Arc::ptr_eq(&scope.document, &before.scope.document)
            && visible == before.visible
            && scope.same_bindings(&before.scope);
        if is_same {
            return Arc::clone(before);
        }
        let scope = Arc::new(scope.following(&before.scope));
        Arc::new(ResolvedScope { generation, scope, visible })
    }

    /// URI of one of the documents in the scope; the URI of an open one may be that of a document without a file.
    pub fn uri_of(&self, place: Place) -> Option<Uri> {
        match place {
            Place::Here => Some(self.uri.clone()),
            _ => self.workspace.uri_of(self.resolved().visible.at(place)?),
        }
    }

    /// Version that the client gave a document, if it is open.
    pub fn version_of(&self, uri: &Uri) -> Option<i32> {
        let key = DocumentKey::of(uri);
        self.workspace.open.iter().find(|open| open.key == key).map(|open| open.version)
    }

    /// Context for making diagnostics of this document.
    pub fn about(&self) -> About<'_> {
        About { uri: &self.uri, document: &self.scope().document, capabilities: &self.capabilities }
    }

    /// Checks the document and returns its diagnostics; the next check builds on the result. `None` if the budget is spent
    /// before the end.
    pub fn diagnostics(&self, budget: &Budget) -> Option<Diagnostics> {
        self.last_check(budget)?.go_on(&self.about(), self.scope(), budget).cloned()
    }

    /// Findings of the last check, for the next one to build on.
    pub fn last_findings(&self, budget: &Budget) -> Option<Arc<Findings>> {
        let mut last = self.last_check(budget)?;
        if last.is_begun() && last.findings().is_none() {
            last.go_on(&self.about(), self.scope(), budget);
        }
        last.findings().cloned()
    }

    /// The last check, once no other is running: waiting is faster than a second full check.
    fn last_check(&self, budget: &Budget) -> Option<MutexGuard<'_, LastCheck>> {
        loop {
            if let Some(last) = self.checked.try_lock_for(LOOKING) {
                return Some(last);
            }
            if budget.is_spent() {
                return None;
            }
        }
    }
}

/// An open document within a workspace snapshot.
#[derive(Debug, Clone)]
pub struct OpenDocument {
    /// URI, in the server's spelling.
    pub uri: Uri,
    /// Key of the document.
    pub key: DocumentKey,
    /// Version that the client gave it.
    pub version: i32,
    /// Text, document and summary.
    pub buffer: Arc<Buffer>,
    /// Last scope made of it, perhaps of an earlier text.
    pub last_scope: Option<Arc<Scope>>,
}

/// All open documents at the moment a request arrived.
#[derive(Debug)]
pub struct WorkspaceSnapshot {
    /// Capabilities of the client.
    pub capabilities: Arc<ResolvedCapabilities>,
    /// Root folders, configuration, the open documents with files, and the files that they see.
    pub files: Workspace,
    /// Open documents, in no particular order.
    pub open: Vec<OpenDocument>,
}

impl WorkspaceSnapshot {
    /// View of the open documents together with those on disk.
    pub fn view(&self, index: Arc<Index>) -> View {
        let buffer = |open: &OpenDocument| {
            let (buffer, scope) = (Arc::clone(&open.buffer), open.last_scope.clone());
            (open.key.place().to_path_buf(), OpenBuffer { buffer, scope })
        };
        let open = self.open.iter().map(buffer).collect();
        View::new(self.files.roots().to_vec(), index, open).with_configs(Arc::clone(self.files.configs()))
    }

    /// Whether a path is in one of the root folders.
    pub fn holds(&self, path: &Path) -> bool {
        self.files.roots().iter().any(|root| path.starts_with(root))
    }

    /// Open document at a path.
    pub fn open_at(&self, path: &Path) -> Option<&OpenDocument> {
        self.open.iter().find(|open| open.key.place() == path)
    }

    /// URI of a file; the URI of an open one may be that of a document without a file.
    pub fn uri_of(&self, path: &Path) -> Option<Uri> {
        self.open_at(path).map(|open| open.uri.clone()).or_else(|| uris::uri_of(path))
    }
}

//! The open documents with everything they see, and the client's notifications that change them.

pub mod configs;
pub mod snapshot;

use crate::diagnostics::Diagnostics;
use crate::documents::configs::{Buffers, is_config};
use crate::documents::snapshot::{
    LastReport, LazyScope, OpenDocument, ResolvedScope, Snapshot, WorkspaceSnapshot,
};
use crate::protocol::capabilities::ResolvedCapabilities;
use crate::protocol::convert;
use crate::protocol::preferences::ClientConfig;
use crate::protocol::tokens::TokenCache;
use crate::protocol::uris::{DocumentKey, path_of, paths_of};
use crate::turns::Turns;
use crate::workspace::indexer::Rescan;
use ascribe_workspace::buffer::Buffer;
use ascribe_workspace::index::Folder;
use ascribe_workspace::{VisibleDocuments, Workspace, is_cast};
use dashmap::DashMap;
use parking_lot::{Mutex, MutexGuard};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use tower_lsp::ls_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, InitializeParams, RenameFilesParams, Uri,
    WorkspaceFolder,
};

/// An open document.
#[derive(Debug)]
struct Open {
    uri: Uri,
    version: i32,
    /// Number that grows with each change of the text, and of whatever the document may see.
    revision: u64,
    /// Set once the text has changed or is closed; each text has its own flag.
    changed: Arc<AtomicBool>,
    buffer: Arc<Buffer>,
    /// Scope since the last change; `None` if no snapshot of it was taken.
    scope: Option<Arc<LazyScope>>,
    /// Last scope made before that.
    scope_before: Option<Arc<ResolvedScope>>,
    checked: LastReport,
    tokens: TokenCache,
    turns: Turns,
    /// Whether a publisher is active for the document.
    publishing: bool,
    /// Diagnostics published last.
    published: Option<Diagnostics>,
    /// Revision that the client pulled last.
    pulled: Option<u64>,
}

/// The open documents and the workspace around them.
///
/// Notifications change them one by one, in the order of the wire; requests and publishers read them from other
/// threads. Lock order: the workspace lock is taken first.
#[derive(Debug, Default)]
pub struct Documents {
    /// Set by `initialize`.
    capabilities: OnceLock<Arc<ResolvedCapabilities>>,
    /// Settings of the user.
    pub preferences: Mutex<ClientConfig>,
    open: DashMap<DocumentKey, Open>,
    around: Mutex<Around>,
    /// Last revision of a document.
    revision: AtomicU64,
    /// Number of scopes made.
    generations: Arc<AtomicU64>,
}

/// Workspace of the open documents.
#[derive(Debug, Default)]
struct Around {
    workspace: Workspace,
    configs: Buffers,
    /// Snapshot of all open documents, cached until something changes.
    snapshot: Option<Arc<WorkspaceSnapshot>>,
}

/// Follow-up work after a change.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Documents whose findings may have changed.
    pub changed: Vec<DocumentKey>,
    /// Documents that may see something else on disk, with the generation of their scope before.
    pub suspected: Vec<(DocumentKey, Option<u64>)>,
    /// Document that was closed and whose diagnostics may have been pushed.
    pub closed: Option<Uri>,
    /// Whether findings may have changed in documents that the client did not touch.
    pub others: bool,
    /// Rescan that the index has to make.
    pub look: Option<Rescan>,
}

impl Documents {
    /// Handles `initialize`: stores the client's capabilities and folders.
    pub fn initialize(&self, params: &InitializeParams) -> Arc<ResolvedCapabilities> {
        let capabilities =
            self.capabilities.get_or_init(|| Arc::new(ResolvedCapabilities::of(&params.capabilities)));
        self.preferences.lock().initialize(params.initialization_options.as_ref());
        #[allow(deprecated, reason = "clients without folders still send it")]
        let root = params.root_uri.as_ref().and_then(path_of);
        let roots = match &params.workspace_folders {
            Some(folders) => folders.iter().filter_map(folder_of).collect(),
            None => root.into_iter().collect(),
        };
        self.around.lock().workspace.set_roots(roots);
        Arc::clone(capabilities)
    }

    /// Capabilities of the client; `None` before `initialize`.
    pub fn capabilities(&self) -> Option<&Arc<ResolvedCapabilities>> {
        self.capabilities.get()
    }

    /// Claims the role of publisher for a document; `false` if the document has a publisher already.
    pub fn begin_to_publish(&self, key: &DocumentKey) -> bool {
        let Some(mut open) = self.open.get_mut(key) else { return false };
        !std::mem::replace(&mut open.publishing, true)
    }

    /// Snapshot that the publisher of a document has to check next; `None` if revision `done` is the newest, which also
    /// releases the role.
    pub fn next_to_publish(&self, key: &DocumentKey, done: Option<u64>) -> Option<Snapshot> {
        {
            let mut open = self.open.get_mut(key)?;
            open.publishing = done != Some(open.revision);
            if !open.publishing {
                return None;
            }
        }
        self.snapshot(key)
    }

    /// Records the diagnostics about to be published for a revision; `true` if it is the newest one and they have
    /// changed.
    pub fn published(&self, key: &DocumentKey, revision: u64, diagnostics: &Diagnostics) -> bool {
        let Some(mut open) = self.open.get_mut(key).filter(|open| open.revision == revision) else {
            return false;
        };
        let before = open.published.replace(diagnostics.clone());
        before.is_none_or(|before| before != *diagnostics)
    }

    /// Records that the client pulls the report on a document. Returns the related documents to report with it: those
    /// that see it and have changed since they were last pulled.
    pub fn pulled(&self, key: &DocumentKey) -> Vec<Snapshot> {
        if let Some(mut open) = self.open.get_mut(key) {
            open.pulled = Some(open.revision);
        }
        let takes_others = self.capabilities().is_some_and(|capabilities| capabilities.related_documents);
        let Some(path) = key.path().filter(|_| takes_others) else { return Vec::new() };
        let mut related = Vec::new();
        for mut other in self.open.iter_mut() {
            let is_older = other.pulled.is_some_and(|pulled| pulled != other.revision);
            let sees_it = || other.last_scope().is_some_and(|scope| sees(&scope.visible, path));
            if is_older && other.key() != key && sees_it() {
                other.pulled = Some(other.revision);
                related.push(other.key().clone());
            }
        }
        related.iter().filter_map(|other| self.snapshot(other)).collect()
    }

    /// Turns of an open document.
    pub fn turns(&self, key: &DocumentKey) -> Option<Turns> {
        self.open.get(key).map(|open| open.turns.clone())
    }

    /// Revision of an open document; it differs for each text.
    pub fn revision(&self, key: &DocumentKey) -> Option<u64> {
        self.open.get(key).map(|open| open.revision)
    }

    /// Whether a document is open.
    pub fn is_open(&self, key: &DocumentKey) -> bool {
        self.open.contains_key(key)
    }

    /// Snapshot of all open documents; `None` before `initialize`.
    pub fn workspace_snapshot(&self) -> Option<Arc<WorkspaceSnapshot>> {
        self.snapshot_of(&mut self.around.lock())
    }

    fn snapshot_of(&self, around: &mut Around) -> Option<Arc<WorkspaceSnapshot>> {
        let capabilities = self.capabilities()?;
        if let Some(snapshot) = &around.snapshot {
            return Some(Arc::clone(snapshot));
        }
        let mut files = around.workspace.clone();
        let mut documents = Vec::new();
        for open in &self.open {
            if let Some(path) = open.key().path() {
                files.open(path, Arc::clone(&open.buffer));
            }
            documents.push(OpenDocument {
                uri: open.uri.clone(),
                key: open.key().clone(),
                version: open.version,
                buffer: Arc::clone(&open.buffer),
                last_scope: open.last_scope().map(|last| Arc::clone(&last.scope)),
            });
        }
        let capabilities = Arc::clone(capabilities);
        let snapshot = WorkspaceSnapshot { capabilities, files, open: documents };
        Some(Arc::clone(around.snapshot.insert(Arc::new(snapshot))))
    }

    /// Root folders.
    pub fn roots(&self) -> Vec<PathBuf> {
        self.around.lock().workspace.roots().to_vec()
    }

    /// Folders to index: the client's, and those of open documents outside all of them.
    pub fn folders(&self) -> Vec<Folder> {
        self.folders_in(&self.around.lock())
    }

    fn folders_in(&self, around: &Around) -> Vec<Folder> {
        let open: Vec<_> =
            self.open.iter().filter_map(|open| open.key().path().map(Path::to_path_buf)).collect();
        around.workspace.folders(&open)
    }

    fn next_revision(&self) -> u64 {
        self.revision.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Number of scopes made so far, as a measure of the work of requests.
    #[cfg(test)]
    pub fn scopes_made(&self) -> u64 {
        self.generations.load(Ordering::Relaxed)
    }

    /// Snapshot of a document, if it is open.
    pub fn snapshot(&self, key: &DocumentKey) -> Option<Snapshot> {
        // Held because changes take this lock too: otherwise one could come between the two snapshots.
        let mut around = self.around.lock();
        let workspace = self.snapshot_of(&mut around)?;
        let mut open = self.open.get_mut(key)?;
        let open = &mut *open;
        let before = &open.scope_before;
        let lazy_scope = open.scope.get_or_insert_with(|| Arc::new(LazyScope::after(before.clone())));
        Some(Snapshot {
            uri: open.uri.clone(),
            version: open.version,
            revision: open.revision,
            changed: Arc::clone(&open.changed),
            buffer: Arc::clone(&open.buffer),
            lazy_scope: Arc::clone(lazy_scope),
            generations: Arc::clone(&self.generations),
            checked: Arc::clone(&open.checked),
            tokens: Arc::clone(&open.tokens),
            turns: open.turns.clone(),
            capabilities: Arc::clone(&workspace.capabilities),
            preferences: self.preferences.lock().now(),
            workspace,
        })
    }

    /// Text of a configuration file that is open.
    pub fn config_text(&self, uri: &Uri) -> Option<String> {
        let is_config = is_config(uri);
        is_config.then(|| self.around.lock().configs.text(uri).map(str::to_owned)).flatten()
    }

    /// Whether there may be configuration problems to push.
    pub fn has_config_news(&self) -> bool {
        let around = self.around.lock();
        around.configs.has_news(around.workspace.configs())
    }

    /// Takes the configuration diagnostics to push.
    pub fn config_news(&self) -> Vec<configs::News> {
        let Some(capabilities) = self.capabilities() else { return Vec::new() };
        let around = &mut *self.around.lock();
        around.configs.news(capabilities, around.workspace.configs())
    }

    /// Locks the workspace for a change; drops the cached snapshot.
    fn changing(&self) -> MutexGuard<'_, Around> {
        let mut around = self.around.lock();
        around.snapshot = None;
        around
    }

    /// Reads the configuration of a document, whose problems are pushed though nobody asks for them.
    fn read_config(around: &Around, key: &DocumentKey) {
        let configs = around.workspace.configs();
        match (key.path(), around.workspace.roots().first()) {
            (Some(path), _) => drop(configs.policy(path)),
            (None, Some(root)) => drop(configs.policy_of_folder(root)),
            (None, None) => {}
        }
    }

    /// Suspects every document that a snapshot was taken of, after a change of files or of the configuration.
    fn suspect_all(&self, around: &Around) -> Outcome {
        let mut suspected = Vec::new();
        for mut open in self.open.iter_mut() {
            Self::read_config(around, open.key());
            if let Some(scope) = &open.scope {
                let generation = scope.made().map(|made| made.generation);
                suspected.push((open.key().clone(), generation));
                open.revise(self.next_revision());
            }
        }
        Outcome { suspected, ..Outcome::default() }
    }

    /// `textDocument/didOpen`
    pub fn did_open(&self, params: DidOpenTextDocumentParams) -> Outcome {
        let item = params.text_document;
        let around = &mut *self.changing();
        if is_config(&item.uri) {
            around.configs.open(item.uri, item.version, &item.text, around.workspace.configs());
            return self.suspect_all(around);
        }
        let key = DocumentKey::of(&item.uri);
        let publishing = self.open.get(&key).is_some_and(|open| open.publishing);
        let open = Open {
            uri: item.uri,
            version: item.version,
            revision: self.next_revision(),
            changed: Arc::default(),
            buffer: Arc::new(Buffer::new(&item.text)),
            scope: None,
            scope_before: None,
            checked: LastReport::default(),
            tokens: TokenCache::default(),
            turns: Turns::default(),
            publishing,
            published: None,
            pulled: None,
        };
        if let Some(before) = self.open.insert(key.clone(), open) {
            before.changed.store(true, Ordering::Relaxed);
        }
        Self::read_config(around, &key);
        let look = Some(Rescan::Folders(self.folders_in(around)));
        Outcome { look, ..self.with_others(key) }
    }

    /// `textDocument/didChange`
    pub fn did_change(&self, params: DidChangeTextDocumentParams) -> Outcome {
        let key = DocumentKey::of(&params.text_document.uri);
        let Some(capabilities) = self.capabilities() else { return Outcome::default() };
        let around = &mut *self.changing();
        if is_config(&params.text_document.uri) {
            let DidChangeTextDocumentParams { text_document: id, content_changes: changes } = params;
            around.configs.change(&id.uri, id.version, changes, capabilities, around.workspace.configs());
            return self.suspect_all(around);
        }
        {
            let Some(mut open) = self.open.get_mut(&key) else {
                tracing::warn!(
                    "change to a document that is not open: {}",
                    params.text_document.uri.as_str()
                );
                return Outcome::default();
            };
            let open = &mut *open;
            for change in params.content_changes {
                let text = open.buffer.text();
                let range = match change.range {
                    Some(range) => convert::byte_range(text, range, capabilities.encoding),
                    None => 0..text.len(),
                };
                open.buffer.edit(range, &change.text);
            }
            open.version = params.text_document.version;
            open.revise(self.next_revision());
            std::mem::take(&mut open.changed).store(true, Ordering::Relaxed);
        }
        self.with_others(key)
    }

    /// `textDocument/didSave`
    pub fn did_save(&self) -> Outcome {
        let around = &mut *self.changing();
        // The client may not watch files, so other files may have changed as well.
        around.workspace.changed_anywhere();
        let watched = self.capabilities().is_some_and(|capabilities| capabilities.watches_files);
        let look = (!watched).then_some(Rescan::Everything);
        Outcome { look, ..self.suspect_all(around) }
    }

    /// Closes a document, so that the file on disk counts from now on; returns its URI if it was open.
    pub fn forget(&self, key: &DocumentKey) -> Option<Uri> {
        let mut around = self.changing();
        if let Some(path) = key.path() {
            around.workspace.close(path);
        }
        let (_, open) = self.open.remove(key)?;
        open.changed.store(true, Ordering::Relaxed);
        Some(open.uri)
    }

    /// `textDocument/didClose`
    pub fn did_close(&self, params: &DidCloseTextDocumentParams) -> Outcome {
        if is_config(&params.text_document.uri) {
            let around = &mut *self.changing();
            around.configs.close(&params.text_document.uri, around.workspace.configs());
            return self.suspect_all(around);
        }
        let key = DocumentKey::of(&params.text_document.uri);
        let Some(uri) = self.forget(&key) else { return Outcome::default() };
        let changed = match key.path() {
            Some(path) => {
                // Held, so that no snapshot is taken between the two changes.
                let _around = self.changing();
                self.revise_seeing(path)
            }
            None => Vec::new(),
        };
        // Saves made while the document was open may not have been reported.
        let look = key.path().map(|path| Rescan::Files(vec![path.to_path_buf()]));
        Outcome { others: !changed.is_empty(), changed, closed: Some(uri), look, ..Outcome::default() }
    }

    /// `workspace/didChangeWatchedFiles`
    pub fn did_change_watched_files(&self, params: &DidChangeWatchedFilesParams) -> Outcome {
        self.changed_on_disk(params.changes.iter().filter_map(|change| path_of(&change.uri)).collect())
    }

    /// `workspace/didRenameFiles`
    pub fn did_rename_files(&self, params: &RenameFilesParams) -> Outcome {
        let renamed = params.files.iter().filter_map(paths_of);
        self.changed_on_disk(renamed.flat_map(|(old, new)| [old, new]).collect())
    }

    fn changed_on_disk(&self, paths: Vec<PathBuf>) -> Outcome {
        let around = &mut *self.changing();
        around.workspace.changed(&paths);
        Outcome { look: Some(Rescan::Files(paths)), ..self.suspect_all(around) }
    }

    /// `workspace/didChangeWorkspaceFolders`
    pub fn did_change_workspace_folders(&self, params: &DidChangeWorkspaceFoldersParams) -> Outcome {
        let outcome = {
            let around = &mut *self.changing();
            let mut roots = around.workspace.roots().to_vec();
            let removed: Vec<_> = params.event.removed.iter().filter_map(folder_of).collect();
            roots.retain(|root| !removed.contains(root));
            roots.extend(params.event.added.iter().filter_map(folder_of));
            around.workspace.set_roots(roots);
            self.suspect_all(around)
        };
        Outcome { look: Some(Rescan::Folders(self.folders())), ..outcome }
    }

    /// Collects the documents affected by a change of the document `key`.
    fn with_others(&self, key: DocumentKey) -> Outcome {
        let mut changed = match key.path() {
            Some(path) if is_seen(path) => self.revise_seeing(path),
            _ => Vec::new(),
        };
        let others = !changed.is_empty();
        changed.push(key);
        Outcome { changed, others, ..Outcome::default() }
    }

    /// Revises the documents that may see the one at a path, which has changed, and returns their keys.
    fn revise_seeing(&self, path: &Path) -> Vec<DocumentKey> {
        let mut changed = Vec::new();
        for mut open in self.open.iter_mut() {
            if may_see(open.key(), &open, path) {
                open.revise(self.next_revision());
                changed.push(open.key().clone());
            }
        }
        changed
    }
}

impl Open {
    /// Records a change, so that the next request makes a new scope.
    fn revise(&mut self, revision: u64) {
        self.revision = revision;
        if let Some(scope) = self.scope.take() {
            self.scope_before = scope.last().cloned();
        }
    }

    /// The last scope made.
    fn last_scope(&self) -> Option<&Arc<ResolvedScope>> {
        self.scope.as_ref().map_or(self.scope_before.as_ref(), |scope| scope.last())
    }
}

/// Whether somebody may have seen an open document together with the one at a path. A new cast becomes visible to
/// documents that did not see it before.
fn may_see(key: &DocumentKey, open: &Open, path: &Path) -> bool {
    let is_below = || key.path().zip(path.parent()).is_some_and(|(own, folder)| own.starts_with(folder));
    open.scope.as_ref().is_some_and(|scope| {
        let is_visible = scope.made().is_none_or(|made| sees(&made.visible, path));
        key.path() != Some(path) && (is_visible || is_cast(path) && is_below())
    })
}

fn folder_of(folder: &WorkspaceFolder) -> Option<PathBuf> {
    let path = path_of(&folder.uri)?;
    // Some clients send the open file as a folder.
    if path.is_file() { path.parent().map(Path::to_path_buf) } else { Some(path) }
}

/// Whether other documents can see this one at all.
fn is_seen(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == ascribe_workspace::EXTENSION)
}

fn sees(seen: &VisibleDocuments, path: &Path) -> bool {
    seen.casts.iter().chain(&seen.linked).any(|other| other == path)
}

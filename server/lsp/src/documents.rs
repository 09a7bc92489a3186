//! The open documents, with what they see, and the changes that the client tells of.

use crate::configs::{self, Buffers, is_config};
use crate::convert;
use crate::diagnostics::{Listed, Report};
use crate::indexer::Look;
use crate::outline;
use crate::pace::Pace;
use crate::preferences::Held;
use crate::settings::Settings;
use crate::snapshot::{Checked, OpenDocument, Snapshot, WorkspaceSnapshot};
use crate::tokens::Kept;
use crate::uris::{Key, path_of, paths_of};
use ascribe_core::Edit;
use ascribe_core::document::Document;
use ascribe_core::scope::Scope;
use ascribe_workspace::buffer::Told;
use ascribe_workspace::index::Folder;
use ascribe_workspace::{Seen, Workspace};
use serde_json::Value;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tower_lsp::ls_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams, InitializeParams,
    RenameFilesParams, TextDocumentContentChangeEvent, Uri, WorkspaceFolder,
};

/// The notifications that [`Documents::apply`] applies.
pub const NOTIFICATIONS: [&str; 7] = [
    "textDocument/didOpen",
    "textDocument/didChange",
    "textDocument/didSave",
    "textDocument/didClose",
    "workspace/didChangeWatchedFiles",
    "workspace/didChangeWorkspaceFolders",
    "workspace/didRenameFiles",
];

/// A text of so many bytes is checked again in a few milliseconds, even if all of it has to be.
const SHORT: usize = 1 << 17;

/// An open document.
#[derive(Debug)]
pub struct Open {
    uri: Uri,
    version: i32,
    generation: u64,
    /// Set once the text is another one; a new one for each text.
    changed: Arc<AtomicBool>,
    scope: Arc<Scope>,
    told: Arc<Told>,
    seen: Seen,
    checked: Checked,
    painted: Kept,
    outlined: outline::Kept,
    /// Somebody is checking and publishing it.
    publishing: bool,
    /// How soon the client is told of it.
    pace: Pace,
    /// What was published last.
    published: Option<Listed>,
    /// The generation that the client pulled last.
    pulled: Option<u64>,
}

/// The open documents and the workspace they are in.
#[derive(Debug, Default)]
pub struct Documents {
    /// `None` before `initialize`.
    settings: Option<Arc<Settings>>,
    /// The settings of the person.
    pub preferences: Held,
    workspace: Workspace,
    configs: Buffers,
    open: HashMap<Key, Open>,
    /// All that is open, until it changes.
    snapshot: Option<Arc<WorkspaceSnapshot>>,
    generation: u64,
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
    /// What the index has to look at.
    pub look: Option<Look>,
}

impl Documents {
    /// Takes the capabilities and folders of the client.
    pub fn initialize(&mut self, params: &InitializeParams) -> Arc<Settings> {
        let settings = Arc::new(Settings::of(&params.capabilities));
        self.settings = Some(Arc::clone(&settings));
        self.preferences.initialize(params.initialization_options.as_ref());
        #[allow(deprecated, reason = "clients without folders still send it")]
        let root = params.root_uri.as_ref().and_then(path_of);
        let roots = match &params.workspace_folders {
            Some(folders) => folders.iter().filter_map(folder_of).collect(),
            None => root.into_iter().collect(),
        };
        self.workspace.set_roots(roots);
        settings
    }

    /// What was agreed on; `None` before `initialize`.
    pub fn settings(&self) -> Option<&Arc<Settings>> {
        self.settings.as_ref()
    }

    /// Whether somebody has to publish a document who does not yet; who asks does from now on. `behind`: the client went
    /// on although it had still much to read.
    pub fn begin_to_publish(&mut self, key: &Key, behind: bool) -> bool {
        let Some(open) = self.open.get_mut(key) else { return false };
        open.pace.changed(behind, Instant::now());
        !std::mem::replace(&mut open.publishing, true)
    }

    /// Whether a document is checked in less time than it takes to wake somebody for it, most often.
    pub fn is_checked_soon(&self, key: &Key) -> bool {
        let Some(open) = self.open.get(key) else { return false };
        // Somebody is checking it now, who may take long.
        let Ok(checked) = open.checked.try_lock() else { return false };
        let is_short = open.scope.document.text().len() <= SHORT;
        let knows_names = |report: &Report| report.findings().scope().sees_as(&open.scope);
        checked.as_ref().is_some_and(|report| is_short || knows_names(report))
    }

    /// The snapshot that the publisher of a document has to check next, and how long it has to be left alone before;
    /// `None` if the generation `done` is the newest, and nobody publishes it any more. `behind`: the client has still to
    /// read what was published just now.
    pub fn next_to_publish(
        &mut self,
        key: &Key,
        done: Option<u64>,
        behind: bool,
    ) -> Option<(Snapshot, Option<Duration>)> {
        let open = self.open.get_mut(key)?;
        open.publishing = done != Some(open.generation);
        if !open.publishing {
            return None;
        }
        let wait = open.pace.wait(behind);
        Some((self.snapshot(key)?, wait))
    }

    /// The pace of the changes of a document that is open.
    pub fn pace(&mut self, key: &Key) -> Option<&mut Pace> {
        self.open.get_mut(key).map(|open| &mut open.pace)
    }

    /// Notes what is about to be published of a generation; whether it is the newest, and something new.
    pub fn published(&mut self, key: &Key, generation: u64, listed: &Listed) -> bool {
        let newest = self.open.get_mut(key).filter(|open| open.generation == generation);
        let Some(open) = newest else { return false };
        let before = open.published.replace(listed.clone());
        before.is_none_or(|before| !before.is_same(listed))
    }

    /// The client pulls the report on a document. Gives the documents that see it, have changed since they were
    /// pulled, and are told of together with it.
    pub fn pulled(&mut self, key: &Key) -> Vec<Snapshot> {
        if let Some(open) = self.open.get_mut(key) {
            open.pulled = Some(open.generation);
        }
        let takes_others = self.settings.as_ref().is_some_and(|settings| settings.related_documents);
        let Some(path) = key.path().filter(|_| takes_others) else { return Vec::new() };
        let mut related = Vec::new();
        for (other, open) in &mut self.open {
            let is_older = open.pulled.is_some_and(|pulled| pulled != open.generation);
            if is_older && other != key && sees(&open.seen, path) {
                open.pulled = Some(open.generation);
                related.push(other.clone());
            }
        }
        related.iter().filter_map(|other| self.snapshot(other)).collect()
    }

    /// What tells the texts of a document apart, if it is open.
    pub fn generation(&self, key: &Key) -> Option<u64> {
        self.open.get(key).map(|open| open.generation)
    }

    /// Whether a document is open.
    pub fn is_open(&self, key: &Key) -> bool {
        self.open.contains_key(key)
    }

    /// All open documents at this moment; `None` before `initialize`.
    pub fn workspace_snapshot(&mut self) -> Option<Arc<WorkspaceSnapshot>> {
        let settings = Arc::clone(self.settings.as_ref()?);
        let snapshot = self.snapshot.get_or_insert_with(|| {
            let document = |(key, open): (&Key, &Open)| OpenDocument {
                uri: open.uri.clone(),
                key: key.clone(),
                version: open.version,
                scope: Arc::clone(&open.scope),
                told: Arc::clone(&open.told),
            };
            let roots = self.workspace.roots().to_vec();
            let configs = Arc::clone(self.workspace.configs());
            let open = self.open.iter().map(document).collect();
            Arc::new(WorkspaceSnapshot { settings, roots, configs, open })
        });
        Some(Arc::clone(snapshot))
    }

    /// The root folders.
    pub fn roots(&self) -> &[PathBuf] {
        self.workspace.roots()
    }

    /// The folders to index: those of the client, and those of open documents that are in none of them.
    pub fn folders(&mut self) -> Vec<Folder> {
        let open: Vec<_> = self.open.keys().filter_map(Key::path).map(Path::to_path_buf).collect();
        self.workspace.folders(&open)
    }

    /// Applies one of the notifications that change documents.
    ///
    /// # Errors
    /// If the parameters are not those of the method.
    pub fn apply(&mut self, method: &str, params: Value) -> serde_json::Result<Outcome> {
        self.snapshot = None;
        Ok(match method {
            "textDocument/didOpen" => self.did_open(serde_json::from_value(params)?),
            "textDocument/didChange" => self.did_change(serde_json::from_value(params)?),
            "textDocument/didSave" => self.did_save(&serde_json::from_value(params)?),
            "textDocument/didClose" => self.did_close(&serde_json::from_value(params)?),
            "workspace/didChangeWatchedFiles" => self.watched(&serde_json::from_value(params)?),
            "workspace/didRenameFiles" => self.renamed(&serde_json::from_value(params)?),
            _ => self.did_change_folders(&serde_json::from_value(params)?),
        })
    }

    fn next_generation(&mut self) -> u64 {
        self.generation += 1;
        self.generation
    }

    /// The document at this moment, if it is open.
    pub fn snapshot(&mut self, key: &Key) -> Option<Snapshot> {
        let workspace = self.workspace_snapshot()?;
        let open = self.open.get(key)?;
        Some(Snapshot {
            uri: open.uri.clone(),
            version: open.version,
            generation: open.generation,
            changed: Arc::clone(&open.changed),
            scope: Arc::clone(&open.scope),
            seen: open.seen.clone(),
            checked: Arc::clone(&open.checked),
            painted: Arc::clone(&open.painted),
            outlined: Arc::clone(&open.outlined),
            settings: Arc::clone(&workspace.settings),
            preferences: self.preferences.now(),
            workspace,
        })
    }

    /// Whether there may be something to tell of the configuration.
    pub fn has_config_news(&self) -> bool {
        self.configs.has_news(self.workspace.configs())
    }

    /// What has to be told of the configuration, which then counts as told.
    pub fn config_news(&mut self) -> Vec<configs::News> {
        let Some(settings) = &self.settings else { return Vec::new() };
        self.configs.news(settings, self.workspace.configs())
    }

    /// The configuration may have changed for any document.
    fn configured(&mut self) -> Outcome {
        let changed = self.look_anew(|_| true);
        Outcome { others: !changed.is_empty(), changed, ..Outcome::default() }
    }

    fn did_open(&mut self, params: DidOpenTextDocumentParams) -> Outcome {
        let item = params.text_document;
        if is_config(&item.uri) {
            self.configs.open(item.uri, item.version, &item.text, self.workspace.configs());
            return self.configured();
        }
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
            changed: Arc::default(),
            scope: Arc::new(scope),
            told: Arc::default(),
            seen,
            checked: Checked::default(),
            painted: Kept::default(),
            outlined: outline::Kept::default(),
            publishing,
            pace: Pace::default(),
            published: None,
            pulled: None,
        };
        self.open.insert(key.clone(), open);
        let look = Some(Look::Folders(self.folders()));
        Outcome { look, ..self.with_others(key) }
    }

    fn did_change(&mut self, params: DidChangeTextDocumentParams) -> Outcome {
        let key = Key::of(&params.text_document.uri);
        if is_config(&params.text_document.uri) {
            let Some(settings) = &self.settings else { return Outcome::default() };
            let DidChangeTextDocumentParams { text_document: id, content_changes: changes } = params;
            self.configs.change(&id.uri, id.version, changes, settings, self.workspace.configs());
            return self.configured();
        }
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
            open.told = Arc::new(open.told.next());
            open.seen = seen;
            open.generation = generation;
            std::mem::take(&mut open.changed).store(true, Ordering::Relaxed);
        }
        self.with_others(key)
    }

    fn did_save(&mut self, params: &DidSaveTextDocumentParams) -> Outcome {
        // The client may not watch files; what else lies around may have changed as well.
        self.workspace.changed_anywhere();
        let key = Key::of(&params.text_document.uri);
        let changed = self.look_anew(|_| true);
        let others = changed.iter().any(|other| *other != key);
        let watched = self.settings.as_ref().is_some_and(|settings| settings.watches_files);
        let look = (!watched).then_some(Look::Anew);
        Outcome { others, changed, look, closed: None }
    }

    /// The document is not open any more; what is on disk holds.
    pub fn forget(&mut self, key: &Key) -> Option<Open> {
        self.snapshot = None;
        if let Some(path) = key.path() {
            self.workspace.close(path);
        }
        self.open.remove(key)
    }

    fn did_close(&mut self, params: &DidCloseTextDocumentParams) -> Outcome {
        if is_config(&params.text_document.uri) {
            self.configs.close(&params.text_document.uri, self.workspace.configs());
            return self.configured();
        }
        let key = Key::of(&params.text_document.uri);
        let Some(open) = self.forget(&key) else { return Outcome::default() };
        let changed = match key.path() {
            Some(path) => self.look_anew(|seen| sees(seen, path)),
            None => Vec::new(),
        };
        // What was saved while it was open may not have been told.
        let look = key.path().map(|path| Look::Files(vec![path.to_path_buf()]));
        Outcome { others: !changed.is_empty(), changed, closed: Some(open.uri), look }
    }

    fn watched(&mut self, params: &DidChangeWatchedFilesParams) -> Outcome {
        self.changed_on_disk(params.changes.iter().filter_map(|change| path_of(&change.uri)).collect())
    }

    fn renamed(&mut self, params: &RenameFilesParams) -> Outcome {
        let renamed = params.files.iter().filter_map(paths_of);
        self.changed_on_disk(renamed.flat_map(|(old, new)| [old, new]).collect())
    }

    fn changed_on_disk(&mut self, paths: Vec<PathBuf>) -> Outcome {
        for path in &paths {
            self.workspace.changed(path);
        }
        let changed = self.look_anew(|_| true);
        Outcome { others: !changed.is_empty(), changed, closed: None, look: Some(Look::Files(paths)) }
    }

    fn did_change_folders(&mut self, params: &DidChangeWorkspaceFoldersParams) -> Outcome {
        let mut roots = self.workspace.roots().to_vec();
        let removed: Vec<_> = params.event.removed.iter().filter_map(folder_of).collect();
        roots.retain(|root| !removed.contains(root));
        roots.extend(params.event.added.iter().filter_map(folder_of));
        self.workspace.set_roots(roots);
        let changed = self.look_anew(|_| true);
        let look = Some(Look::Folders(self.folders()));
        Outcome { others: !changed.is_empty(), changed, closed: None, look }
    }

    /// The document of `key` has changed, and with it those that see it.
    fn with_others(&mut self, key: Key) -> Outcome {
        let mut changed = match key.path() {
            Some(path) if is_seen(path) => {
                let path = path.to_path_buf();
                let is_cast = ascribe_workspace::is_cast(&path);
                // A new cast is seen by documents that have not seen it yet.
                self.look_anew(|seen| is_cast || sees(seen, &path))
            }
            _ => Vec::new(),
        };
        changed.retain(|other| *other != key);
        let others = !changed.is_empty();
        changed.push(key);
        Outcome { changed, others, ..Outcome::default() }
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

fn folder_of(folder: &WorkspaceFolder) -> Option<PathBuf> {
    let path = path_of(&folder.uri)?;
    // Some clients send the file that is open as a folder.
    if path.is_file() { path.parent().map(Path::to_path_buf) } else { Some(path) }
}

/// Whether documents may see this one at all.
fn is_seen(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == ascribe_workspace::EXTENSION)
}

fn sees(seen: &Seen, path: &Path) -> bool {
    seen.casts.iter().chain(&seen.linked).any(|other| other == path)
}

//! View of all documents of a workspace at one moment: those on disk, and the open buffers, which take precedence.

use crate::buffer::Buffer;
use crate::casts::Casts;
use crate::configs::Configs;
use crate::index::Index;
use crate::links::{StoredNames, linked_path};
use crate::read::{MAX_BYTES, read_shown};
use crate::{VisibleDocuments, casts_of, is_cast, normal, outermost, scope_in};
use ascribe_ide::references::first_word;
use ascribe_language::normal_form::is_disguised;
use ascribe_markup::budget::Budget;
use ascribe_markup::document::Document;
use ascribe_markup::model::Namespace;
use ascribe_markup::policy::Policy;
use ascribe_markup::scope::Scope;
use ascribe_markup::summary::Summary;
use parking_lot::Mutex;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use tokio_util::sync::CancellationToken;

/// Number of steps that a server spends on the check of a document at once, or on the answer to a request about it. An
/// article of 1 MB takes a hundredth, and 1 MB of one-letter paragraphs a third.
pub const SHARE: u64 = 1 << 26;

/// A document open in an editor.
#[derive(Debug, Clone)]
pub struct OpenBuffer {
    /// Its text.
    pub buffer: Arc<Buffer>,
    /// A scope of this or an earlier version, whose caches may serve.
    pub scope: Option<Arc<Scope>>,
}

/// All documents of a workspace at one moment.
#[derive(Debug)]
pub struct View {
    roots: Vec<PathBuf>,
    index: Arc<Index>,
    /// Documents of the index in order, collected on first use.
    indexed: OnceLock<Vec<(PathBuf, Arc<Summary>)>>,
    open: BTreeMap<PathBuf, OpenBuffer>,
    /// Casts read from disk.
    read: Mutex<HashMap<PathBuf, Option<Arc<Document>>>>,
    casts: Mutex<Casts>,
    names: StoredNames,
    configs: Arc<Configs>,
    cancelled: CancellationToken,
}

impl View {
    /// View of the documents of an index, and of the open buffers. For documents inside the roots nothing outside of
    /// them is looked up; without roots, they are found by their markers.
    pub fn new(roots: Vec<PathBuf>, index: Arc<Index>, open: BTreeMap<PathBuf, OpenBuffer>) -> Self {
        Self {
            roots,
            index,
            indexed: OnceLock::new(),
            open,
            read: Mutex::default(),
            casts: Mutex::default(),
            names: StoredNames::default(),
            configs: Arc::default(),
            cancelled: CancellationToken::new(),
        }
    }

    /// Replaces the configuration.
    #[must_use]
    pub fn with_configs(self, configs: Arc<Configs>) -> Self {
        Self { configs, ..self }
    }

    /// Sets a cancellation token: once it is cancelled no text is read any more, so that work on many documents ends
    /// soon.
    #[must_use]
    pub fn until(self, cancelled: CancellationToken) -> Self {
        Self { cancelled, ..self }
    }

    /// Budget for work on one document: its share, until the work is cancelled.
    pub fn budget(&self) -> Budget {
        let cancelled = self.cancelled.clone();
        Budget::new(SHARE, move || cancelled.is_cancelled())
    }

    fn is_cancelled(&self) -> bool {
        self.cancelled.is_cancelled()
    }

    /// Paths of all documents, sorted.
    pub fn paths(&self) -> BTreeSet<&Path> {
        let indexed = self.indexed().iter().map(|(path, _)| path);
        indexed.chain(self.open.keys()).map(PathBuf::as_path).collect()
    }

    fn indexed(&self) -> &[(PathBuf, Arc<Summary>)] {
        self.indexed.get_or_init(|| self.index.summaries())
    }

    /// All documents with their summaries, sorted by path: faster than looking each one up.
    pub fn summaries(&self) -> Vec<(&Path, &Arc<Summary>)> {
        self.summaries_of(|_, _| true)
    }

    /// Documents that may contain a word, an id or a file name in composed characters, with their summaries, sorted by
    /// path. Open documents that do not contain it are not parsed.
    pub fn summaries_with(&self, word: &str) -> Vec<(&Path, &Arc<Summary>)> {
        self.summaries_of(|_, buffer| buffer.may_contain(word))
    }

    /// Summaries without those of the open documents that are not wanted.
    fn summaries_of(&self, is_wanted: impl Fn(&Path, &Buffer) -> bool) -> Vec<(&Path, &Arc<Summary>)> {
        let indexed = self.indexed().iter();
        let mut all: Vec<_> = indexed.map(|(path, summary)| (path.as_path(), summary)).collect();
        for (path, open) in &self.open {
            let summary = is_wanted(path, &open.buffer).then(|| open.buffer.summary());
            match (all.binary_search_by(|(known, _)| (*known).cmp(path)), summary) {
                (Ok(place), Some(summary)) => all[place].1 = summary,
                (Err(place), Some(summary)) => all.insert(place, (path, summary)),
                (Ok(place), None) => drop(all.remove(place)),
                (Err(_), None) => {}
            }
        }
        all
    }

    /// Whether a document is open.
    pub fn is_open(&self, path: &Path) -> bool {
        self.open.contains_key(path)
    }

    /// Summary of a document.
    pub fn summary(&self, path: &Path) -> Option<Arc<Summary>> {
        if let Some(open) = self.open.get(path) {
            return Some(Arc::clone(open.buffer.summary()));
        }
        self.index.summary(path)
    }

    /// Document at a path, read from disk if it is not open.
    pub fn document(&self, path: &Path) -> Option<Arc<Document>> {
        if self.is_cancelled() {
            return None;
        }
        if let Some(open) = self.open.get(path) {
            return Some(Arc::clone(open.buffer.document()));
        }
        if !is_cast(path) {
            return read(path);
        }
        let mut known = self.read.lock();
        known.entry(path.to_path_buf()).or_insert_with_key(|path| read(path)).clone()
    }

    /// Whether a document contains the first word of one of these names: a cheap test for the name itself.
    pub fn has_words(&self, path: &Path, names: &[Box<str>]) -> bool {
        if names.is_empty() || self.is_cancelled() {
            return false;
        }
        let text = match self.open.get(path) {
            Some(open) => Some(open.buffer.text().to_string()),
            None => read_shown(path, MAX_BYTES).ok(),
        };
        let starts: Vec<String> = names.iter().filter_map(|name| first_word(name)).collect();
        text.is_some_and(|text| starts.iter().any(|start| text.contains(start)) || is_disguised(&text))
    }

    /// Hash of the text of a document that is not open.
    pub(crate) fn content(&self, path: &Path) -> Option<u64> {
        if self.is_open(path) { None } else { self.index.content(path) }
    }

    /// Policy for a document.
    pub(crate) fn policy(&self, path: &Path) -> Arc<Policy> {
        self.configs.policy(path)
    }

    /// A document with the documents it sees.
    pub fn scope(&self, path: &Path) -> Option<(Scope, VisibleDocuments)> {
        let document = self.document(path)?;
        let root = self.root_of(path);
        let (scope, seen) = scope_in(&root, path, document, &self.names, |path| self.document(path));
        if path.is_relative() {
            return Some((scope, seen));
        }
        let scope = self.casts.lock().shared(scope, &seen);
        let scope = scope.with_policy(self.policy(path));
        let scope = match self.open.get(path).and_then(|open| open.scope.as_ref()) {
            Some(before) => scope.following(before),
            None => scope,
        };
        Some((scope, seen))
    }

    /// Path of the document that declares an actor or source for the document at `path`: itself, or the nearest cast
    /// that does.
    pub fn declaring(&self, path: &Path, namespace: Namespace, id: &str) -> Option<PathBuf> {
        let own = std::iter::once(path.to_path_buf());
        own.chain(casts_of(&self.root_of(path), path)).find(|place| self.declares(place, namespace, id))
    }

    fn declares(&self, path: &Path, namespace: Namespace, id: &str) -> bool {
        if let Some(open) = self.open.get(path) {
            return open.buffer.document().definition_count(namespace, id) > 0;
        }
        match self.index.summary(path) {
            Some(summary) => summary.declaration(namespace, id).is_some(),
            // A cast applies even if it is ignored.
            None => self.document(path).is_some_and(|cast| cast.definition_count(namespace, id) > 0),
        }
    }

    /// An unreadable file among those that may see declarations of the document at `path`.
    pub fn unreadable_for(&self, path: &Path) -> Option<PathBuf> {
        let folder = path.parent().filter(|_| is_cast(path))?;
        let mut unreadable = self.index.unreadable().into_iter();
        unreadable.find(|other| other.starts_with(folder) && !self.is_open(other))
    }

    /// Display path of a document, relative to the root.
    pub fn shown(&self, path: &Path) -> PathBuf {
        path.strip_prefix(self.root_of(path)).unwrap_or(path).to_path_buf()
    }

    /// Documents in which an id resolves to the actor or source declared in `declared_in`, including that one, whether
    /// or not they refer to it; sorted by path.
    pub fn seeing(&self, declared_in: &Path, namespace: Namespace, id: &str) -> Vec<(&Path, &Arc<Summary>)> {
        self.seeing_of(declared_in, namespace, id, |_| true)
    }

    /// Documents of [`View::seeing`] without the open ones that are not wanted.
    fn seeing_of(
        &self,
        declared_in: &Path,
        namespace: Namespace,
        id: &str,
        is_wanted: impl Fn(&Buffer) -> bool,
    ) -> Vec<(&Path, &Arc<Summary>)> {
        let below = declared_in.parent().filter(|_| is_cast(declared_in));
        let is_below = |path: &Path| below.is_some_and(|folder| path.starts_with(folder));
        let mut all =
            self.summaries_of(|path, buffer| path == declared_in || is_below(path) && is_wanted(buffer));
        // Documents in one folder see the same casts, except for these casts themselves.
        let mut folders: HashMap<&Path, bool> = HashMap::new();
        all.retain(|(path, summary)| {
            let by_casts = || self.declaring(path, namespace, id).as_deref() == Some(declared_in);
            let mut sees = || match path.parent().filter(|_| !is_cast(path)) {
                Some(folder) => *folders.entry(folder).or_insert_with(by_casts),
                None => by_casts(),
            };
            *path == declared_in || is_below(path) && summary.declaration(namespace, id).is_none() && sees()
        });
        all
    }

    /// Documents that reference a label of the document at `path`, each with the link by which it names that document.
    pub fn linking(&self, path: &Path, label: &str) -> Vec<(PathBuf, Box<str>)> {
        let mut linking = Vec::new();
        for (from, summary) in self.summaries_with(label) {
            let links = summary.links();
            if links.is_empty() || from.is_relative() {
                continue;
            }
            let links = links.into_iter().filter(|(_, linked)| &**linked == label);
            let mut here = links.filter(|(link, _)| self.names.linked(from, link) == path).peekable();
            // Links out of the workspace are not followed.
            if here.peek().is_some() && self.names.is_within(path, &self.root_of(from)) {
                linking.extend(here.map(|(link, _)| (from.to_path_buf(), link.clone())));
            }
        }
        linking
    }

    /// Documents that may contain a label of the document at `path`: itself, and those given by [`View::linking`].
    pub fn with_linking(&self, path: &Path, label: &str) -> Vec<(PathBuf, Option<Box<str>>)> {
        let own = std::iter::once((path.to_path_buf(), None));
        let linking = self.linking(path, label).into_iter().map(|(path, link)| (path, Some(link)));
        own.chain(linking).collect()
    }

    /// Documents of [`View::seeing`] that refer to the id.
    pub fn referring(
        &self,
        declared_in: &Path,
        namespace: Namespace,
        id: &str,
    ) -> Vec<(&Path, &Arc<Summary>)> {
        let mut all = self.seeing_of(declared_in, namespace, id, |buffer| buffer.may_contain(id));
        all.retain(|(_, summary)| summary.refers(namespace, id));
        all
    }

    /// Path of the document that `link` names in the document at `from`; `None` outside its workspace.
    pub fn linked(&self, from: &Path, link: &str) -> Option<PathBuf> {
        let path = Some(linked_path(from, link)).filter(|_| from.is_absolute())?;
        let root = self.root_of(from);
        let path = path.starts_with(&root).then(|| self.names.linked(from, link))?;
        self.names.is_within(&path, &root).then_some(path)
    }

    /// Upper end of the lookup for a document. A document without a file is its own root.
    pub fn root_of(&self, path: &Path) -> PathBuf {
        if path.is_relative() {
            return path.to_path_buf();
        }
        let folder = path.parent().unwrap_or(path);
        outermost(&self.roots, path).map_or_else(|| self.configs.root(folder), Path::to_path_buf)
    }
}

fn read(path: &Path) -> Option<Arc<Document>> {
    read_shown(&normal(path), MAX_BYTES).ok().map(|text| Arc::new(Document::new(&text)))
}

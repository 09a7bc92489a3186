//! What the rules find in documents that nobody has open.

use crate::view::View;
use crate::{casts_of, is_cast, linked_path};
use ascribe_lints::{Findings, check};
use ascribe_markup::summary::Summary;
use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the rules find in a document that is read from disk, if it can be read.
pub fn findings(view: &View, path: &Path) -> Option<Findings> {
    let (scope, _) = view.scope(path)?;
    Some(check(&scope, None))
}

/// Numbers that stay the same as long as the findings of closed documents do: a document's own is made of its text,
/// of what the documents it sees say, and of what is configured for it. Making one reads no document.
#[derive(Debug)]
pub struct Fingerprints<'v> {
    view: &'v View,
    /// What the casts of a folder say.
    casts: HashMap<PathBuf, u64>,
    /// What a document says to others.
    said: HashMap<PathBuf, u64>,
}

impl<'v> Fingerprints<'v> {
    /// Of the documents of a view.
    pub fn new(view: &'v View) -> Self {
        Self { view, casts: HashMap::new(), said: HashMap::new() }
    }

    /// The number of a document; `None` if it is open, or is not there.
    pub fn of(&mut self, path: &Path) -> Option<u64> {
        let view = self.view;
        let content = view.content(path)?;
        let summary = view.summary(path)?;
        let root = view.root_of(path);
        let mut hasher = DefaultHasher::new();
        (content, self.casts_seen(&root, path), view.policy(path)).hash(&mut hasher);
        let documents: BTreeSet<&str> = summary.links().into_iter().map(|(link, _)| &**link).collect();
        for link in documents {
            let target = linked_path(path, link);
            let said = target.starts_with(&root).then(|| self.said_by(&target));
            said.hash(&mut hasher);
        }
        Some(hasher.finish())
    }

    fn casts_seen(&mut self, root: &Path, path: &Path) -> u64 {
        let folder = path.parent().unwrap_or(path).to_path_buf();
        if let Some(known) = self.casts.get(&folder).filter(|_| !is_cast(path)) {
            return *known;
        }
        let mut hasher = DefaultHasher::new();
        for cast in casts_of(root, path) {
            self.said_by(&cast).hash(&mut hasher);
        }
        let seen = hasher.finish();
        // A cast does not see itself, as the others in its folder do.
        if !is_cast(path) {
            self.casts.insert(folder, seen);
        }
        seen
    }

    fn said_by(&mut self, path: &Path) -> u64 {
        if let Some(known) = self.said.get(path) {
            return *known;
        }
        // What is ignored is not indexed, but seen.
        let unindexed = || self.view.document(path).map(|document| Arc::new(Summary::of(&document)));
        let mut hasher = DefaultHasher::new();
        self.view.summary(path).or_else(unindexed).hash(&mut hasher);
        let said = hasher.finish();
        self.said.insert(path.to_path_buf(), said);
        said
    }
}

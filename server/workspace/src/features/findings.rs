//! Findings of documents that are not open.

use crate::view::View;
use crate::{casts_of, is_cast};
use ascribe_lints::{Findings, Unfinished, check_on};
use ascribe_markup::summary::Summary;
use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Checks a document read from disk, within its share of work; `None` if it cannot be read.
pub fn findings(view: &View, path: &Path) -> Option<Result<Findings, Unfinished>> {
    let (scope, _) = view.scope(path)?;
    Some(check_on(&scope, None, &view.budget()))
}

/// Fingerprints that change whenever the findings of a closed document may: computed from its text, from the summaries
/// of the documents it sees, and from its configuration. Computing one reads no document.
#[derive(Debug)]
pub struct Fingerprints<'v> {
    view: &'v View,
    /// Hash of the casts that a folder sees.
    casts: HashMap<PathBuf, u64>,
    /// Hash of a document's summary.
    said: HashMap<PathBuf, u64>,
}

impl<'v> Fingerprints<'v> {
    /// Fingerprints for the documents of a view.
    pub fn new(view: &'v View) -> Self {
        Self { view, casts: HashMap::new(), said: HashMap::new() }
    }

    /// Fingerprint of a document; `None` if it is open, or does not exist.
    pub fn of(&mut self, path: &Path) -> Option<u64> {
        let view = self.view;
        let content = view.content(path)?;
        let summary = view.summary(path)?;
        let root = view.root_of(path);
        let mut hasher = DefaultHasher::new();
        (content, self.casts_seen(&root, path), view.policy(path)).hash(&mut hasher);
        let documents: BTreeSet<&str> = summary.links().into_iter().map(|(link, _)| &**link).collect();
        for link in documents {
            let said = view.linked(path, link).map(|target| self.said_by(&target));
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
        // A cast does not see itself, unlike the other documents in its folder.
        if !is_cast(path) {
            self.casts.insert(folder, seen);
        }
        seen
    }

    fn said_by(&mut self, path: &Path) -> u64 {
        if let Some(known) = self.said.get(path) {
            return *known;
        }
        // Ignored documents are not indexed, but can be seen.
        let unindexed = || self.view.document(path).map(|document| Arc::new(Summary::of(&document)));
        let mut hasher = DefaultHasher::new();
        self.view.summary(path).or_else(unindexed).hash(&mut hasher);
        let said = hasher.finish();
        self.said.insert(path.to_path_buf(), said);
        said
    }
}

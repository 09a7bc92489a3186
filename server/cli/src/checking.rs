//! Checking of documents, on all cores.

use crate::input::{self, STDIN};
use ascribe_lints::Findings;
use ascribe_markup::document::Document;
use ascribe_workspace::{Workspace, parallel};
use parking_lot::{Mutex, MutexGuard};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The name in reports of what standard input holds.
const STDIN_NAME: &str = "<stdin>";

/// No more documents are held at once than these, …
const BATCH: usize = 256;

/// … and no more bytes on disk, unless a single document has more.
const BATCH_BYTES: u64 = 16 * 1024 * 1024;

/// Checks documents as they would be in an editor.
#[derive(Debug)]
pub struct Checker {
    workspace: Mutex<Workspace>,
    stdin: Option<PathBuf>,
}

impl Checker {
    /// Checks in this workspace, in which standard input has that path.
    pub fn new(workspace: Workspace, stdin: Option<PathBuf>) -> Self {
        Self { workspace: Mutex::new(workspace), stdin }
    }

    /// The workspace, to which nothing else has access for as long.
    pub fn workspace(&self) -> MutexGuard<'_, Workspace> {
        self.workspace.lock()
    }

    /// The name of a document in reports.
    pub fn name<'a>(&'a self, path: &'a Path) -> Cow<'a, str> {
        self.place(path).map_or(Cow::Borrowed(STDIN_NAME), Path::to_string_lossy)
    }

    /// The path at which declarations are looked up.
    pub fn place<'a>(&'a self, path: &'a Path) -> Option<&'a Path> {
        if path == Path::new(STDIN) { self.stdin.as_deref() } else { Some(path) }
    }

    /// Reads what a path stands for; else why it cannot be, with its name.
    pub fn read(&self, path: &Path) -> Result<Document, String> {
        let text = input::read(path).map_err(|reason| format!("{}: {reason}", self.name(path)))?;
        Ok(Document::new(&text))
    }

    /// What the rules find in a document that is at a path.
    pub fn check(&self, path: &Path, document: Document) -> Findings {
        let place = self.place(path);
        let (mut scope, _) = self.workspace().scope(place, Arc::new(document));
        if place.is_none() {
            scope = scope.with_policy(self.workspace().configs().policy_of_folder(Path::new(".")));
        }
        ascribe_lints::check(&scope, None)
    }

    /// Lets `work` loose on all paths, on all cores, and gives what it has made to `then` in the order of the
    /// paths, with the number of those that are done. Memory stays bounded: it is done by batches, which follow from the
    /// files alone.
    pub fn each<R: Send, E>(
        &self,
        paths: &[PathBuf],
        work: impl Fn(&Path) -> R + Sync,
        mut then: impl FnMut(usize, R) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut done = 0;
        while done < paths.len() {
            let batch = &paths[done..done + batch_len(&paths[done..])];
            for result in parallel::map(batch, |path| work(path)) {
                done += 1;
                then(done, result)?;
            }
            self.workspace().forget_documents();
        }
        Ok(())
    }
}

/// The number of paths in the next batch; at least one.
fn batch_len(paths: &[PathBuf]) -> usize {
    let mut bytes = 0;
    let over = paths.iter().take(BATCH).position(|path| {
        bytes += std::fs::metadata(path).map_or(0, |metadata| metadata.len());
        bytes > BATCH_BYTES
    });
    over.unwrap_or(paths.len().min(BATCH)).max(1)
}

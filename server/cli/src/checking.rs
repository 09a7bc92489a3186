//! Checks documents, on all cores.

use crate::input::{self, STDIN};
use ascribe_lints::Findings;
use ascribe_markup::document::Document;
use ascribe_workspace::{Workspace, parallel};
use parking_lot::{Mutex, MutexGuard};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Name of standard input in reports.
const STDIN_NAME: &str = "<stdin>";

/// Maximum number of documents in memory at once.
const BATCH: usize = 256;

/// Maximum number of bytes in a batch, as on disk, unless a single document is larger.
const BATCH_BYTES: u64 = 16 * 1024 * 1024;

/// Size of a file in bytes from which on it is checked alone.
const LARGE: u64 = 1024 * 1024;

/// Checks documents as an editor would.
#[derive(Debug)]
pub struct Checker {
    workspace: Mutex<Workspace>,
    stdin: Option<PathBuf>,
}

impl Checker {
    /// Checker for this workspace, with the path that standard input stands for.
    pub fn new(workspace: Workspace, stdin: Option<PathBuf>) -> Self {
        Self { workspace: Mutex::new(workspace), stdin }
    }

    /// Locks the workspace for exclusive access.
    pub fn workspace(&self) -> MutexGuard<'_, Workspace> {
        self.workspace.lock()
    }

    /// Name of a document in reports.
    pub fn name<'a>(&'a self, path: &'a Path) -> Cow<'a, str> {
        self.place(path).map_or(Cow::Borrowed(STDIN_NAME), Path::to_string_lossy)
    }

    /// Path from which declarations are looked up.
    pub fn place<'a>(&'a self, path: &'a Path) -> Option<&'a Path> {
        if path == Path::new(STDIN) { self.stdin.as_deref() } else { Some(path) }
    }

    /// Reads a document; the error has its name and the reason.
    pub fn read(&self, path: &Path) -> Result<Document, String> {
        let text = input::read(path).map_err(|reason| format!("{}: {reason}", self.name(path)))?;
        Ok(Document::new(&text))
    }

    /// Findings in a document at a path.
    pub fn check(&self, path: &Path, document: Document) -> Findings {
        let place = self.place(path);
        let (mut scope, _) = self.workspace().scope(place, Arc::new(document));
        if place.is_none() {
            scope = scope.with_policy(self.workspace().configs().policy_of_folder(Path::new(".")));
        }
        ascribe_lints::check(&scope, None)
    }

    /// Runs `work` for all paths, on all cores, and passes its results to `then` in path order, with the number of
    /// paths done. Memory is bounded by batches, whose size depends only on the files.
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

/// Number of paths in the next batch; at least one. A large document is a batch of its own.
fn batch_len(paths: &[PathBuf]) -> usize {
    let mut bytes = 0;
    let over = paths.iter().take(BATCH).position(|path| {
        let length = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
        bytes += length;
        bytes > BATCH_BYTES || length > LARGE
    });
    over.unwrap_or(paths.len().min(BATCH)).max(1)
}

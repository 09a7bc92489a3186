//! Finds the documents below a folder.

use crate::{EXTENSION, ReadError, normal};
use ignore::{DirEntry, WalkBuilder};
use parking_lot::Mutex;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Files that the walk of the crate `ignore` opens in each folder, relative to it. `.git` is a file in linked worktrees
/// and submodules.
const OPENED_FILES: [&str; 4] = [".gitignore", ".ignore", ".git/info/exclude", ".git"];

/// Maximum size of an ignore file in bytes; larger files are rejected.
const MAX_IGNORE_BYTES: u64 = 1024 * 1024;

/// Result of a walk.
#[derive(Debug, Default)]
pub struct FoundFile {
    /// Documents, sorted by name within each folder.
    pub documents: Vec<PathBuf>,
    /// Folders that were searched, the first one included.
    pub folders: Vec<PathBuf>,
    /// Unreadable files and folders, with the reason.
    pub failures: Vec<(PathBuf, ReadError)>,
    /// Whether there are more documents than the maximum.
    pub cut: bool,
}

/// Finds the documents in a folder and, down to `depth` levels, below it: without hidden or git-ignored ones, and
/// without following links, so that nothing is found outside or twice. Stops after `most` documents, and as soon as
/// `go_on` returns `false`.
pub fn documents_below(
    folder: &Path,
    depth: Option<usize>,
    most: usize,
    go_on: &dyn Fn() -> bool,
) -> FoundFile {
    let mut found = FoundFile::default();
    // Ignore files of parent folders apply too.
    if let Some(failure) = normal(folder).ancestors().find_map(unreadable) {
        found.failures.push(failure);
        return found;
    }
    let mut walk = WalkBuilder::new(folder);
    walk.require_git(false).max_depth(depth).sort_by_file_name(Ord::cmp);
    let left_out = Arc::<Mutex<Vec<_>>>::default();
    let told_of = Arc::clone(&left_out);
    walk.filter_entry(move |entry| {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let failure = if is_folder { unreadable(entry.path()) } else { None };
        let is_fine = failure.is_none();
        told_of.lock().extend(failure);
        is_fine
    });
    for entry in walk.build() {
        if !go_on() {
            break;
        }
        match entry {
            Ok(entry) if is_document(&entry) => {
                if found.documents.len() == most {
                    found.cut = true;
                    break;
                }
                found.documents.push(entry.into_path());
            }
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => {
                found.folders.push(entry.into_path());
            }
            Ok(_) => {}
            Err(error) => found.failures.push(told(folder, error)),
        }
    }
    found.failures.append(&mut left_out.lock());
    found
}

/// First file that a walk would open in a folder although it is not a regular file or is too large: opening a pipe
/// would block until there is a writer.
fn unreadable(folder: &Path) -> Option<(PathBuf, ReadError)> {
    let in_folder = OPENED_FILES.map(|name| folder.join(name)).into_iter().find_map(trap);
    in_folder.or_else(|| {
        let git = first_line(&folder.join(".git"))?;
        let git = PathBuf::from(git.strip_prefix("gitdir: ")?);
        let common_dir = git.join("commondir");
        trap(common_dir.clone()).or_else(|| {
            let common = first_line(&common_dir)?;
            // As the crate `ignore` resolves it.
            let common = if common.starts_with('.') { git.join(common) } else { common.into() };
            trap(common.join("info/exclude"))
        })
    })
}

/// The path, with the reason, if there is something that should not be opened. A folder is not opened as a file.
fn trap(path: PathBuf) -> Option<(PathBuf, ReadError)> {
    let metadata = std::fs::metadata(&path).ok().filter(|metadata| !metadata.is_dir())?;
    match metadata.len() {
        _ if !metadata.is_file() => Some((path, ReadError::NotAFile)),
        bytes if bytes > MAX_IGNORE_BYTES => Some((path, ReadError::TooLarge(bytes, MAX_IGNORE_BYTES))),
        _ => None,
    }
}

/// First line of a file that is no [`trap`].
fn first_line(path: &Path) -> Option<String> {
    std::fs::read_to_string(path).ok()?.lines().next().map(str::to_owned)
}

fn is_document(entry: &DirEntry) -> bool {
    let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
    is_file && entry.path().extension().is_some_and(|extension| extension == EXTENSION)
}

/// Path and reason of a failure.
fn told(folder: &Path, error: ignore::Error) -> (PathBuf, ReadError) {
    let mut inner = error;
    let mut place = folder.to_path_buf();
    loop {
        inner = match inner {
            ignore::Error::WithPath { path, err } => {
                place = path;
                *err
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => *err,
            _ => break,
        };
    }
    let text = inner.to_string();
    (place, ReadError::Io(inner.into_io_error().unwrap_or_else(|| io::Error::other(text))))
}

//! The documents below a folder.

use crate::{EXTENSION, ReadError, normal};
use ignore::{DirEntry, WalkBuilder};
use parking_lot::Mutex;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where a folder may say what git ignores in it.
const IGNORE_FILES: [&str; 3] = [".gitignore", ".ignore", ".git/info/exclude"];

/// A larger file says something else.
const MAX_IGNORE_BYTES: u64 = 1024 * 1024;

/// What a walk found.
#[derive(Debug, Default)]
pub struct Found {
    /// The documents, sorted by name, folder by folder.
    pub documents: Vec<PathBuf>,
    /// What could not be looked at, and why.
    pub failures: Vec<(PathBuf, ReadError)>,
    /// There are more documents than were wanted.
    pub cut: bool,
}

/// Finds the documents in a folder and, down to `depth` folders, below it: without what is hidden or ignored by
/// git, and without following links, so that nothing outside is found and nothing twice. It stops behind `most`
/// documents, and as soon as `go_on` says no.
pub fn documents_below(folder: &Path, depth: Option<usize>, most: usize, go_on: &dyn Fn() -> bool) -> Found {
    let mut found = Found::default();
    // What is ignored around a folder is ignored in it.
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
            Ok(_) => {}
            Err(error) => found.failures.push(told(folder, error)),
        }
    }
    found.failures.append(&mut left_out.lock());
    found
}

/// A file that says what is ignored in a folder, if it is none: opening a pipe waits for somebody to write.
fn unreadable(folder: &Path) -> Option<(PathBuf, ReadError)> {
    IGNORE_FILES.map(|name| folder.join(name)).into_iter().find_map(|path| {
        let metadata = std::fs::metadata(&path).ok().filter(|metadata| !metadata.is_dir())?;
        match metadata.len() {
            _ if !metadata.is_file() => Some((path, ReadError::NotAFile)),
            bytes if bytes > MAX_IGNORE_BYTES => Some((path, ReadError::TooLarge(bytes, MAX_IGNORE_BYTES))),
            _ => None,
        }
    })
}

fn is_document(entry: &DirEntry) -> bool {
    let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
    is_file && entry.path().extension().is_some_and(|extension| extension == EXTENSION)
}

/// Where a walk failed, and why.
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

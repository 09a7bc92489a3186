//! The documents below a folder.

use crate::{EXTENSION, ReadError};
use ignore::{DirEntry, WalkBuilder};
use std::io;
use std::path::{Path, PathBuf};

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
    let mut walk = WalkBuilder::new(folder);
    walk.require_git(false).max_depth(depth).sort_by_file_name(Ord::cmp);
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
    found
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

//! Resolves the arguments of a command to documents and their workspace.

use crate::input::{STDIN, io_reason, reason};
use ascribe_workspace::walk::documents_below;
use ascribe_workspace::{Workspace, marked_root, normal};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Documents given by the arguments.
#[derive(Debug, Default)]
pub struct Documents {
    /// Paths in order, without duplicates.
    pub paths: Vec<PathBuf>,
    /// Folders among the arguments.
    pub folders: Vec<PathBuf>,
    /// Unreadable paths, with the reason.
    pub failures: Vec<String>,
    seen: HashSet<PathBuf>,
}

impl Documents {
    /// Finds the documents: a named file is taken whatever its name; a folder stands for the documents in and below it,
    /// sorted by name, without hidden or git-ignored ones.
    pub fn find(arguments: &[PathBuf]) -> Self {
        let mut documents = Self::default();
        for argument in arguments {
            if argument == Path::new(STDIN) {
                documents.add(argument.clone());
                continue;
            }
            match std::fs::metadata(argument) {
                Ok(metadata) if metadata.is_dir() => documents.walk(argument),
                Ok(_) => documents.add(argument.clone()),
                Err(error) => {
                    documents.failures.push(format!("{}: {}", argument.display(), io_reason(&error)));
                }
            }
        }
        documents
    }

    fn add(&mut self, path: PathBuf) {
        let same = if path == Path::new(STDIN) { path.clone() } else { normal(&path) };
        if self.seen.insert(same) {
            self.paths.push(path);
        }
    }

    fn walk(&mut self, folder: &Path) {
        self.folders.push(folder.to_path_buf());
        let found = documents_below(folder, None, usize::MAX, &|| true);
        for path in found.documents {
            self.add(without_dot(&path).to_path_buf());
        }
        let told =
            |(path, error): (PathBuf, _)| format!("{}: {}", without_dot(&path).display(), reason(&error));
        self.failures.extend(found.failures.into_iter().map(told));
    }

    /// Workspace in which the documents see what they would see in an editor: its roots are the marked roots of the
    /// current folder and of the folders among the arguments.
    pub fn workspace(&self) -> Workspace {
        let current = std::env::current_dir().ok();
        let folders = current.iter().chain(&self.folders);
        Workspace::new(folders.map(|folder| marked_root(&normal(folder))).collect())
    }
}

/// Path without a leading `.`, which the default argument would put before every name.
fn without_dot(path: &Path) -> &Path {
    path.strip_prefix(".").unwrap_or(path)
}

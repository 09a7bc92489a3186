//! Resolves the arguments of a command to documents and their workspace.

use crate::input::{STDIN, io_reason, reason};
use ascribe_workspace::walk::documents_below;
use ascribe_workspace::{Workspace, marked_root, normal};
use globset::{GlobBuilder, GlobMatcher};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Documents in folders that a command leaves out.
#[derive(Debug, clap::Args)]
pub struct Excluded {
    /// Leave out what matches this glob in folders; repeat it for several
    ///
    /// `*` and `?` stay within a folder, `**` crosses folders, as in `**/archive/**`. Globs start at the current folder. A file
    /// that is named is not left out.
    #[arg(long = "exclude", value_name = "GLOB", value_parser = glob)]
    globs: Vec<GlobMatcher>,
}

fn glob(text: &str) -> Result<GlobMatcher, String> {
    let glob = GlobBuilder::new(text).literal_separator(true).build();
    glob.map(|glob| glob.compile_matcher()).map_err(|error| error.kind().to_string())
}

impl Excluded {
    /// The documents without those that are left out.
    pub fn from(&self, mut documents: Documents) -> Documents {
        let is_named = |path: &PathBuf| documents.named.contains(path);
        let is_out = |path: &PathBuf| self.globs.iter().any(|glob| glob.is_match(path)) && !is_named(path);
        let kept = documents.paths.iter().filter(|path| !is_out(path)).cloned().collect();
        documents.paths = kept;
        documents
    }
}

/// Documents given by the arguments.
#[derive(Debug, Default)]
pub struct Documents {
    /// Paths in order, without duplicates.
    pub paths: Vec<PathBuf>,
    /// Folders among the arguments.
    pub folders: Vec<PathBuf>,
    /// Folders in which documents were looked for, those below the arguments included.
    pub searched: Vec<PathBuf>,
    /// Unreadable paths, with the reason.
    pub failures: Vec<String>,
    seen: HashSet<PathBuf>,
    /// Files among the arguments.
    named: HashSet<PathBuf>,
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
                Ok(_) => {
                    documents.named.insert(argument.clone());
                    documents.add(argument.clone());
                }
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
        self.searched.extend(found.folders);
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

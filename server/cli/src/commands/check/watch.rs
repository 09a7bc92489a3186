//! `ascribe check --watch`: checks again after each change.

use super::Check;
use crate::console;
use crate::documents::Documents;
use crate::exit::Failure;
use crate::input::STDIN;
use crate::report::plural;
use crate::watching::Watcher;
use ascribe_workspace::{marked_root, normal};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Maximum number of changed files that are named.
const MAX_NAMED: usize = 3;

/// Maximum number of searches for documents before a check: a search is repeated while it finds folders that were not
/// watched meanwhile.
const MAX_SEARCHES: usize = 8;

impl Check {
    /// Checks at once, and then after each change, until the process is interrupted or nobody reads the report any more.
    pub(super) fn watch(&self) -> Result<ExitCode, Failure> {
        if self.paths.iter().any(|path| path == Path::new(STDIN)) {
            return Err(Failure::new("`--watch` requires files or folders; omit `-`"));
        }
        let named: BTreeSet<PathBuf> = self.paths.iter().map(|path| normal(path)).collect();
        let mut watcher = Watcher::new()?;
        let documents = self.watched_documents(&mut watcher)?;
        let mut count = documents.paths.len();
        let mut last = self.run_once(&documents)?;
        loop {
            if last.is_unread {
                return Ok(last.code);
            }
            watcher.add(std::mem::take(&mut last.configured_in))?;
            console::note(&format_args!("Watching {count} document{}. Press Ctrl-C to stop.", plural(count)));
            let Some(changed) = watcher.next(&named) else { return Ok(last.code) };
            console::clear();
            console::note(&message(&changed));
            let documents = self.watched_documents(&mut watcher)?;
            count = documents.paths.len();
            match self.run_once(&documents) {
                Ok(run) => last = run,
                // The next change may mend it.
                Err(failure) => console::complain(&failure),
            }
        }
    }

    /// Finds the documents, and watches the folders in which others may appear, before they are read.
    fn watched_documents(&self, watcher: &mut Watcher) -> Result<Documents, Failure> {
        let around: BTreeSet<PathBuf> = self.paths.iter().flat_map(|path| around(path)).collect();
        watcher.add(around)?;
        let mut documents = self.documents();
        for _ in 1..MAX_SEARCHES {
            if !watcher.add(documents.searched.iter().map(|folder| normal(folder)).collect())? {
                break;
            }
            documents = self.documents();
        }
        Ok(documents)
    }
}

/// Folders from that of a path up to its root: of them, declarations and configurations apply, and the path itself may
/// come and go.
fn around(path: &Path) -> Vec<PathBuf> {
    let path = normal(path);
    let root = marked_root(path.parent().unwrap_or(&path));
    let folders = path.ancestors().skip(1).take_while(|folder| folder.starts_with(&root));
    folders.map(Path::to_path_buf).collect()
}

/// Line about what has changed.
fn message(changed: &BTreeSet<PathBuf>) -> String {
    let current = std::env::current_dir().unwrap_or_default();
    let name = |path: &PathBuf| {
        let verb = if path.exists() { "changed" } else { "deleted" };
        format!("{} {verb}", path.strip_prefix(&current).unwrap_or(path).display())
    };
    match changed.len() {
        // The system has lost count.
        0 => return "Files changed. Checking again.".to_owned(),
        count if count > MAX_NAMED => return format!("{count} files changed. Checking again."),
        _ => {}
    }
    format!("{}. Checking again.", changed.iter().map(name).collect::<Vec<_>>().join(", "))
}

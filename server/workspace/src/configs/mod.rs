//! Lookup of the `ascribe.toml` files that apply to a document.
//!
//! They are looked up from the document's folder upwards, like `.editorconfig`, until one that says `root = true`, or a
//! folder that contains `.git`. The folders open in an editor do not matter, so that the command line and the editor
//! agree. The rule packs that a file extends are read, cached and reported like the file itself.

mod file;
mod packs;

pub use file::{ConfigFile, MAX_CONFIG_BYTES};
pub use packs::MAX_PACKS;

use crate::normal;
use ascribe_lints::config::FILE;
use ascribe_markup::policy::Policy;
use parking_lot::{Mutex, MutexGuard};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Name of the folder, or of the file that stands for one, that marks the root of a repository.
const REPOSITORY: &str = ".git";

/// Shared cache of the configuration files that are open or were read.
#[derive(Debug, Default)]
pub struct Configs {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    open: HashMap<PathBuf, Arc<ConfigFile>>,
    /// Files read from disk, by path; cached until reported as changed.
    read: HashMap<PathBuf, Option<Arc<ConfigFile>>>,
    /// Whether a folder is a repository; cached for as long.
    repositories: HashMap<PathBuf, bool>,
    /// File that replaces all others, as the folder its globs are relative to, its path and its content.
    only: Option<(PathBuf, PathBuf, Arc<ConfigFile>)>,
    version: u64,
    /// Policy without any file.
    plain: Arc<Policy>,
}

impl Configs {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock()
    }

    /// Makes one file replace all others, with its globs relative to `folder`.
    pub fn only(&self, folder: &Path, path: &Path, file: Arc<ConfigFile>) {
        self.state().only = Some((normal(folder), normal(path), file));
    }

    /// Records that a buffer is open with this content.
    pub fn open(&self, path: &Path, file: Arc<ConfigFile>) {
        let mut state = self.state();
        state.version += 1;
        state.open.insert(normal(path), file);
    }

    /// Records that a buffer was closed; the file on disk applies again.
    pub fn close(&self, path: &Path) {
        let path = normal(path);
        let mut state = self.state();
        state.version += 1;
        state.open.remove(&path);
        state.read.remove(&path);
    }

    /// Records that a path, or anything below it, was created, changed, renamed or deleted.
    pub fn changed(&self, path: &Path) {
        let path = normal(path);
        let mut state = self.state();
        let known = state.read.len();
        state.read.retain(|known, _| !known.starts_with(&path));
        state.version += u64::from(state.read.len() < known);
        state.repositories.clear();
    }

    /// Drops everything read from disk.
    pub fn changed_anywhere(&self) {
        let mut state = self.state();
        state.version += 1;
        state.read.clear();
        state.repositories.clear();
    }

    /// Version that changes whenever a file may have changed; while it is equal, nothing has.
    pub fn version(&self) -> u64 {
        self.state().version
    }

    /// Files that apply in a folder, with their paths, nearest first.
    pub fn of(&self, folder: &Path) -> Vec<(PathBuf, Arc<ConfigFile>)> {
        let mut state = self.state();
        let only = state.only.as_ref().map(|(_, path, file)| vec![(path.clone(), Arc::clone(file))]);
        only.unwrap_or_else(|| state.of(&normal(folder)))
    }

    /// Policy for a document.
    pub fn policy(&self, document: &Path) -> Arc<Policy> {
        let path = normal(document);
        self.policy_in(path.parent().unwrap_or(&path), Some(&path))
    }

    /// Policy for a folder as a whole, without overrides.
    pub fn policy_of_folder(&self, folder: &Path) -> Arc<Policy> {
        self.policy_in(&normal(folder), None)
    }

    fn policy_in(&self, folder: &Path, document: Option<&Path>) -> Arc<Policy> {
        let mut state = self.state();
        let only = state.only.clone().map(|(folder, path, file)| vec![(folder, path, file)]);
        let files = only.unwrap_or_else(|| {
            let files = state.of(folder).into_iter();
            files.map(|(path, file)| (path.parent().unwrap_or(&path).to_path_buf(), path, file)).collect()
        });
        if files.is_empty() {
            return Arc::clone(&state.plain);
        }
        let mut policy = Policy::default();
        for (folder, path, file) in files.iter().rev() {
            let document = document.and_then(|document| relative(document, folder));
            state.apply(path, file, document.as_deref(), &mut BTreeSet::new(), &mut policy);
        }
        Arc::new(policy)
    }

    /// Upper end of the lookup from a folder: the folder of the outermost file that applies, or the repository; the
    /// folder itself if there is neither.
    pub fn root(&self, folder: &Path) -> PathBuf {
        let folder = normal(folder);
        let mut state = self.state();
        let mut root = folder.clone();
        for at in folder.ancestors() {
            let file = state.file(&at.join(FILE));
            let is_repository = state.is_repository(at);
            if file.is_some() || is_repository {
                root = at.to_path_buf();
            }
            if is_repository || file.is_some_and(|file| file.config.root) {
                break;
            }
        }
        root
    }

    /// Whether a folder is marked as a root by a configuration file or a repository.
    pub fn marks_root(&self, folder: &Path) -> bool {
        let folder = normal(folder);
        let mut state = self.state();
        state.is_repository(&folder) || state.file(&folder.join(FILE)).is_some()
    }

    /// All files that are open or were read, or the one that replaces them, with the packs that they extend, in path
    /// order.
    pub fn files(&self) -> Vec<(PathBuf, Arc<ConfigFile>)> {
        let mut state = self.state();
        if let Some((_, path, file)) = state.only.clone() {
            let mut files = state.packs(&path, &file);
            files.retain(|(pack, _)| *pack != path);
            files.push((path, file));
            files.sort_by(|(a, _), (b, _)| a.cmp(b));
            return files;
        }
        for (path, file) in state.known() {
            state.packs(&path, &file);
        }
        state.known()
    }
}

impl State {
    /// All files that are open or were read, in path order.
    fn known(&self) -> Vec<(PathBuf, Arc<ConfigFile>)> {
        let state = self;
        let read = state.read.iter().filter_map(|(path, file)| Some((path, file.as_ref()?)));
        let read = read.filter(|(path, _)| !state.open.contains_key(*path));
        let files = state.open.iter().chain(read).map(|(path, file)| (path.clone(), Arc::clone(file)));
        let mut files: Vec<_> = files.collect();
        files.sort_by(|(a, _), (b, _)| a.cmp(b));
        files
    }

    fn of(&mut self, folder: &Path) -> Vec<(PathBuf, Arc<ConfigFile>)> {
        let mut files = Vec::new();
        for at in folder.ancestors() {
            let path = at.join(FILE);
            let file = self.file(&path);
            let is_root = file.as_ref().is_some_and(|file| file.config.root);
            files.extend(file.map(|file| (path, file)));
            if is_root || self.is_repository(at) {
                break;
            }
        }
        files
    }

    fn file(&mut self, path: &Path) -> Option<Arc<ConfigFile>> {
        if let Some(file) = self.open.get(path) {
            return Some(Arc::clone(file));
        }
        if let Some(known) = self.read.get(path) {
            return known.clone();
        }
        let file = ConfigFile::load(path).map(Arc::new);
        self.version += u64::from(file.is_some());
        self.read.insert(path.to_path_buf(), file.clone());
        file
    }

    fn is_repository(&mut self, folder: &Path) -> bool {
        if let Some(known) = self.repositories.get(folder) {
            return *known;
        }
        let is_repository = folder.join(REPOSITORY).exists();
        self.repositories.insert(folder.to_path_buf(), is_repository);
        is_repository
    }
}

/// Path relative to a folder, with `/` on every system.
fn relative(path: &Path, folder: &Path) -> Option<String> {
    let below = path.strip_prefix(folder).ok()?;
    let names: Vec<_> = below.iter().map(|name| name.to_string_lossy()).collect();
    Some(names.join("/"))
}

#[cfg(test)]
mod pack_tests;
#[cfg(test)]
mod tests;

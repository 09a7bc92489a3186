//! Paths that lead into a workspace folder through other symbolic links than the folder's own path.
//!
//! Editors name a document by its real path though they opened its folder through a link, or the other way round. The
//! index knows each document by the path from its folder, so other paths are led back to it.

use crate::protocol::uris::{path_of, standard};
use parking_lot::Mutex;
use serde_json::Value;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Maximum number of folders whose real path is kept.
const MAX_KNOWN: usize = 10_000;

/// The workspace folders, and the real paths of folders.
#[derive(Debug, Default)]
pub struct LinkedFolders {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Workspace folders as the client names them, with their real paths.
    roots: Vec<(PathBuf, PathBuf)>,
    /// Real paths of folders; forgotten when the client reports changes.
    real: HashMap<PathBuf, PathBuf>,
}

impl LinkedFolders {
    /// Applies the parameters of `initialize` or `workspace/didChangeWorkspaceFolders`.
    pub fn change(&self, params: &Value) {
        let path = |folder: &Value| path_of(&standard(folder.get("uri")?.as_str()?)?);
        let paths = |pointer: &str| {
            let folders = params.pointer(pointer).and_then(Value::as_array);
            folders.into_iter().flatten().filter_map(path).collect::<Vec<_>>()
        };
        let mut added = [paths("/workspaceFolders"), paths("/event/added")].concat();
        let root = params.get("rootUri").and_then(Value::as_str).filter(|_| added.is_empty());
        added.extend(root.and_then(|root| path_of(&standard(root)?)));
        let removed = paths("/event/removed");
        let state = &mut *self.state.lock();
        state.roots.retain(|(root, _)| !removed.contains(root));
        state
            .roots
            .extend(added.into_iter().filter_map(|root| Some((root.clone(), root.canonicalize().ok()?))));
        state.real.clear();
    }

    /// Forgets which folders are links.
    pub fn forget(&self) {
        self.state.lock().real.clear();
    }

    /// Path of a file from the workspace folder that contains it, and its real path; `None` if no folder does.
    pub fn path_in_root(&self, path: &Path) -> Option<(PathBuf, PathBuf)> {
        let state = &mut *self.state.lock();
        if state.roots.is_empty() {
            return None;
        }
        let (folder, name) = (path.parent()?, path.file_name()?);
        if state.real.len() > MAX_KNOWN {
            state.real.clear();
        }
        let real = state.real.entry(folder.to_path_buf()).or_insert_with_key(|folder| real_path(folder));
        let real = real.join(name);
        let inside =
            state.roots.iter().filter_map(|(root, target)| Some((root, real.strip_prefix(target).ok()?)));
        // The outermost folder, as for the lookup of casts; if a folder is open under two names, the one that is used.
        let (root, rest) =
            inside.max_by_key(|(root, rest)| (rest.components().count(), path.starts_with(root)))?;
        Some((if rest.as_os_str().is_empty() { root.clone() } else { root.join(rest) }, real))
    }
}

/// Real path of a folder, of which the last parts may not exist.
fn real_path(folder: &Path) -> PathBuf {
    let existing = folder.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
    match existing {
        Some((above, real)) => match folder.strip_prefix(above) {
            Ok(rest) if !rest.as_os_str().is_empty() => real.join(rest),
            _ => real,
        },
        None => folder.to_path_buf(),
    }
}

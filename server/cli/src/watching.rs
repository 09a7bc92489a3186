//! Waits for changes of files.

use crate::exit::Failure;
use notify::event::{CreateKind, ModifyKind, RemoveKind};
use notify::{ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// Pause in the changes after which they are handed on: an editor that saves, or a checkout, changes several files.
const PAUSE: Duration = Duration::from_millis(100);

/// Longest time that changes wait for a pause.
const LONGEST: Duration = Duration::from_secs(2);

/// Extensions of the files whose changes count.
const EXTENSIONS: [&str; 2] = ["ascribe", "toml"];

/// Names of further files whose changes count, since they decide which documents are found.
const NAMES: [&str; 2] = [".gitignore", ".ignore"];

type Events = Receiver<notify::Result<Event>>;

/// A watch of folders.
pub struct Watcher {
    inner: RecommendedWatcher,
    events: Events,
    folders: BTreeSet<PathBuf>,
}

impl Watcher {
    /// Starts a watch of nothing.
    pub fn new() -> Result<Self, Failure> {
        let (sender, events) = channel();
        let inner = notify::recommended_watcher(sender)
            .map_err(|error| Failure::new(format!("cannot watch files: {error}")))?;
        Ok(Self { inner, events, folders: BTreeSet::new() })
    }

    /// Watches folders as well, without those below them; returns whether any was not watched before. Folders that do
    /// not exist are left out.
    pub fn add(&mut self, folders: BTreeSet<PathBuf>) -> Result<bool, Failure> {
        let mut is_new = false;
        for folder in folders {
            if self.folders.contains(&folder) || !folder.is_dir() {
                continue;
            }
            match self.inner.watch(&folder, RecursiveMode::NonRecursive) {
                Ok(()) => is_new |= self.folders.insert(folder),
                // It is gone since.
                Err(notify::Error { kind: ErrorKind::PathNotFound, .. }) => {}
                Err(error) => {
                    return Err(Failure::new(format!("cannot watch {}: {error}", folder.display())));
                }
            }
        }
        Ok(is_new)
    }

    /// Waits for changes of documents, configurations, folders and the `named` files, until they pause. `None` if no
    /// further change will be noticed.
    pub fn next(&mut self, named: &BTreeSet<PathBuf>) -> Option<BTreeSet<PathBuf>> {
        let changed = next(&self.events, named)?;
        // A folder that was removed is no longer watched, even if there is another one in its place.
        let is_changed = |folder: &PathBuf| changed.iter().any(|path| folder.starts_with(path));
        let changed_folders: Vec<PathBuf> =
            self.folders.iter().filter(|it| is_changed(it)).cloned().collect();
        for folder in changed_folders {
            // The watch may have ended by itself.
            let _ = self.inner.unwatch(&folder);
            self.folders.remove(&folder);
        }
        Some(changed)
    }
}

fn next(events: &Events, named: &BTreeSet<PathBuf>) -> Option<BTreeSet<PathBuf>> {
    let mut changed = BTreeSet::new();
    let mut first = None;
    loop {
        let event = match first {
            None => events.recv().ok()?,
            Some(first) if Instant::now().duration_since(first) > LONGEST => return Some(changed),
            Some(_) => match events.recv_timeout(PAUSE) {
                Ok(event) => event,
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return Some(changed),
            },
        };
        // After an error, such as an overflow, anything may have changed.
        let Ok(event) = event else {
            first = first.or_else(|| Some(Instant::now()));
            continue;
        };
        let kind = event.kind;
        let is_wanted = |path: &PathBuf| counts(kind, path, named);
        let before = changed.len();
        changed.extend(event.paths.into_iter().filter(is_wanted));
        if changed.len() > before {
            first = first.or_else(|| Some(Instant::now()));
        }
    }
}

/// Whether an event at a path may change what is found in the `named` files and folders.
fn counts(kind: EventKind, path: &Path, named: &BTreeSet<PathBuf>) -> bool {
    if kind.is_access() {
        return false;
    }
    let is_known =
        path.extension().is_some_and(|extension| EXTENSIONS.iter().any(|known| extension == *known))
            || path.file_name().is_some_and(|name| NAMES.iter().any(|known| name == *known))
            || named.contains(path);
    let is_folder = match kind {
        EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder) => true,
        // Where the system does not say what it was, a name without an extension may be a folder's.
        EventKind::Create(CreateKind::Any)
        | EventKind::Remove(RemoveKind::Any)
        | EventKind::Modify(ModifyKind::Name(_)) => path.extension().is_none(),
        _ => false,
    };
    let is_related = || named.iter().any(|named| named.starts_with(path) || path.starts_with(named));
    is_known || (is_folder && is_related())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use notify::event::{AccessKind, DataChange};

    const WRITTEN: EventKind = EventKind::Modify(ModifyKind::Data(DataChange::Any));

    /// Names of the batches that these events make, if all are there at once.
    fn batches(events: &[(EventKind, &str)]) -> Vec<Vec<String>> {
        let (sender, receiver) = channel();
        for (kind, path) in events {
            sender.send(Ok(Event::new(*kind).add_path(PathBuf::from(path)))).unwrap();
        }
        drop(sender);
        let named = ["desk", "copy/notes.txt"].map(PathBuf::from).into();
        let batches = std::iter::from_fn(|| next(&receiver, &named));
        batches.map(|batch| batch.iter().map(|path| path.display().to_string()).collect()).collect()
    }

    #[test]
    fn changes_that_come_together_are_one() {
        let many: Vec<String> = (0..1000).map(|number| format!("{}.ascribe", number % 10)).collect();
        let events: Vec<_> = many.iter().map(|name| (WRITTEN, name.as_str())).collect();
        let batches = batches(&events);
        assert_eq!(batches.iter().map(Vec::len).collect::<Vec<_>>(), [10]);
    }

    #[test]
    fn only_what_may_matter_counts() {
        let made = EventKind::Create(CreateKind::File);
        for (kind, path, expected) in [
            (WRITTEN, "desk/a.ascribe", true),
            (WRITTEN, "house.toml", true),
            (WRITTEN, "copy/notes.txt", true),
            (WRITTEN, "desk/.gitignore", true),
            (made, "desk/b.ascribe", true),
            (EventKind::Create(CreateKind::Folder), "desk/wire.d", true),
            (EventKind::Remove(RemoveKind::Any), "desk/wire", true),
            (EventKind::Create(CreateKind::Folder), "copy", true),
            (EventKind::Create(CreateKind::Folder), "other", false),
            (made, "desk/wire", false),
            (WRITTEN, "desk/a.ascribe~", false),
            (WRITTEN, "copy/other.txt", false),
            (EventKind::Access(AccessKind::Read), "desk/a.ascribe", false),
            (EventKind::Access(AccessKind::Read), "copy/notes.txt", false),
        ] {
            assert_eq!(batches(&[(kind, path)]).len(), usize::from(expected), "{kind:?} {path}");
        }
    }
}

//! The documents of a workspace on disk, each as its [`Summary`].
//!
//! An index is brought up to date by difference: [`Index::look`] reads only files that have changed since, and
//! [`Index::apply`] takes in what it found.

use crate::parallel;
use crate::read::{ReadError, read_file};
use crate::walk::documents_below;
use ascribe_core::summary::Summary;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

/// More documents than this are not indexed.
pub const MAX_DOCUMENTS: usize = 100_000;

/// A larger file is open in an editor or read by a command, but not indexed.
pub const MAX_INDEXED_BYTES: u64 = 32 * 1024 * 1024;

/// After so many documents it is told how far a look has come, since whoever hears it is heard by all threads.
const STEP: usize = 16;

/// A folder whose documents are indexed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Folder {
    /// Its path.
    pub path: PathBuf,
    /// With the folders below it.
    pub deep: bool,
}

/// What tells whether a file has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    bytes: u64,
}

/// A file that was changed so shortly before it was read may have changed again with the same time of change.
const RACY: Duration = Duration::from_secs(1);

#[derive(Debug, Clone)]
struct Indexed {
    /// `None` for a file that has to be read again when it is looked at.
    stamp: Option<Stamp>,
    /// `None` if the file cannot be read.
    summary: Option<Arc<Summary>>,
    /// A hash of the text.
    content: u64,
}

impl Indexed {
    /// Whether both have the same text, or none.
    fn says_as(&self, other: &Self) -> bool {
        (self.summary.is_some(), self.content) == (other.summary.is_some(), other.content)
    }
}

/// The documents of some folders, as they are on disk.
#[derive(Debug, Clone, Default)]
pub struct Index {
    documents: BTreeMap<PathBuf, Indexed>,
    missed: Missed,
}

/// What the last look at everything could not take in, so that it is told once.
#[derive(Debug, Clone, Default)]
struct Missed {
    /// Folders, and files that should say what is ignored in them.
    closed: BTreeSet<PathBuf>,
    /// There were more than [`MAX_DOCUMENTS`].
    cut: bool,
}

/// How an index differs from what is on disk.
#[derive(Debug, Default)]
pub struct Difference {
    changed: Vec<(PathBuf, Indexed)>,
    gone: Vec<PathBuf>,
    /// `None` if not everything was looked at.
    missed: Option<Missed>,
    /// What could not be read, and why, if it could be before or was not known.
    pub failures: Vec<(PathBuf, ReadError)>,
    /// There are more than [`MAX_DOCUMENTS`], which was not so before.
    pub cut: bool,
    /// Not everything was looked at, since nobody wanted it any more.
    pub stopped: bool,
}

impl Difference {
    /// The number of documents that were read: what the look cost.
    pub fn documents_read(&self) -> usize {
        self.changed.len()
    }
}

/// Hears every now and then how far a look has come: the number of documents that are done, and of all; whether to go on.
pub trait Progress: Sync {
    /// Some documents are done.
    fn went_on(&self, done: usize, all: usize) -> bool;
}

impl Index {
    /// The paths of the documents, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.documents.iter().filter(|(_, indexed)| indexed.summary.is_some()).map(|(path, _)| &**path)
    }

    /// The documents with their summaries, sorted by path.
    pub fn summaries(&self) -> impl Iterator<Item = (&Path, &Arc<Summary>)> {
        self.documents.iter().filter_map(|(path, indexed)| Some((path.as_path(), indexed.summary.as_ref()?)))
    }

    /// The summary of a document.
    pub fn summary(&self, path: &Path) -> Option<&Arc<Summary>> {
        self.documents.get(path)?.summary.as_ref()
    }

    /// The paths of the files that cannot be read, sorted.
    pub fn unreadable(&self) -> impl Iterator<Item = &Path> {
        self.documents.iter().filter(|(_, indexed)| indexed.summary.is_none()).map(|(path, _)| &**path)
    }

    /// A hash of the text of a document, as it was read.
    pub fn content(&self, path: &Path) -> Option<u64> {
        self.documents.get(path).filter(|indexed| indexed.summary.is_some()).map(|indexed| indexed.content)
    }

    /// Whether a file was looked at, read or not.
    pub fn knows(&self, path: &Path) -> bool {
        self.documents.contains_key(path)
    }

    /// Looks at all documents of some folders. Stopped on the way, it gives what it has.
    pub fn look(&self, folders: &[Folder], progress: &dyn Progress) -> Difference {
        let mut difference = Difference::default();
        let mut paths = Vec::new();
        let mut missed = Missed::default();
        for folder in folders {
            let depth = if folder.deep { None } else { Some(1) };
            let most = MAX_DOCUMENTS.saturating_sub(paths.len());
            let found = documents_below(&folder.path, depth, most, &|| progress.went_on(0, 0));
            missed.cut |= found.cut;
            for (path, error) in found.failures {
                if !self.missed.closed.contains(&path) {
                    difference.failures.push((path.clone(), error));
                }
                missed.closed.insert(path);
            }
            paths.extend(found.documents);
        }
        // One folder may be in another.
        paths.sort_unstable();
        paths.dedup();
        if !progress.went_on(0, paths.len()) {
            difference.stopped = true;
            return difference;
        }
        difference.cut = missed.cut && !self.missed.cut;
        difference.missed = Some(missed);
        let is_gone = |path: &&PathBuf| paths.binary_search(path).is_err();
        difference.gone = self.documents.keys().filter(is_gone).cloned().collect();
        self.read(&paths, progress, &mut difference);
        difference
    }

    /// Looks at some files that are said to have changed.
    pub fn look_at(&self, paths: &[PathBuf]) -> Difference {
        let mut difference = Difference::default();
        for path in paths {
            self.read_one(path, None, &mut difference);
        }
        difference
    }

    /// Takes in a difference; whether any text is another one.
    pub fn apply(&mut self, difference: Difference) -> bool {
        let says_else = |(path, read): &(PathBuf, Indexed)| {
            self.documents.get(path).is_none_or(|known| !known.says_as(read))
        };
        let is_one = !difference.gone.is_empty() || difference.changed.iter().any(says_else);
        for path in difference.gone {
            self.documents.remove(&path);
        }
        if let Some(missed) = difference.missed {
            self.missed = missed;
        }
        if self.documents.is_empty() {
            // Made at once, it takes no search for each.
            self.documents = difference.changed.into_iter().collect();
        } else {
            self.documents.extend(difference.changed);
        }
        is_one
    }

    /// Reads those of the files that have changed.
    fn read(&self, paths: &[PathBuf], progress: &dyn Progress, difference: &mut Difference) {
        let done = AtomicUsize::new(0);
        let stopped = AtomicBool::new(false);
        let read = parallel::map(paths, |path| {
            let mut one = Difference::default();
            if !stopped.load(Ordering::Relaxed) {
                self.read_one(path, self.documents.get(path).and_then(|known| known.stamp), &mut one);
                let done = done.fetch_add(1, Ordering::Relaxed) + 1;
                if done.is_multiple_of(STEP) && !progress.went_on(done, paths.len()) {
                    stopped.store(true, Ordering::Relaxed);
                }
            }
            one
        });
        for mut one in read {
            difference.changed.append(&mut one.changed);
            difference.gone.append(&mut one.gone);
            difference.failures.append(&mut one.failures);
        }
        difference.stopped = stopped.into_inner();
    }

    /// Reads a file, unless it has still the stamp `known`.
    fn read_one(&self, path: &Path, known: Option<Stamp>, difference: &mut Difference) {
        let now = SystemTime::now();
        // A link is not followed, as on a walk.
        let metadata = match std::fs::symlink_metadata(path) {
            Ok(metadata) if metadata.is_file() => metadata,
            _ if self.knows(path) => return difference.gone.push(path.to_path_buf()),
            _ => return,
        };
        let stamp = Stamp { modified: metadata.modified().ok(), bytes: metadata.len() };
        if known == Some(stamp) {
            return;
        }
        let text = read_file(path, &metadata, MAX_INDEXED_BYTES);
        let was_unreadable = self.documents.get(path).is_some_and(|known| known.summary.is_none());
        let (stamp, summary, content) = match text {
            Ok(text) => {
                let age = stamp.modified.and_then(|modified| now.duration_since(modified).ok());
                let stamp = Some(stamp).filter(|_| age.is_some_and(|age| age > RACY));
                (stamp, Some(Arc::new(Summary::of_text(&text))), hash(&text))
            }
            Err(ReadError::Io(error)) if error.kind() == ErrorKind::NotFound => {
                return difference.gone.extend(self.knows(path).then(|| path.to_path_buf()));
            }
            // It may be allowed without any change of the file.
            Err(ReadError::Io(_)) if was_unreadable => return,
            Err(error) => {
                let stamp = Some(stamp).filter(|_| !matches!(error, ReadError::Io(_)));
                if !was_unreadable {
                    difference.failures.push((path.to_path_buf(), error));
                }
                (stamp, None, 0)
            }
        };
        difference.changed.push((path.to_path_buf(), Indexed { stamp, summary, content }));
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

impl PartialEq for Index {
    /// The same documents that say the same.
    fn eq(&self, other: &Self) -> bool {
        let all = |index: &Self| -> Vec<_> {
            index.paths().map(|path| (path.to_path_buf(), index.summary(path).cloned())).collect()
        };
        all(self) == all(other)
    }
}

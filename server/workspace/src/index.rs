//! The documents of a workspace on disk, each as its [`Summary`].
//!
//! An index is shared between the scans that keep it up to date and the requests that read it, without a lock around
//! it as a whole. Each document is replaced at once, and no guard of the map leaves this module: answers are clones of
//! the `Arc`s in it. [`Index::scan`] reads only the files that have changed since the last scan.

use crate::parallel;
use crate::read::{ReadError, read_file};
use crate::walk::documents_below;
use ascribe_markup::summary::Summary;
use dashmap::DashMap;
use parking_lot::Mutex;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

/// More documents than this are not indexed.
pub const MAX_DOCUMENTS: usize = 100_000;

/// A larger file is open in an editor or read by a command, but not indexed.
pub const MAX_INDEXED_BYTES: u64 = 32 * 1024 * 1024;

/// Documents between two reports of progress: all threads wait for whoever hears a report.
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

/// A file as it was read last.
#[derive(Debug)]
struct Indexed {
    /// `None` for a file that has to be read again by the next scan.
    stamp: Option<Stamp>,
    /// `None` if the file cannot be read.
    summary: Option<Arc<Summary>>,
    /// A hash of the text.
    content: u64,
}

impl Indexed {
    /// Whether both have the same text, or none.
    fn has_text_of(&self, other: &Self) -> bool {
        (self.summary.is_some(), self.content) == (other.summary.is_some(), other.content)
    }
}

/// The documents of some folders, as they are on disk.
#[derive(Debug, Default)]
pub struct Index {
    documents: DashMap<PathBuf, Arc<Indexed>>,
    /// Counts the changes of text; see [`Index::version`].
    version: AtomicU64,
    /// The gaps of the last scan of everything. Locked for the length of a scan, so that scans take turns.
    missed: Mutex<Missed>,
}

/// Gaps of a scan of everything, kept so that each is reported once.
#[derive(Debug, Default)]
struct Missed {
    /// Folders, and files that should say what is ignored in them.
    closed: BTreeSet<PathBuf>,
    /// There were more than [`MAX_DOCUMENTS`].
    cut: bool,
}

/// The outcome of a scan.
#[derive(Debug, Default)]
pub struct ScanReport {
    /// Files and folders that cannot be read, and why, if they could be before or were not known.
    pub failures: Vec<(PathBuf, ReadError)>,
    /// The number of documents that were read: the cost of the scan.
    pub documents_read: usize,
    /// Whether the text of any document has changed, or a document has come or gone.
    pub changed: bool,
    /// There are more than [`MAX_DOCUMENTS`], which was not so before.
    pub cut: bool,
    /// The scan ended before everything was read, since nobody wanted it any more.
    pub stopped: bool,
}

/// The outcome of a scan for one file.
#[derive(Debug, Default)]
struct Refreshed {
    was_read: bool,
    changed: bool,
    failure: Option<ReadError>,
}

impl ScanReport {
    fn add(&mut self, path: &Path, refreshed: Refreshed) {
        self.documents_read += usize::from(refreshed.was_read);
        self.changed |= refreshed.changed;
        self.failures.extend(refreshed.failure.map(|error| (path.to_path_buf(), error)));
    }
}

/// Hears every now and then how far a scan has come: the number of documents that are done, and of all; whether to go on.
pub trait Progress: Sync {
    /// Some documents are done.
    fn went_on(&self, done: usize, all: usize) -> bool;
}

impl Index {
    /// The paths of the documents, sorted.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.paths_where(|indexed| indexed.summary.is_some())
    }

    /// The documents with their summaries, sorted by path.
    pub fn summaries(&self) -> Vec<(PathBuf, Arc<Summary>)> {
        let summaries = self.documents.iter().filter_map(|entry| {
            let summary = entry.summary.as_ref()?;
            Some((entry.key().clone(), Arc::clone(summary)))
        });
        let mut summaries: Vec<_> = summaries.collect();
        summaries.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        summaries
    }

    /// The summary of a document.
    pub fn summary(&self, path: &Path) -> Option<Arc<Summary>> {
        self.entry(path)?.summary.clone()
    }

    /// The paths of the files that cannot be read, sorted.
    pub fn unreadable(&self) -> Vec<PathBuf> {
        self.paths_where(|indexed| indexed.summary.is_none())
    }

    /// A hash of the text of a document, as it was read.
    pub fn content(&self, path: &Path) -> Option<u64> {
        self.entry(path).filter(|indexed| indexed.summary.is_some()).map(|indexed| indexed.content)
    }

    /// Whether a file was scanned, readable or not.
    pub fn knows(&self, path: &Path) -> bool {
        self.documents.contains_key(path)
    }

    /// Grows whenever the text of a document changes, or a document comes or goes. A version that was taken before
    /// reading the index and is still the same afterwards belongs to what was read.
    pub fn version(&self) -> u64 {
        self.version.load(Ordering::Acquire)
    }

    fn entry(&self, path: &Path) -> Option<Arc<Indexed>> {
        self.documents.get(path).map(|entry| Arc::clone(&entry))
    }

    fn paths_where(&self, holds: impl Fn(&Indexed) -> bool) -> Vec<PathBuf> {
        let entries = self.documents.iter().filter(|entry| holds(entry));
        let mut paths: Vec<_> = entries.map(|entry| entry.key().clone()).collect();
        paths.sort_unstable();
        paths
    }

    /// Brings the index up to date with all documents of some folders. Stopped on the way, it keeps what was read.
    pub fn scan(&self, folders: &[Folder], progress: &dyn Progress) -> ScanReport {
        let mut last = self.missed.lock();
        let mut report = ScanReport::default();
        let mut paths = Vec::new();
        let mut missed = Missed::default();
        for folder in folders {
            let depth = if folder.deep { None } else { Some(1) };
            let most = MAX_DOCUMENTS.saturating_sub(paths.len());
            let found = documents_below(&folder.path, depth, most, &|| progress.went_on(0, 0));
            missed.cut |= found.cut;
            for (path, error) in found.failures {
                if !last.closed.contains(&path) {
                    report.failures.push((path.clone(), error));
                }
                missed.closed.insert(path);
            }
            paths.extend(found.documents);
        }
        // One folder may be in another.
        paths.sort_unstable();
        paths.dedup();
        if !progress.went_on(0, paths.len()) {
            report.stopped = true;
            return report;
        }
        report.cut = missed.cut && !last.cut;
        *last = missed;
        report.changed = self.remove_others(&paths);
        self.refresh_all(&paths, progress, &mut report);
        report
    }

    /// Brings the index up to date with some files that are said to have changed.
    pub fn scan_files(&self, paths: &[PathBuf]) -> ScanReport {
        let _turn = self.missed.lock();
        let mut report = ScanReport::default();
        for path in paths {
            report.add(path, self.refresh(path, false));
        }
        report
    }

    /// Removes all files but these, which are sorted; whether there were any.
    fn remove_others(&self, paths: &[PathBuf]) -> bool {
        let mut removed = false;
        self.documents.retain(|path, _| {
            let stays = paths.binary_search(path).is_ok();
            removed |= !stays;
            stays
        });
        if removed {
            self.version.fetch_add(1, Ordering::Release);
        }
        removed
    }

    /// Reads those of the files that have changed.
    fn refresh_all(&self, paths: &[PathBuf], progress: &dyn Progress, report: &mut ScanReport) {
        let done = AtomicUsize::new(0);
        let stopped = AtomicBool::new(false);
        let refreshed = parallel::map(paths, |path| {
            if stopped.load(Ordering::Relaxed) {
                return Refreshed::default();
            }
            let refreshed = self.refresh(path, true);
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            if done.is_multiple_of(STEP) && !progress.went_on(done, paths.len()) {
                stopped.store(true, Ordering::Relaxed);
            }
            refreshed
        });
        for (path, refreshed) in paths.iter().zip(refreshed) {
            report.add(path, refreshed);
        }
        report.stopped = stopped.into_inner();
    }

    /// Reads a file, unless its stamp is trusted and still the same.
    fn refresh(&self, path: &Path, trusts_stamp: bool) -> Refreshed {
        let now = SystemTime::now();
        // A link is not followed, as on a walk.
        let metadata = match std::fs::symlink_metadata(path) {
            Ok(metadata) if metadata.is_file() => metadata,
            _ => return self.remove(path),
        };
        let known = self.entry(path);
        let stamp = Stamp { modified: metadata.modified().ok(), bytes: metadata.len() };
        if trusts_stamp && known.as_ref().is_some_and(|known| known.stamp == Some(stamp)) {
            return Refreshed::default();
        }
        let was_unreadable = known.as_ref().is_some_and(|known| known.summary.is_none());
        let mut failure = None;
        let indexed = match read_file(path, &metadata, MAX_INDEXED_BYTES) {
            Ok(text) => {
                let age = stamp.modified.and_then(|modified| now.duration_since(modified).ok());
                let stamp = Some(stamp).filter(|_| age.is_some_and(|age| age > RACY));
                Indexed { stamp, summary: Some(Arc::new(Summary::of_text(&text))), content: hash(&text) }
            }
            Err(ReadError::Io(error)) if error.kind() == ErrorKind::NotFound => return self.remove(path),
            // Reading may be permitted without any change of the file.
            Err(ReadError::Io(_)) if was_unreadable => return Refreshed::default(),
            Err(error) => {
                let stamp = Some(stamp).filter(|_| !matches!(error, ReadError::Io(_)));
                failure = Some(error).filter(|_| !was_unreadable);
                Indexed { stamp, summary: None, content: 0 }
            }
        };
        let changed = known.is_none_or(|known| !known.has_text_of(&indexed));
        self.documents.insert(path.to_path_buf(), Arc::new(indexed));
        if changed {
            self.version.fetch_add(1, Ordering::Release);
        }
        Refreshed { was_read: true, changed, failure }
    }

    /// Removes a file that is gone.
    fn remove(&self, path: &Path) -> Refreshed {
        let changed = self.documents.remove(path).is_some();
        if changed {
            self.version.fetch_add(1, Ordering::Release);
        }
        Refreshed { changed, ..Refreshed::default() }
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

impl PartialEq for Index {
    /// Compares the documents and their summaries.
    fn eq(&self, other: &Self) -> bool {
        self.summaries() == other.summaries()
    }
}

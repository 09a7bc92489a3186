//! Index of the documents of a workspace on disk, each as its [`Summary`].
//!
//! An index is shared between the scans that keep it up to date and the requests that read it, without a lock around it
//! as a whole. Documents are replaced one by one, and no guard of the map leaves this module: answers are clones of the
//! `Arc`s in it. [`Index::scan`] reads only the files that have changed since the last scan.

use crate::parallel;
use crate::read::{ReadError, as_shown, read_file};
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

/// Maximum number of documents indexed.
pub const MAX_DOCUMENTS: usize = 100_000;

/// Maximum size in bytes of an indexed file. Larger files can be opened in an editor or read by a command.
pub const MAX_INDEXED_BYTES: u64 = 32 * 1024 * 1024;

/// Maximum size of all summaries in bytes, as [`Summary::heap_size`] estimates it. Documents without room are not indexed.
pub const MAX_SUMMARY_BYTES: usize = 1024 * 1024 * 1024;

/// Size in bytes from which on files are read one at a time, since several threads could need the memory for each at once.
const LARGE: u64 = 1024 * 1024;

/// Number of documents between two progress reports; all threads wait while one is delivered.
const STEP: usize = 16;

/// A folder to index.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Folder {
    /// Its path.
    pub path: PathBuf,
    /// Whether to include its subfolders.
    pub deep: bool,
}

/// Metadata that tells whether a file has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    bytes: u64,
}

/// A file modified this shortly before it was read may have changed again with the same modification time.
const RACY: Duration = Duration::from_secs(1);

/// A file as it was last read.
#[derive(Debug)]
struct Indexed {
    /// `None` for a file that the next scan has to read again.
    stamp: Option<Stamp>,
    /// `None` if the file cannot be read.
    summary: Option<Arc<Summary>>,
    /// Hash of the text.
    content: u64,
    /// Size of the summary in bytes.
    bytes: usize,
    /// Size of the summary in bytes for which there was no room.
    lacking: usize,
}

impl Indexed {
    /// Whether both have equal texts, or neither has any.
    fn has_text_of(&self, other: &Self) -> bool {
        (self.summary.is_some(), self.content) == (other.summary.is_some(), other.content)
    }
}

/// The documents of some folders, as they are on disk.
#[derive(Debug)]
pub struct Index {
    documents: DashMap<PathBuf, Arc<Indexed>>,
    /// Size of all summaries in bytes, and its maximum.
    bytes: AtomicUsize,
    max_bytes: usize,
    /// Locked while a large file is read.
    large: Mutex<()>,
    /// Counts text changes; see [`Index::version`].
    version: AtomicU64,
    /// Gaps of the last full scan. Locked for the duration of a scan, so that scans take turns.
    missed: Mutex<Missed>,
}

/// Gaps of a full scan, kept so that each is reported once.
#[derive(Debug, Default)]
struct Missed {
    /// Unreadable folders and ignore files.
    closed: BTreeSet<PathBuf>,
    /// Whether there were more than [`MAX_DOCUMENTS`].
    cut: bool,
}

/// Outcome of a scan.
#[derive(Debug, Default)]
pub struct ScanReport {
    /// Newly unreadable files and folders, with the reason.
    pub failures: Vec<(PathBuf, ReadError)>,
    /// Number of documents read: the cost of the scan.
    pub documents_read: usize,
    /// Whether the text of any document has changed, or a document was added or removed.
    pub changed: bool,
    /// Whether the number of documents has newly exceeded [`MAX_DOCUMENTS`].
    pub cut: bool,
    /// Whether the scan was cancelled before everything was read.
    pub stopped: bool,
}

/// Outcome of a scan for one file.
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

/// Receives the progress of a scan from time to time, and decides whether it goes on.
pub trait Progress: Sync {
    /// Reports that `done` of `all` documents are done; returns `false` to stop.
    fn went_on(&self, done: usize, all: usize) -> bool;
}

impl Default for Index {
    fn default() -> Self {
        Self::limited(MAX_SUMMARY_BYTES)
    }
}

impl Index {
    /// Empty index whose summaries may have this size in bytes.
    pub fn limited(max_bytes: usize) -> Self {
        Self {
            documents: DashMap::new(),
            bytes: AtomicUsize::new(0),
            max_bytes,
            large: Mutex::default(),
            version: AtomicU64::new(0),
            missed: Mutex::default(),
        }
    }

    /// Size of all summaries in bytes.
    pub fn bytes(&self) -> usize {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Paths of the documents, sorted.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.paths_where(|indexed| indexed.summary.is_some())
    }

    /// Documents with their summaries, sorted by path.
    pub fn summaries(&self) -> Vec<(PathBuf, Arc<Summary>)> {
        let summaries = self.documents.iter().filter_map(|entry| {
            let summary = entry.summary.as_ref()?;
            Some((entry.key().clone(), Arc::clone(summary)))
        });
        let mut summaries: Vec<_> = summaries.collect();
        summaries.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        summaries
    }

    /// Summary of a document.
    pub fn summary(&self, path: &Path) -> Option<Arc<Summary>> {
        self.entry(path)?.summary.clone()
    }

    /// Paths of the unreadable files, sorted.
    pub fn unreadable(&self) -> Vec<PathBuf> {
        self.paths_where(|indexed| indexed.summary.is_none())
    }

    /// Hash of the text of a document, as last read.
    pub fn content(&self, path: &Path) -> Option<u64> {
        self.entry(path).filter(|indexed| indexed.summary.is_some()).map(|indexed| indexed.content)
    }

    /// Whether a file was scanned, readable or not.
    pub fn knows(&self, path: &Path) -> bool {
        self.documents.contains_key(path)
    }

    /// Version that grows whenever the text of a document changes, or a document is added or removed. If it is equal
    /// before and after reading the index, it belongs to the data read.
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

    /// Updates the index with all documents of some folders. A stopped scan keeps what it has read.
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
        // Folders may be nested.
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

    /// Updates the index with files reported as changed.
    pub fn scan_files(&self, paths: &[PathBuf]) -> ScanReport {
        let _turn = self.missed.lock();
        let mut report = ScanReport::default();
        for path in paths {
            report.add(path, self.refresh(path, false));
        }
        report
    }

    /// Removes all files except these, which are sorted; returns whether there were any.
    fn remove_others(&self, paths: &[PathBuf]) -> bool {
        let mut removed = false;
        self.documents.retain(|path, indexed| {
            let stays = paths.binary_search(path).is_ok();
            if !stays {
                removed = true;
                self.bytes.fetch_sub(indexed.bytes, Ordering::Relaxed);
            }
            stays
        });
        if removed {
            self.version.fetch_add(1, Ordering::Release);
        }
        removed
    }

    /// Reads the files that have changed.
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

    /// Reads a file, unless its stamp is trusted and unchanged.
    fn refresh(&self, path: &Path, trusts_stamp: bool) -> Refreshed {
        let now = SystemTime::now();
        // Links are not followed, as in a walk.
        let metadata = match std::fs::symlink_metadata(path) {
            Ok(metadata) if metadata.is_file() => metadata,
            _ => return self.remove(path),
        };
        let known = self.entry(path);
        let stamp = Stamp { modified: metadata.modified().ok(), bytes: metadata.len() };
        let is_same = |known: &Arc<Indexed>| known.stamp == Some(stamp) && !self.has_room_now(known);
        if trusts_stamp && known.as_ref().is_some_and(is_same) {
            return Refreshed::default();
        }
        let was_unreadable = known.as_ref().is_some_and(|known| known.summary.is_none());
        let mut failure = None;
        let _turn = (metadata.len() > LARGE).then(|| self.large.lock());
        let indexed = match read_file(path, &metadata, MAX_INDEXED_BYTES) {
            Ok(text) => {
                let text = as_shown(text);
                let age = stamp.modified.and_then(|modified| now.duration_since(modified).ok());
                let stamp = Some(stamp).filter(|_| age.is_some_and(|age| age > RACY));
                let summary = Summary::of_text(&text);
                let bytes = summary.heap_size();
                let before = self.bytes.fetch_add(bytes, Ordering::Relaxed);
                let replaced = known.as_ref().map_or(0, |known| known.bytes);
                if (before + bytes).saturating_sub(replaced) > self.max_bytes {
                    self.bytes.fetch_sub(bytes, Ordering::Relaxed);
                    failure = Some(ReadError::IndexFull(self.max_bytes)).filter(|_| !was_unreadable);
                    Indexed { stamp, summary: None, content: 0, bytes: 0, lacking: bytes }
                } else {
                    let summary = Some(Arc::new(summary));
                    Indexed { stamp, summary, content: hash(&text), bytes, lacking: 0 }
                }
            }
            Err(ReadError::Io(error)) if error.kind() == ErrorKind::NotFound => return self.remove(path),
            // A file can become readable without changing.
            Err(ReadError::Io(_)) if was_unreadable => return Refreshed::default(),
            Err(error) => {
                let stamp = Some(stamp).filter(|_| !matches!(error, ReadError::Io(_)));
                failure = Some(error).filter(|_| !was_unreadable);
                Indexed { stamp, summary: None, content: 0, bytes: 0, lacking: 0 }
            }
        };
        let changed = known.is_none_or(|known| !known.has_text_of(&indexed));
        if let Some(replaced) = self.documents.insert(path.to_path_buf(), Arc::new(indexed)) {
            self.bytes.fetch_sub(replaced.bytes, Ordering::Relaxed);
        }
        if changed {
            self.version.fetch_add(1, Ordering::Release);
        }
        Refreshed { was_read: true, changed, failure }
    }

    /// Whether there is room by now for a document for which there was none.
    fn has_room_now(&self, indexed: &Indexed) -> bool {
        indexed.lacking > 0 && self.bytes().saturating_add(indexed.lacking) <= self.max_bytes
    }

    /// Removes a deleted file.
    fn remove(&self, path: &Path) -> Refreshed {
        let removed = self.documents.remove(path);
        let changed = removed.is_some();
        if let Some((_, indexed)) = removed {
            self.bytes.fetch_sub(indexed.bytes, Ordering::Relaxed);
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

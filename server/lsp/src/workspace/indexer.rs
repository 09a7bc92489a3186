//! Keeps the workspace index up to date, on a thread of its own.

use ascribe_workspace::index::{Folder, Index, Progress, ScanReport};
use parking_lot::Mutex;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use tokio::sync::watch;

/// A rescan to make.
#[derive(Debug)]
pub enum Rescan {
    /// Index these folders from now on.
    Folders(Vec<Folder>),
    /// Reread these changed files.
    Files(Vec<PathBuf>),
    /// Rescan everything, for clients that do not report changes.
    Everything,
}

/// Receives the events of the indexer.
pub trait Listener: Progress + Send {
    /// A scan of all folders has started.
    fn began(&self);
    /// The scan announced by [`Listener::began`] has ended.
    fn ended(&self);
    /// The index was brought up to date.
    fn found(&self, report: &ScanReport);
    /// The text of some document has changed.
    fn changed(&self);
}

/// The indexing thread, and the index that it updates in place.
#[derive(Debug)]
pub struct Indexer {
    looks: Mutex<(u64, mpsc::Sender<(u64, Rescan)>)>,
    done: watch::Receiver<u64>,
    index: Arc<Index>,
}

impl Indexer {
    /// Starts a thread with an empty index, which waits for rescans.
    pub fn start(listener: impl Listener + 'static) -> Self {
        let (looks, asked) = mpsc::channel();
        let (tell, done) = watch::channel(0);
        let index = Arc::<Index>::default();
        let kept = Arc::clone(&index);
        std::thread::spawn(move || keep(&kept, &asked, &tell, &listener));
        Self { looks: Mutex::new((0, looks)), done, index }
    }

    /// Queues a rescan.
    pub fn ask(&self, look: Rescan) {
        let mut looks = self.looks.lock();
        looks.0 += 1;
        let message = (looks.0, look);
        // The thread ends only when this sender is dropped.
        let _ = looks.1.send(message);
    }

    /// Index once all rescans queued so far are done.
    pub async fn caught_up(&self) -> Arc<Index> {
        let asked = self.looks.lock().0;
        let mut done = self.done.clone();
        // An error means that the thread has ended; the index is as complete as it gets.
        let _ = done.wait_for(|done| *done >= asked).await;
        Arc::clone(&self.index)
    }

    /// Index in its current state, possibly incomplete.
    pub fn so_far(&self) -> Arc<Index> {
        Arc::clone(&self.index)
    }
}

fn keep(
    index: &Index,
    asked: &mpsc::Receiver<(u64, Rescan)>,
    done: &watch::Sender<u64>,
    listener: &impl Listener,
) {
    let mut folders = Vec::new();
    // The last full scan was stopped; the next change resumes it.
    let mut cut_short = false;
    while let Ok(first) = asked.recv() {
        let mut last = first.0;
        let mut anew = false;
        let mut files = BTreeSet::new();
        for (number, look) in std::iter::once(first).chain(asked.try_iter()) {
            last = number;
            match look {
                Rescan::Folders(others) => {
                    anew |= others != folders;
                    folders = others;
                }
                Rescan::Files(paths) => {
                    anew |= cut_short;
                    files.extend(paths);
                }
                Rescan::Everything => anew = true,
            }
        }
        // Unknown paths may be ignored files, or folders.
        let (files, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|path| index.knows(path));
        anew |= !others.is_empty();
        report_scan(index, listener, || index.scan_files(&files));
        if anew {
            listener.began();
            cut_short = report_scan(index, listener, || index.scan(&folders, listener));
            listener.ended();
        }
        done.send_replace(last);
    }
}

/// Scans and reports to the listener; `true` if the scan was stopped or failed, so that it has to be repeated.
fn report_scan(index: &Index, listener: &impl Listener, scan: impl FnOnce() -> ScanReport) -> bool {
    let version = index.version();
    let scanned = catch_unwind(AssertUnwindSafe(|| {
        let report = scan();
        listener.found(&report);
        report.stopped
    }));
    // A failed scan may have changed documents before it failed.
    let told = catch_unwind(AssertUnwindSafe(|| {
        if index.version() != version {
            listener.changed();
        }
    }));
    told.and(scanned).unwrap_or_else(|_| {
        tracing::error!("cannot scan the workspace");
        true
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Listener that fails on the first full scan, which follows a scan of no files.
    #[derive(Default)]
    struct Failing {
        found: AtomicUsize,
        changes: Arc<AtomicUsize>,
    }

    impl Progress for Failing {
        fn went_on(&self, _: usize, _: usize) -> bool {
            true
        }
    }

    impl Listener for Failing {
        fn began(&self) {}

        fn ended(&self) {}

        fn found(&self, report: &ScanReport) {
            assert_ne!(self.found.fetch_add(1, Ordering::Relaxed), 1, "{report:?}");
        }

        fn changed(&self) {
            self.changes.fetch_add(1, Ordering::Relaxed);
        }
    }

    #[test]
    fn a_look_that_fails_is_taken_again() {
        let folder = tempfile::tempdir().unwrap();
        let paths = ["a.ascribe", "b.ascribe"].map(|name| folder.path().join(name));
        let write = |path| std::fs::write(path, "@mara: Mara Lindqvist\n").unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let listener = Failing::default();
        let changes = Arc::clone(&listener.changes);
        let indexer = Indexer::start(listener);
        write(&paths[0]);
        indexer.ask(Rescan::Folders(vec![Folder { path: folder.path().to_path_buf(), deep: true }]));
        assert!(runtime.block_on(indexer.caught_up()).knows(&paths[0]));
        assert_eq!(
            changes.load(Ordering::Relaxed),
            1,
            "a change is told of even if the scan fails behind it"
        );
        write(&paths[1]);
        // No file is named: only the failure causes a full scan.
        indexer.ask(Rescan::Files(Vec::new()));
        assert!(runtime.block_on(indexer.caught_up()).knows(&paths[1]));
        assert_eq!(changes.load(Ordering::Relaxed), 2);
    }
}

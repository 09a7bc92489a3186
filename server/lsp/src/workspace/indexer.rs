//! Keeps the index of the workspace up to date, on a thread of its own.

use ascribe_workspace::index::{Folder, Index, Progress, ScanReport};
use parking_lot::Mutex;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use tokio::sync::watch;

/// What the index has to look at.
#[derive(Debug)]
pub enum Look {
    /// These folders, from now on.
    Folders(Vec<Folder>),
    /// These files, which have changed.
    Files(Vec<PathBuf>),
    /// Everything: nobody tells of changes.
    Anew,
}

/// Hears what the indexer does.
pub trait Listener: Progress + Send {
    /// It looks at all documents of the folders.
    fn began(&self);
    /// It is done with what [`Listener::began`] has told of.
    fn ended(&self);
    /// The index was brought up to date.
    fn found(&self, report: &ScanReport);
    /// The text of some document is another one than before.
    fn changed(&self);
}

/// The thread that keeps the index, and the index, which it changes in place.
#[derive(Debug)]
pub struct Indexer {
    looks: Mutex<(u64, mpsc::Sender<(u64, Look)>)>,
    done: watch::Receiver<u64>,
    index: Arc<Index>,
}

impl Indexer {
    /// An empty index, and a thread that waits for something to look at.
    pub fn start(listener: impl Listener + 'static) -> Self {
        let (looks, asked) = mpsc::channel();
        let (tell, done) = watch::channel(0);
        let index = Arc::<Index>::default();
        let kept = Arc::clone(&index);
        std::thread::spawn(move || keep(&kept, &asked, &tell, &listener));
        Self { looks: Mutex::new((0, looks)), done, index }
    }

    /// Asks for a look, which is taken soon.
    pub fn ask(&self, look: Look) {
        let mut looks = self.looks.lock();
        looks.0 += 1;
        let message = (looks.0, look);
        // The thread ends only with this.
        let _ = looks.1.send(message);
    }

    /// The index, once all looks that were asked for are taken.
    pub async fn caught_up(&self) -> Arc<Index> {
        let asked = self.looks.lock().0;
        let mut done = self.done.clone();
        // An error says that the thread has ended; what it has found is all there is.
        let _ = done.wait_for(|done| *done >= asked).await;
        Arc::clone(&self.index)
    }

    /// The index as far as it has come.
    pub fn so_far(&self) -> Arc<Index> {
        Arc::clone(&self.index)
    }
}

fn keep(
    index: &Index,
    asked: &mpsc::Receiver<(u64, Look)>,
    done: &watch::Sender<u64>,
    listener: &impl Listener,
) {
    let mut folders = Vec::new();
    // The last look at everything was stopped, so that the next change takes it up again.
    let mut cut_short = false;
    while let Ok(first) = asked.recv() {
        let mut last = first.0;
        let mut anew = false;
        let mut files = BTreeSet::new();
        for (number, look) in std::iter::once(first).chain(asked.try_iter()) {
            last = number;
            match look {
                Look::Folders(others) => {
                    anew |= others != folders;
                    folders = others;
                }
                Look::Files(paths) => {
                    anew |= cut_short;
                    files.extend(paths);
                }
                Look::Anew => anew = true,
            }
        }
        // Unknown paths may be ignored, or folders.
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

/// Scans, and tells the listener; whether the scan was stopped or has failed, so that it has to be taken again.
fn report_scan(index: &Index, listener: &impl Listener, scan: impl FnOnce() -> ScanReport) -> bool {
    let version = index.version();
    let scanned = catch_unwind(AssertUnwindSafe(|| {
        let report = scan();
        listener.found(&report);
        report.stopped
    }));
    // A scan that fails may have changed documents before.
    let told = catch_unwind(AssertUnwindSafe(|| {
        if index.version() != version {
            listener.changed();
        }
    }));
    told.and(scanned).unwrap_or_else(|_| {
        tracing::error!("the workspace cannot be scanned");
        true
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Fails when it hears of the first scan of everything, which comes behind one of no files.
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
        indexer.ask(Look::Folders(vec![Folder { path: folder.path().to_path_buf(), deep: true }]));
        assert!(runtime.block_on(indexer.caught_up()).knows(&paths[0]));
        assert_eq!(
            changes.load(Ordering::Relaxed),
            1,
            "a change is told of even if the scan fails behind it"
        );
        write(&paths[1]);
        // No file is named: only the failure is a reason to scan everything.
        indexer.ask(Look::Files(Vec::new()));
        assert!(runtime.block_on(indexer.caught_up()).knows(&paths[1]));
        assert_eq!(changes.load(Ordering::Relaxed), 2);
    }
}

//! Keeps the index of the workspace up to date, on a thread of its own.

use ascribe_workspace::index::{Difference, Folder, Index, Progress};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
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
    fn found(&self, failures: &Difference);
    /// The index says something else than before.
    fn changed(&self);
}

/// The thread that keeps the index, and the index as it is.
#[derive(Debug)]
pub struct Indexer {
    looks: Mutex<(u64, mpsc::Sender<(u64, Look)>)>,
    done: watch::Receiver<u64>,
    index: Arc<Mutex<Arc<Index>>>,
}

impl Indexer {
    /// An empty index, and a thread that waits for something to look at.
    pub fn start(listener: impl Listener + 'static) -> Self {
        let (looks, asked) = mpsc::channel();
        let (tell, done) = watch::channel(0);
        let index = Arc::<Mutex<Arc<Index>>>::default();
        let kept = Arc::clone(&index);
        std::thread::spawn(move || keep(&kept, &asked, &tell, &listener));
        Self { looks: Mutex::new((0, looks)), done, index }
    }

    /// Asks for a look, which is taken soon.
    pub fn ask(&self, look: Look) {
        let mut looks = lock(&self.looks);
        looks.0 += 1;
        let message = (looks.0, look);
        // The thread ends only with this.
        let _ = looks.1.send(message);
    }

    /// The index, once all looks that were asked for are taken.
    pub async fn caught_up(&self) -> Arc<Index> {
        let asked = lock(&self.looks).0;
        let mut done = self.done.clone();
        // An error says that the thread has ended; what it has found is all there is.
        let _ = done.wait_for(|done| *done >= asked).await;
        Arc::clone(&lock(&self.index))
    }

    /// The index as far as it has come.
    pub fn so_far(&self) -> Arc<Index> {
        Arc::clone(&lock(&self.index))
    }
}

fn keep(
    index: &Mutex<Arc<Index>>,
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
        let known = Arc::clone(&lock(index));
        // What is not known may be ignored, or a folder.
        anew |= files.iter().any(|path| !known.knows(path));
        let files: Vec<PathBuf> = files.into_iter().filter(|path| known.knows(path)).collect();
        drop(known);
        take(index, listener, |known| known.look_at(&files));
        if anew {
            listener.began();
            cut_short = take(index, listener, |known| known.look(&folders, listener));
            listener.ended();
        }
        done.send_replace(last);
    }
}

/// Takes in what a look finds; whether the look was stopped, or has failed, so that it has to be taken again.
fn take(
    index: &Mutex<Arc<Index>>,
    listener: &impl Listener,
    look: impl FnOnce(&Index) -> Difference,
) -> bool {
    let known = Arc::clone(&lock(index));
    let taken = catch_unwind(AssertUnwindSafe(|| {
        let difference = look(&known);
        drop(known);
        listener.found(&difference);
        let stopped = difference.stopped;
        // It is copied only while a request works on it.
        let changed = Arc::make_mut(&mut lock(index)).apply(difference);
        if changed {
            listener.changed();
        }
        stopped
    }));
    taken.unwrap_or_else(|_| {
        tracing::error!("the workspace cannot be looked at");
        true
    })
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Fails when it hears of the first look at everything, which comes behind one at no files.
    #[derive(Default)]
    struct Failing(AtomicUsize);

    impl Progress for Failing {
        fn went_on(&self, _: usize, _: usize) -> bool {
            true
        }
    }

    impl Listener for Failing {
        fn began(&self) {}

        fn ended(&self) {}

        fn found(&self, difference: &Difference) {
            assert_ne!(self.0.fetch_add(1, Ordering::Relaxed), 1, "{difference:?}");
        }

        fn changed(&self) {}
    }

    #[test]
    fn a_look_that_fails_is_taken_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ascribe");
        std::fs::write(&path, "@mara: Mara Lindqvist\n").unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let indexer = Indexer::start(Failing::default());
        indexer.ask(Look::Folders(vec![Folder { path: folder.path().to_path_buf(), deep: true }]));
        assert!(!runtime.block_on(indexer.caught_up()).knows(&path));
        indexer.ask(Look::Files(vec![path.clone()]));
        assert!(runtime.block_on(indexer.caught_up()).knows(&path));
    }
}

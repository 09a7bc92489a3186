//! Turns on the threads of the pool. Work on one document never takes those that others need: each has a few turns of its
//! own, and all documents together have as many as there are threads, between which the system shares the cores.

use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Number of requests executed concurrently, of all documents.
pub const ALL: usize = 32;

/// Number of requests executed concurrently for one document. Only one of them is long.
const OWN: usize = 2;

/// Turns of one document, or of requests about the whole workspace.
#[derive(Debug, Clone)]
pub struct Turns {
    own: Arc<Semaphore>,
    long: Arc<Semaphore>,
}

impl Default for Turns {
    fn default() -> Self {
        Self { own: Arc::new(Semaphore::new(OWN)), long: Arc::new(Semaphore::new(1)) }
    }
}

/// Expected length of some work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// Looks at a place, or goes over the document once.
    Short,
    /// Checks, fixes or drafts the document. A short request about it does not wait for this.
    Long,
}

/// A turn, which ends when it is dropped.
#[derive(Debug)]
pub struct Turn {
    _permits: [Option<OwnedSemaphorePermit>; 3],
}

impl Turns {
    /// Waits for a turn, and for one of those of `all` documents.
    pub async fn take(&self, length: Length, all: &Arc<Semaphore>) -> Turn {
        let long = match length {
            Length::Short => None,
            Length::Long => permit(&self.long).await,
        };
        let own = permit(&self.own).await;
        Turn { _permits: [permit(all).await, own, long] }
    }
}

async fn permit(semaphore: &Arc<Semaphore>) -> Option<OwnedSemaphorePermit> {
    // The semaphores are never closed.
    Arc::clone(semaphore).acquire_owned().await.ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt as _;

    #[test]
    fn a_document_leaves_turns_to_others_and_its_long_work_to_short_requests() {
        let all = Arc::new(Semaphore::new(ALL));
        let take = |turns: &Turns, length| turns.take(length, &all).now_or_never();
        let (one, other) = (Turns::default(), Turns::default());
        let long = take(&one, Length::Long).map(|turn| (turn, take(&one, Length::Short)));
        assert!(matches!(long, Some((_, Some(_)))), "a short request does not wait for a long one");
        assert!(take(&one, Length::Short).is_none(), "all turns of the document are taken");
        assert!(take(&other, Length::Long).is_some(), "but none of another one");
        drop(long);
        let long = take(&one, Length::Long);
        assert!(long.is_some() && take(&one, Length::Long).is_none(), "only one of them is long");
    }

    #[test]
    fn who_waits_for_a_turn_of_its_document_keeps_none_of_all() {
        let all = Arc::new(Semaphore::new(OWN + 1));
        let (one, other) = (Turns::default(), Turns::default());
        let taken: Vec<_> = (0..OWN).map(|_| one.take(Length::Short, &all).now_or_never()).collect();
        let mut waiting: Vec<_> = (0..9).map(|_| Box::pin(one.take(Length::Short, &all))).collect();
        assert!(waiting.iter_mut().all(|turn| turn.now_or_never().is_none()));
        assert!(taken.iter().all(Option::is_some) && other.take(Length::Long, &all).now_or_never().is_some());
    }
}

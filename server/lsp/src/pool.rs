//! Work on the threads of the pool, for as long as somebody waits for it.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use tokio::runtime::{Builder, Handle};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::{JoinError, JoinHandle};
use tower_lsp::jsonrpc::Error;

/// Set once nobody waits for the work of a request any more.
pub type Unwanted = Arc<AtomicBool>;

/// The answers that may be made, or made and waiting to be sent, at the same time; so many that no thread of the pool is
/// idle while others wait for the client, and so few that those do not fill the memory.
#[derive(Debug, Clone)]
pub struct Seats(Arc<Semaphore>);

/// One of [`Seats`], until it is dropped.
pub type Seat = OwnedSemaphorePermit;

impl Seats {
    /// Seats for a pool of so many threads.
    pub fn new(threads: usize) -> Self {
        Self(Arc::new(Semaphore::new(2 * threads)))
    }

    /// A seat, once there is one.
    pub async fn take(&self) -> Option<Seat> {
        // Nobody ever closes it.
        Arc::clone(&self.0).acquire_owned().await.ok()
    }
}

/// A pool of so many threads, and one more on which tasks take turns: those only wait, and begin work. All of them go on
/// until the process ends.
pub fn start(threads: usize) -> std::io::Result<Handle> {
    let runtime = Builder::new_current_thread().max_blocking_threads(threads).enable_time().build()?;
    let handle = runtime.handle().clone();
    let turns = move || runtime.block_on(std::future::pending::<()>());
    std::thread::Builder::new().name("tasks".into()).spawn(turns)?;
    Ok(handle)
}

/// Does work on a thread of the pool. Once nobody waits for it, it is not begun any more, and `unwanted` tells it to
/// stop on its way.
pub fn work<T: Send + 'static>(unwanted: &Unwanted, work: impl FnOnce() -> T + Send + 'static) -> Working<T> {
    Working { handle: tokio::task::spawn_blocking(work), unwanted: Arc::clone(unwanted) }
}

/// Work that is under way.
#[derive(Debug)]
pub struct Working<T> {
    handle: JoinHandle<T>,
    unwanted: Unwanted,
}

impl<T> Future for Working<T> {
    type Output = Result<T, JoinError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.handle).poll(context)
    }
}

impl<T> Drop for Working<T> {
    fn drop(&mut self) {
        if !self.handle.is_finished() {
            self.unwanted.store(true, Ordering::Relaxed);
            self.handle.abort();
        }
    }
}

/// The answer to a request whose work has panicked.
pub fn failed(error: &JoinError) -> Error {
    tracing::error!("a request has failed: {error}");
    Error::internal_error()
}

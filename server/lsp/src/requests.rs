//! Request execution: on snapshots taken when the request arrived, with the work on a pool thread.
//!
//! A handler makes its [`RequestContext`] before its first `await`, which is in the order of the wire
//! ([`crate::session::service`]); then it waits for the index where it needs that, and hands over its work.

use crate::documents::snapshot::{Snapshot, WorkspaceSnapshot};
use ascribe_workspace::index::Index;
use ascribe_workspace::view::View;
use std::fmt::Display;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};

/// Snapshots that a request works on. A document that is not open has no result.
#[derive(Debug)]
pub struct RequestContext {
    /// Document named by the parameters; `None` if it is not open.
    pub snapshot: Option<Arc<Snapshot>>,
    /// All open documents; `None` before `initialize`.
    pub workspace: Option<Arc<WorkspaceSnapshot>>,
    /// Cancelled once the answer is no longer awaited.
    pub cancelled: CancellationToken,
    /// The client retries if the document has changed, so an answer about the old text is of no use.
    pub is_retried: bool,
    /// Limits the number of requests executed concurrently.
    pub permits: Arc<Semaphore>,
}

impl RequestContext {
    /// Runs work on the document.
    pub async fn with_document<T: Send + 'static>(
        self,
        work: impl FnOnce(&Snapshot) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        self.run(move |context| context.snapshot.as_deref().map(work)).await
    }

    /// Runs work on the document together with all others.
    pub async fn among<T: Send + 'static>(
        self,
        index: Arc<Index>,
        work: impl FnOnce(&Snapshot, &View) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        self.run(move |context| Some(work(context.snapshot.as_deref()?, &context.view(index)?))).await
    }

    /// Runs work on the whole workspace.
    pub async fn with_workspace<T: Send + 'static>(
        self,
        index: Arc<Index>,
        work: impl FnOnce(&WorkspaceSnapshot, &View) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        self.run(move |context| Some(work(context.workspace.as_deref()?, &context.view(index)?))).await
    }

    /// View of all documents, valid until the request is cancelled.
    fn view(&self, index: Arc<Index>) -> Option<View> {
        Some(self.workspace.as_ref()?.view(index).until(self.cancelled.clone()))
    }

    /// Runs work on a pool thread, with a permit held until the answer is handed on: while the client does not read, no
    /// further requests are executed.
    async fn run<T: Send + 'static>(self, work: impl FnOnce(&Self) -> T + Send + 'static) -> Result<T> {
        // The first poll happens in `SequencedService::call`, perhaps long before the server's queue polls again. A
        // permit taken there could be held by a request that waits behind others which need one to finish.
        tokio::task::yield_now().await;
        // The semaphore is never closed.
        let _permit = Arc::clone(&self.permits).acquire_owned().await;
        let cancelled = self.cancelled.clone();
        let done = cancellable(cancelled, move || (!self.is_overtaken()).then(|| work(&self)));
        done.await?.ok_or_else(Error::content_modified)
    }

    fn is_overtaken(&self) -> bool {
        let changed = |snapshot: &Arc<Snapshot>| snapshot.changed.load(Ordering::Relaxed);
        self.is_retried && self.snapshot.as_ref().is_some_and(changed)
    }
}

/// Runs work on a pool thread. Once the result is no longer awaited, `cancelled` tells the work to stop, and work not
/// yet started is skipped.
///
/// # Errors
/// If the work has panicked.
pub async fn cancellable<T: Send + 'static>(
    cancelled: CancellationToken,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    let guard = cancelled.clone().drop_guard();
    let done = tokio::task::spawn_blocking(move || (!cancelled.is_cancelled()).then(work)).await;
    // Keep the token valid for later work of the request.
    guard.disarm();
    match done {
        Ok(Some(done)) => Ok(done),
        Ok(None) => Err(Error::request_cancelled()),
        Err(error) => {
            tracing::error!("request failed: {error}");
            Err(Error::internal_error())
        }
    }
}

/// Error of a valid request that cannot be fulfilled (`RequestFailed`).
#[allow(clippy::needless_pass_by_value, reason = "it is given to `map_err`")]
pub fn refusal(reason: impl Display) -> Error {
    Error { code: ErrorCode::ServerError(-32803), message: reason.to_string().into(), data: None }
}

//! Request execution: on snapshots taken when the request arrived, with the work on a pool thread.
//!
//! A handler makes its [`RequestContext`] before its first `await`, which is in the order of the wire
//! ([`crate::session::service`]); then it waits for the index where it needs that, and hands over its work.

use crate::documents::snapshot::{Snapshot, WorkspaceSnapshot};
use crate::turns::{Length, Turns};
use ascribe_markup::budget::Budget;
use ascribe_workspace::index::Index;
use ascribe_workspace::view::{SHARE, View};
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
    /// Turns of the document.
    pub turns: Turns,
    /// Turns of all documents.
    pub all_turns: Arc<Semaphore>,
}

/// Message about an answer that takes more than the share of a document.
const TOO_MUCH: &str =
    "This takes more work than an editor can wait for. Split the document, or use the command line.";

impl RequestContext {
    /// Runs work on the document.
    pub async fn with_document<T: Send + 'static>(
        self,
        work: impl FnOnce(&Snapshot) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        self.run(Length::Short, move |context| context.snapshot.as_deref().map(work)).await
    }

    /// Runs long work on the document, which stops once the answer is of no use or the budget is spent.
    pub async fn within_budget<T: Send + 'static>(
        self,
        work: impl FnOnce(&Snapshot, &Budget) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        let budget = self.budget();
        self.run(Length::Long, move |context| Some(work(context.snapshot.as_deref()?, &budget))).await
    }

    /// Runs long work on the document whose result is of use only if it is complete.
    pub async fn in_full<T: Send + 'static>(
        self,
        work: impl FnOnce(&Snapshot, &Budget) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        let done = self.within_budget(move |snapshot, budget| {
            let done = work(snapshot, budget);
            (!budget.is_spent()).then_some(done)
        });
        done.await?.map(|done| done.ok_or_else(|| refusal(TOO_MUCH))).transpose()
    }

    /// Runs work on the document together with all others.
    pub async fn among<T: Send + 'static>(
        self,
        index: Arc<Index>,
        work: impl FnOnce(&Snapshot, &View) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        let work = |context: &Self| Some(work(context.snapshot.as_deref()?, &context.view(index)?));
        self.run(Length::Short, work).await
    }

    /// Runs work on the whole workspace.
    pub async fn with_workspace<T: Send + 'static>(
        self,
        index: Arc<Index>,
        work: impl FnOnce(&WorkspaceSnapshot, &View) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        let work = |context: &Self| Some(work(context.workspace.as_deref()?, &context.view(index)?));
        self.run(Length::Short, work).await
    }

    /// View of all documents, valid until the request is cancelled.
    fn view(&self, index: Arc<Index>) -> Option<View> {
        Some(self.workspace.as_ref()?.view(index).until(self.cancelled.clone()))
    }

    /// Budget of the work: the share of a document, as long as the answer is of use.
    fn budget(&self) -> Budget {
        let cancelled = self.cancelled.clone();
        let changed = self.snapshot.as_ref().map(|snapshot| Arc::clone(&snapshot.changed));
        let changed = changed.filter(|_| self.is_retried);
        let is_overtaken = move || changed.as_ref().is_some_and(|changed| changed.load(Ordering::Relaxed));
        Budget::new(SHARE, move || cancelled.is_cancelled() || is_overtaken())
    }

    /// Runs work on a pool thread, in a turn that lasts until the answer is handed on: while the client does not read, no
    /// further requests are executed.
    async fn run<T: Send + 'static>(
        self,
        length: Length,
        work: impl FnOnce(&Self) -> T + Send + 'static,
    ) -> Result<T> {
        // The first poll happens in `SequencedService::call`, perhaps long before the server's queue polls again. A
        // turn taken there could be held by a request that waits behind others which need one to finish.
        tokio::task::yield_now().await;
        let turn = self.turns.take(length, &self.all_turns).await;
        let cancelled = self.cancelled.clone();
        // The turn goes with the work, which may end later than a cancelled request.
        let done = cancellable(cancelled, move || {
            let done = (!self.is_overtaken()).then(|| work(&self));
            (done.filter(|_| !self.is_overtaken()), turn)
        });
        let (done, _turn) = done.await?;
        done.ok_or_else(Error::content_modified)
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::state::Shared;
    use futures::FutureExt as _;
    use serde_json::json;
    use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
    use tower_lsp::ls_types::Uri;

    /// State with an open document.
    fn state() -> (Arc<Shared>, Uri) {
        let state = Arc::new(Shared::new(tokio::runtime::Handle::current(), 2));
        state.documents.initialize(&serde_json::from_value(json!({"capabilities": {}})).unwrap());
        let item = json!({"uri": "untitled:a", "languageId": "ascribe", "version": 1, "text": "It rose.\n"});
        state.documents.did_open(serde_json::from_value(json!({"textDocument": item})).unwrap());
        (state, "untitled:a".parse().unwrap())
    }

    /// Work that ends only when it is told to; says when it starts and when it ends.
    fn endless(says: UnboundedSender<&'static str>) -> impl FnOnce(&Snapshot, &Budget) + Send + 'static {
        move |_, budget| {
            says.send("started").unwrap();
            while !budget.is_spent() {
                std::thread::yield_now();
            }
            says.send("ended").unwrap();
        }
    }

    fn run(test: impl Future<Output = ()>) {
        tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(test);
    }

    #[test]
    fn work_ends_when_its_request_is_cancelled() {
        run(async {
            let (state, uri) = state();
            let (says, mut said) = unbounded_channel();
            let context = state.about_document(&uri);
            let task = tokio::spawn(context.within_budget(endless(says)));
            assert_eq!(said.recv().await, Some("started"));
            task.abort();
            assert_eq!(said.recv().await, Some("ended"));
            // Its turn is free again.
            assert!(state.about_document(&uri).in_full(|_, _| ()).await.unwrap().is_some());
        });
    }

    #[test]
    fn work_that_does_not_stop_keeps_the_turn_of_its_document() {
        run(async {
            let (state, uri) = state();
            let (says, mut said) = unbounded_channel();
            let (end, ends) = std::sync::mpsc::channel::<()>();
            let context = state.about_document(&uri);
            let (turns, all) = (context.turns.clone(), Arc::clone(&context.all_turns));
            let task = tokio::spawn(context.in_full(move |_, _| {
                says.send("started").unwrap();
                ends.recv().is_ok()
            }));
            assert_eq!(said.recv().await, Some("started"));
            task.abort();
            assert!(task.await.unwrap_err().is_cancelled());
            assert!(turns.take(Length::Long, &all).now_or_never().is_none());
            end.send(()).unwrap();
            turns.take(Length::Long, &all).await;
        });
    }

    #[test]
    fn work_that_is_retried_ends_when_the_document_changes_or_is_closed() {
        let change = |state: &Shared| {
            let document = json!({"uri": "untitled:a", "version": 2});
            let params = json!({"textDocument": document, "contentChanges": [{"text": "It fell.\n"}]});
            state.documents.did_change(serde_json::from_value(params).unwrap());
        };
        let close = |state: &Shared| {
            let params = json!({"textDocument": {"uri": "untitled:a"}});
            state.documents.did_close(&serde_json::from_value(params).unwrap());
        };
        for end in [&change as &dyn Fn(&Shared), &close] {
            run(async {
                let (state, uri) = state();
                let (says, mut said) = unbounded_channel();
                let context = RequestContext { is_retried: true, ..state.about_document(&uri) };
                let task = tokio::spawn(context.within_budget(endless(says)));
                assert_eq!(said.recv().await, Some("started"));
                end(&state);
                assert_eq!(task.await.unwrap().unwrap_err().code, ErrorCode::ContentModified);
            });
        }
    }

    #[test]
    fn what_is_incomplete_is_refused() {
        run(async {
            let (state, uri) = state();
            let spent = |_: &Snapshot, budget: &Budget| budget.take(SHARE + 1);
            let error = state.about_document(&uri).in_full(spent).await.unwrap_err();
            assert_eq!((error.code, &*error.message), (ErrorCode::ServerError(-32803), TOO_MUCH));
        });
    }
}

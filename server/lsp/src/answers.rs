//! How requests are answered: the work is done on a thread of the pool, on the snapshot that [`crate::ordered`] gave the
//! request, and its result is left as JSON.
//!
//! Each of these gives `None` where a result was left, for [`crate::ordered`] to send in its place. A document that is not
//! open has no result; a panic is answered with an error, and the server goes on.

use crate::json::Json;
use crate::pool;
use crate::snapshot::{Snapshot, WORK, Work, WorkspaceSnapshot};
use crate::state::Shared;
use ascribe_workspace::index::Index;
use ascribe_workspace::view::View;
use serde::Serialize;
use std::fmt::Display;
use std::sync::Arc;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};

/// Answers with what `work` gives for a document.
pub async fn of_document<T, W>(work: W) -> Result<Option<T>>
where
    T: Serialize,
    W: FnOnce(&Snapshot) -> T + Send + 'static,
{
    json_of_document(move |snapshot| json(&work(snapshot))).await
}

/// The same for what is JSON already.
pub async fn json_of_document<T, W, J>(work: W) -> Result<Option<T>>
where
    W: FnOnce(&Snapshot) -> Result<J> + Send + 'static,
    J: Into<Json>,
{
    on_the_pool(move |request| on_document(request, work)).await
}

/// The same on this thread, for what takes less time than to wake another one.
pub async fn at_once<T, W, J>(work: W) -> Result<Option<T>>
where
    W: FnOnce(&Snapshot) -> Result<J>,
    J: Into<Json>,
{
    let request = WORK.with(Arc::clone);
    request.take_seat().await;
    on_document(&request, work).map(|()| None)
}

/// Answers with what `work` gives for the whole workspace, once the index is up to date.
pub async fn of_workspace<T, W>(state: &Shared, work: W) -> Result<Option<T>>
where
    T: Serialize,
    W: FnOnce(&WorkspaceSnapshot, &View) -> T + Send + 'static,
{
    json_of_workspace(state, |workspace, view| json(&work(workspace, view))).await
}

/// The same for work that may be refused; the reason is the error of the request.
pub async fn of_workspace_or_refusal<T, R, W>(state: &Shared, work: W) -> Result<Option<T>>
where
    T: Serialize,
    R: Display,
    W: FnOnce(&WorkspaceSnapshot, &View) -> std::result::Result<T, R> + Send + 'static,
{
    json_of_workspace(state, |workspace, view| json(&work(workspace, view).map_err(refusal)?)).await
}

/// The same for what is JSON already.
pub async fn json_of_workspace<T, W>(state: &Shared, work: W) -> Result<Option<T>>
where
    W: FnOnce(&WorkspaceSnapshot, &View) -> Result<String> + Send + 'static,
{
    let index = state.caught_up().await;
    on_the_pool(move |request| match (&request.workspace, request.view(index)) {
        (Some(workspace), Some(view)) => work(workspace, &view).map(|json| request.put_result(json)),
        _ => Ok(()),
    })
    .await
}

/// Answers with what `work` gives for a document among all others, once the index is up to date.
pub async fn among_all<T, W>(state: &Shared, work: W) -> Result<Option<T>>
where
    T: Serialize,
    W: FnOnce(&Snapshot, &View) -> T + Send + 'static,
{
    among_indexed(state.caught_up().await, work).await
}

/// The same with an index as it is at hand.
pub async fn among_indexed<T, R, W>(index: Arc<Index>, work: W) -> Result<Option<T>>
where
    R: Serialize,
    W: FnOnce(&Snapshot, &View) -> R + Send + 'static,
{
    json_among(index, |snapshot, view| json(&work(snapshot, view))).await
}

/// The same for work that may be refused; the reason is the error of the request.
pub async fn among_all_or_refusal<T, R, W>(state: &Shared, work: W) -> Result<Option<T>>
where
    T: Serialize,
    R: Display,
    W: FnOnce(&Snapshot, &View) -> std::result::Result<T, R> + Send + 'static,
{
    let index = state.caught_up().await;
    json_among(index, |snapshot, view| json(&work(snapshot, view).map_err(refusal)?)).await
}

async fn json_among<T, W>(index: Arc<Index>, work: W) -> Result<Option<T>>
where
    W: FnOnce(&Snapshot, &View) -> Result<String> + Send + 'static,
{
    on_the_pool(move |request| match (&request.snapshot, request.view(index)) {
        (Some(snapshot), Some(view)) => work(snapshot, &view).map(|json| request.put_result(json)),
        _ => Ok(()),
    })
    .await
}

/// What `work` gives on a thread of the pool, for an answer that depends on it; `None` without a document.
pub async fn value<T, W>(work: W) -> Result<Option<T>>
where
    T: Send + 'static,
    W: FnOnce(&Snapshot) -> T + Send + 'static,
{
    let request = WORK.with(Arc::clone);
    let unwanted = Arc::clone(&request.unwanted);
    request.take_seat().await;
    let done = pool::work(&unwanted, move || request.snapshot.as_deref().map(work));
    done.await.map_err(|error| pool::failed(&error))
}

async fn on_the_pool<T>(work: impl FnOnce(&Work) -> Result<()> + Send + 'static) -> Result<Option<T>> {
    do_on_the_pool(Box::new(work)).await.map(|()| None)
}

type ForThePool = Box<dyn FnOnce(&Work) -> Result<()> + Send>;

/// The same for all methods, so that it is compiled once.
async fn do_on_the_pool(work: ForThePool) -> Result<()> {
    let request = WORK.with(Arc::clone);
    let unwanted = Arc::clone(&request.unwanted);
    request.take_seat().await;
    let done = pool::work(&unwanted, move || (!request.is_overtaken()).then(|| work(&request)));
    match done.await {
        Ok(Some(done)) => done,
        Ok(None) => Err(Error::content_modified()),
        Err(error) => Err(pool::failed(&error)),
    }
}

fn on_document<J: Into<Json>>(request: &Work, work: impl FnOnce(&Snapshot) -> Result<J>) -> Result<()> {
    match &request.snapshot {
        Some(snapshot) => work(snapshot).map(|json| request.put_result(json)),
        None => Ok(()),
    }
}

fn json(result: &impl Serialize) -> Result<String> {
    serde_json::to_string(result).map_err(|error| {
        tracing::error!("a result cannot be written: {error}");
        Error::internal_error()
    })
}

/// The error of a request that was understood, but cannot be done (`RequestFailed`).
#[allow(clippy::needless_pass_by_value, reason = "it is given to `map_err`")]
pub fn refusal(reason: impl Display) -> Error {
    Error { code: ErrorCode::ServerError(-32803), message: reason.to_string().into(), data: None }
}

//! The order of the wire.
//!
//! `LspService` starts handlers in the order of the wire, but after their first `await` the order is lost. So
//! everything that changes what the server knows is applied here, in `call`, which runs once for each
//! message and in order; and every request is given the snapshot of that moment to work on.

use crate::handlers;
use crate::json::Json;
use crate::notifications;
use crate::outbox::Outbox;
use crate::pool::Seat;
use crate::server::Server;
use crate::snapshot::{WORK, Work};
use crate::state::Shared;
use futures::future::{BoxFuture, FutureExt, ready};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;
use tower::Service;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp::{ExitedError, LspService};

/// The answer to a request.
#[derive(Debug)]
pub enum Reply {
    /// As the service gave it.
    Plain(Response),
    /// With a result that is JSON already, and the seat that it keeps until it is on its way.
    Prepared(Id, Json, Option<Seat>),
}

impl Reply {
    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        matches!(self, Self::Plain(response) if !response.is_ok())
    }

    /// Sends it; waits while the client does not read.
    pub async fn send(self, outbox: &Outbox) {
        match self {
            Self::Plain(response) => outbox.send(serde_json::to_string(&response)).await,
            Self::Prepared(id, result, _seat) => {
                let message = serde_json::to_string(&id).map(|id| {
                    let mut message =
                        Json::from([r#"{"jsonrpc":"2.0","id":"#, &id, r#","result":"#].concat());
                    message.append(result);
                    message.push("}");
                    message
                });
                outbox.send(message).await;
            }
        }
    }
}

/// `LspService` with the changes of documents in order.
pub struct Ordered {
    service: LspService<Server>,
    state: Arc<Shared>,
}

impl Ordered {
    /// Wraps the service that answers requests on this state.
    pub fn new(service: LspService<Server>, state: Arc<Shared>) -> Self {
        Self { service, state }
    }
}

impl Service<Request> for Ordered {
    type Response = Option<Reply>;
    type Error = ExitedError;
    type Future = BoxFuture<'static, Result<Option<Reply>, ExitedError>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), ExitedError>> {
        self.service.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let is_request = request.id().is_some();
        let other = if is_request { Some(request) } else { notifications::applied(&self.state, request) };
        let Some(request) = other else { return ready(Ok(None)).boxed() };
        match request.method() {
            "shutdown" if self.state.is_initialized() => self.state.shut_down(),
            // The index is asked for before the requests behind `initialized`, which wait for it; some clients ask at once.
            method if method == "initialized" || is_request => self.index(),
            _ => {}
        }
        let work = Arc::new(if is_request {
            self.work_for(&request)
        } else {
            Work::on(None, None, &self.state.seats)
        });
        let state = Arc::clone(&self.state);
        let traced =
            (is_request && state.trace.is_on()).then(|| (Instant::now(), request.method().to_owned()));
        let early = self.early(&request);
        let id = request.id().cloned();
        let response = WORK.scope(Arc::clone(&work), self.service.call(request));
        async move {
            let Some(response) = response.await? else {
                // The service has no answer to unknown methods with `$/`.
                let answer = |(id, error)| Reply::Plain(Response::from_error(id, error));
                return Ok(id.zip(early).map(answer));
            };
            let reply = match (reply(response, &work), early) {
                (Reply::Plain(response), Some(error)) if !response.is_ok() => {
                    Reply::Plain(Response::from_error(response.id().clone(), error))
                }
                (reply, _) => reply,
            };
            if let Some((start, method)) = traced {
                state.trace.answered(&state.outbox, &method, start.elapsed(), reply.is_error()).await;
            }
            Ok(Some(reply))
        }
        .boxed()
    }
}

impl Ordered {
    /// Starts to index the workspace, once.
    fn index(&self) {
        if !self.state.is_indexed() && !self.state.was_shut_down() {
            handlers::initialize::index(&self.state);
        }
    }

    fn work_for(&self, request: &Request) -> Work {
        let snapshot = self.state.snapshot_for(request);
        let workspace = self.state.documents().workspace_snapshot();
        let is_retried = workspace.as_ref().is_some_and(|all| all.settings.is_retried(request.method()));
        Work::on(snapshot, workspace, &self.state.seats).retried(is_retried)
    }

    /// The error that any request is answered with before `initialize` and after `shutdown`, known to the service or
    /// not.
    fn early(&self, request: &Request) -> Option<Error> {
        if self.state.was_shut_down() && request.method() != "shutdown" {
            Some(Error::invalid_request())
        } else if !self.state.is_initialized() && request.method() != "initialize" {
            Some(Error {
                code: ErrorCode::ServerError(-32002),
                message: "Server not initialized".into(),
                data: None,
            })
        } else {
            None
        }
    }
}

/// The prepared result, unless the request was cancelled or has failed.
fn reply(response: Response, work: &Work) -> Reply {
    match work.take_result() {
        Some(result) if response.is_ok() => Reply::Prepared(response.id().clone(), result, work.leave_seat()),
        _ => Reply::Plain(response),
    }
}

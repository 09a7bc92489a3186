//! The order of the wire.
//!
//! `LspService` starts handlers in the order of the wire, but after their first `await` the order is lost. So
//! everything that changes what the server knows is applied here, in `call`, which runs once for each
//! message and in order; and every request is given the snapshot of that moment to work on.

use crate::server::Server;
use crate::snapshot::{WORK, Work};
use crate::state::Shared;
use futures::future::{BoxFuture, FutureExt, ready};
use std::sync::Arc;
use std::task::{Context, Poll};
use tower::Service;
use tower_lsp::jsonrpc::{Id, Request, Response};
use tower_lsp::{ExitedError, LspService};

/// The answer to a request.
#[derive(Debug)]
pub enum Reply {
    /// As the service gave it.
    Plain(Response),
    /// With a result that is JSON already.
    Prepared(Id, String),
}

impl Reply {
    /// The message.
    ///
    /// # Errors
    /// If something in it cannot be JSON.
    pub fn into_json(self) -> serde_json::Result<String> {
        match self {
            Self::Plain(response) => serde_json::to_string(&response),
            Self::Prepared(id, result) => {
                let id = serde_json::to_string(&id)?;
                Ok([r#"{"jsonrpc":"2.0","id":"#, &id, r#","result":"#, &result, "}"].concat())
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
        if request.id().is_none() && self.state.notified(&request) {
            return ready(Ok(None)).boxed();
        }
        match request.method() {
            "shutdown" => self.state.shut_down(),
            // Before the next message, which may ask for what is in the index.
            "initialized" => crate::handlers::initialize::index(&self.state),
            _ => {}
        }
        let work = Arc::new(match request.id() {
            Some(_) => {
                Work::on(self.state.snapshot_for(&request), self.state.documents().workspace_snapshot())
            }
            None => Work::on(None, None),
        });
        let response = WORK.scope(Arc::clone(&work), self.service.call(request));
        response.map(move |response| Ok(response?.map(|response| reply(response, &work)))).boxed()
    }
}

/// The prepared result, unless the request was cancelled or has failed.
fn reply(response: Response, work: &Work) -> Reply {
    match work.take_result() {
        Some(result) if response.is_ok() => Reply::Prepared(response.id().clone(), result),
        _ => Reply::Plain(response),
    }
}

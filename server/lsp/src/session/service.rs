//! Service around `LspService`: message order, panics, and the end of a session.

use crate::handlers;
use crate::protocol::spellings::{Spellings, Unreadable};
use crate::protocol::uris::key_in;
use crate::server::Server;
use crate::session::frames::{self, UNREADABLE};
use crate::session::output::Output;
use crate::state::Shared;
use futures::future::{BoxFuture, ready};
use futures::stream::BoxStream;
use futures::{FutureExt, StreamExt};
use serde_json::Value;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};
use tokio::io::AsyncWrite;
use tokio::sync::watch;
use tower::Service;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, RequestBuilder, Response};
use tower_lsp::ls_types::MessageType;
use tower_lsp::{ClientSocket, ExitedError, Loopback, LspService};

/// Maximum number of requests in flight; large, because `$/cancelRequest` waits in this queue too.
const CONCURRENCY: usize = 1024;

/// Internal method that serves `textDocument/completion`: the list type of the crate's own handler has no item
/// defaults.
const COMPLETION_LIST: &str = "ascribe/completionList";

/// Grace period for responses in flight when the input has ended or the client has sent `exit`.
const GRACE: Duration = Duration::from_secs(1);

/// Serves one client until it sends `exit`, closes the input, or stops reading the output.
pub async fn serve(
    state: &Arc<Shared>,
    input: impl std::io::Read + Send + 'static,
    output: impl AsyncWrite + Unpin,
) {
    let unanswered = watch::Sender::new(0);
    let (service, socket) = SequencedService::new(state, unanswered.clone());
    let (output, closed) = Output::new(output, Arc::clone(&state.output_busy));
    let (input, ended) = frames::read(input, unanswered, GRACE);
    let serving = tower_lsp::Server::new(input, output, socket).concurrency_level(CONCURRENCY).serve(service);
    let end = async {
        // The reader always sends this before it ends.
        let _ = ended.await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        () = serving => {}
        () = closed.notified() => tracing::debug!("the client has stopped reading"),
        () = end => tracing::debug!("some requests were not answered"),
    }
}

/// `LspService`, with every handler started in `call`.
///
/// `call` runs once per message, in the order of the wire. A handler runs there up to its first `await`: by then a
/// notification has changed the documents, and a request has taken its snapshot of them. Started later, on first poll,
/// requests and changes could overtake each other.
///
/// URIs are translated between the client's spelling and the server's, in both directions ([`Spellings`]).
///
/// It also guarantees what the crate does not: a panic is an error of its own request only, and every request gets one
/// response, before `initialize`, after `shutdown`, and for unknown methods that start with `$/`.
pub struct SequencedService {
    inner: LspService<Server>,
    state: Arc<Shared>,
    spellings: Arc<Spellings>,
    /// Unreadable URI that the client was last told of.
    told_unreadable: Option<String>,
    /// Number of requests read but not answered.
    unanswered: watch::Sender<usize>,
}

impl Service<Request> for SequencedService {
    type Response = Option<Response>;
    type Error = ExitedError;
    type Future = BoxFuture<'static, Result<Option<Response>, ExitedError>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), ExitedError>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let (request, unreadable) = self.spelled(request);
        let Some(id) = request.id().cloned() else { return self.notify(request, unreadable) };
        let answered = Answered(self.unanswered.clone());
        if request.method() == UNREADABLE {
            return ready(Ok(Some(frames::error(id, request.params())))).boxed();
        }
        self.index();
        let (method, id_shown) = (request.method().to_owned(), id.clone());
        let refusal = self.refusal(&method);
        if let Some(uri) = unreadable.uris.first().filter(|_| method != "initialize") {
            let error = refusal.unwrap_or_else(|| Error::invalid_params(Unreadable::message(uri)));
            return ready(Ok(Some(Response::from_error(id, error)))).boxed();
        }
        let started = Instant::now();
        let request = routed(request);
        let Ok(future) = catch_unwind(AssertUnwindSafe(|| self.inner.call(request))) else {
            return ready(Ok(Some(failed(id)))).boxed();
        };
        let (state, spellings) = (Arc::clone(&self.state), Arc::clone(&self.spellings));
        start(async move {
            let response = match AssertUnwindSafe(future).catch_unwind().await {
                Ok(response) => response?,
                Err(_) => Some(failed(id.clone())),
            };
            let response = response.unwrap_or_else(|| Response::from_error(id, Error::method_not_found()));
            let response = match refusal {
                Some(error) if !response.is_ok() => Response::from_error(response.id().clone(), error),
                _ if method == "initialize" => with_type_hierarchy(response),
                _ => spelled_response(response, &spellings),
            };
            for uri in &unreadable.uris {
                state.log(MessageType::ERROR, Unreadable::message(uri));
            }
            let took = started.elapsed();
            match response.error() {
                None => tracing::debug!("{method} {id_shown} took {:.1} ms", took.as_secs_f64() * 1e3),
                Some(error) => tracing::info!("{method} {id_shown} was refused: {}", error.message),
            }
            state.trace(&method, took, response.is_ok());
            drop(answered);
            Ok(Some(response))
        })
    }
}

impl SequencedService {
    /// Service on this state, and the socket to its client.
    pub fn new(state: &Arc<Shared>, unanswered: watch::Sender<usize>) -> (Self, SpelledSocket) {
        let builder = LspService::build(|client| {
            state.set_client(client);
            Server::new(Arc::clone(state))
        });
        // Methods missing from the crate's trait.
        let builder = builder
            .custom_method(handlers::inline_completion::METHOD, Server::inline_completion)
            .custom_method(COMPLETION_LIST, Server::completion_list)
            .custom_method("$/setTrace", Server::set_trace)
            .custom_method("window/workDoneProgress/cancel", Server::cancel_progress);
        #[cfg(test)]
        let builder = crate::session::fault_tests::with_panics(builder);
        let (inner, socket) = builder.finish();
        let spellings = Arc::<Spellings>::default();
        let socket = SpelledSocket { inner: socket, spellings: Arc::clone(&spellings) };
        (Self { inner, state: Arc::clone(state), spellings, told_unreadable: None, unanswered }, socket)
    }

    /// The message with its URIs in the server's spelling, and those that cannot be read.
    fn spelled(&self, message: Request) -> (Request, Unreadable) {
        let (method, id, params) = message.into_parts();
        let mut unreadable = Unreadable::default();
        let mut builder = Request::build(method.clone());
        if let Some(mut params) = params {
            unreadable = self.spellings.read(&method, &mut params);
            builder = builder.params(params);
        }
        (id.into_iter().fold(builder, RequestBuilder::id).finish(), unreadable)
    }

    /// Starts indexing the workspace, once; some clients send workspace requests before `initialized`.
    fn index(&self) {
        if self.state.is_initialized() && !self.state.is_indexed() && !self.state.was_shut_down() {
            handlers::initialize::index(&self.state);
        }
    }

    fn notify(
        &mut self,
        request: Request,
        unreadable: Unreadable,
    ) -> BoxFuture<'static, Result<Option<Response>, ExitedError>> {
        let method = request.method().to_owned();
        for uri in unreadable.uris {
            // One document may be changed with each keystroke.
            if self.told_unreadable.as_ref() != Some(&uri) {
                self.state.log(MessageType::ERROR, format!("{method}: {}", Unreadable::message(&uri)));
                self.told_unreadable = Some(uri);
            }
        }
        if !unreadable.all_removed {
            return ready(Ok(None)).boxed();
        }
        tracing::debug!("{method}");
        if method == "initialized" {
            self.index();
        }
        let key = request.params().and_then(|params| key_in(params.get("textDocument")?));
        let failed = {
            let state = Arc::clone(&self.state);
            move || {
                tracing::error!("{method} has failed");
                // The text no longer matches the client's, so the document is closed until the client reopens it.
                if let Some(key) = &key {
                    state.documents.forget(key);
                }
                Ok(None)
            }
        };
        match catch_unwind(AssertUnwindSafe(|| self.inner.call(request))) {
            Ok(future) => {
                start(
                    async move { AssertUnwindSafe(future).catch_unwind().await.unwrap_or_else(|_| failed()) },
                )
            }
            Err(_) => ready(failed()).boxed(),
        }
    }

    /// Error for every request before `initialize` and after `shutdown`, whether or not the method is known.
    fn refusal(&self, method: &str) -> Option<Error> {
        if self.state.was_shut_down() && method != "shutdown" {
            Some(Error::invalid_request())
        } else if !self.state.is_initialized() && method != "initialize" {
            let message = "Server not initialized".into();
            Some(Error { code: ErrorCode::ServerError(-32002), message, data: None })
        } else {
            None
        }
    }
}

/// Renames the request to the method that serves it.
fn routed(request: Request) -> Request {
    if request.method() != "textDocument/completion" {
        return request;
    }
    let (_, id, params) = request.into_parts();
    let builder = Request::build(COMPLETION_LIST).params(params.unwrap_or_default());
    id.into_iter().fold(builder, RequestBuilder::id).finish()
}

/// Polls a future once, so that it runs up to its first `await`.
fn start<T: Send + 'static>(future: impl Future<Output = T> + Send + 'static) -> BoxFuture<'static, T> {
    let mut future = future.boxed();
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => ready(done).boxed(),
        // The next poll brings a real waker.
        Poll::Pending => future,
    }
}

fn failed(id: Id) -> Response {
    tracing::error!("request {id} has failed");
    Response::from_error(id, Error::internal_error())
}

/// The response with its URIs in the client's spelling.
fn spelled_response(response: Response, spellings: &Spellings) -> Response {
    match response.into_parts() {
        (id, Ok(mut result)) => {
            spellings.write(&mut result);
            Response::from_ok(id, result)
        }
        (id, Err(error)) => Response::from_error(id, error),
    }
}

/// Socket to the client, whose messages have their URIs in the client's spelling.
pub struct SpelledSocket {
    inner: ClientSocket,
    spellings: Arc<Spellings>,
}

impl Loopback for SpelledSocket {
    type RequestStream = BoxStream<'static, Request>;
    type ResponseSink = <ClientSocket as Loopback>::ResponseSink;

    fn split(self) -> (Self::RequestStream, Self::ResponseSink) {
        let Self { inner, spellings } = self;
        let (messages, responses) = inner.split();
        let spelled = messages.map(move |message| {
            let (method, id, params) = message.into_parts();
            let mut builder = Request::build(method);
            if let Some(mut params) = params {
                spellings.write(&mut params);
                builder = builder.params(params);
            }
            id.into_iter().fold(builder, RequestBuilder::id).finish()
        });
        (spelled.boxed(), responses)
    }
}

/// Adds a capability to the `initialize` response for which `ServerCapabilities` has no field.
fn with_type_hierarchy(response: Response) -> Response {
    match response.into_parts() {
        (id, Ok(mut result)) => {
            if let Some(capabilities) = result.get_mut("capabilities").and_then(Value::as_object_mut) {
                capabilities.insert("typeHierarchyProvider".to_owned(), Value::Bool(true));
            }
            Response::from_ok(id, result)
        }
        (id, Err(error)) => Response::from_error(id, error),
    }
}

/// Guard that decrements the number of unanswered requests on drop.
struct Answered(watch::Sender<usize>);

impl Drop for Answered {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count = count.saturating_sub(1));
    }
}

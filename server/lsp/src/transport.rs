//! Messages on standard input and output.
//!
//! This stands in for `tower_lsp::Server`, which ends at the first message that is no JSON. Here a message
//! that cannot be read is answered with an error, and the next one is read.

use crate::frames::{Incoming, read_message};
use crate::ordered::Reply;
use crate::outbox::{Outbox, Waiting};
use crate::output::Output;
use futures::channel::mpsc::UnboundedSender;
use futures::{FutureExt, SinkExt, StreamExt};
use std::io::BufRead;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;
use tokio::runtime::Handle;
use tower::{Service, ServiceExt};
use tower_lsp::ClientSocket;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};

/// A message with more bytes is passed over; no article is as long.
const LONGEST: u64 = 1 << 29;

/// After the input has ended, what is being answered has this time to be written.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// Requests that take together more than these bytes, and are not answered yet, are the last that are read until some
/// are: a client that does not read its answers must not fill the memory.
const UNANSWERED: usize = 64 << 20;

/// What a request takes at least, in bytes.
const REQUEST: usize = 2 << 10;

/// The two ends of the wire, and what to do once the client does not read any more.
pub struct Wire<I, O, G> {
    /// Where messages come from.
    pub input: I,
    /// Where they go to.
    pub output: O,
    /// Called, on a thread of its own, when they cannot be written.
    pub gone: G,
}

/// Gives each message of the input to the service, in order, and writes what comes back, until the input
/// ends or the client says `exit`.
pub fn serve<S, I, O, G>(
    runtime: &Handle,
    mut service: S,
    socket: ClientSocket,
    (outbox, waiting): (&Outbox, Waiting),
    wire: Wire<I, O, G>,
) where
    S: Service<Request, Response = Option<Reply>> + Send,
    S::Future: Send + 'static,
    S::Error: std::fmt::Debug + Send,
    I: BufRead,
    O: Output + 'static,
    G: FnOnce() + Send + 'static,
{
    let Wire { mut input, output, gone } = wire;
    let (written, writing) = std::sync::mpsc::channel::<()>();
    std::thread::spawn(move || {
        if let Err(error) = waiting.write_to(output) {
            tracing::debug!("the client does not read any more: {error}");
            gone();
        }
        drop(written);
    });
    let (requests, mut answers) = socket.split();
    let (to_client, from_client) = futures::channel::mpsc::unbounded();
    runtime.spawn(forward_requests(requests, outbox.clone()));
    runtime.spawn(async move {
        let mut responses = from_client;
        while let Some(response) = responses.next().await {
            if answers.send(response).await.is_err() {
                break;
            }
        }
    });

    let _guard = runtime.enter();
    let unanswered = Arc::<Unanswered>::default();
    loop {
        let incoming = read_message(&mut input, LONGEST);
        outbox.look();
        match incoming {
            Incoming::End => break,
            Incoming::Message(body) => {
                if !dispatch(runtime, &mut service, body, &to_client, (outbox, &unanswered)) {
                    break;
                }
            }
            Incoming::Unreadable(why) => {
                tracing::warn!("a message cannot be read: {why}");
                answer_error(runtime, (outbox, &unanswered), Error::parse_error());
            }
        }
    }
    unanswered.wait(LAST_WORDS);
    outbox.end();
    // A client that does not read its answers must not keep the server; nothing is ever sent.
    let _ = writing.recv_timeout(LAST_WORDS);
}

/// The bytes of the requests that are being answered.
#[derive(Debug, Default)]
struct Unanswered {
    bytes: Mutex<usize>,
    answered: Condvar,
}

/// The share of a request, until it is answered.
struct Share(Arc<Unanswered>, usize);

impl Unanswered {
    /// Takes the share of a request; waits while there is no room for more.
    fn take(self: &Arc<Self>, bytes: usize) -> Share {
        let bytes = bytes.max(REQUEST);
        let taken = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |taken: &mut usize| *taken > UNANSWERED;
        let mut taken = self.answered.wait_while(taken, full).unwrap_or_else(PoisonError::into_inner);
        *taken += bytes;
        Share(Arc::clone(self), bytes)
    }

    /// Waits until all are answered, or the time is over.
    fn wait(&self, time: Duration) {
        let taken = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.answered.wait_timeout_while(taken, time, |taken| *taken > 0));
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        *self.0.bytes.lock().unwrap_or_else(PoisonError::into_inner) -= self.1;
        self.0.answered.notify_all();
    }
}

/// Whether to read on.
fn dispatch<S>(
    runtime: &Handle,
    service: &mut S,
    body: Vec<u8>,
    to_client: &UnboundedSender<Response>,
    (outbox, unanswered): (&Outbox, &Arc<Unanswered>),
) -> bool
where
    S: Service<Request, Response = Option<Reply>> + Send,
    S::Future: Send + 'static,
    S::Error: std::fmt::Debug + Send,
{
    let bytes = body.len();
    let request = match serde_json::from_slice::<Request>(&body) {
        // An answer of the client has no method, and reads as a request with an empty one.
        Ok(request) if !request.method().is_empty() => request,
        read => {
            match serde_json::from_slice::<Response>(&body) {
                // It fails only when the server ends.
                Ok(response) => drop(to_client.unbounded_send(response)),
                Err(_) if read.is_ok_and(|request| request.id().is_none()) => {}
                Err(error) if error.is_data() => {
                    answer_error(runtime, (outbox, unanswered), Error::invalid_request());
                }
                Err(_) => answer_error(runtime, (outbox, unanswered), Error::parse_error()),
            }
            return true;
        }
    };
    // It may be a whole article, which the request has now.
    drop(body);
    let is_exit = request.method() == "exit";
    let is_initialize = request.method() == "initialize";
    if is_exit {
        // The service cancels what is not answered by then.
        unanswered.wait(LAST_WORDS);
    }
    let id = request.id().cloned();
    if let Err(error) = runtime.block_on(service.ready()) {
        tracing::debug!("the service has ended: {error:?}");
        return false;
    }
    let share = unanswered.take(bytes);
    let outbox = outbox.clone();
    let failed =
        |id: Option<Id>| id.map(|id| Reply::Plain(Response::from_error(id, Error::internal_error())));
    let Ok(future) = catch_unwind(AssertUnwindSafe(|| service.call(request))) else {
        tracing::error!("a message has failed");
        if let Some(reply) = failed(id) {
            runtime.spawn(async move {
                reply.send(&outbox).await;
                drop(share);
            });
        }
        return !is_exit;
    };
    let mut answered = Box::pin(async move {
        let reply = match AssertUnwindSafe(future).catch_unwind().await {
            Ok(Ok(reply)) => reply,
            Ok(Err(error)) => {
                tracing::debug!("not served: {error:?}");
                None
            }
            Err(_) => failed(id.clone()),
        };
        // The service leaves unknown methods with `$/` unanswered, requests among them.
        let unknown = || id.map(|id| Reply::Plain(Response::from_error(id, Error::method_not_found())));
        if let Some(reply) = reply.or_else(unknown) {
            reply.send(&outbox).await;
        }
        drop(share);
    });
    // What is done at once, as most of what is told and not asked, and what has only to be given to the pool needs no
    // other thread to be woken for it. The future catches its panics.
    if answered.as_mut().now_or_never().is_none() {
        let answered = runtime.spawn(answered);
        if is_initialize {
            // Some send everything at once; what is behind it counts on it.
            let _ = runtime.block_on(answered);
        }
    }
    !is_exit
}

/// Answers a message that cannot be read, and of which nobody knows whose it was.
fn answer_error(runtime: &Handle, (outbox, unanswered): (&Outbox, &Arc<Unanswered>), error: Error) {
    let share = unanswered.take(REQUEST);
    let outbox = outbox.clone();
    runtime.spawn(async move {
        Reply::Plain(Response::from_error(Id::Null, error)).send(&outbox).await;
        drop(share);
    });
}

async fn forward_requests(mut requests: impl StreamExt<Item = Request> + Unpin, outbox: Outbox) {
    while let Some(request) = requests.next().await {
        outbox.send(serde_json::to_string(&request)).await;
    }
}

//! The Ascribe language server: the language server protocol on one side, `ascribe-core` on the other.
//!
//! What a message changes is applied by [`ordered`], in the order of the wire, before the next message is
//! read. Each request works on the immutable snapshot of its moment, on a thread of a pool. Diagnostics go
//! out through [`diagnostics`], for the newest text only.

mod answers;
mod client;
mod configs;
mod convert;
mod diagnostics;
mod documents;
mod edits;
#[cfg(test)]
mod faults;
mod frames;
mod handlers;
mod indexer;
mod input;
mod json;
mod listing;
mod looking;
mod nodes;
mod notifications;
mod ordered;
mod outbox;
mod outline;
mod output;
mod pace;
mod parent;
mod pool;
mod preferences;
mod refreshes;
mod server;
mod settings;
mod snapshot;
mod state;
mod tokens;
mod trace;
mod transport;
mod uris;

use std::process::ExitCode;
use std::sync::Arc;
use tower_lsp::LspService;

/// Serves one client on standard input and output until it says `exit`, closes the input, or is gone.
/// Answers 0 if the client had said `shutdown`, else 1, as the protocol asks.
pub fn run() -> ExitCode {
    // The log may be elsewhere than where a panic is told by itself.
    std::panic::set_hook(Box::new(|panic| tracing::error!("{panic}")));
    // As many threads as there are cores: what waits for one can still be cancelled.
    let cores = std::thread::available_parallelism().map_or(2, |cores| cores.get().max(2));
    let runtime = match pool::start(cores) {
        Ok(runtime) => runtime,
        Err(error) => {
            tracing::error!("no threads can be started: {error}");
            return ExitCode::FAILURE;
        }
    };
    let output = match output::standard_output() {
        Ok(output) => output,
        Err(error) => {
            tracing::error!("there is no output: {error}");
            return ExitCode::FAILURE;
        }
    };
    let (outbox, waiting) = outbox::outbox();
    let seats = pool::Seats::new(cores);
    let state = Arc::new(state::Shared::new(outbox.clone(), seats, runtime.clone()));
    let service = LspService::build(|client| {
        state.set_client(client);
        server::Server::new(Arc::clone(&state))
    });
    // The protocol has it since 3.18, and the trait of the service not yet.
    let (service, socket) = service
        .custom_method(handlers::inline_completion::METHOD, server::Server::inline_completion)
        .finish();
    let service = ordered::Ordered::new(service, Arc::clone(&state));
    let of_gone = Arc::clone(&state);
    let wire = transport::Wire {
        input: input::Input::new(std::io::stdin().lock(), Arc::clone(&state.waits)),
        output,
        // Nobody would hear what is answered to what is still to be read.
        gone: move || std::process::exit(i32::from(!of_gone.was_shut_down())),
    };
    transport::serve(&runtime, service, socket, (&outbox, waiting), wire);
    // Work that is still under way is of no use to anybody, and ends with the process.
    if state.was_shut_down() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

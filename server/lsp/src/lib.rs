//! The Ascribe language server: the language server protocol on one side, `ascribe-ide` and `ascribe-workspace` on the other.
//!
//! `tower_lsp::Server` reads, writes and routes messages to the handlers in [`server`]. A notification is applied, and a
//! request takes its immutable snapshot, in the order of the wire ([`session::service`]); the work is then done on a pool of threads
//! ([`requests`]).

mod client;
mod diagnostics;
mod documents;
mod handlers;
mod parent;
mod protocol;
mod requests;
mod server;
mod session;
mod state;
mod workspace;

use std::process::ExitCode;
use std::sync::Arc;
use tokio::runtime::Builder;

/// Threads that do work beside those of requests: writing, publishing, reports on the workspace.
const OTHER_WORK: usize = 6;

/// Serves one client on standard input and output until it says `exit`, closes the input, or is gone.
/// Returns 0 if the client had said `shutdown`, else 1, as the protocol asks.
pub fn run() -> ExitCode {
    // The log may be elsewhere than where a panic is reported by default.
    std::panic::set_hook(Box::new(|panic| tracing::error!("{panic}")));
    let cores = std::thread::available_parallelism().map_or(2, |cores| cores.get().max(2));
    let runtime =
        Builder::new_current_thread().max_blocking_threads(cores + OTHER_WORK).enable_time().build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            tracing::error!("no threads can be started: {error}");
            return ExitCode::FAILURE;
        }
    };
    let state = Arc::new(state::Shared::new(runtime.handle().clone(), cores));
    runtime.block_on(session::service::serve(&state, std::io::stdin(), tokio::io::stdout()));
    // Work that is still under way is of no use to anybody.
    runtime.shutdown_background();
    if state.was_shut_down() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

//! The Ascribe language server: the language server protocol on one side, `ascribe-ide` and `ascribe-workspace` on the other.
//!
//! `tower_lsp::Server` reads, writes and routes messages to the handlers in `server`. Notifications are applied, and
//! requests take their immutable snapshot, in the order of the wire (`session::service`); the work then runs on a
//! thread pool (`requests`).

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
mod turns;
mod workspace;

/// Reading of messages, for its fuzz target.
pub use session::messages;

use session::recorder::{Recorded, Recorder};
use std::fs::File;
use std::process::ExitCode;
use std::sync::Arc;
use tokio::runtime::Builder;

/// Number of threads for work that takes no turn: writing, and reports on the workspace, which use all cores.
const OTHER_WORK: usize = 6;

/// Serves one client on standard input and output until it sends `exit`, closes the input, or disconnects. Returns 0 if
/// the client has sent `shutdown`, otherwise 1, as the protocol requires. Records the messages of both sides to a file, if
/// there is one.
pub fn run(record: Option<File>) -> ExitCode {
    // The log may go elsewhere than the default output for panics.
    std::panic::set_hook(Box::new(|panic| tracing::error!("{panic}")));
    let cores = std::thread::available_parallelism().map_or(2, |cores| cores.get().max(2));
    let threads = turns::ALL + cores + OTHER_WORK;
    let runtime = Builder::new_current_thread().max_blocking_threads(threads).enable_time().build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            tracing::error!("cannot start threads: {error}");
            return ExitCode::FAILURE;
        }
    };
    let state = Arc::new(state::Shared::new(runtime.handle().clone(), cores));
    let (input, output) = (std::io::stdin(), tokio::io::stdout());
    runtime.block_on(async {
        match record.map(Recorder::new) {
            Some(recorder) => {
                let input = Recorded::input(input, &recorder);
                session::service::serve(&state, input, Recorded::output(output, &recorder)).await;
            }
            None => session::service::serve(&state, input, output).await,
        }
    });
    // The results of unfinished work are no longer needed.
    runtime.shutdown_background();
    if state.was_shut_down() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

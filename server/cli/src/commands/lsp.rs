//! `ascribe lsp`: runs the language server.

use crate::exit::Failure;
use crate::input::io_reason;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

const HELP: &str = "\
Editors start the server themselves. Set the environment variable RUST_LOG to choose how much is logged: `error`, \
`warn` (the default), `info` (the client, its folders and what it shows), `debug` (each message with its time, and the \
client's capabilities) or `trace`.";

/// Run the language server on standard input and output
#[derive(Debug, clap::Args)]
#[command(after_help = HELP)]
pub struct Lsp {
    /// Append the log to this file instead of writing it to standard error
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,

    /// Record the messages of the session in this file
    ///
    /// The file is replaced. It has a line of JSON for each message: `ms` since the start, `from` (`client` or `server`) and
    /// the `message`. It contains the texts of the documents that you open meanwhile.
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,

    /// Accepted for clients that pass it; the server always uses standard input and output
    #[arg(long)]
    stdio: bool,
}

impl Lsp {
    /// Runs the command.
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let record = self.record.as_deref().map(record_file).transpose()?;
        match &self.log {
            Some(path) => log_to(log_file(path)?),
            None => log_to(|| Unhurried),
        }
        Ok(ascribe_lsp::run(record))
    }
}

/// Non-blocking standard error, which drops output that does not fit: a client that does not read the log must not
/// block the server.
#[derive(Debug)]
struct Unhurried;

impl Write for Unhurried {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let mut stderr = io::stderr().lock();
        if has_room(&stderr) {
            stderr.write_all(&line[..line.len().min(ROOM)])?;
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Target of the protocol's crate, which logs an error for each notification to a client that has disconnected.
const PROTOCOL: &str = "tower_lsp_server";

/// Number of bytes that a ready pipe takes at once (`PIPE_BUF`).
const ROOM: usize = 4096;

#[cfg(unix)]
fn has_room(stderr: &io::StderrLock<'_>) -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let now = Timespec::default();
    poll(&mut [PollFd::new(stderr, PollFlags::OUT)], Some(&now)).is_ok_and(|ready| ready > 0)
}

#[cfg(not(unix))]
fn has_room(_: &io::StderrLock<'_>) -> bool {
    true
}

fn record_file(path: &Path) -> Result<File, Failure> {
    File::create(path).map_err(|error| {
        Failure::new(format!("cannot record the session in {}: {}", path.display(), io_reason(&error)))
    })
}

fn log_file(path: &Path) -> Result<Mutex<File>, Failure> {
    let file = OpenOptions::new().create(true).append(true).open(path);
    file.map(Mutex::new).map_err(|error| {
        Failure::new(format!("cannot write the log to {}: {}", path.display(), io_reason(&error)))
    })
}

fn log_to<W: for<'w> MakeWriter<'w> + Send + Sync + 'static>(writer: W) {
    // `Targets` supports the documented part of `RUST_LOG`, without a regular expression engine.
    let wanted = std::env::var("RUST_LOG").ok().filter(|wanted| !wanted.is_empty());
    let wanted = wanted.and_then(|wanted| wanted.parse::<Targets>().ok());
    let warnings = Targets::new().with_default(LevelFilter::WARN).with_target(PROTOCOL, LevelFilter::OFF);
    // Only one subscriber is ever set. The server runs even if its log cannot be written.
    let _ = tracing_subscriber::fmt()
        .with_max_level(LevelFilter::TRACE)
        .with_writer(writer)
        .log_internal_errors(false)
        .with_ansi(false)
        .finish()
        .with(wanted.unwrap_or(warnings))
        .try_init();
}

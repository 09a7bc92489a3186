//! Progress of a long run, on a terminal.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// Delay before progress is shown; most runs are shorter.
const SOON: Duration = Duration::from_millis(700);

/// A line on standard error that is overwritten; nothing if that is not a terminal.
#[derive(Debug)]
pub struct Progress {
    start: Option<Instant>,
    total: usize,
    is_shown: bool,
}

impl Progress {
    /// Progress for this many documents.
    pub fn new(total: usize) -> Self {
        let start = io::stderr().is_terminal().then(Instant::now);
        Self { start, total, is_shown: false }
    }

    /// Shows the number of documents done.
    pub fn show(&mut self, done: usize) {
        if self.start.is_some_and(|start| start.elapsed() > SOON) {
            self.is_shown = true;
            let mut err = io::stderr().lock();
            let _ = write!(err, "\r{done} of {} documents\x1b[K", self.total);
            let _ = err.flush();
        }
    }

    /// Clears the line before other output.
    pub fn clear(&mut self) {
        if std::mem::take(&mut self.is_shown) {
            let _ = write!(io::stderr().lock(), "\r\x1b[K");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}

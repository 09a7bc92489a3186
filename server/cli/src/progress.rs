//! Progress of a long run, on a terminal.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// Delay before progress is shown; most runs are shorter.
const SOON: Duration = Duration::from_millis(700);

/// Time between two changes of the line.
const STEP: Duration = Duration::from_millis(50);

/// Width of the bar in columns.
const WIDTH: usize = 30;

/// A bar on a line of standard error that is overwritten; nothing if that is not a terminal.
#[derive(Debug)]
pub struct Progress {
    /// Time at which the line changes next; `None` if it is never shown.
    next: Option<Instant>,
    /// Things that are counted, in the plural: “documents”, “articles read”.
    things: &'static str,
    total: usize,
    is_shown: bool,
}

impl Progress {
    /// Progress for this many things.
    pub fn new(total: usize, things: &'static str) -> Self {
        let next = io::stderr().is_terminal().then(|| Instant::now() + SOON);
        Self { next, things, total, is_shown: false }
    }

    /// Shows the number of those done.
    pub fn show(&mut self, done: usize) {
        let now = Instant::now();
        if self.next.is_some_and(|next| next <= now) {
            self.next = Some(now + STEP);
            self.is_shown = true;
            let mut err = io::stderr().lock();
            let _ = write!(err, "\r{} {done} of {} {}\x1b[K", bar(done, self.total), self.total, self.things);
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

/// Bar of which the part that is done is filled.
fn bar(done: usize, total: usize) -> String {
    let filled = WIDTH * done.min(total) / total.max(1);
    format!("[{}{}]", "#".repeat(filled), "-".repeat(WIDTH - filled))
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, bar};

    #[test]
    fn the_bar_is_filled_as_far_as_the_work_is_done() {
        for (done, total, filled) in
            [(0, 0, 0), (0, 9, 0), (1, 1000, 0), (500, 1000, WIDTH / 2), (9, 9, WIDTH)]
        {
            let bar = bar(done, total);
            assert_eq!((bar.len(), bar.matches('#').count()), (WIDTH + 2, filled), "{done} of {total}");
        }
    }
}

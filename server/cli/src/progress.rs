//! Progress of a long run, on a terminal.

use crate::console;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// Delay before progress is shown; most runs are shorter.
const SOON: Duration = Duration::from_millis(700);

/// Time between two changes of the line.
const STEP: Duration = Duration::from_millis(50);

/// Width of the bar in columns.
const WIDTH: usize = 30;

/// A line of standard error that is overwritten; nothing if that is not a terminal.
#[derive(Debug)]
pub struct StatusLine {
    /// Time at which the line changes next; `None` if it is never shown.
    next: Option<Instant>,
    is_shown: bool,
}

impl StatusLine {
    /// A line that is shown once the run turns out to be long.
    pub fn new() -> Self {
        let is_wanted = io::stderr().is_terminal() && !console::is_quiet();
        let next = is_wanted.then(|| Instant::now() + SOON);
        Self { next, is_shown: false }
    }

    /// Shows a text, unless the line has just changed.
    pub fn show(&mut self, text: impl FnOnce() -> String) {
        let now = Instant::now();
        if self.next.is_some_and(|next| next <= now) {
            self.next = Some(now + STEP);
            self.is_shown = true;
            let mut err = io::stderr().lock();
            let _ = write!(err, "\r{}\x1b[K", text());
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

impl Drop for StatusLine {
    fn drop(&mut self) {
        self.clear();
    }
}

/// A bar for a number of things that is known.
#[derive(Debug)]
pub struct Progress {
    line: StatusLine,
    /// Things that are counted, in the plural: “documents”, “articles read”.
    things: &'static str,
    total: usize,
}

impl Progress {
    /// Progress for this many things.
    pub fn new(total: usize, things: &'static str) -> Self {
        Self { line: StatusLine::new(), things, total }
    }

    /// Shows the number of those done.
    pub fn show(&mut self, done: usize) {
        let Self { line, things, total } = self;
        line.show(|| format!("{} {done} of {total} {things}", bar(done, *total)));
    }

    /// Clears the line before other output.
    pub fn clear(&mut self) {
        self.line.clear();
    }
}

/// Bar of which the part that is done is filled.
pub fn bar(done: usize, total: usize) -> String {
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

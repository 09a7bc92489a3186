//! Progress through a corpus, with the time that is left.

use super::corpus::CorpusPart;
use crate::progress::{StatusLine, bar};
use std::time::{Duration, Instant};

/// Progress through a corpus, by the bytes of its files.
#[derive(Debug)]
pub struct Estimate {
    line: StatusLine,
    start: Instant,
    /// Length of the corpus in bytes.
    bytes: u64,
    /// Bytes at which this run has started.
    first: Option<u64>,
    /// Articles of this run before the current part.
    before: usize,
    /// The current part: its bytes, its articles, and how many of them are done.
    span: [u64; 2],
    size: usize,
    done: usize,
}

impl Estimate {
    /// Progress through a corpus of this many bytes.
    pub fn new(bytes: u64) -> Self {
        Self {
            line: StatusLine::new(),
            start: Instant::now(),
            bytes,
            first: None,
            before: 0,
            span: [0; 2],
            size: 0,
            done: 0,
        }
    }

    /// Starts with a part.
    pub fn begin(&mut self, part: &CorpusPart) {
        if self.first.is_none() {
            self.start = Instant::now();
        }
        self.first.get_or_insert(part.span[0]);
        self.before += self.size;
        (self.span, self.size, self.done) = (part.span, part.records.len(), 0);
    }

    /// Counts an article, and shows the progress.
    pub fn count(&mut self) {
        self.done += 1;
        let [start, end] = self.span;
        let position = start + (end - start) * self.done as u64 / self.size.max(1) as u64;
        let (first, articles) = (self.first.unwrap_or(0), (self.before + self.done) as u128);
        let (bytes, elapsed) = (self.bytes, self.start.elapsed());
        self.line.show(|| {
            let bar = bar(position as usize, bytes as usize);
            let rate = articles * 1000 / elapsed.as_millis().max(1);
            let left = left(elapsed, position - first, bytes.saturating_sub(position));
            format!("{bar} {articles} articles, {rate} a second{}", left.map_or(String::new(), words))
        });
    }
}

/// Time for the bytes that are left, by that for those done.
fn left(elapsed: Duration, done: u64, left: u64) -> Option<Duration> {
    let milliseconds = (elapsed.as_millis() * u128::from(left)).checked_div(u128::from(done))?;
    u64::try_from(milliseconds).ok().map(Duration::from_millis)
}

/// A time in words, as the end of a line.
fn words(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..60 => format!(", {seconds} s left"),
        60..3600 => format!(", {} min left", seconds / 60),
        _ => format!(", {} h {} min left", seconds / 3600, seconds / 60 % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::{left, words};
    use std::time::Duration;

    #[test]
    fn the_time_that_is_left_is_that_of_the_rest() {
        for (elapsed, done, rest, expected) in [
            (10, 100, 50, ", 5 s left"),
            (10, 1, 60, ", 10 min left"),
            (60, 1, 90, ", 1 h 30 min left"),
            (10, 100, 0, ", 0 s left"),
        ] {
            assert_eq!(left(Duration::from_secs(elapsed), done, rest).map(words).as_deref(), Some(expected));
        }
        assert_eq!(left(Duration::from_secs(1), 0, 5), None);
    }
}

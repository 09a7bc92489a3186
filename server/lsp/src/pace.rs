//! How soon a client is told of a document that it goes on changing.
//!
//! One that reads what it is sent is told at once. One that goes on although it has a list still to read gets the next list
//! when the text has been left alone for a moment; and if it goes on over that as well, the moment is twice as long the next
//! time, so that a client which takes long over each list does not spend a thousand changes on reading lists.

use std::time::{Duration, Instant};

/// The first moment.
const QUIET: Duration = Duration::from_millis(20);

/// So often it is doubled at most: a client that takes seconds over a list is lost anyhow.
const DOUBLED: u32 = 7;

/// Who has waited for so long, or for one moment if that is longer, tells of a text although it changes.
pub const LONGEST: Duration = Duration::from_millis(400);

/// Who has kept up for so long, or left the text alone, starts afresh.
const PAUSE: Duration = Duration::from_secs(1);

/// A client is behind that leaves a list unread for this part of the time between two of its changes.
const PART: u32 = 4;

/// The pace of the changes of a document.
#[derive(Debug, Default)]
pub struct Pace {
    /// When it was changed last.
    last: Option<Instant>,
    /// It has changed since [`Pace::wait`] was asked last; whether by a client that is behind.
    news: Option<bool>,
    /// How often the client has gone on over a list, …
    hurried: u32,
    /// … and when it was last behind.
    late: Option<Instant>,
    /// When the last list was sent, …
    sent: Option<Instant>,
    /// … for how long it was unread at least, for the next change to say whether that is long, …
    unread: Duration,
    /// … and whether somebody looks after it.
    is_watched: bool,
}

impl Pace {
    /// The document was changed; `behind`: by a client that has still much to read.
    pub fn changed(&mut self, behind: bool, now: Instant) {
        let since = |then: Option<Instant>| then.map_or(PAUSE, |then| now.saturating_duration_since(then));
        if since(self.late) >= PAUSE.max(2 * self.moment()) {
            self.hurried = 0;
        }
        let unread = std::mem::take(&mut self.unread);
        let left_it = unread > Duration::ZERO && unread * PART >= since(self.last);
        self.last = Some(now);
        self.news = Some(self.news.unwrap_or_default() || behind || left_it);
    }

    /// How long the text has to be left alone before the client is told of it; `None` if it is told at once. `behind`: it
    /// has still to read what it was told just now.
    pub fn wait(&mut self, behind: bool) -> Option<Duration> {
        let was_behind = self.news.take()?;
        (behind || was_behind).then(|| {
            let moment = self.moment();
            self.hurried += 1;
            self.late = self.last;
            moment
        })
    }

    /// The next moment.
    fn moment(&self) -> Duration {
        QUIET * (1 << self.hurried.min(DOUBLED))
    }

    /// A list was sent; whether somebody has to look after it, who does not yet: one that `is_long` may stay unread.
    pub fn sent(&mut self, is_long: bool, now: Instant) -> bool {
        self.sent = Some(now);
        self.unread = Duration::ZERO;
        is_long && !std::mem::replace(&mut self.is_watched, true)
    }

    /// The last list is still unread; for how long.
    pub fn unread(&mut self, now: Instant) -> Duration {
        self.unread = self.sent.map_or(Duration::ZERO, |sent| now.saturating_duration_since(sent));
        self.unread
    }

    /// All is read, and nobody looks after it any more.
    pub fn read(&mut self) {
        self.is_watched = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    /// What a check of a document and the list take.
    const WORK: Duration = Duration::from_micros(300);

    #[derive(Clone, Copy)]
    enum Doing {
        Nothing,
        Checking { until: Instant },
        Waiting { since: Instant, due: Instant, quiet: Duration },
    }

    /// Somebody who sends lists as [`crate::client::publisher`] does.
    struct Publisher {
        pace: Pace,
        doing: Doing,
        /// The document has changed since it was looked at.
        is_changed: bool,
        lists: u32,
        is_unread: bool,
        /// The client does nothing but read between its changes.
        reads: bool,
    }

    impl Publisher {
        fn begin(&mut self, now: Instant, behind: bool) {
            self.is_changed = false;
            self.doing = match self.pace.wait(behind) {
                None => Doing::Checking { until: now + WORK },
                Some(quiet) => Doing::Waiting { since: now, due: now + quiet, quiet },
            };
        }

        fn change(&mut self, now: Instant, seen: bool) {
            if self.is_unread {
                self.pace.unread(now);
            }
            self.pace.changed(seen && self.is_unread, now);
            self.is_changed = true;
            if matches!(self.doing, Doing::Nothing) {
                self.begin(now, false);
            }
        }

        /// Does what is done until then.
        fn go_on(&mut self, now: Instant) {
            loop {
                match self.doing {
                    Doing::Checking { until } if until <= now => {
                        self.pace.sent(true, until);
                        self.lists += 1;
                        (self.is_unread, self.doing) = (!self.reads, Doing::Nothing);
                        if self.is_changed {
                            self.begin(until, !self.reads);
                        }
                    }
                    Doing::Waiting { since, due, quiet } if due <= now => {
                        let is_over = !self.is_changed || due - since >= LONGEST;
                        self.is_changed = false;
                        self.doing = if is_over {
                            self.pace.wait(false);
                            Doing::Checking { until: due + WORK }
                        } else {
                            Doing::Waiting { since, due: due + quiet, quiet }
                        };
                    }
                    _ => return,
                }
            }
        }
    }

    /// The number of lists that a client is sent which makes changes in this distance and takes some time over each list, in
    /// which it does nothing else. Of one that writes and reads in one go it is not `seen` that it had not read.
    fn lists(changes: usize, apart: Duration, reading: Duration, seen: bool) -> u32 {
        let mut now = Instant::now();
        let mut publisher = Publisher {
            pace: Pace::default(),
            doing: Doing::Nothing,
            is_changed: false,
            lists: 0,
            is_unread: false,
            reads: reading.is_zero(),
        };
        for _ in 0..changes {
            publisher.change(now, seen);
            if std::mem::take(&mut publisher.is_unread) {
                now += reading;
            }
            now += apart;
            publisher.go_on(now);
        }
        publisher.go_on(now + 4 * PAUSE);
        assert!(
            matches!(publisher.doing, Doing::Nothing) && !publisher.is_changed,
            "the last text is told of"
        );
        publisher.lists
    }

    #[test]
    fn whoever_reads_between_the_keys_is_told_of_each() {
        for apart in [1, 5, 40, 100, 300] {
            assert_eq!(lists(200, apart * MS, Duration::ZERO, true), 200);
        }
    }

    #[test]
    fn a_thousand_changes_leave_time_for_them_however_long_a_list_is_read() {
        for reading in [1, 5, 15, 19, 21, 25, 39, 41, 70, 150, 500] {
            for apart in [1, 3, 10] {
                for seen in [true, false] {
                    let lists = lists(1000, apart * MS / 30, reading * MS, seen);
                    assert!(lists <= 12 || lists * reading <= 1000, "{lists} of {reading} ms each");
                }
            }
        }
    }

    #[test]
    fn a_pause_is_a_new_start_and_who_keeps_up_is_told_at_once_again() {
        let (start, mut pace) = (Instant::now(), Pace::default());
        let mut wait = |behind, after: u32| {
            pace.changed(behind, start + after * MS);
            pace.wait(false).map(|wait| wait.as_millis())
        };
        assert_eq!([0, 1, 2].map(|after| wait(true, after)), [Some(20), Some(40), Some(80)]);
        assert_eq!([3, 900].map(|after| wait(false, after)), [None; 2], "it keeps up");
        assert_eq!(wait(true, 901), Some(160));
        assert_eq!([1000, 1900].map(|after| wait(false, after)), [None; 2]);
        assert_eq!(wait(true, 1901), Some(20), "it has kept up for long");
        assert_eq!(pace.wait(true), None, "nothing has changed");
    }

    #[test]
    fn what_is_unread_for_long_between_two_keys_tells_of_a_client_that_is_behind() {
        for (unread, is_behind) in [(1, false), (20, false), (25, true), (80, true)] {
            let (start, mut pace) = (Instant::now(), Pace::default());
            pace.changed(false, start);
            assert!(!pace.sent(false, start) && pace.sent(true, start) && !pace.sent(true, start));
            assert_eq!(pace.unread(start + unread * MS), unread * MS);
            pace.changed(false, start + 100 * MS);
            assert_eq!(pace.wait(false).is_some(), is_behind, "{unread}");
            pace.changed(false, start + 110 * MS);
            assert_eq!(pace.wait(false), None, "it is read since");
            pace.read();
            assert!(pace.sent(true, start), "somebody has to look after it again");
        }
    }
}

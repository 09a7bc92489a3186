//! What was read in a paragraph, kept with it: it is read once for each thing that had to be known of the one before.

use super::{Before, Reading, read_paragraph};
use std::fmt;
use std::sync::OnceLock;

/// The readings of one paragraph.
#[derive(Default)]
pub struct Kept(OnceLock<Box<Known>>);

struct Known {
    before: Before,
    reading: Reading,
    others: Kept,
}

impl Kept {
    /// What is read in the paragraph, of which `words` are the words.
    pub fn reading(&self, before: Before, words: impl Fn() -> String) -> &Reading {
        let mut kept = self;
        loop {
            let known = kept.0.get_or_init(|| {
                let mut reading = read_paragraph(&words(), before);
                reading.statements.shrink_to_fit();
                Box::new(Known { before, reading, others: Self::default() })
            });
            if known.before == before {
                return &known.reading;
            }
            kept = &known.others;
        }
    }

    /// The number of times that the paragraph was read.
    pub fn count(&self) -> usize {
        std::iter::successors(self.0.get(), |known| known.others.0.get()).count()
    }
}

impl Clone for Kept {
    /// Nothing is kept of the copy yet.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Kept {
    /// What was read follows from the words.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Kept {}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kept({})", self.count())
    }
}

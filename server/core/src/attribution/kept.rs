//! What was read in a paragraph, kept with it: it is read once for each thing that had to be known of the one before.

use super::memory::Memory;
use super::{Before, Reading, read_again, read_paragraph};
use std::fmt;
use std::sync::{Arc, OnceLock};

/// The readings of one paragraph.
#[derive(Default)]
pub struct Kept {
    first: Next,
    /// What is remembered of its words, if it is being edited.
    memory: Option<Arc<Memory>>,
}

type Next = OnceLock<Box<Known>>;

struct Known {
    before: Before,
    reading: Reading,
    next: Next,
}

impl Kept {
    /// Readings that use what is remembered of words that were read before.
    pub fn remembering(memory: Arc<Memory>) -> Self {
        Self { memory: Some(memory), ..Self::default() }
    }

    /// What is read in the paragraph, of which `words` are the words.
    pub fn reading(&self, before: Before, words: impl Fn() -> String) -> &Reading {
        let mut kept = &self.first;
        loop {
            let known = kept.get_or_init(|| {
                let mut reading = match &self.memory {
                    Some(memory) => read_again(&words(), before, memory),
                    None => read_paragraph(&words(), before),
                };
                reading.statements.shrink_to_fit();
                Box::new(Known { before, reading, next: Next::default() })
            });
            if known.before == before {
                return &known.reading;
            }
            kept = &known.next;
        }
    }

    /// The number of times that the paragraph was read.
    pub fn count(&self) -> usize {
        std::iter::successors(self.first.get(), |known| known.next.get()).count()
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

//! Cache of the words' feature sums while a paragraph is edited: a keystroke recomputes only the sums of words whose
//! surroundings have changed.

use parking_lot::Mutex;

/// Feature sums of a word: those of its states, then those of the steps to it. Each sums some sixty signed bytes.
pub type Sums = [i16; 15];

/// Hash of everything that the features of a word are made of, mixed so well that no two words of a document collide.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FeatureKey(u64);

impl FeatureKey {
    /// Mixes in one more part.
    #[must_use]
    pub fn with(self, part: u64) -> Self {
        let product = u128::from(self.0.rotate_left(29) ^ part ^ 0x9e37_79b9_7f4a_7c15)
            * u128::from(0xd6e8_feb8_6659_fd93_u64);
        Self(product as u64 ^ (product >> 64) as u64)
    }

    /// Mixes in another key.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.with(other.0)
    }
}

/// Number of cache rows: enough for a few paragraphs, with an entry for each word and for each cue near it.
const ROWS: usize = 1 << 10;

/// Number of words in a row.
const PLACES: usize = 4;

/// Cached sums of the words read last.
#[derive(Debug, Default)]
pub struct FeatureCache(Mutex<CachedSums>);

/// Contents of a [`FeatureCache`].
#[derive(Debug, Default)]
pub struct CachedSums {
    /// Rows by key; in each row, the latest words come first.
    rows: Vec<[(FeatureKey, Sums); PLACES]>,
    /// Number of times sums were computed.
    made: usize,
}

impl FeatureCache {
    /// Reads with the cache; without it if another thread holds the lock.
    pub fn with<T>(&self, read: impl FnOnce(Option<&mut CachedSums>) -> T) -> T {
        read(self.0.try_lock().as_deref_mut())
    }
}

impl CachedSums {
    /// Sums of a word, computed on a cache miss.
    pub fn sums(&mut self, key: FeatureKey, make: impl FnOnce() -> Sums) -> Sums {
        if self.rows.is_empty() {
            self.rows = vec![[(FeatureKey::default(), Sums::default()); PLACES]; ROWS];
        }
        let row = &mut self.rows[key.0 as usize % ROWS];
        if let Some((_, sums)) = row.iter().find(|(known, _)| *known == key) {
            return *sums;
        }
        self.made += 1;
        row.rotate_right(1);
        row[0] = (key, make());
        row[0].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Before, Model, read_again, read_paragraph, reading};
    use proptest::prelude::*;

    const TEXT: &str = "“We had no warning at all,” Mara Lindqvist, the harbour master of Skarvøy, told reporters on the \
                        quay on Tuesday. The ferry will stay closed until Thursday, according to two officials, who asked \
                        not to be named because they feared for their posts. Lindqvist added that “nobody” had read the \
                        charts, and the agency later said it was sorry. Nothing else was known.";

    const BITS: [&str; 10] = ["x", " ", ".", ",", "”", "“", " said ", " Eklund told them", "ing", "\n"];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn what_is_read_with_a_memory_is_what_is_read_without(
            edits in prop::collection::vec((any::<prop::sample::Index>(), 0usize..30, 0..BITS.len()), 1..20),
        ) {
            let memory = FeatureCache::default();
            let mut chars: Vec<char> = TEXT.chars().collect();
            for (place, gone, come) in edits {
                let start = place.index(chars.len() + 1);
                let end = (start + gone).min(chars.len());
                chars.splice(start..end, BITS[come].chars());
                let text: String = chars.iter().collect();
                let before = Before { spoke: gone % 2 == 0, ..Before::default() };
                prop_assert_eq!(read_again(&text, before, &memory), read_paragraph(&text, before));
            }
        }
    }

    #[test]
    fn a_key_has_the_words_around_it_summed() {
        let mut remembered = CachedSums::default();
        let mut made = |text: &str| {
            let before = remembered.made;
            reading::read(&Model::embedded(), text, Before::default(), Some(&mut remembered));
            remembered.made - before
        };
        let all = made(TEXT);
        let typed = made(&TEXT.replace("quay", "quayx"));
        assert!(typed > 0 && typed * 5 < all, "{typed} of {all}");
        assert_eq!(made(&TEXT.replace("quay", "quayx")), 0);
    }
}

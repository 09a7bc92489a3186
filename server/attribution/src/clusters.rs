//! Word clusters: words that occur in similar contexts.

use super::hash::Hash;

/// Table of words with their clusters, sorted by hash: four bytes of hash, one byte for each clustering.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clusters<'m>(pub &'m [u8]);

/// Size of an entry in bytes.
const ENTRY: usize = 6;

impl Clusters<'_> {
    /// Coarse and fine cluster of a word; 0 for an unknown word.
    pub fn of(&self, word: Hash) -> [u8; 2] {
        let (mut low, mut high) = (0, self.0.len() / ENTRY);
        while low < high {
            let middle = usize::midpoint(low, high);
            let entry = &self.0[middle * ENTRY..(middle + 1) * ENTRY];
            let hash = Hash::from_le_bytes([entry[0], entry[1], entry[2], entry[3]]);
            match hash.cmp(&word) {
                std::cmp::Ordering::Equal => return [entry[4], entry[5]],
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        [0; 2]
    }
}

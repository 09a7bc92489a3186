//! Fingerprints that identify a finding independently of its line.

use crate::report::Found;
use ascribe_markup::model::{BlockRange, Marked};
use std::collections::HashMap;

/// Hash of the article's words that a finding is about: the marked or annotated words, without markup and whitespace;
/// else the words at its position.
pub fn fingerprint(found: &Found<'_>) -> String {
    let (block, extent) = (found.block.at.block, found.finding.extent);
    let words = match around(block.marked(), extent) {
        Some(marked) => block.words(marked.content),
        None => block.slice(extent).to_owned(),
    };
    format!("{:016x}", hash(words.split_whitespace()))
}

/// Innermost quotation or span that contains a range, with its annotation.
fn around(marked: &[Marked], extent: BlockRange) -> Option<&Marked> {
    // Later ones contain none of the range; and one that contains it also contains the last one that starts before it.
    let last = marked.partition_point(|marked| marked.extent.start <= extent.start).checked_sub(1)?;
    let mut candidates = std::iter::successors(Some(&marked[last]), |inner| {
        inner.parent.and_then(|parent| marked.get(parent))
    });
    candidates.find(|marked| marked.whole().start <= extent.start && extent.end <= marked.whole().end)
}

/// FNV-1a, which is stable across versions and systems.
fn hash<'a>(words: impl Iterator<Item = &'a str>) -> u64 {
    let bytes = words.flat_map(|word| word.bytes().chain([b' ']));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Fingerprints of a document's findings, each numbered among the equal ones of its rule.
#[derive(Debug, Default)]
pub struct FindingFingerprints {
    counts: HashMap<(&'static str, String), usize>,
    /// Block and words of the last finding, with their fingerprint: very many findings may be in one quotation.
    last: Option<((usize, BlockRange), String)>,
}

impl FindingFingerprints {
    /// Fingerprint of the next finding.
    pub fn next(&mut self, found: &Found<'_>) -> String {
        let (at, extent) = (found.block.at, found.finding.extent);
        let place = (at.index, around(at.block.marked(), extent).map_or(extent, |marked| marked.content));
        let fingerprint = match self.last.take() {
            Some((last, known)) if last == place => known,
            _ => fingerprint(found),
        };
        self.last = Some((place, fingerprint.clone()));
        let count = self.counts.entry((found.finding.rule.code, fingerprint.clone())).or_default();
        *count += 1;
        format!("{fingerprint}:{count}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_every_version() {
        assert_eq!(format!("{:016x}", hash(std::iter::empty())), "cbf29ce484222325");
        assert_eq!(format!("{:016x}", hash(["a"].into_iter())), "089c0207b5452844");
    }
}

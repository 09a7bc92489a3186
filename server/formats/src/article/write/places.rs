//! Offsets of an article in its import.

use std::ops::Range;

/// Byte offsets in an imported text, by byte offsets of the article.
pub(super) struct Places(Vec<usize>);

impl Places {
    /// Compares an article with its import, which has additional backslashes.
    pub(super) fn new(article: &str, imported: &str) -> Self {
        let mut places = Vec::with_capacity(article.len() + 1);
        let mut rest = imported.char_indices().peekable();
        let mut end = 0;
        for c in article.chars() {
            places.resize(places.len() + c.len_utf8(), end);
            for (at, other) in rest.by_ref() {
                end = at + other.len_utf8();
                if other == c {
                    break;
                }
            }
        }
        places.push(end);
        Self(places)
    }

    pub(super) fn range(&self, range: &Range<usize>) -> Range<usize> {
        let place = |byte: usize| self.0.get(byte).or(self.0.last()).copied().unwrap_or(0);
        place(range.start)..place(range.end)
    }
}

//! What an article is to be like, and what comes of it.

use crate::people::Cast;
use crate::writer::Writer;

/// How paragraphs stand in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// A line each, with a blank line between them.
    Blank,
    /// A line each, as copied from a browser.
    Lines,
    /// Hard-wrapped like wire copy, with a blank line between them.
    Wrapped,
}

impl Layout {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Blank, Self::Lines, Self::Wrapped];
}

/// What an article is to be like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipe {
    /// Another one gives another article.
    pub seed: u64,
    /// The length of the document in bytes, which the last paragraph exceeds.
    pub bytes: usize,
    /// How many people speak.
    pub cast: usize,
    /// How many of a hundred paragraphs hold what somebody says; half of them in quotation marks.
    pub spoken: u8,
    /// How many of a hundred of these are annotated.
    pub annotated: u8,
    /// How the paragraphs stand.
    pub layout: Layout,
}

impl Default for Recipe {
    /// An article of about 800 words by six people, most of what they say annotated.
    fn default() -> Self {
        Self { seed: 1, bytes: 7_500, cast: 6, spoken: 60, annotated: 90, layout: Layout::Blank }
    }
}

impl Recipe {
    /// An article that is so long, with a speaker more for every 5 kB.
    pub fn of_size(bytes: usize) -> Self {
        Self { bytes, cast: 6 + bytes / 5_000, ..Self::default() }
    }

    /// The same by another seed.
    #[must_use]
    pub fn seeded(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// Writes the article.
    pub fn article(&self) -> Article {
        Writer::new(self.seed, Cast::new(self.seed, self.cast)).article(self)
    }

    /// Writes the article alone, without front matter and declarations.
    pub fn body(&self) -> Article {
        Writer::new(self.seed, Cast::new(self.seed, self.cast)).body(self)
    }
}

/// An article, annotated and as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// The document: front matter, declarations, and the article with its annotations.
    pub document: String,
    /// The words of the article alone.
    pub plain: String,
}

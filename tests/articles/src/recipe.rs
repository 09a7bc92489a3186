//! Recipes for articles, and the articles made from them.

use crate::dice::Dice;
use crate::people::Cast;
use crate::writer::Writer;

/// Layout of paragraphs in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One line each, separated by blank lines.
    Blank,
    /// One line each, as copied from a browser.
    Lines,
    /// Hard-wrapped like wire copy, separated by blank lines.
    Wrapped,
}

impl Layout {
    /// All layouts.
    pub const ALL: [Self; 3] = [Self::Blank, Self::Lines, Self::Wrapped];
}

/// Parameters of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipe {
    /// Seed of the article.
    pub seed: u64,
    /// Minimum length of the document in bytes; the last paragraph exceeds it.
    pub bytes: usize,
    /// Number of speakers.
    pub cast: usize,
    /// Percentage of paragraphs with a statement; half of these are in quotation marks.
    pub spoken: u8,
    /// Percentage of statements that are annotated.
    pub annotated: u8,
    /// Layout of the paragraphs.
    pub layout: Layout,
}

impl Default for Recipe {
    /// An article of about 800 words by six speakers, most of their statements annotated.
    fn default() -> Self {
        Self { seed: 1, bytes: 7_500, cast: 6, spoken: 60, annotated: 90, layout: Layout::Blank }
    }
}

impl Recipe {
    /// An article of this length in bytes, with an additional speaker for every 5 kB.
    pub fn of_size(bytes: usize) -> Self {
        Self { bytes, cast: 6 + bytes / 5_000, ..Self::default() }
    }

    /// An article of a corpus, by its number: of 1 to 8 kB, by one to eight speakers, in any layout.
    pub fn of_corpus(number: u64) -> Self {
        let mut dice = Dice::new(number);
        Self {
            seed: number,
            bytes: 1_000 + dice.below(7_000),
            cast: 1 + dice.below(8),
            layout: Layout::ALL[dice.below(Layout::ALL.len())],
            ..Self::default()
        }
    }

    /// Replaces the seed.
    #[must_use]
    pub fn seeded(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// Generates the article.
    pub fn article(&self) -> Article {
        Writer::new(self.seed, Cast::new(self.seed, self.cast)).article(self)
    }

    /// Generates the article without front matter and declarations.
    pub fn body(&self) -> Article {
        Writer::new(self.seed, Cast::new(self.seed, self.cast)).body(self)
    }
}

/// An article with and without annotations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// The document: front matter, declarations, and the article with its annotations.
    pub document: String,
    /// Words of the article only.
    pub plain: String,
}

//! Folder of articles that reference each other.

use crate::people::Cast;
use crate::recipe::{Layout, Recipe};
use crate::writer::Writer;

/// Maximum number of articles in a subfolder.
const IN_A_FOLDER: usize = 100;

/// A folder of articles: short ones in subfolders, a cast for all of them, and each with a claim that the next one
/// repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    /// Seed of the articles.
    pub seed: u64,
    /// Number of articles.
    pub articles: usize,
    /// Approximate length of each in bytes.
    pub bytes: usize,
}

impl Desk {
    /// Desk with this many articles of about a page and a half.
    pub const fn of(articles: usize) -> Self {
        Self { seed: 1, articles, bytes: 3_000 }
    }

    /// All files: paths relative to the folder, and texts.
    pub fn files(&self) -> impl Iterator<Item = (String, String)> + '_ {
        let cast = Cast::new(self.seed, 20).head;
        std::iter::once(("cast.ascribe".to_owned(), cast))
            .chain((0..self.articles).map(|number| (Self::path(number), self.article(number))))
    }

    /// Path of an article, relative to the folder.
    pub fn path(number: usize) -> String {
        format!("{}.ascribe", Self::name(number))
    }

    /// Name of the witness that only this article declares.
    pub fn witness(number: usize) -> String {
        format!("Witness Number {number}")
    }

    fn name(number: usize) -> String {
        format!("desk-{}/article-{number}", number / IN_A_FOLDER)
    }

    /// Text of an article.
    pub fn article(&self, number: usize) -> String {
        let seed = self.seed.wrapping_mul(1_000_003).wrapping_add(number as u64);
        let mut writer = Writer::new(seed, Cast::new(self.seed, 20));
        let witness = Self::witness(number);
        let repeats = number
            .checked_sub(1)
            .map_or_else(String::new, |before| format!(" repeats=../{}#first", Self::name(before)));
        let lead = writer.fill("In {place}, {who} said that ", &witness);
        let (clause, record) = (writer.clause(), writer.person().record);
        let mut text = format!(
            "@witness-{number}: {witness}\n  role: a witness\n\n\
             {lead}[{clause}]{{claim #first @witness-{number} ^{record}{repeats}}}.\n\n"
        );
        let left = self.bytes.saturating_sub(text.len());
        let recipe = Recipe { seed, bytes: left, cast: 20, spoken: 60, annotated: 90, layout: Layout::Blank };
        text.push_str(&writer.body(&recipe).document);
        text
    }
}

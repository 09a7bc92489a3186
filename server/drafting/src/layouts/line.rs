//! Lines of an article, as its layout has them: each is a paragraph, which may be wrapped at a width.

use crate::article::PlainArticle;
use crate::words::{Word, words};
use ascribe_attribution::Role;
use std::ops::Range;

/// A line with text.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Index of the paragraph.
    pub paragraph: usize,
    /// Byte range in the article, trimmed.
    pub range: Range<usize>,
    /// Byte ranges of the outermost quotations in it, in the article.
    pub quotations: Vec<Range<usize>>,
    /// Whether the whole line is emphasised.
    pub is_emphasised: bool,
}

/// Lines of an article in order, without captions and credits.
pub(super) struct Lines<'a> {
    /// The article.
    pub article: &'a PlainArticle,
    /// The lines.
    pub all: Vec<Line>,
}

impl<'a> Lines<'a> {
    /// Splits an article into lines.
    pub fn of(article: &'a PlainArticle) -> Self {
        let mut all = Vec::new();
        for (number, paragraph) in article.paragraphs.iter().enumerate() {
            if paragraph.role == Role::Aside {
                continue;
            }
            let written = paragraph.block.text.trim();
            let is_emphasised = ["**", "__", "*", "_"]
                .iter()
                .any(|mark| written.len() > 4 && written.starts_with(mark) && written.ends_with(mark));
            let mut quotations: Vec<Range<usize>> = Vec::new();
            for quotation in &paragraph.quotations {
                if quotations.last().is_none_or(|last| last.end <= quotation.start) {
                    quotations.push(quotation.clone());
                }
            }
            all.push(Line { paragraph: number, range: paragraph.range.clone(), quotations, is_emphasised });
        }
        Self { article, all }
    }

    /// Text of a line.
    pub fn text(&self, line: &Line) -> &'a str {
        self.article.text.get(line.range.clone()).unwrap_or_default()
    }

    /// Words of a line, with their byte offsets in the article.
    pub fn words(&self, line: &Line) -> Vec<Word<'a>> {
        words(self.text(line), line.range.start)
    }

    /// Whether a line is only a quotation.
    pub fn is_quotation(&self, line: &Line) -> bool {
        matches!(&line.quotations[..], [only] if *only == line.range)
    }

    /// Whether a line has quotation marks.
    pub fn has_marks(&self, line: &Line) -> bool {
        has_marks(self.text(line))
    }

    /// Whether no blank line separates a line, given by its index, from the next one.
    pub fn is_joined(&self, first: usize) -> bool {
        let (Some(first), Some(next)) = (self.all.get(first), self.all.get(first + 1)) else { return false };
        self.article.slice(first.range.end..next.range.start).matches('\n').count() == 1
    }
}

/// Whether a text has quotation marks.
pub(super) fn has_marks(text: &str) -> bool {
    text.contains(['"', '“', '”', '„', '«', '»'])
}

/// Whether somebody speaks of themselves or to somebody.
pub(super) fn is_talk(text: &str) -> bool {
    const PERSONS: [&str; 11] = ["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "you", "your"];
    let mut all = text.split(|c: char| !c.is_alphanumeric());
    all.any(|word| word != "US" && PERSONS.contains(&word.to_lowercase().as_str()))
}

/// “This interview has been edited.”: a note of the editors.
pub(super) fn is_note(text: &str) -> bool {
    const NOTES: [&str; 6] = [
        "This interview",
        "This transcript",
        "This conversation",
        "The interview",
        "Interview by",
        "Interview:",
    ];
    NOTES.iter().any(|note| text.starts_with(note))
}

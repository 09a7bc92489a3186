//! Lines of an article: a paragraph has several if it is not wrapped at a width.

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
            let ranges = ascribe_attribution::paragraphs(article.slice(paragraph.range.clone()));
            let written = paragraph.block.text.trim();
            let marks = ["**", "__", "*", "_"];
            let is_emphasised = ranges.len() == 1
                && marks
                    .iter()
                    .any(|mark| written.len() > 2 && written.starts_with(mark) && written.ends_with(mark));
            for range in ranges {
                let range = paragraph.range.start + range.start..paragraph.range.start + range.end;
                let inside =
                    |quotation: &&Range<usize>| range.start <= quotation.start && quotation.end <= range.end;
                let mut quotations: Vec<Range<usize>> = Vec::new();
                for quotation in paragraph.quotations.iter().filter(inside) {
                    if quotations.last().is_none_or(|last| last.end <= quotation.start) {
                        quotations.push(quotation.clone());
                    }
                }
                all.push(Line { paragraph: number, range, quotations, is_emphasised });
            }
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

    /// Whether two lines are in the same paragraph.
    pub fn is_together(&self, first: usize, second: usize) -> bool {
        let paragraph = |line: usize| self.all.get(line).map(|line| line.paragraph);
        paragraph(first).is_some() && paragraph(first) == paragraph(second)
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

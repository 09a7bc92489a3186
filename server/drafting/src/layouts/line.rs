//! Lines of an article, as its layout has them: each is a paragraph, which may be wrapped at a width, or a part of one.

use crate::phrases::words::{Word, words};
use crate::text::article::PlainArticle;
use ascribe_attribution::Role;
use std::collections::HashSet;
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

impl Line {
    /// Whether the line is only a quotation.
    pub fn is_quotation(&self) -> bool {
        matches!(&self.quotations[..], [only] if *only == self.range)
    }
}

impl<'a> Lines<'a> {
    /// Splits an article into lines.
    pub fn of(article: &'a PlainArticle) -> Self {
        let mut all = Vec::new();
        for (number, paragraph) in article.paragraphs.iter().enumerate() {
            if paragraph.role == Role::Aside {
                continue;
            }
            for range in
                split(article.slice(paragraph.range.clone()), paragraph.range.start, &paragraph.quotations)
            {
                all.push(line(article, number, range));
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

    /// Whether a line has quotation marks.
    pub fn has_marks(&self, line: &Line) -> bool {
        has_marks(self.text(line))
    }

    /// Whether a line is only a quotation, or a part of one that goes on in the next paragraph.
    pub fn is_quoted(&self, line: &Line) -> bool {
        let text = self.text(line);
        let opens = text.starts_with(['“', '"', '«', '„']);
        line.is_quotation() || opens && line.quotations.is_empty()
    }

    /// Whether no blank line separates a line, given by its index, from the next one.
    pub fn is_joined(&self, first: usize) -> bool {
        let (Some(first), Some(next)) = (self.all.get(first), self.all.get(first + 1)) else { return false };
        self.article.slice(first.range.end..next.range.start).matches('\n').count() == 1
    }
}

/// Lines of a paragraph: apart if they are short, and where a quotation starts or ends.
fn split(text: &str, base: usize, quotations: &[Range<usize>]) -> Vec<Range<usize>> {
    /// Minimum length of wrapped lines, in characters.
    const NARROWEST: usize = 36;
    let is_short = text.lines().all(|line| line.trim().chars().count() < NARROWEST);
    let starts: HashSet<usize> = quotations.iter().map(|quotation| quotation.start).collect();
    let ends: HashSet<usize> = quotations.iter().map(|quotation| quotation.end).collect();
    let mut ranges = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices('\n').chain([(text.len(), "")]) {
        let next = base + at + text[at..].len() - text[at..].trim_start().len();
        let end = base + text[..at].trim_end().len();
        let is_border = ends.contains(&end) || starts.contains(&next);
        if is_short || is_border || at == text.len() {
            let line = &text[start..at];
            let first = base + start + (line.len() - line.trim_start().len());
            ranges.push(first..end.max(first));
            start = at;
        }
    }
    ranges.retain(|range| !range.is_empty());
    ranges
}

fn line(article: &PlainArticle, paragraph: usize, mut range: Range<usize>) -> Line {
    let mut quotations: Vec<Range<usize>> = Vec::new();
    let of_paragraph = &article.paragraphs[paragraph];
    let first = of_paragraph.quotations.partition_point(|it| it.start < range.start);
    let inside = of_paragraph.quotations[first..].iter().take_while(|it| it.start < range.end);
    for quotation in inside.filter(|it| it.end <= range.end) {
        if quotations.last().is_none_or(|last| last.end <= quotation.start) {
            quotations.push(quotation.clone());
        }
    }
    let written = of_paragraph.block.text.trim();
    let text = article.slice(range.clone());
    // Pairs of two marks are left out of the article, single ones are not.
    let is_within = |text: &str, mark: &str| text.len() > 4 && text.starts_with(mark) && text.ends_with(mark);
    let single = ["*", "_"].into_iter().any(|mark| is_within(text, mark));
    let is_bold =
        ["**", "__"].into_iter().any(|mark| is_within(written, mark)) && range == of_paragraph.range;
    if single {
        let inner = text.trim_matches(['*', '_']);
        range = range.start + (text.len() - text.trim_start_matches(['*', '_']).len())..range.end;
        range.end = range.start + inner.len();
    }
    Line { paragraph, range, quotations, is_emphasised: single || is_bold }
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

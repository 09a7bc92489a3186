//! Findings for people, each with its line.

use super::{Found, Report, line_start, position};
use crate::console::visible;
use annotate_snippets::{Annotation, AnnotationKind, Element, Level, Origin, Renderer, Snippet};
use ascribe_lints::{Fix, Severity};
use ascribe_markup::text::{Encoding, Text};
use std::ops::{Range, RangeInclusive};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Maximum length in bytes of a line that is rendered as a whole: rendering a longer one for each of its findings would take
/// the square of its length.
const LONGEST_LINE: usize = 4096;

/// Number of bytes before and behind the start of a mark that are rendered of a longer line. The renderer cuts them to the
/// columns.
const CUT: usize = 2048;

/// Minimum number of columns reserved for line numbers and for the words around the marked ones.
const AROUND: usize = 26;

/// Positions fewer lines apart than this are shown in one excerpt.
const NEAR: usize = 4;

/// Reports in the style of compilers.
#[derive(Debug)]
pub struct Human {
    renderer: Renderer,
    columns: usize,
}

/// A byte range of a text, with its label.
struct Mark {
    range: Range<usize>,
    kind: AnnotationKind,
    label: Option<&'static str>,
}

impl Human {
    /// Report with this many columns.
    pub fn new(color: bool, columns: usize) -> Self {
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        Self { renderer: renderer.term_width(columns), columns }
    }

    fn finding(&self, name: &str, found: &Found<'_>) -> String {
        let (text, finding, name) = (found.text(), found.finding, visible(name));
        let mut marks = vec![Mark { range: found.range(), kind: AnnotationKind::Primary, label: None }];
        if let Some(range) = found.related() {
            marks.push(Mark { range, kind: AnnotationKind::Context, label: Some("first defined here") });
        }
        let mut group = level(finding.severity)
            .primary_title(visible(&finding.message))
            .id(finding.rule.code)
            .elements(self.excerpts(&name, text, marks));
        let fixes = found.fixes();
        for (number, fix) in choices(&fixes).iter().enumerate() {
            let or = if number == 0 { "" } else { "or: " };
            group = group.element(Level::HELP.message(format!("{or}{}", visible(&fix.title))));
        }
        self.renderer.render(&[group])
    }

    /// Excerpts for the marked lines: a single one if they are short and close together, else one each.
    fn excerpts<'a>(&self, name: &'a str, text: Text<'_>, marks: Vec<Mark>) -> Vec<Element<'a>> {
        let lines = marks.iter().map(|mark| text.line_of(mark.range.start));
        let (first, last) = (lines.clone().min().unwrap_or(0), lines.max().unwrap_or(0));
        let is_short = |line| {
            let range = text.line_start(line)..text.line_end(line);
            range.len() <= LONGEST_LINE && visible(&text.slice(range)).width() + AROUND <= self.columns
        };
        if first < last && last - first < NEAR && (first..=last).all(is_short) {
            return vec![self.excerpt(name, text, first..=last, &marks)];
        }
        let each = marks.into_iter().flat_map(|mark| {
            let line = text.line_of(mark.range.start);
            let length = text.line_end(line) - text.line_start(line);
            if length > LONGEST_LINE {
                return self.cut_excerpt(name, text, line, &mark);
            }
            vec![self.excerpt(name, text, line..=line, &[mark])]
        });
        each.collect()
    }

    /// Excerpt of the part of a long line around the start of a mark, below the place of the mark.
    fn cut_excerpt<'a>(&self, name: &'a str, text: Text<'_>, line: usize, mark: &Mark) -> Vec<Element<'a>> {
        let at = mark.range.start;
        let place = position(text, at, Encoding::Utf32);
        let origin = Origin::path(name).line(place.line + 1).char_column(place.column + 1);
        let start = text.floor(at.saturating_sub(CUT)).max(line_start(text, line));
        let end = text.floor(at + CUT).clamp(at, text.line_end(line));
        let to = mark.range.end.clamp(at, end);
        let (before, marked) = (visible(&text.slice(start..at)), visible(&text.slice(at..to)));
        let around = AROUND + mark.label.map_or(0, UnicodeWidthStr::width);
        let length = fitting(&marked, self.columns.saturating_sub(around));
        let annotation = mark.kind.span(before.len()..before.len() + length).label(mark.label);
        let behind = visible(&text.slice(to..end));
        let snippet = Snippet::source(before + &marked + &behind).line_start(line + 1).annotation(annotation);
        vec![origin.into(), snippet.into()]
    }

    /// Excerpt of some lines in which all marks start. The part of a mark on other lines, or beyond the columns, is not
    /// underlined.
    fn excerpt<'a>(
        &self,
        name: &'a str,
        text: Text<'_>,
        lines: RangeInclusive<usize>,
        marks: &[Mark],
    ) -> Element<'a> {
        let first = *lines.start();
        let mut source = String::new();
        let mut annotations: Vec<Annotation<'a>> = Vec::new();
        for line in lines {
            let (start, end) = (line_start(text, line), text.line_end(line));
            if line > first {
                source.push('\n');
            }
            for mark in marks.iter().filter(|mark| text.line_of(mark.range.start) == line) {
                let from = mark.range.start.clamp(start, end);
                let to = mark.range.end.clamp(from, end);
                let before = source.len() + visible(&text.slice(start..from)).len();
                let marked = visible(&text.slice(from..to));
                let label = mark.label.map(str::to_owned).or_else(|| goes_on(text, mark, line));
                let around = AROUND + label.as_ref().map_or(0, |label| label.width());
                let length = fitting(&marked, self.columns.saturating_sub(around));
                annotations.push(mark.kind.span(before..before + length).label(label));
            }
            source.push_str(&visible(&text.slice(start..end)));
        }
        Snippet::source(source).path(name).line_start(first + 1).annotations(annotations).into()
    }
}

/// Label with the last line of a mark that extends beyond its first line.
fn goes_on(text: Text<'_>, mark: &Mark, line: usize) -> Option<String> {
    let end = text.line_of(mark.range.end);
    (end > line && mark.range.end > text.line_start(end)).then(|| format!("continues to line {}", end + 1))
}

/// Maximum number of fixes shown for a finding that leaves a choice.
const CHOICES: usize = 3;

/// Fixes to show: the preferred one, or the first ones to choose from, so that none of them looks like the answer.
fn choices(fixes: &[Fix]) -> &[Fix] {
    match fixes.iter().position(Fix::is_preferred) {
        Some(preferred) => &fixes[preferred..=preferred],
        None => &fixes[..fixes.len().min(CHOICES)],
    }
}

/// Length in bytes of the prefix of a text that fits the columns.
fn fitting(text: &str, columns: usize) -> usize {
    let mut width = 0;
    let over = text.char_indices().find(|(_, c)| {
        width += if *c == '\t' { 4 } else { c.width().unwrap_or(1) };
        width > columns
    });
    over.map_or(text.len(), |(at, _)| at)
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
        Severity::Hint => Level::NOTE.with_name("hint"),
    }
}

impl Report for Human {
    fn render(&self, name: &str, found: &[Found<'_>]) -> String {
        let rendered = found.iter().map(|found| self.finding(name, found) + "\n\n");
        rendered.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ascribe_lints::check;
    use ascribe_markup::budget::Budget;
    use ascribe_markup::document::Document;
    use ascribe_markup::scope::Scope;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;
    use std::sync::Arc;

    fn report(text: &str, columns: usize) -> String {
        let findings = check(&Scope::alone(Arc::new(Document::new(text))), None);
        Human::new(false, columns)
            .render("a\u{1b}.ascribe", &Found::all(&findings, Budget::UNLIMITED, |_| true))
    }

    /// Source lines of the report, and the lines with marks below them.
    fn excerpts(report: &str) -> impl Iterator<Item = &str> {
        let gutter = |line: &&str| line.trim_start_matches([' ', '1', '2', '3', '4', '5']).starts_with('|');
        report.lines().filter(gutter)
    }

    #[test]
    fn long_lines_are_cut_around_the_marked_words() {
        let words = "some words ".repeat(200);
        for text in [
            format!("{words}\"We had no warning at all,\" he said. {words}\n"),
            format!("\"{words},\" he said.\n"),
            format!("\"{words}\n{words},\" he said.\n"),
            format!("{words}[a]{{mention #x}} {words} [b]{{mention #x}} {words}\n"),
            format!("“{}”{{@a}}\n", "日本語\t\u{301}".repeat(200)),
        ] {
            let report = report(&text, 80);
            assert!(report.contains('^'), "{text}\n{report}");
            for line in excerpts(&report) {
                assert!(line.width() <= 80, "{line}");
            }
        }
    }

    #[test]
    fn of_a_very_long_line_the_words_around_the_mark_are_shown() {
        let many = LONGEST_LINE;
        let report = report(&format!("{} “We had no warning” {0}\n", "é ".repeat(many)), 80);
        assert!(report.contains(&format!("a␛.ascribe:1:{}\n", 2 * many + 2)), "{report}");
        assert!(report.contains("“We had no warning”") && report.contains("^^^"), "{report}");
        assert!(excerpts(&report).all(|line| line.width() <= 80), "{report}");
        assert!(report.len() < 1000, "{report}");
    }

    proptest! {
        #[test]
        fn any_finding_can_be_shown(
            parts in vec(select(vec![
                "@a: A\n", "^s: S\n", "\n", "\n\n", "\r\n", "\r", "“", "”", "\"", "[", "]", "{claim @a}", "{",
                "{@b ^s #l}", "{#l}", "word ", "\t", "日本", "\u{1b}[2J", "\u{feff}", "\u{301}", "\u{202e}", "👩‍👧",
                "some words of a long line that is to be cut ",
            ]), 0..60),
            columns in 40_usize..120,
        ) {
            let report = report(&parts.concat(), columns);
            let obeyed = ['\u{1b}', '\r', '\u{202e}'];
            prop_assert!(!report.contains(obeyed));
        }
    }
}

//! The words of an article, with marks for what is annotated, and for quotations that are nobody's.

use super::ReportedArticle;
use super::article::{actor_number, told};
use super::page::hue;
use super::statements::is_listed;
use crate::article::{AnnotatedArticle, ArticleAnnotation};
use maud::{Markup, PreEscaped, html};
use std::cmp::Reverse;
use std::ops::Range;

/// Subject of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    /// A part of an annotation, both by their index.
    Part(usize, usize),
    /// A quotation without an annotation.
    Nobody,
}

/// Marks of an article in text order, outer ones first: start, end and what each is about.
type Marks = Vec<(usize, Reverse<usize>, Mark)>;

fn marks(ReportedArticle { article, unannotated, .. }: &ReportedArticle) -> Marks {
    let mut marks = Marks::new();
    for (index, annotation) in article.annotations.iter().enumerate() {
        let parts = annotation.parts.iter().enumerate().filter(|(_, range)| !range.is_empty());
        marks.extend(parts.map(|(part, range)| (range.start, Reverse(range.end), Mark::Part(index, part))));
    }
    marks.extend(unannotated.iter().map(|range| (range.start, Reverse(range.end), Mark::Nobody)));
    marks.sort_unstable();
    marks
}

/// First line with words if it has the words of the title, and no mark goes on behind it.
pub fn headline(reported: &ReportedArticle) -> Option<Range<usize>> {
    let letters = |words: &str| -> String {
        let letters = words.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let text = &reported.article.text;
    let start = text.len() - text.trim_start().len();
    let end = text[start..].find(['\n', '\r']).map_or(text.len(), |length| start + length);
    let title = reported.article.about("title").map(letters).filter(|title| !title.is_empty())?;
    let mut crossing = marks(reported).into_iter();
    let crosses = crossing.any(|(from, Reverse(to), _)| from < end && to > end);
    (letters(&text[start..end]) == title && !crosses).then_some(start..end)
}

/// Words of a line.
pub fn line(reported: &ReportedArticle, number: usize, range: Range<usize>) -> Markup {
    PreEscaped(inline(reported, number, range).trim().to_owned())
}

/// Paragraphs from a place to the end. A mark begins and ends within a paragraph of the page.
pub fn paragraphs(reported: &ReportedArticle, number: usize, from: usize) -> Markup {
    let words = inline(reported, number, from..reported.article.text.len());
    PreEscaped(format!("<p>{}</p>", words.trim()))
}

fn inline(reported: &ReportedArticle, number: usize, range: Range<usize>) -> String {
    let article = &reported.article;
    let mut marks = marks(reported).into_iter().filter(|(start, ..)| range.contains(start)).peekable();
    let mut out = String::new();
    let (mut from, mut open): (usize, Vec<(usize, Mark)>) = (range.start, Vec::new());
    loop {
        let start = marks.peek().map(|(start, ..)| *start);
        let end = open.last().map(|(end, _)| *end);
        match (start, end) {
            // At one place, ends come before starts.
            (Some(start), end) if end.is_none_or(|end| start < end) => {
                push(&mut out, article, from..start, open.len());
                from = from.max(start);
                if let Some((_, Reverse(end), mark)) = marks.next() {
                    out.push_str(&opening(article, mark, number));
                    open.push((end, mark));
                }
            }
            (_, Some(end)) => {
                push(&mut out, article, from..end, open.len());
                from = from.max(end);
                if let Some((_, mark)) = open.pop() {
                    out.push_str(&closing(article, mark, number).into_string());
                }
            }
            _ => break,
        }
    }
    push(&mut out, article, from..range.end, 0);
    out
}

/// Adds words, escaped; a blank line begins a paragraph where no mark is open.
fn push(out: &mut String, article: &AnnotatedArticle, words: Range<usize>, open_marks: usize) {
    let words = article.text.get(words).unwrap_or_default().replace("\r\n", "\n").replace('\r', "\n");
    let mut lines = words.split('\n').peekable();
    let mut blank = false;
    while let Some(line) = lines.next() {
        out.push_str(&html! { (line) }.into_string());
        if lines.peek().is_some() {
            if line.trim().is_empty() && blank && open_marks == 0 {
                out.push_str("</p>\n<p>");
                blank = false;
            } else {
                out.push('\n');
                blank = true;
            }
        }
    }
}

/// Whether the words of an annotation can be linked to: those of its first part that has any.
fn anchor(annotation: &ArticleAnnotation) -> Option<usize> {
    annotation.parts.iter().position(|part| !part.is_empty())
}

/// Link to the words of an annotation.
pub fn link(article: &AnnotatedArticle, index: usize, number: usize, shown: &str) -> Markup {
    html! {
        @if anchor(&article.annotations[index]).is_some() {
            a href={ "#words-" (number) "-" (index) } aria-label="The words in the article" { (shown) }
        } @else { (shown) }
    }
}

/// Start tag of a mark.
fn opening(article: &AnnotatedArticle, mark: Mark, number: usize) -> String {
    let Mark::Part(index, part) = mark else {
        return "<mark class=\"quote nobody\" title=\"quotation without annotation: nobody\">".to_owned();
    };
    let annotation = &article.annotations[index];
    let actor = annotation.actors.first().and_then(|id| actor_number(article, id));
    let mut classes = vec![annotation.kind.word()];
    classes.extend(annotation.actors.is_empty().then_some("nobody"));
    classes.extend(annotation.is_draft.then_some("draft"));
    let is_anchor = anchor(annotation) == Some(part);
    let id = if is_anchor { format!(" id=\"words-{number}-{index}\"") } else { String::new() };
    let style = actor.map(|actor| format!(" style=\"{}\"", hue(actor))).unwrap_or_default();
    let title = html! { (told(article, annotation)) }.into_string();
    format!("<mark class=\"{}\"{id}{style} title=\"{title}\">", classes.join(" "))
}

/// End tag of a mark; the last part of a statement has a link to its row, and a quotation that is nobody's says so.
fn closing(article: &AnnotatedArticle, mark: Mark, number: usize) -> Markup {
    html! {
        @match mark {
            Mark::Nobody => sup { "nobody" },
            Mark::Part(index, part) => {
                @let annotation = &article.annotations[index];
                @if is_listed(annotation) && annotation.parts.iter().rposition(|part| !part.is_empty()) == Some(part) {
                    sup { a href={ "#statement-" (number) "-" (index) } aria-label={ "Statement " (index + 1) } { (index + 1) } }
                }
            }
        }
        (PreEscaped("</mark>"))
    }
}

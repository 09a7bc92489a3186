//! An article: its text with marked words, and sections about its people, statements, sources and findings.

use super::page::hue;
use super::{ReportedArticle, ReportedFinding, network, people, sources, statements};
use crate::article::{AnnotatedArticle, ArticleAnnotation};
use ascribe_markup::model::statement::noun;
use ascribe_markup::model::vocabulary::Kind;
use maud::{Markup, PreEscaped, html};
use std::cmp::Reverse;
use std::ops::Range;

/// Title of an article, or its name.
pub fn title(article: &AnnotatedArticle) -> String {
    article.about("title").unwrap_or(&article.id).to_owned()
}

/// All about an article; `number` tells those of a page apart.
pub fn whole(reported: &ReportedArticle, number: usize) -> Markup {
    let ReportedArticle { article, findings } = reported;
    html! {
        article id={ "article-" (number) } {
            h1 { (title(article)) }
            (about(article))
            section aria-label="Article" { div.text lang=[article.about("lang")] { (text(article, number)) } }
            @if !article.actors.is_empty() {
                section { h2 { "People" } (people::cards(article, number)) }
            }
            @if article.annotations.iter().any(|annotation| annotation.kind.is_statement()) {
                section { h2 { "Who said what" } (network::picture(article, number)) }
                section { h2 { "Statements" } (statements::table(article, number)) }
            }
            @if !article.sources.is_empty() {
                section { h2 { "Sources" } (sources::timeline(article)) }
            }
            section { h2 { "Findings" } (self::findings(findings)) }
        }
    }
}

fn about(article: &AnnotatedArticle) -> Markup {
    let told = ["author", "outlet", "place", "date"].map(|key| article.about(key));
    let url = article.about("url").filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    html! {
        p.about {
            (told.into_iter().flatten().collect::<Vec<_>>().join(" · "))
            @if let Some(url) = url { " · " a href=(url) rel="noreferrer" { (url) } }
        }
    }
}

/// Number of an actor in its article, for its colour.
pub fn actor_number(article: &AnnotatedArticle, id: &str) -> Option<usize> {
    article.actors.place(id)
}

/// Text with marked words. A mark begins and ends within a line, since paragraphs are elements, too.
fn text(article: &AnnotatedArticle, number: usize) -> Markup {
    let mut parts: Vec<(usize, Reverse<usize>, usize, usize)> = Vec::new();
    for (index, annotation) in article.annotations.iter().enumerate() {
        let ranges = annotation.parts.iter().enumerate().filter(|(_, range)| !range.is_empty());
        parts.extend(ranges.map(|(part, range)| (range.start, Reverse(range.end), index, part)));
    }
    parts.sort_unstable();
    let mut parts = parts.into_iter().peekable();
    let mut out = String::new();
    let (mut from, mut open): (usize, Vec<(usize, usize, usize)>) = (0, Vec::new());
    loop {
        let start = parts.peek().map(|(start, ..)| *start);
        let end = open.last().map(|(end, ..)| *end);
        match (start, end) {
            // At one place, ends come before starts.
            (Some(start), end) if end.is_none_or(|end| start < end) => {
                push(&mut out, article, from..start, open.len());
                from = from.max(start);
                if let Some((_, Reverse(end), index, part)) = parts.next() {
                    out.push_str(&opening(article, index, part, number));
                    open.push((end, index, part));
                }
            }
            (_, Some(end)) => {
                push(&mut out, article, from..end, open.len());
                from = from.max(end);
                if let Some((_, index, part)) = open.pop() {
                    out.push_str(&closing(&article.annotations[index], index, part, number).into_string());
                }
            }
            _ => break,
        }
    }
    push(&mut out, article, from..article.text.len(), 0);
    let body = format!("<p>{}</p>", out.trim());
    PreEscaped(body)
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

/// Start tag of the mark of a part.
fn opening(article: &AnnotatedArticle, index: usize, part: usize, number: usize) -> String {
    let annotation = &article.annotations[index];
    let actor = annotation.actors.first().and_then(|id| actor_number(article, id));
    let mut classes = vec![annotation.kind.word()];
    classes.extend(annotation.actors.is_empty().then_some("nobody"));
    classes.extend(annotation.is_draft.then_some("draft"));
    let id = if part == 0 { format!(" id=\"words-{number}-{index}\"") } else { String::new() };
    let style = actor.map(|actor| format!(" style=\"{}\"", hue(actor))).unwrap_or_default();
    let title = html! { (told(article, annotation)) }.into_string();
    format!("<mark class=\"{}\"{id}{style} title=\"{title}\">", classes.join(" "))
}

/// End tag of the mark of a part; the last part of a statement has a link to its row.
fn closing(annotation: &ArticleAnnotation, index: usize, part: usize, number: usize) -> Markup {
    let is_last = part + 1 == annotation.parts.len();
    html! {
        @if is_last && annotation.kind.is_statement() {
            sup { a href={ "#statement-" (number) "-" (index) } aria-label={ "Statement " (index + 1) } { (index + 1) } }
        }
        (PreEscaped("</mark>"))
    }
}

/// Speakers and kind of an annotation, in a line.
pub fn told(article: &AnnotatedArticle, annotation: &ArticleAnnotation) -> String {
    let names = annotation.actors.iter().map(|id| article.actor_name(id));
    let names = names.collect::<Vec<_>>().join(", ");
    let kind = if annotation.kind == Kind::Mention {
        "mention".to_owned()
    } else {
        noun(annotation.kind, annotation.stance)
    };
    let draft = if annotation.is_draft { ", draft" } else { "" };
    if names.is_empty() { format!("{kind}{draft}") } else { format!("{names}: {kind}{draft}") }
}

fn findings(findings: &[ReportedFinding]) -> Markup {
    html! {
        @if findings.is_empty() {
            p { "None." }
        } @else {
            ul.findings {
                @for finding in findings {
                    li {
                        strong class=(finding.severity) { (finding.severity) }
                        ", line " (finding.line) ": " (finding.message) " " code { (finding.rule) }
                    }
                }
            }
        }
    }
}

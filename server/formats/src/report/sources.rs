//! Sources: a line of time, and a list in the order of their dates, with what they rest on.

use super::page::svg;
use crate::article::{AnnotatedArticle, Entity};
use crate::text::shortened;
use ascribe_language::dates::{self, Days};
use ascribe_markup::model::statement::counted;
use maud::{Markup, html};
use std::collections::HashMap;

/// Width of the picture, its margin, and the width and height of a mark, in pixels.
const WIDTH: usize = 760;
const MARGIN: usize = 40;
const MARK: usize = 20;

/// Maximum number of characters of a date beside the line.
const LONGEST: usize = 10;

/// Source with its number in the list, from 1.
type Numbered<'a> = (usize, &'a Entity);

/// Sources by date, those without a readable one last.
pub fn timeline(article: &AnnotatedArticle, number: usize) -> Markup {
    let mut sources: Vec<Numbered<'_>> = article.sources.iter().enumerate().collect();
    sources.sort_by_key(|(_, source)| {
        let days = date(source).map(|days| (days.first, days.last));
        (days.is_none(), days, source.field("date").is_none())
    });
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for source in article.annotations.iter().flat_map(|annotation| &annotation.sources) {
        *counts.entry(source).or_default() += 1;
    }
    let count = |source: &Entity| counts.get(&*source.id).copied().unwrap_or(0);
    html! {
        (picture(article, &sources, number))
        ol.sources {
            @for (place, source) in &sources {
                (entry(article, source, count(source), &format!("source-{number}-{place}")))
            }
        }
    }
}

fn date(source: &Entity) -> Option<Days> {
    source.field("date").and_then(dates::read)
}

/// Sources along a line of time, each with its number in the list; nothing unless there are two dates.
fn picture(article: &AnnotatedArticle, sources: &[Numbered<'_>], number: usize) -> Markup {
    let dated: Vec<(usize, &Entity, Days)> = sources
        .iter()
        .enumerate()
        .filter_map(|(index, (_, source))| date(source).map(|days| (index + 1, *source, days)))
        .collect();
    let published = article.about("date").and_then(dates::read);
    let all = dated.iter().map(|(.., days)| *days).chain(published);
    let (first, last) = (all.clone().map(|days| days.first).min(), all.map(|days| days.last).max());
    let (Some(first), Some(last)) = (first, last) else { return html! {} };
    if first == last || dated.is_empty() {
        return html! {};
    }
    // Dates have four digits of a year, so the product is small.
    let length = i64::try_from(WIDTH - 2 * MARGIN).unwrap_or_default();
    let x = |day: i64| MARGIN + usize::try_from((day - first) * length / (last - first)).unwrap_or_default();
    // Marks that would cover each other stand above each other.
    let mut taken: HashMap<usize, usize> = HashMap::new();
    let marks: Vec<(usize, usize, usize)> = dated
        .iter()
        .map(|(index, _, days)| {
            let column = x(days.first) / MARK;
            let level = taken.entry(column).or_default();
            *level += 1;
            (*index, column * MARK + MARK / 2, *level)
        })
        .collect();
    let height = taken.values().max().unwrap_or(&1) * MARK + 2 * MARK + 8;
    let line = height - MARK - 4;
    let told = dated.iter().map(|(index, source, _)| {
        format!("{}: {index}, {}.", source.field("date").unwrap_or_default(), source.title())
    });
    let article_date = article.about("date").filter(|_| published.is_some());
    let told: Vec<String> = told.chain(article_date.map(|date| format!("{date}: the article."))).collect();
    let ends = [dated.first(), dated.last()].map(|end| end.and_then(|(_, source, _)| source.field("date")));
    let content = html! {
                path.line d={ "M" (MARGIN / 2) " " (line) " H" (WIDTH - MARGIN / 2) } fill="none" {}
                @for (_, _, days) in &dated {
                    path.span d={ "M" (x(days.first)) " " (line) " H" (x(days.last).max(x(days.first) + 3)) } {}
                }
                @if let Some(published) = published {
                    path.line d={ "M" (x(published.first)) " 14 V" (line) } fill="none" stroke-dasharray="2 3" {}
                    text x=(x(published.first)) y="11" text-anchor="middle" { "article" }
                }
                @for (index, x, level) in &marks {
                    circle.station cx=(x) cy=(line - level * MARK + 6) r=(MARK / 2 - 1) {}
                    text x=(x) y=(line - level * MARK + 10) text-anchor="middle" { (index) }
                }
                @for ((_, _, days), end) in [dated.first(), dated.last()].into_iter().flatten().zip(ends) {
                    text x=(x(days.first)) y=(height - 6) text-anchor="middle" { (shortened(end.unwrap_or_default(), LONGEST)) }
                }
    };
    let picture =
        svg((WIDTH, height), &format!("timeline-{number}"), "Sources by date", &told.join(" "), &content);
    html! {
        figure {
            (picture)
        }
    }
}

fn entry(article: &AnnotatedArticle, source: &Entity, count: usize, anchor: &str) -> Markup {
    let cited: Vec<&str> = source.ids("cites").map(|id| article.source_title(id)).collect();
    let speakers: Vec<&str> = source.ids("of").map(|id| article.actor_name(id)).collect();
    html! {
        li id=(anchor) {
            @if let Some(date) = source.field("date") { time { (date) } ": " } @else { "without a date: " }
            (source.title())
            @for key in ["outlet", "author", "kind"] { @if let Some(value) = source.field(key) { ", " (value) } }
            @if !speakers.is_empty() { ", words of " (speakers.join(", ")) }
            @if !cited.is_empty() { ", rests on " (cited.join(", ")) }
            " (" (counted(count, "annotation")) ")"
        }
    }
}

/// Title of a source, with a link to its entry.
pub fn link(article: &AnnotatedArticle, id: &str, number: usize) -> Markup {
    html! {
        @match article.sources.place(id) {
            Some(place) => a href={ "#source-" (number) "-" (place) } { (article.source_title(id)) },
            None => (id),
        }
    }
}

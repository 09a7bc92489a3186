//! Sources: in the order of their dates, with what they rest on and who relays what.

use crate::article::{AnnotatedArticle, Entity};
use ascribe_markup::model::statement::counted;
use maud::{Markup, html};
use std::collections::HashMap;

/// Sources by date, those without one last, and the chains of hearsay.
pub fn timeline(article: &AnnotatedArticle, number: usize) -> Markup {
    let mut sources: Vec<(usize, &Entity)> = article.sources.iter().enumerate().collect();
    sources.sort_by_key(|(_, source)| (source.field("date").is_none(), source.field("date")));
    let hearsay = article.annotations.iter().filter(|annotation| !annotation.via.is_empty());
    let mut chains: Vec<String> = hearsay
        .map(|annotation| {
            let name = |id: &String| article.actor_name(id).to_owned();
            let links = annotation.actors.iter().chain(&annotation.via).map(name);
            links.collect::<Vec<_>>().join(" → ")
        })
        .collect();
    chains.sort_unstable();
    chains.dedup();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for source in article.annotations.iter().flat_map(|annotation| &annotation.sources) {
        *counts.entry(source).or_default() += 1;
    }
    let count = |source: &Entity| counts.get(&*source.id).copied().unwrap_or(0);
    html! {
        ol.sources { @for (place, source) in sources { (entry(article, source, count(source), &format!("source-{number}-{place}"))) } }
        @if !chains.is_empty() {
            h2 { "Hearsay" }
            ul.sources { @for chain in chains { li { (chain) } } }
        }
    }
}

fn entry(article: &AnnotatedArticle, source: &Entity, count: usize, anchor: &str) -> Markup {
    let cited: Vec<&str> = source.ids("cites").map(|id| article.source_title(id)).collect();
    html! {
        li id=(anchor) {
            @if let Some(date) = source.field("date") { time { (date) } ": " }
            (source.title())
            @for key in ["outlet", "author", "kind"] { @if let Some(value) = source.field(key) { ", " (value) } }
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

//! People: cards for the actors of an article, and a table of those across articles.

use super::page::hue;
use super::voice::{self, Speakers};
use crate::article::{AnnotatedArticle, Entity};
use crate::statistics::{Counts, Group, Statistics};
use ascribe_markup::model::statement::{StatementCounts, counted};
use maud::{Markup, html};
use std::collections::HashMap;

/// Cards of the actors.
pub fn cards(article: &AnnotatedArticle, number: usize) -> Markup {
    let mut counts: HashMap<&str, StatementCounts> = HashMap::new();
    for annotation in &article.annotations {
        for actor in &annotation.actors {
            counts.entry(actor).or_default().add(annotation.kind, annotation.stance);
        }
    }
    html! {
        div.cards {
            @for (index, actor) in article.actors.iter().enumerate() {
                (card(article, actor, &counts.remove(&*actor.id).unwrap_or_default(), (number, index)))
            }
        }
    }
}

fn card(
    article: &AnnotatedArticle,
    actor: &Entity,
    counts: &StatementCounts,
    (number, index): (usize, usize),
) -> Markup {
    let affiliation = actor.field("affiliation").map(|id| id.trim_start_matches('@'));
    let affiliation = affiliation.map(|id| article.actor_name(id));
    html! {
        div.card.actor style=(hue(index)) id={ "actor-" (number) "-" (index) } {
            h3 { (actor.title()) }
            @for line in [actor.field("role"), affiliation].into_iter().flatten() { p { (line) } }
            @if actor.field("anonymous") == Some("yes") {
                p { "Anonymous" @if let Some(reason) = actor.field("reason") { ": " (reason) } }
            }
            p { (counts) }
        }
    }
}

/// Table of the people across articles, each in its colour.
pub fn across(statistics: &Statistics, speakers: &Speakers<'_>) -> Markup {
    let total = &statistics.total;
    html! {
        table {
            caption {
                (counted(total.statements, "statement")) " in " (counted(total.documents, "article")) ", "
                (percent(total.anonymous, total.statements)) " anonymous, "
                (percent(total.unsourced, total.statements)) " without a source"
            }
            thead {
                tr {
                    th scope="col" { "who" }
                    @for head in ["articles", "statements", "quotes", "quoted words", "share of them", "denials"] {
                        th.number scope="col" { (head) }
                    }
                }
            }
            tbody {
                @for group in &statistics.groups { (row(group, total, speakers)) }
            }
        }
    }
}

fn row(group: &Group, total: &Counts, speakers: &Speakers<'_>) -> Markup {
    let counts = &group.counts;
    // Somebody with named statements, too, is no anonymous source.
    let is_anonymous = counts.anonymous > 0 && counts.anonymous == counts.statements;
    html! {
        tr {
            th.actor scope="row" style=[voice::style(group, speakers)] {
                (voice::shown_name(group)) @if is_anonymous { " (anonymous)" }
            }
            td.number { (counts.documents) }
            td.number { (counts.statements) }
            td.number { (counts.quotes) }
            td.number { (counts.quoted_words) }
            td.number { (percent(counts.quoted_words, total.quoted_words)) }
            td.number { (counts.denials) }
        }
    }
}

/// Share of a whole.
pub fn percent(part: usize, whole: usize) -> String {
    format!("{} %", (part * 100).checked_div(whole).unwrap_or(0))
}

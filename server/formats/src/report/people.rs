//! People: cards for the actors of an article, and tables of groups across articles.

use super::page::hue;
use crate::article::{AnnotatedArticle, Entity};
use crate::statistics::{Counts, Statistics};
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

/// Table of groups with their counts.
pub fn groups(statistics: &Statistics, noun: &str) -> Markup {
    let total = &statistics.total;
    html! {
        table {
            caption {
                (counted(total.statements, "statement")) ", " (percent(total.anonymous, total.statements)) " anonymous, "
                (percent(total.unsourced, total.statements)) " without a source"
            }
            thead {
                tr {
                    th scope="col" { (noun) }
                    @for head in ["articles", "quotes", "words", "share of the words", "anonymous", "denials"] {
                        th.number scope="col" { (head) }
                    }
                }
            }
            tbody {
                @for group in &statistics.groups { (row(&group.name, &group.counts, total)) }
            }
        }
    }
}

fn row(name: &str, counts: &Counts, total: &Counts) -> Markup {
    let share = (counts.words() * 100).checked_div(total.words()).unwrap_or(0);
    html! {
        tr {
            th scope="row" { @if name.is_empty() { "(none)" } @else { (name) } }
            td.number { (counts.documents) }
            td.number { (counts.quotes) }
            td.number { (counts.words()) }
            td.number { span.bar style={ "width: " (share / 2) "%" } {} " " (share) " %" }
            td.number { (percent(counts.anonymous, counts.statements)) }
            td.number { (counts.denials) }
        }
    }
}

fn percent(part: usize, whole: usize) -> String {
    format!("{} %", (part * 100).checked_div(whole).unwrap_or(0))
}

//! Statements: a table with speaker, stance, verdict, evidence and where each is on record.

use super::article::actor_number;
use super::page::hue;
use crate::article::{AnnotatedArticle, ArticleAnnotation, Target};
use ascribe_markup::model::statement::noun;
use maud::{Markup, html};

/// Table of the quotes, claims and opinions.
pub fn table(article: &AnnotatedArticle, number: usize) -> Markup {
    let statements = article.annotations.iter().enumerate();
    let statements = statements.filter(|(_, annotation)| annotation.kind.is_statement());
    html! {
        table {
            thead {
                tr {
                    @for head in ["", "who", "words", "on record", "verdict and relations"] { th scope="col" { (head) } }
                }
            }
            tbody {
                @for (index, annotation) in statements { (row(article, annotation, index, number)) }
            }
        }
    }
}

fn row(article: &AnnotatedArticle, annotation: &ArticleAnnotation, index: usize, number: usize) -> Markup {
    let name = |id: &str| article.actor_name(id).to_owned();
    let actor = annotation.actors.first().and_then(|id| actor_number(article, id));
    html! {
        tr id={ "statement-" (number) "-" (index) } {
            th scope="row" { a href={ "#words-" (number) "-" (index) } aria-label="The words in the article" { (index + 1) } }
            td.actor style=[actor.map(hue)] {
                @if annotation.actors.is_empty() { "nobody" }
                (annotation.actors.iter().map(|id| name(id)).collect::<Vec<_>>().join(", "))
                @if !annotation.via.is_empty() {
                    " via " (annotation.via.iter().map(|id| name(id)).collect::<Vec<_>>().join(", "))
                }
                " (" (noun(annotation.kind, annotation.stance)) @if annotation.is_draft { ", draft" } ")"
            }
            td { (article.words(annotation)) }
            td {
                @for id in &annotation.sources { div { (article.source_title(id)) } }
            }
            td {
                @if let Some(verdict) = annotation.attribute("verdict") {
                    div { strong { (verdict.replace('-', " ")) } (evidence(article, annotation)) }
                }
                @for (key, target) in &annotation.relations { div { (key) " " (link(target, number)) } }
            }
        }
    }
}

fn evidence(article: &AnnotatedArticle, annotation: &ArticleAnnotation) -> Markup {
    let ids = annotation.attribute("evidence").unwrap_or_default().split([',', ';']);
    let ids = ids.map(|id| id.trim().trim_start_matches('^')).filter(|id| !id.is_empty());
    let titles: Vec<&str> = ids.map(|id| article.source_title(id)).collect();
    html! { @if !titles.is_empty() { ", by " (titles.join(", ")) } }
}

fn link(target: &Target, number: usize) -> Markup {
    html! {
        @match target {
            Target::Annotation(index) => a href={ "#statement-" (number) "-" (index) } { (index + 1) },
            Target::Label(label) => (label),
        }
    }
}

//! Statements: a table with speaker, stance, verdict, evidence and where each is on record.

use super::article::{actor_number, names};
use super::page::hue;
use super::{marked_text, sources};
use crate::article::{AnnotatedArticle, ArticleAnnotation, Target};
use ascribe_markup::model::statement::noun;
use ascribe_markup::model::vocabulary::Kind;
use maud::{Markup, html};
use std::collections::HashMap;

/// How the target of a relation is shown, by its key.
const PASSIVES: [(&str, &str); 6] = [
    ("supports", "supported by"),
    ("contradicts", "contradicted by"),
    ("denies", "denied by"),
    ("repeats", "repeated by"),
    ("answers", "answered by"),
    ("corrects", "corrected by"),
];

/// Whether an annotation has a row: quotes, claims and opinions, and what they rest on.
pub fn is_listed(annotation: &ArticleAnnotation) -> bool {
    annotation.kind.is_statement() || annotation.kind == Kind::Evidence
}

/// Relations to each annotation: the words for it, and the index of the other one.
type Incoming<'a> = HashMap<usize, Vec<(&'a str, usize)>>;

/// Table of the statements and the evidence.
pub fn table(article: &AnnotatedArticle, number: usize) -> Markup {
    let rows = article.annotations.iter().enumerate().filter(|(_, annotation)| is_listed(annotation));
    let mut incoming = Incoming::new();
    for (index, annotation) in rows.clone() {
        for (key, target) in &annotation.relations {
            let passive = PASSIVES.iter().find(|(known, _)| known == key);
            if let (Some((_, passive)), Target::Annotation(target)) = (passive, target) {
                incoming.entry(*target).or_default().push((passive, index));
            }
        }
    }
    html! {
        div.scroll { table.statements {
            thead {
                tr {
                    @for head in ["", "who", "stance", "words", "on record", "verdict, evidence and relations"] {
                        th scope="col" { (head) }
                    }
                }
            }
            tbody {
                @for (index, annotation) in rows {
                    (row(article, annotation, index, number, incoming.get(&index).map_or(&[], Vec::as_slice)))
                }
            }
        } }
    }
}

fn row(
    article: &AnnotatedArticle,
    annotation: &ArticleAnnotation,
    index: usize,
    number: usize,
    incoming: &[(&str, usize)],
) -> Markup {
    let actor = annotation.actors.first().and_then(|id| actor_number(article, id));
    html! {
        tr id={ "statement-" (number) "-" (index) } {
            th scope="row" { (marked_text::link(article, index, number, &(index + 1).to_string())) }
            td.actor style=[actor.map(hue)] {
                @if annotation.actors.is_empty() && annotation.kind.is_statement() { "nobody" }
                (names(article, annotation.actors.iter()))
                @if !annotation.via.is_empty() { " via " (names(article, annotation.via.iter())) }
            }
            td { (noun(annotation.kind, annotation.stance)) @if annotation.is_draft { ", draft" } }
            td { (article.words(annotation)) }
            td {
                @for id in &annotation.sources { div { (sources::link(article, id, number)) } }
            }
            td {
                (verdict(article, annotation, number))
                @for (key, target) in &annotation.relations { div { (key) " " (link(article, target, number)) } }
                @for (passive, other) in incoming {
                    div { (passive) " " (link(article, &Target::Annotation(*other), number)) }
                }
            }
        }
    }
}

/// Verdict, what it rests on, and who has checked the words.
fn verdict(article: &AnnotatedArticle, annotation: &ArticleAnnotation, number: usize) -> Markup {
    let evidence: Vec<&str> = annotation.ids("evidence").collect();
    let checkers: Vec<String> = annotation.ids("checked-by").map(str::to_owned).collect();
    html! {
        @if let Some(verdict) = annotation.attribute("verdict") {
            div { strong class={ "verdict " (verdict_class(verdict)) } { (verdict.replace('-', " ")) } }
        }
        @if !checkers.is_empty() { div { "checked by " (names(article, checkers.iter())) } }
        @for id in evidence { div { "evidence: " (sources::link(article, id, number)) } }
    }
}

/// Class of a verdict, for its colour.
fn verdict_class(verdict: &str) -> &'static str {
    match verdict {
        "true" | "mostly-true" => "holds",
        "false" | "mostly-false" => "fails",
        _ => "open",
    }
}

fn link(article: &AnnotatedArticle, target: &Target, number: usize) -> Markup {
    html! {
        @match target {
            Target::Annotation(index) if is_listed(&article.annotations[*index]) => {
                a href={ "#statement-" (number) "-" (index) } { (index + 1) }
            }
            Target::Annotation(index) => {
                (marked_text::link(article, *index, number, &article.words(&article.annotations[*index])))
            }
            Target::Label(label) => (label),
        }
    }
}

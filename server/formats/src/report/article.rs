//! An article: its text with marked words, and sections about its people, statements, sources and findings.

use super::{ReportedArticle, findings, hearsay, marked_text, network, people, sources, statements};
use crate::article::{AnnotatedArticle, ArticleAnnotation};
use ascribe_markup::model::statement::noun;
use ascribe_markup::model::vocabulary::Kind;
use maud::{Markup, html};

/// Title of an article, or its name.
pub fn title(article: &AnnotatedArticle) -> String {
    article.about("title").unwrap_or(&article.id).to_owned()
}

/// All about an article; `number` tells those of a page apart. Where the article opens with its title, that is the
/// heading.
pub fn whole(reported: &ReportedArticle, number: usize) -> Markup {
    let article = &reported.article;
    let headline = marked_text::headline(reported);
    let from = headline.as_ref().map_or(0, |headline| headline.end);
    html! {
        article id={ "article-" (number) } {
            @match headline {
                Some(headline) => h1.text lang=[article.about("lang")] { (marked_text::line(reported, number, headline)) },
                None => h1 { (title(article)) },
            }
            (about(article))
            section aria-label="Article" {
                div.text lang=[article.about("lang")] { (marked_text::paragraphs(reported, number, from)) }
                (legend(reported))
            }
            @if !article.actors.is_empty() {
                section { h2 { "People" } (people::cards(article, number)) }
            }
            @if article.annotations.iter().any(|annotation| annotation.kind.is_statement()) {
                section { h2 { "Who said what" } (network::picture(article, number)) }
            }
            @if article.annotations.iter().any(statements::is_listed) {
                section { h2 { "Statements" } (statements::table(article, number)) }
            }
            (hearsay::section(article, number))
            @if !article.sources.is_empty() {
                section { h2 { "Sources" } (sources::timeline(article, number)) }
            }
            section { h2 { "Findings" } (findings::list(&reported.findings)) }
        }
    }
}

/// Key to the marks, if there are any.
fn legend(ReportedArticle { article, unannotated, .. }: &ReportedArticle) -> Markup {
    let has_drafts = article.annotations.iter().any(|annotation| annotation.is_draft);
    html! {
        @if !article.annotations.is_empty() || !unannotated.is_empty() {
            p.about {
                "A colour stands for a speaker, a number for a statement."
                @if !unannotated.is_empty() { " Dotted quotations have no annotation: they are nobody’s." }
                @if has_drafts { " Dashed words are drafts that nobody has reviewed." }
            }
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

/// Names of actors, in a line.
pub fn names<'a>(article: &'a AnnotatedArticle, ids: impl Iterator<Item = &'a String>) -> String {
    ids.map(|id| article.actor_name(id)).collect::<Vec<_>>().join(", ")
}

/// Speakers and kind of an annotation, in a line.
pub fn told(article: &AnnotatedArticle, annotation: &ArticleAnnotation) -> String {
    let names = names(article, annotation.actors.iter());
    let kind = if annotation.kind == Kind::Mention {
        "mention".to_owned()
    } else {
        noun(annotation.kind, annotation.stance)
    };
    let draft = if annotation.is_draft { ", draft" } else { "" };
    if names.is_empty() { format!("{kind}{draft}") } else { format!("{names}: {kind}{draft}") }
}

//! Reports: one self-contained HTML page about annotated articles, for people.
//!
//! A page asks for nothing outside, runs no script, is readable in light and dark, on paper and by screen readers.

mod article;
mod findings;
mod hearsay;
mod marked_text;
mod network;
mod page;
mod people;
mod sources;
mod statements;
mod voice;

use crate::article::{AnnotatedArticle, unannotated_quotations};
use ascribe_lints::Findings;
use ascribe_markup::text::Encoding;
use maud::html;
use page::page;
use std::ops::Range;

/// A finding of a rule, for the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedFinding {
    /// Severity, in a word.
    pub severity: &'static str,
    /// Code of the rule.
    pub rule: &'static str,
    /// Message, in plain text.
    pub message: String,
    /// Line in the document, from 1.
    pub line: usize,
}

/// An article with its findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedArticle {
    /// The article.
    pub article: AnnotatedArticle,
    /// Words of its quotations without an annotation: byte ranges of its text, in order.
    pub unannotated: Vec<Range<usize>>,
    /// Its findings, in text order.
    pub findings: Vec<ReportedFinding>,
}

impl ReportedArticle {
    /// Article under this name, with all that was found in it.
    pub fn new(name: &str, findings: &Findings) -> Self {
        let scope = findings.scope();
        let text = scope.document.text();
        let all = findings.iter().map(|(range, finding)| ReportedFinding {
            severity: finding.severity.word(),
            rule: finding.rule.code,
            message: finding.message.to_string(),
            line: text.position(range.start, Encoding::Utf8).line + 1,
        });
        Self {
            findings: all.collect(),
            unannotated: unannotated_quotations(scope),
            article: AnnotatedArticle::new(name, scope),
        }
    }
}

/// Page about some articles: about the article itself if there is one, else about the people across all of them, and then
/// about each.
pub fn report(articles: &[ReportedArticle]) -> String {
    if let [one] = articles {
        return page(&article::title(&one.article), &article::whole(one, 0));
    }
    let statistics = voice::ranked(articles.iter().map(|one| &one.article));
    let speakers = voice::speakers(&statistics);
    let title = format!("{} articles", articles.len());
    let content = html! {
        h1 { (title) }
        nav aria-label="Articles" {
            ol {
                @for (index, one) in articles.iter().enumerate() {
                    li { a href={ "#article-" (index) } { (article::title(&one.article)) } }
                }
            }
        }
        section aria-labelledby="people" {
            h2 id="people" { "People across the articles" }
            (people::across(&statistics, &speakers))
        }
        section aria-labelledby="voice" {
            h2 id="voice" { "Share of voice" }
            (voice::table(articles, &speakers))
        }
        @for (index, one) in articles.iter().enumerate() {
            (article::whole(one, index))
        }
    };
    page(&title, &content)
}

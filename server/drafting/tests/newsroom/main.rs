//! Drafts of invented articles of many genres, scored against what a careful reader marks in them.
//!
//! `articles/GENRE/NAME.ascribe` are the annotated articles. Each is stripped, drafted, and compared with what it was.
//! `articles/counts.txt` and `articles/GENRE/faults.txt` record the result; see `articles/README.md`.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

mod actors;
mod marked;
mod record;
mod score;
mod tally;

use ascribe_drafting::{LIKELY, draft, front_matter};
use ascribe_lints::{Finding, Severity, check};
use ascribe_markup::document::Document;
use ascribe_markup::import::import;
use ascribe_markup::scope::Scope;
use ascribe_markup::strip::strip;
use marked::MarkedArticle;
use record::Record;
use score::Score;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Number of articles that the set has at least.
const ARTICLES: usize = 120;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles")
}

/// Annotated articles by genre and name.
fn articles() -> BTreeMap<(String, String), String> {
    let mut articles = BTreeMap::new();
    for genre in folder().read_dir().unwrap().map(|entry| entry.unwrap().path()) {
        let files = genre.read_dir().into_iter().flatten().map(|entry| entry.unwrap().path());
        for file in files.filter(|file| file.extension().is_some_and(|it| it == "ascribe")) {
            let stem = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
            articles.insert((stem(&genre), stem(&file)), std::fs::read_to_string(&file).unwrap());
        }
    }
    articles
}

fn drafted(text: &str) -> Document {
    let scope = Scope::alone(Arc::new(Document::new(&import(text))));
    let drafted = scope.document.edited(&draft(&scope, None, LIKELY).edits);
    let front_matter: Vec<_> = front_matter::edit(&drafted).into_iter().collect();
    drafted.edited(&front_matter)
}

fn score(annotated: &str) -> Score {
    let gold = Document::new(annotated);
    let drafted = drafted(&strip(&gold));
    Score::of(&MarkedArticle::of(&gold), &MarkedArticle::of(&drafted))
}

#[test]
fn drafts_are_as_good_as_recorded() {
    let articles = articles();
    assert!(articles.len() >= ARTICLES);
    let scores = articles.iter().map(|(place, annotated)| (place.clone(), score(annotated)));
    Record::of(scores).compare(&folder(), &folder().join("../../../../docs/drafting.md"));
}

#[test]
fn front_matter_causes_no_finding_but_that_a_source_has_no_date() {
    for ((genre, name), annotated) in articles() {
        let scope = Scope::alone(Arc::new(Document::new(&import(&strip(&Document::new(&annotated))))));
        let without = scope.document.edited(&draft(&scope, None, LIKELY).edits);
        let with = drafted(&strip(&scope.document));
        let codes = |document: Document| {
            let findings = check(&Scope::alone(Arc::new(document)), None);
            let codes = findings.iter().map(|(_, finding)| finding.rule.code);
            codes.filter(|code| *code != "missing-date").collect::<Vec<_>>()
        };
        assert_eq!(codes(with), codes(without), "{genre}/{name}");
    }
}

#[test]
fn the_articles_are_annotated_without_gaps_and_errors() {
    let mut problems = Vec::new();
    for ((genre, name), annotated) in articles() {
        let document = Document::new(&annotated);
        let article = MarkedArticle::of(&document);
        let mut problem = |what: &str| problems.push(format!("{genre}/{name}: {what}"));
        article.gaps().iter().for_each(|gap| problem(gap));
        let scope = Scope::alone(Arc::new(document));
        let findings = check(&scope, None);
        let is_error =
            |finding: &Finding| finding.severity == Severity::Error || finding.rule.code == "stray-markup";
        let errors = findings.iter().filter(|(_, finding)| is_error(finding));
        errors.for_each(|(_, finding)| problem(&finding.message));
        let words = article.words.len();
        if !(30..=260).contains(&words) {
            problem(&format!("{words} words"));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

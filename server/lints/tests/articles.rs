//! Generated articles, which benchmarks and fuzzers use, have the intended properties.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

use ascribe_articles::{Desk, Layout, Recipe};
use ascribe_lints::check;
use ascribe_markup::document::Document;
use ascribe_markup::import::import;
use ascribe_markup::scope::Scope;
use ascribe_markup::strip::strip;
use std::sync::Arc;

fn recipes() -> impl Iterator<Item = Recipe> {
    (0..8).flat_map(|seed| {
        let sizes = [0, 2_000, 20_000];
        sizes.into_iter().zip(Layout::ALL).flat_map(move |(bytes, layout)| {
            [0, 50, 100].map(|annotated| Recipe { seed, layout, annotated, ..Recipe::of_size(bytes) })
        })
    })
}

fn codes(document: Document) -> Vec<&'static str> {
    let found = check(&Scope::alone(Arc::new(document)), None);
    found.iter().map(|(_, finding)| finding.rule.code).collect()
}

#[test]
fn a_recipe_gives_the_same_article_everywhere() {
    let article = Recipe { cast: 2, ..Recipe::of_size(2_500) }.article();
    insta::assert_snapshot!(article.document);
}

#[test]
fn an_article_without_its_markup_is_the_plain_one() {
    for recipe in recipes() {
        let article = recipe.article();
        assert_eq!(strip(&Document::new(&article.document)), article.plain, "{recipe:?}");
        assert_eq!(import(&article.plain), article.plain, "{recipe:?}");
    }
}

#[test]
fn an_article_is_as_long_and_as_annotated_as_it_was_asked_for() {
    for recipe in recipes().filter(|recipe| recipe.bytes > 10_000) {
        let article = recipe.article();
        assert!((recipe.bytes..recipe.bytes + 1_500).contains(&article.document.len()), "{recipe:?}");
        assert_eq!(article.document.contains("{@"), recipe.annotated > 0, "{recipe:?}");
    }
}

#[test]
fn nothing_in_an_article_is_broken() {
    for recipe in recipes() {
        let codes = codes(Document::new(&recipe.article().document));
        let broken = ["syntax", "undefined-actor", "undefined-source", "undefined-label", "duplicate-id"];
        assert!(!codes.iter().any(|code| broken.contains(code)), "{recipe:?}: {codes:?}");
    }
}

#[test]
fn the_articles_of_a_desk_know_their_cast_and_each_other() {
    let files: Vec<_> = Desk::of(30).files().collect();
    assert_eq!(files.len(), 31);
    let cast = Arc::new(Document::new(&files[0].1));
    let linked: Vec<_> =
        files.iter().map(|(path, text)| (path.trim_end_matches(".ascribe"), text.as_str())).collect();
    for (number, (_, text)) in files.iter().skip(1).enumerate() {
        assert!(text.contains(&Desk::witness(number)));
        let document = Arc::new(Document::new(text));
        let others = document.linked_documents().map(|path| {
            let other = linked.iter().find(|(name, _)| path.ends_with(name)).expect("an article of the desk");
            (path.into(), Some(Arc::new(Document::new(other.1))))
        });
        let scope = Scope::new(Arc::clone(&document), vec![Arc::clone(&cast)], others.collect());
        let found = check(&scope, None);
        let undefined = found.iter().find(|(_, finding)| finding.rule.code.starts_with("undefined"));
        assert!(undefined.is_none(), "{number}: {undefined:?}");
    }
}

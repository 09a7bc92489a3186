//! The cost of a keystroke depends on its paragraph only: the same counts in documents of two lengths. Times are
//! measured in the benchmarks.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

use ascribe_articles::{Layout, Recipe};
use ascribe_ide::semantic_tokens::{TokenOptions, semantic_tokens};
use ascribe_lints::check;
use ascribe_markup::Edit;
use ascribe_markup::document::Document;
use ascribe_markup::model::Namespace;
use ascribe_markup::scope::Scope;
use ascribe_markup::summary::Summary;
use std::sync::Arc;

/// Effects of a keystroke: number of blocks read, checked, with tokens recomputed, and with cross-block findings
/// recomputed.
type Counts = [usize; 4];

/// Types keys at places, last place first, so that earlier offsets stay valid.
fn typed(text: &str, places: &[Place]) -> Vec<(&'static str, char, Counts)> {
    let mut document = Document::new(text);
    let mut scope = Scope::alone(Arc::new(document.clone()));
    let mut known = check(&scope, None);
    let mut tokens = semantic_tokens(&scope, TokenOptions::default(), None);
    let mut counts = Vec::new();
    for place in places {
        for (at, key) in place.keys.char_indices() {
            document.edit(&Edit::insert(place.offset + at, key));
            scope = Scope::alone(Arc::new(document.clone())).following(&scope);
            known = check(&scope, Some(&known));
            tokens = semantic_tokens(&scope, TokenOptions::default(), Some(&tokens));
            let asked = if place.asks_the_same { known.blocks_asked() } else { 0 };
            let count = [document.blocks_read(), known.blocks_checked(), tokens.blocks_tokenized(), asked];
            counts.push((place.what, key, count));
        }
    }
    counts
}

/// Place where keys are typed.
struct Place {
    what: &'static str,
    offset: usize,
    keys: &'static str,
    /// Whether the number of blocks with recomputed cross-block findings is independent of the article's length. It is
    /// not for quotations: those with the same words are compared, and a longer article has more of them.
    asks_the_same: bool,
}

fn places(text: &str) -> Vec<Place> {
    let middle = (text.len() / 2..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap();
    let place = |what, mark: &str, behind, keys, asks_the_same| {
        let found = text[middle..].find(mark).unwrap_or_else(|| panic!("no {mark:?}"));
        Place { what, offset: middle + found + behind, keys, asks_the_same }
    };
    let mut places = vec![
        place("prose", ". ", 1, " So it was.", true),
        place("a quotation", "“", "“".len(), "Well, ", false),
        place("a claim", "[the ", 1, "now ", true),
        place("braces", "}", 0, " place=here", true),
    ];
    places.sort_by_key(|place| std::cmp::Reverse(place.offset));
    places
}

#[test]
fn a_key_costs_the_same_in_a_long_document() {
    for layout in Layout::ALL {
        // Same beginning of an article, which then continues for ten times as long.
        let [short, long] = [6_000, 60_000]
            .map(|bytes| Recipe { cast: 3, layout, ..Recipe::of_size(bytes) }.article().document);
        let places = places(&short);
        let (in_short, in_long) = (typed(&short, &places), typed(&long, &places));
        assert!(in_long.iter().flat_map(|(.., [work @ .., _])| work).all(|count| *count <= 4), "{in_long:?}");
        assert_eq!(in_short, in_long, "{layout:?}");
    }
}

#[test]
fn what_others_want_to_know_is_made_anew_of_what_a_key_has_changed() {
    let text = Recipe { cast: 3, ..Recipe::of_size(300_000) }.article().document;
    let mut document = Document::new(&text);
    let mut summary = Summary::of(&document);
    assert!(summary.parts_since(&Summary::default()) > 5);
    for Place { what, offset, keys, .. } in places(&text) {
        for (at, key) in keys.char_indices() {
            document.edit(&Edit::insert(offset + at, key));
            let next = Summary::following(&document, Some(&summary));
            assert!(next.parts_since(&summary) <= 2, "{what}, {key:?}");
            assert_eq!(next, Summary::of(&document), "{what}, {key:?}");
            summary = next;
        }
    }
}

#[test]
fn an_id_is_looked_for_where_it_may_be() {
    let text = Recipe { cast: 3, ..Recipe::of_size(300_000) }.article().document;
    let rare = format!("{text}\n\n“It was late.”{{#rare}}\n\n“It was not.”{{denies=#rare}}\n");
    let document = Document::new(&rare);
    let all = document.blocks().count();
    let about = document.blocks_about(Namespace::Label, "rare").count();
    assert!(all > 500 && about <= 128, "{about} of {all}");
    assert_eq!(document.blocks_about(Namespace::Label, "nowhere").count(), 0);
    let defined = document.first_definition(Namespace::Label, "rare").unwrap();
    assert_eq!(document.text().slice(defined), "rare");
}

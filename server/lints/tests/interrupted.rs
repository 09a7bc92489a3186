//! A check that is stopped at any step, and then goes on, finds what a check from scratch finds.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

use ascribe_articles::{Layout, Recipe};
use ascribe_lints::{Findings, Unfinished, check, check_on};
use ascribe_markup::Edit;
use ascribe_markup::budget::Budget;
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use proptest::prelude::*;
use std::ops::Range;
use std::sync::Arc;

type Found = Vec<(Range<usize>, &'static str, Arc<str>)>;

fn found(findings: &Findings) -> Found {
    findings.iter().map(|(range, found)| (range, found.rule.code, found.message.clone())).collect()
}

fn scope(text: &str) -> Scope {
    Scope::alone(Arc::new(Document::new(text)))
}

fn article(seed: u64, bytes: usize) -> String {
    // Notes and front matter allow what is elsewhere, and ids and quoted words are shared between paragraphs.
    let article = Recipe { seed, layout: Layout::ALL[0], annotated: 60, ..Recipe::of_size(bytes) }.article();
    let notes =
        "%% allow: loaded-verb, unattributed-quote\n“It rose,” he said.\n\n%% allow: missing-source\n";
    format!(
        "---\ntitle: Moe: ‘it rose’\nallow: missing-date; bare-source\n---\n\n{}\n\n{notes}{notes}",
        article.document
    )
}

/// Goes on with a check, with budgets of this many steps; returns the findings and the number of budgets.
fn finish(scope: &Scope, mut checked: Result<Findings, Unfinished>, steps: u64) -> (Findings, usize) {
    let mut count = 1;
    loop {
        match checked {
            Ok(findings) => return (findings, count),
            Err(unfinished) => checked = unfinished.go_on(scope, &Budget::of_steps(steps)),
        }
        count += 1;
        assert!(count < 10_000, "no progress");
    }
}

/// Smallest budget, in steps, that lasts for a check from scratch.
fn whole(scope: &Scope) -> u64 {
    let lasts = |steps| check_on(scope, None, &Budget::of_steps(steps)).is_ok();
    let (mut low, mut high) = (0, 1 << 20);
    while low < high {
        let middle = u64::midpoint(low, high);
        if lasts(middle) { high = middle } else { low = middle + 1 }
    }
    low
}

#[test]
fn nothing_is_lost_however_small_the_pieces() {
    let scope = scope(&article(3, 6_000));
    let (expected, whole) = (found(&check(&scope, None)), whole(&scope));
    assert!(expected.len() > 5 && whole > 1_000, "{expected:?} in {whole} steps");
    for pieces in [2, 5, 20] {
        let steps = whole / pieces;
        let (findings, count) = finish(&scope, check_on(&scope, None, &Budget::of_steps(steps)), steps);
        assert_eq!(found(&findings), expected, "in pieces of {steps} steps");
        // A piece ends up to one block early, and a phase does not share a piece with the next one.
        assert!(
            count <= 2 * usize::try_from(pieces).unwrap() + 2,
            "{count} pieces of {steps} of {whole} steps"
        );
    }
}

#[test]
fn a_check_with_nothing_to_do_takes_no_steps() {
    let scope = scope(&article(4, 2_000));
    let known = check(&scope, None);
    let again = check_on(&scope, Some(known.clone()), &Budget::of_steps(0)).expect("no step is needed");
    assert_eq!(found(&again), found(&known));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_check_that_was_stopped_goes_on_as_if_it_were_not(
        seed in 0..6_u64,
        stops in prop::collection::vec(0..9_000_u64, 1..5),
        edits in prop::collection::vec((0..100_usize, 0..4_usize), 0..5),
    ) {
        let mut text = article(seed, 3_000);
        let mut document = Document::new(&text);
        let mut checked: Option<Result<Findings, Unfinished>> = None;
        let mut edits = edits.into_iter();
        // The last one comes to its end.
        for steps in stops.into_iter().chain([u64::MAX]) {
            let budget = Budget::of_steps(steps);
            let scope = Scope::alone(Arc::new(document.clone()));
            checked = Some(match checked {
                Some(Err(unfinished)) => unfinished.go_on(&scope, &budget),
                known => check_on(&scope, known.and_then(Result::ok), &budget),
            });
            if let Some(Ok(findings)) = &checked {
                let fresh = Scope::alone(Arc::new(Document::new(&text)));
                prop_assert_eq!(found(findings), found(&check(&fresh, None)));
            }
            if let Some((place, what)) = edits.next().filter(|_| steps < u64::MAX) {
                let at = (0..=text.len() * place / 100).rev().find(|at| text.is_char_boundary(*at)).unwrap();
                let words = ["x", "\n\n", " “She left,” he said. ", "\n\n%% allow: missing-source\n"][what];
                document.edit(&Edit::insert(at, words));
                text.insert_str(at, words);
            }
        }
        prop_assert!(checked.is_some_and(|checked| checked.is_ok()));
    }
}

//! Gamma is that of the package `pygamma-agreement`; `agreement/gamma.py` writes its values.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a panic is how a test fails")]

use ascribe_formats::agreement::gamma::{Continuum, MAX_UNITS, Unit, disorder, expected_disorder, gamma};
use ascribe_markup::model::vocabulary::Kind;
use proptest::prelude::*;

const KINDS: [Kind; 3] = [Kind::Quote, Kind::Claim, Kind::Opinion];

fn units(text: &str) -> Vec<Unit> {
    let unit = |text: &str| {
        let (words, category) = text.split_once(':').unwrap();
        let (start, end) = words.split_once('-').unwrap();
        let category = KINDS[category.parse::<usize>().unwrap()];
        Unit { words: start.parse().unwrap()..end.parse().unwrap(), category }
    };
    text.split(',').map(unit).collect()
}

#[test]
fn gamma_is_that_of_the_package() {
    let mut count = 0;
    for line in include_str!("agreement/gamma.txt").lines() {
        let fields: Vec<&str> = line.split(' ').collect();
        let [length, first, second, numbers @ ..] = &fields[..] else { panic!("{line}") };
        let numbers: Vec<f64> = numbers.iter().map(|number| number.parse().unwrap()).collect();
        let [expected_observed, expected_chance, expected_gamma] = numbers[..] else { panic!("{line}") };
        let text = [Continuum { length: length.parse().unwrap(), annotators: [units(first), units(second)] }];
        let observed = disorder(&text);
        assert!((observed - expected_observed).abs() < 1e-5, "{observed} {line}");
        // Both are samples, each with an error of 1 % at a confidence of 95 %.
        let chance = expected_disorder(&text);
        assert!((chance / expected_chance - 1.0).abs() < 0.03, "{chance} {line}");
        let gamma = gamma(&text).unwrap();
        assert!((gamma - expected_gamma).abs() < 0.03, "{gamma} {line}");
        let again = ascribe_formats::agreement::gamma::gamma(&text).unwrap();
        assert_eq!(gamma.to_bits(), again.to_bits(), "the same annotations have the same gamma");
        count += 1;
    }
    assert_eq!(count, 8);
}

#[test]
fn nothing_is_said_of_nothing_and_of_too_much() {
    let units = |count: usize| -> Vec<Unit> {
        (0..count).map(|at| Unit { words: at..at + 1, category: Kind::Claim }).collect()
    };
    let text = |first, second| [Continuum { length: 1000, annotators: [units(first), units(second)] }];
    assert_eq!(gamma(&[]), None);
    assert_eq!(gamma(&text(0, 0)), None);
    assert_eq!(gamma(&text(MAX_UNITS + 1, 1)), None);
    let one_sided = gamma(&text(2, 0)).unwrap();
    assert!(one_sided < 1e-9, "{one_sided}: nobody agrees with somebody who marks nothing");
    let alone = disorder(&text(1, 0));
    assert!((alone - 2.0).abs() < 1e-9, "{alone}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    /// Whatever is marked: the order of the annotators makes no difference to the disorder, equal annotations have none,
    /// and every pair costs no more than two that stand alone.
    #[test]
    fn disorder_has_bounds(
        first in prop::collection::vec((0..90_usize, 1..10_usize, 0..3_usize), 1..12),
        second in prop::collection::vec((0..90_usize, 1..10_usize, 0..3_usize), 0..12),
    ) {
        let units = |all: &[(usize, usize, usize)]| -> Vec<Unit> {
            all.iter().map(|(start, length, kind)| Unit { words: *start..start + length, category: KINDS[*kind] }).collect()
        };
        let text = |a: &[_], b: &[_]| [Continuum { length: 100, annotators: [units(a), units(b)] }];
        let found = disorder(&text(&first, &second));
        prop_assert!((0.0..=2.0 + 1e-9).contains(&found), "{found}");
        prop_assert!((found - disorder(&text(&second, &first))).abs() < 1e-9);
        prop_assert!(disorder(&text(&first, &first)).abs() < 1e-9);
        prop_assert!(gamma(&text(&first, &second)).is_none_or(|gamma| gamma <= 1.0));
    }
}

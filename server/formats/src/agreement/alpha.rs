//! Krippendorff's alpha for nominal values: 1 for full agreement, 0 for that of chance.
//!
//! K. Krippendorff, *Content Analysis*, chapter 11.

use std::collections::BTreeMap;

/// Alpha of units, each with the values that annotators gave it; `None` values are missing. `None` if fewer than two
/// values can be compared, or all are equal, so that nothing can be said about chance.
pub fn alpha<T: Ord>(units: impl IntoIterator<Item = Vec<Option<T>>>) -> Option<f64> {
    let mut totals: BTreeMap<T, f64> = BTreeMap::new();
    let (mut agreeing, mut all) = (0.0, 0.0);
    for unit in units {
        let mut counts: BTreeMap<T, f64> = BTreeMap::new();
        unit.into_iter().flatten().for_each(|value| *counts.entry(value).or_default() += 1.0);
        let pairable: f64 = counts.values().sum();
        if pairable < 2.0 {
            continue;
        }
        all += pairable;
        for (value, count) in counts {
            agreeing += count * (count - 1.0) / (pairable - 1.0);
            *totals.entry(value).or_default() += count;
        }
    }
    let expected: f64 = totals.values().map(|count| count * (count - 1.0)).sum();
    let possible = all * (all - 1.0);
    (possible > expected).then(|| 1.0 - (all - 1.0) * (all - agreeing) / (possible - expected))
}

#[cfg(test)]
mod tests {
    use super::alpha;
    use proptest::prelude::*;

    /// Four annotators and twelve units, of which some values are missing: the example of *Content Analysis*.
    #[test]
    fn the_example_of_the_literature_has_its_value() {
        let annotators = [
            "1 2 3 3 2 1 4 1 2 . . .",
            "1 2 3 3 2 2 4 1 2 5 . 3",
            ". 3 3 3 2 3 4 2 2 5 1 .",
            "1 2 3 3 2 4 4 1 2 5 1 .",
        ];
        let values = annotators.map(|line| line.split(' ').collect::<Vec<_>>());
        let units = (0..12).map(|unit| {
            let of = |values: &Vec<&'static str>| Some(values[unit]).filter(|value| *value != ".");
            values.iter().map(of).collect::<Vec<_>>()
        });
        let found = alpha(units).unwrap_or_default();
        assert!((found - 0.743).abs() < 0.0005, "{found}");
    }

    #[test]
    fn nothing_is_said_without_a_choice() {
        assert_eq!(alpha([vec![Some(1), Some(1)], vec![Some(1), Some(1)]]), None);
        assert_eq!(alpha([vec![Some(1), None], vec![None, Some(2)]]), None);
        assert_eq!(alpha::<u8>([]), None);
    }

    proptest! {
        #[test]
        fn it_is_one_at_most_and_only_for_full_agreement(
            units in prop::collection::vec(prop::collection::vec(prop::option::of(0..3_u8), 2..4), 1..20)
        ) {
            let differs = units.iter().any(|unit| {
                let mut values: Vec<u8> = unit.iter().flatten().copied().collect();
                values.dedup();
                values.len() > 1
            });
            if let Some(alpha) = alpha(units) {
                prop_assert!(alpha <= 1.0 + 1e-9 && (differs == (alpha < 1.0 - 1e-9)), "{alpha} {differs}");
            }
        }
    }
}

//! Alpha is that of the package `krippendorff`; `agreement/alpha.py` writes its values.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a panic is how a test fails")]

use ascribe_formats::agreement::alpha::alpha;

#[test]
fn alpha_is_that_of_the_package() {
    let mut count = 0;
    for line in include_str!("agreement/alpha.txt").lines() {
        let mut annotators: Vec<&str> = line.split(' ').collect();
        let expected: f64 = annotators.pop().unwrap().parse().unwrap();
        let values = annotators.iter().map(|it| it.chars().collect::<Vec<_>>()).collect::<Vec<_>>();
        let unit =
            |unit: usize| values.iter().map(|it| Some(it[unit]).filter(|value| *value != '.')).collect();
        let found = alpha((0..values[0].len()).map(unit)).unwrap();
        assert!((found - expected).abs() < 1e-8, "{found} for {line}");
        count += 1;
    }
    assert_eq!(count, 21);
}

//! “Did you mean” suggestions.

use ascribe_language::normal_form::normal;
use std::borrow::Cow;

/// Edit distance, as a share of the longer word, from which on two words are not similar.
const FAR: f64 = 0.4;

/// Candidate most similar to `word`, if one is similar enough.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let lower = lowercase(word);
    let letters = Letters::of(&lower);
    let near = candidates.filter(|candidate| *candidate != word).filter_map(|candidate| {
        let other = lowercase(candidate);
        // A prefix is a likelier match than its distance suggests.
        let starts = lower.len() >= 3 && (other.starts_with(&*lower) || lower.starts_with(&*other));
        let theirs = Letters::of(&other);
        let share = letters.count.max(theirs.count).max(1) * if starts { 2 } else { 1 };
        #[allow(clippy::cast_precision_loss, reason = "no word has 2^52 characters")]
        let as_share = |distance: usize| distance as f64 / share as f64;
        if as_share(letters.least_distance(&theirs)) >= FAR {
            return None;
        }
        Some((as_share(strsim::damerau_levenshtein(&lower, &other)), candidate))
    });
    near.filter(|(distance, _)| *distance < FAR)
        .min_by(|(a, x), (b, y)| a.total_cmp(b).then_with(|| x.cmp(y)))
        .map(|(_, candidate)| candidate)
}

fn lowercase(word: &str) -> Cow<'_, str> {
    let is_lower = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(word) } else { Cow::Owned(normal(word).to_lowercase()) }
}

/// Letter counts of a word, in hash buckets: a cheap test that rules out most dissimilar words.
struct Letters {
    sorts: [i16; 32],
    count: usize,
}

impl Letters {
    fn of(word: &str) -> Self {
        let mut letters = Self { sorts: [0; 32], count: 0 };
        for c in word.chars() {
            let sort = &mut letters.sorts[c as usize % 32];
            *sort = sort.saturating_add(1);
            letters.count += 1;
        }
        letters
    }

    /// Lower bound of the edit distance, since each edit adds at most one letter and removes at most one.
    fn least_distance(&self, other: &Self) -> usize {
        let differences = || self.sorts.iter().zip(&other.sorts).map(|(a, b)| i32::from(*a) - i32::from(*b));
        let more: i32 = differences().map(|difference| difference.max(0)).sum();
        let fewer: i32 = differences().map(|difference| (-difference).max(0)).sum();
        more.max(fewer).unsigned_abs() as usize
    }
}

#[cfg(test)]
mod tests {
    use super::{FAR, nearest};
    use proptest::prelude::*;

    #[test]
    fn a_slip_is_seen_and_another_word_is_not() {
        let ids = ["harbour-board", "jensen", "us-officials"];
        assert_eq!(nearest("jensn", ids.into_iter()), Some("jensen"));
        assert_eq!(nearest("harbor-board", ids.into_iter()), Some("harbour-board"));
        assert_eq!(nearest("us-official", ids.into_iter()), Some("us-officials"));
        assert_eq!(nearest("mayor", ids.into_iter()), None);
    }

    proptest! {
        #[test]
        fn none_is_passed_over_that_is_nearer(
            word in "[a-cA-Cé𝕏-]{0,6}",
            others in prop::collection::vec("[a-cA-Cé𝕏-]{0,6}", 0..6),
        ) {
            #[allow(clippy::cast_precision_loss, reason = "the words are short")]
            let distance = |other: &str| {
                let (word, other) = (word.to_lowercase(), other.to_lowercase());
                let longer = word.chars().count().max(other.chars().count()).max(1);
                let starts = word.len() >= 3 && (other.starts_with(&word) || word.starts_with(&other));
                let longer = if starts { 2 * longer } else { longer };
                strsim::damerau_levenshtein(&word, &other) as f64 / longer as f64
            };
            let near = others.iter().filter(|other| **other != word).map(|other| (distance(other), &**other));
            let least = near.filter(|(distance, _)| *distance < FAR).min_by(|(a, x), (b, y)| a.total_cmp(b).then(x.cmp(y)));
            prop_assert_eq!(nearest(&word, others.iter().map(String::as_str)), least.map(|(_, other)| other));
        }
    }
}

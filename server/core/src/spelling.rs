//! “Did you mean”.

/// The least edit distance, as a share of the longer word, at which two words are no longer near.
const FAR: f64 = 0.4;

/// The candidate most like `word`, if one is near enough to be meant.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let near = candidates.filter(|candidate| *candidate != word).map(|candidate| {
        let other = candidate.to_lowercase();
        let longer = lower.chars().count().max(other.chars().count()).max(1);
        #[allow(clippy::cast_precision_loss, reason = "no word has 2^52 characters")]
        let distance = strsim::damerau_levenshtein(&lower, &other) as f64 / longer as f64;
        // One id that starts the other is meant more often than the distance tells.
        let starts = lower.len() >= 3 && (other.starts_with(&lower) || lower.starts_with(&other));
        (if starts { distance / 2.0 } else { distance }, candidate)
    });
    near.filter(|(distance, _)| *distance < FAR)
        .min_by(|(a, x), (b, y)| a.total_cmp(b).then_with(|| x.cmp(y)))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_seen_and_another_word_is_not() {
        let ids = ["harbour-board", "jensen", "us-officials"];
        assert_eq!(nearest("jensn", ids.into_iter()), Some("jensen"));
        assert_eq!(nearest("harbor-board", ids.into_iter()), Some("harbour-board"));
        assert_eq!(nearest("us-official", ids.into_iter()), Some("us-officials"));
        assert_eq!(nearest("mayor", ids.into_iter()), None);
    }
}

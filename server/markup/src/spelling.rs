//! “Did you mean” suggestions.

use ascribe_language::normal_form::normal;
use std::borrow::Cow;

/// Edit distance, as a share of the longer word, from which on two words are not similar.
const FAR: f64 = 0.4;

/// Length in characters from which on a word is not compared: nobody mistypes such an id, and comparing two takes time for
/// each pair of their letters.
const LONGEST: usize = 64;

/// Largest number of words of a [`SpellingIndex`] that are compared with one.
const MOST_COMPARED: usize = 64;

/// Candidate most similar to `word`, if one is similar enough. Compares all candidates: use a [`SpellingIndex`] where
/// there may be many of both.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if is_long(word) {
        return None;
    }
    let lower = lowercase(word);
    let letters = Letters::of(&lower);
    let candidates = candidates.filter(|candidate| *candidate != word && !is_long(candidate));
    let near = candidates.filter_map(|candidate| {
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

fn is_long(word: &str) -> bool {
    word.chars().nth(LONGEST).is_some()
}

/// Many words, by their pieces of three letters, so that a word is compared only with those that share its rarest pieces.
#[derive(Debug, Default)]
pub struct SpellingIndex {
    words: Vec<Box<str>>,
    /// Hashes of pieces, each with the index of a word that has the piece; sorted.
    pieces: Vec<(u32, u32)>,
}

impl SpellingIndex {
    /// Indexes words.
    pub fn new<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut words: Vec<Box<str>> = words.filter(|word| !is_long(word)).map(Box::from).collect();
        words.sort_unstable();
        words.dedup();
        if words.len() <= MOST_COMPARED {
            return Self { words, pieces: Vec::new() };
        }
        let pieces =
            (0..).zip(&words).flat_map(|(index, word)| pieces(word).map(move |piece| (piece, index)));
        let mut pieces: Vec<(u32, u32)> = pieces.collect();
        pieces.sort_unstable();
        Self { words, pieces }
    }

    /// Word most similar to this one, if one is similar enough: of all, if they are few, else of those that share the rarest
    /// pieces with it.
    pub fn nearest(&self, word: &str) -> Option<&str> {
        if self.words.len() <= MOST_COMPARED {
            return nearest(word, self.words.iter().map(|word| &**word));
        }
        if is_long(word) {
            return None;
        }
        let mut having: Vec<&[(u32, u32)]> = pieces(word).map(|piece| self.having(piece)).collect();
        having.sort_by_key(|having| having.len());
        let having = having.into_iter().flat_map(|having| having.iter().take(MOST_COMPARED));
        let mut candidates: Vec<u32> = Vec::new();
        for (_, index) in having {
            if candidates.len() >= MOST_COMPARED {
                break;
            }
            if !candidates.contains(index) {
                candidates.push(*index);
            }
        }
        nearest(word, candidates.into_iter().filter_map(|index| Some(&**self.words.get(index as usize)?)))
    }

    /// Words that have a piece.
    fn having(&self, piece: u32) -> &[(u32, u32)] {
        let start = self.pieces.partition_point(|(other, _)| *other < piece);
        let rest = &self.pieces[start..];
        &rest[..rest.partition_point(|(other, _)| *other == piece)]
    }
}

/// Hashes of each three letters in sequence of a word, in which a sign stands before the first one and after the last.
fn pieces(word: &str) -> impl Iterator<Item = u32> {
    let sign = std::iter::once('\0');
    let letters: Vec<char> = sign.clone().chain(lowercase(word).chars()).chain(sign).collect();
    let mut pieces: Vec<u32> = letters
        .windows(3)
        .map(|piece| piece.iter().fold(0_u32, |hash, c| hash.wrapping_mul(0x0100_0193) ^ u32::from(*c)))
        .collect();
    pieces.sort_unstable();
    pieces.dedup();
    pieces.into_iter()
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
    use super::{FAR, LONGEST, MOST_COMPARED, SpellingIndex, nearest};
    use proptest::prelude::*;

    #[test]
    fn a_slip_is_seen_and_another_word_is_not() {
        let ids = ["harbour-board", "jensen", "us-officials"];
        assert_eq!(nearest("jensn", ids.into_iter()), Some("jensen"));
        assert_eq!(nearest("harbor-board", ids.into_iter()), Some("harbour-board"));
        assert_eq!(nearest("us-official", ids.into_iter()), Some("us-officials"));
        assert_eq!(nearest("mayor", ids.into_iter()), None);
    }

    #[test]
    fn slips_are_seen_among_very_many_words() {
        let words: Vec<String> =
            (0..5000).map(|number| format!("{}-{number}", number * 7919 % 5000)).collect();
        let index = SpellingIndex::new(words.iter().map(String::as_str).chain(["lock-keeper", "harbour"]));
        for (slip, word) in [
            ("lock-keper", Some("lock-keeper")),
            ("lokc-keeper", Some("lock-keeper")),
            ("Harbor", Some("harbour")),
            ("lock-", Some("lock-keeper")),
            ("weather", None),
        ] {
            assert_eq!(index.nearest(slip), word, "{slip}");
        }
    }

    #[test]
    fn words_of_very_many_letters_are_not_compared() {
        let [long, longer] = [LONGEST, LONGEST + 1].map(|letters| "a".repeat(letters));
        let slip = format!("{}b", &long[1..]);
        assert_eq!(nearest(&slip, [&*long, &*longer].into_iter()), Some(&*long));
        assert_eq!(nearest(&longer, std::iter::once(&*long)), None);
    }

    proptest! {
        #[test]
        fn an_index_of_few_words_compares_all(
            word in "[a-cA-Cé𝕏-]{0,6}",
            others in prop::collection::vec("[a-cA-Cé𝕏-]{0,6}", 0..MOST_COMPARED),
        ) {
            let others = || others.iter().map(String::as_str);
            let index = SpellingIndex::new(others());
            prop_assert_eq!(index.nearest(&word), nearest(&word, others()));
        }

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

//! Word-by-word comparison of quotations in [normal form](ascribe_language::normal_form), ignoring case, punctuation and
//! line ends.

use ascribe_language::normal_form::normal;
use ascribe_language::words::is_word;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Words of a text, in lower case, without punctuation.
pub fn words(text: &str) -> Vec<String> {
    let text = normal(text);
    let chunks = text.split(|c: char| !(is_word(c) || c == '\''));
    let words = chunks.map(|chunk| chunk.trim_matches('\'').to_lowercase());
    words.filter(|word| !word.is_empty()).collect()
}

/// Whether `all` contains `some` as a contiguous sequence.
pub fn holds(all: &[String], some: &[String]) -> bool {
    some.is_empty() || all.windows(some.len()).any(|window| window == some)
}

/// Whether dots or brackets show that words were left out or inserted.
pub fn is_cut(text: &str) -> bool {
    text.contains("...") || text.contains('…') || text.contains(['[', ']']) || text.contains(". . .")
}

/// Minimum number of word substitutions, insertions and deletions to find `some` in `all`.
pub fn distance(some: &[String], all: &[String]) -> usize {
    // Indexed by the end in `all` of the matched range, which may start anywhere.
    let mut row = vec![0; all.len() + 1];
    for (i, word) in some.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, other) in all.iter().enumerate() {
            let change = diagonal + usize::from(word != other);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row.into_iter().min().unwrap_or(0)
}

/// Number of words per hash.
const GRAM: usize = 3;

/// Number of words above which hashes are sampled.
const MANY: usize = 32;

/// Sampled hashes of word sequences. Nearly identical texts share some.
pub fn hashes(words: &[String], salt: impl Hash) -> Vec<u64> {
    let all = words.windows(GRAM).map(|gram| {
        let mut hasher = DefaultHasher::new();
        salt.hash(&mut hasher);
        gram.hash(&mut hasher);
        hasher.finish()
    });
    // Sampling depends on the hash alone, so all texts keep the same ones; longer texts keep a smaller share.
    let every = (words.len() / MANY).next_power_of_two() as u64;
    all.filter(|hash| hash % every == 0).collect()
}

#[cfg(test)]
mod tests {
    use super::{distance, hashes, holds, words};

    #[test]
    fn words_are_compared_without_their_marks() {
        assert_eq!(words("“Don’t — ever — go,” she ‘said’."), ["don't", "ever", "go", "she", "said"]);
        assert!(holds(&words("We do not go there."), &words("do NOT\ngo")));
        for same in
            ["We didn`t see Zoe\u{308}’s co\u{2011}op", "we did\u{ad}n't\u{a0}see Zo\u{200b}ë\u{2bc}s co-op"]
        {
            assert_eq!(words(same), words("We didn't see Zoë's co-op"), "{same}");
        }
        assert!(!holds(&words("We do not go there."), &words("do go")));
        for (some, all, far) in [
            ("do not go", "we do not go there", 0),
            ("do never go", "we do not go there", 1),
            ("do go", "we do not go there", 1),
            ("a b c", "", 3),
        ] {
            assert_eq!(distance(&words(some), &words(all)), far, "{some}");
        }
    }

    #[test]
    fn like_texts_share_hashes_and_others_do_not() {
        let long: Vec<String> = (0..200).map(|number| format!("w{number}")).collect();
        let mut other = long.clone();
        other[100] = "x".into();
        let (a, b) = (hashes(&long, "s"), hashes(&other, "s"));
        assert!(a.len() < 100 && a.iter().filter(|hash| b.contains(hash)).count() > 10);
        assert!(!hashes(&long, "t").iter().any(|hash| a.contains(hash)));
    }
}

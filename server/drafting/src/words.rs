//! Words and what they say about actors; the lists are in `data/en/actors.txt`.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

const LISTS: &str = include_str!("../data/en/actors.txt");

static ALL: LazyLock<HashMap<&str, HashSet<String>>> = LazyLock::new(|| {
    let lines = LISTS.lines().filter(|line| !line.starts_with('#'));
    let lists = lines.filter_map(|line| line.split_once(':'));
    lists
        .map(|(name, words)| (name, words.split_whitespace().map(|word| word.replace('_', " ")).collect()))
        .collect()
});

/// Whether a list has a word, in small letters and without a full stop behind it.
pub fn is(list: &str, word: &str) -> bool {
    let small = word.trim_end_matches('.').to_lowercase();
    ALL.get(list).is_some_and(|words| words.contains(&small))
}

/// A word or a mark of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'t> {
    /// As it is written.
    pub text: &'t str,
    /// The byte at which it starts.
    pub start: usize,
}

impl Word<'_> {
    /// The same word of the text that starts at a byte before it.
    #[must_use]
    pub fn moved(&self, base: usize) -> Self {
        Self { text: self.text, start: self.start.saturating_sub(base) }
    }

    /// The byte behind it.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it starts with a capital.
    pub fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// Whether it is a word and no mark.
    pub fn is_word(&self) -> bool {
        self.text.starts_with(char::is_alphanumeric)
    }

    /// Whether a list has it.
    pub fn is(&self, list: &str) -> bool {
        is(list, self.text)
    }
}

/// The words and marks of a text; places are those of the text plus `base`. A possessive is a mark of its own.
pub fn words(text: &str, base: usize) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let mut end = start + c.len_utf8();
        if c.is_alphanumeric() {
            while let Some(&(at, c)) = chars.peek() {
                if !(c.is_alphanumeric() || joins(text, start..at, c)) {
                    break;
                }
                end = at + c.len_utf8();
                chars.next();
            }
            let word = &text[start..end];
            let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
            words.push(Word { text: bare, start: base + start });
            if bare.len() < word.len() {
                words.push(Word { text: &text[start + bare.len()..end], start: base + start + bare.len() });
            }
        } else {
            words.push(Word { text: &text[start..end], start: base + start });
        }
    }
    words
}

/// Whether a mark behind a part of a word is in it: “O’Brien”, “co-founder”, “U.S.”, “Sen.”.
fn joins(text: &str, before: Range<usize>, mark: char) -> bool {
    let behind = text[before.end + mark.len_utf8()..].chars().next();
    let goes_on = behind.is_some_and(char::is_alphanumeric);
    let word = &text[before];
    match mark {
        '\'' | '’' | '-' | '‑' | '&' => goes_on,
        '.' => {
            let letters = word.chars().filter(|c| c.is_alphabetic()).count();
            goes_on && letters > 0
                || letters == 1 && word.starts_with(char::is_uppercase)
                || word.contains('.')
                || is("title", word)
                || is("short", word)
                || is("tail", word)
        }
        _ => false,
    }
}

/// Whether a word can be part of a name: a capital, and no word that has one only at the start of a sentence.
pub fn is_name_word(word: &Word<'_>) -> bool {
    word.is_capital() && !word.is("not")
}

/// The longest stretches of words that may be names, by their places among the words; with the small words within
/// (“Ursula von der Leyen”) and without what stands around.
pub fn runs(words: &[Word<'_>]) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !is_name_word(&words[at]) {
            at += 1;
            continue;
        }
        let start = at;
        let mut end = at + 1;
        loop {
            let small =
                words[end..].iter().take(3).take_while(|word| word.is("particle") && !word.is_capital());
            let next = end + small.count();
            match words.get(next) {
                Some(word) if is_name_word(word) && is_near(&words[end - 1..=next]) => end = next + 1,
                _ => break,
            }
        }
        runs.push(start..end);
        at = end;
    }
    runs
}

/// Whether nothing but one blank or line end stands between words.
fn is_near(words: &[Word<'_>]) -> bool {
    words.windows(2).all(|pair| pair[1].start - pair[0].end() <= 2 && pair[1].start > pair[0].end())
        && !words.iter().any(|word| word.text.starts_with(['\'', '’']))
}

#[cfg(test)]
mod tests {
    use super::{runs, words};

    fn names(text: &str) -> Vec<&str> {
        let words = words(text, 0);
        runs(&words).into_iter().map(|run| &text[words[run.start].start..words[run.end - 1].end()]).collect()
    }

    #[test]
    fn names_are_runs_of_capitals() {
        assert_eq!(
            names("However, Ada von der Moe met J. R. Lund Jr. in the U.S. on Friday."),
            ["Ada von der Moe", "J. R. Lund Jr.", "U.S."]
        );
        assert_eq!(
            names("O’Brien's friend, Sen. Moe, asked Le Monde’s man."),
            ["O’Brien", "Sen. Moe", "Le Monde"]
        );
    }
}

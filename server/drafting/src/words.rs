//! Tokens of phrases about actors.

pub use ascribe_language::actor_words::is;
use ascribe_language::full_names::suffix_end;
use std::ops::Range;

/// A word or punctuation token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'t> {
    /// Text as written.
    pub text: &'t str,
    /// Byte offset of the start.
    pub start: usize,
}

impl Word<'_> {
    /// The token with its offset relative to byte `base`.
    #[must_use]
    pub fn moved(&self, base: usize) -> Self {
        Self { text: self.text, start: self.start.saturating_sub(base) }
    }

    /// Byte offset of the end, exclusive.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether the token starts with a capital.
    pub fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// Whether the token is a word, not punctuation.
    pub fn is_word(&self) -> bool {
        self.text.starts_with(char::is_alphanumeric)
    }

    /// Whether a list contains the word.
    pub fn is(&self, list: &str) -> bool {
        is(list, self.text)
    }
}

/// Tokens of a text; byte offsets are those in the text plus `base`. A possessive is a separate token.
pub fn words(text: &str, base: usize) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        // “John Moe, Jr.” is one name.
        let is_inside = |words: &[Word<'_>]| {
            c == ',' && words.last().is_some_and(Word::is_capital) && has_tail(text, start)
        };
        if c.is_whitespace() || is_inside(&words) {
            continue;
        }
        let mut end = start + c.len_utf8();
        if c.is_alphanumeric() {
            let mut letters = usize::from(c.is_alphabetic());
            while let Some(&(at, c)) = chars.peek() {
                if !(c.is_alphanumeric() || joins(text, start..at, letters, c)) {
                    break;
                }
                letters += usize::from(c.is_alphabetic());
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

/// Whether a suffix such as “, Jr.” stands at a byte offset.
fn has_tail(text: &str, comma: usize) -> bool {
    suffix_end(text, comma).is_some_and(|end| is("tail", text[comma + 1..end].trim()))
}

/// Whether punctuation after a part of a word, with so many letters, belongs to it: “O’Brien”, “co-founder”, “U.S.”, “Sen.”.
fn joins(text: &str, before: Range<usize>, letters: usize, mark: char) -> bool {
    let behind = text[before.end + mark.len_utf8()..].chars().next();
    let goes_on = behind.is_some_and(char::is_alphanumeric);
    let word = &text[before];
    match mark {
        '\'' | '’' | '-' | '‑' | '&' => goes_on,
        '.' => {
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

/// Whether a word can be part of a name: capitalised, and not only because it starts a sentence.
pub fn is_name_word(word: &Word<'_>) -> bool {
    word.is_capital() && !word.is("not")
}

/// Longest runs of words that may be names, as index ranges, including particles inside (“Ursula von der Leyen”),
/// without words around them.
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

/// Whether only one blank or line end separates the words.
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
            names("J. R. Lund, Jr., said so, and Ida Moe, III, and Ann Keller, Senior Fellow, did."),
            ["J. R. Lund, Jr.", "Ida Moe, III", "Ann Keller", "Senior Fellow"]
        );
        assert_eq!(
            names("O’Brien's friend, Sen. Moe, asked Le Monde’s man."),
            ["O’Brien", "Sen. Moe", "Le Monde"]
        );
    }
}

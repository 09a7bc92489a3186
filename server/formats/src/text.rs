//! Words of articles: tokens, and labels of pictures.

use ascribe_language::words::is_word;
use std::ops::Range;

/// Words, and each other visible character, of a part of a text.
pub(crate) fn tokens(text: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let mut tokens: Vec<Range<usize>> = Vec::new();
    let mut in_word = false;
    for (at, c) in text.get(part.clone()).unwrap_or_default().char_indices() {
        let at = part.start + at;
        match tokens.last_mut() {
            Some(last) if in_word && is_word(c) && last.end == at => last.end += c.len_utf8(),
            _ if c.is_whitespace() || c.is_control() => {}
            _ => tokens.push(at..at + c.len_utf8()),
        }
        in_word = is_word(c);
    }
    tokens
}

/// Words on one line, up to a number of characters.
pub(crate) fn shortened(words: &str, longest: usize) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words,
    }
}

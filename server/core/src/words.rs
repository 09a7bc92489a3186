//! What a word is.

/// Whether the character is part of a word.
pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_combining(c)
}

/// Whether a word goes on from the first character to the second.
pub(crate) fn joins(before: char, behind: char) -> bool {
    is_word(before) && is_word(behind) && !(has_no_blanks(before) || has_no_blanks(behind))
}

/// Marks that change the character before them.
fn is_combining(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Scripts that put no blanks between words: Chinese and Japanese, Thai, Lao, Burmese and Khmer.
fn has_no_blanks(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The number of words. Where a script has no blanks between them, two characters count as one.
pub(crate) fn count(text: &str) -> usize {
    let of_word = |word: &str| {
        let unspaced = word.chars().filter(|c| is_word(*c) && has_no_blanks(*c)).count();
        let other = word.chars().any(|c| c.is_alphanumeric() && !has_no_blanks(c));
        usize::from(other) + unspaced.div_ceil(2)
    };
    text.split_whitespace().map(of_word).sum()
}

/// The number of characters of something that is named by its text.
const SHORT: usize = 60;

/// The start of a text in one line; never empty, since an editor wants a name.
pub(crate) fn shortened(text: &str) -> String {
    let line = text.trim_start_matches('\u{feff}').split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = line.chars().take(SHORT).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    if short.is_empty() { "…".into() } else { short }
}

#[cfg(test)]
mod tests {
    use super::{count, joins};

    #[test]
    fn words_are_counted_with_and_without_blanks() {
        for (text, words) in [
            ("", 0),
            ("one — two, three", 3),
            ("… 2024 …", 1),
            ("公共服务", 2),
            ("我们事先没有得到任何警告", 6),
            ("das ist e\u{301}te\u{301}", 3),
        ] {
            assert_eq!(count(text), words, "{text}");
        }
    }

    #[test]
    fn a_word_goes_on_but_in_scripts_without_blanks() {
        assert!(joins('n', 's') && joins('e', '\u{301}') && joins('ж', 'д'));
        assert!(!joins('n', ' ') && !joins('王', '说') && !joins('n', '说'));
    }
}

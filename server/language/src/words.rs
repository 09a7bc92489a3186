//! Word boundaries and word counts.

/// Whether the character is part of a word.
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_combining(c)
}

/// Whether two adjacent characters belong to the same word.
pub fn joins(before: char, behind: char) -> bool {
    is_word(before) && is_word(behind) && !(has_no_blanks(before) || has_no_blanks(behind))
}

/// Whether the character is a combining mark.
fn is_combining(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Whether the script has no blanks between words: Chinese and Japanese, Thai, Lao, Burmese and Khmer.
fn has_no_blanks(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Number of words. In scripts without blanks between words, two characters count as one word.
pub fn count(text: &str) -> usize {
    let of_word = |word: &str| {
        let unspaced = word.chars().filter(|c| is_word(*c) && has_no_blanks(*c)).count();
        let other = word.chars().any(|c| c.is_alphanumeric() && !has_no_blanks(c));
        usize::from(other) + unspaced.div_ceil(2)
    };
    text.split_whitespace().map(of_word).sum()
}

/// Maximum length in characters of a shortened text.
const SHORT: usize = 60;

/// Start of a text, given in slices, on one line; never empty, since editors need a name. Does not read more of the
/// text than necessary.
pub fn shortened<'t>(stretches: impl IntoIterator<Item = &'t str>) -> String {
    let characters = stretches.into_iter().flat_map(str::chars).skip_while(|c| *c == '\u{feff}');
    let (mut short, mut count, mut is_apart) = (String::new(), 0, false);
    for c in characters {
        if c.is_whitespace() {
            is_apart = count > 0;
            continue;
        }
        let taken = 1 + usize::from(is_apart);
        if count + taken > SHORT {
            if is_apart && count < SHORT {
                short.push(' ');
            }
            short.push('…');
            break;
        }
        if std::mem::take(&mut is_apart) {
            short.push(' ');
        }
        short.push(c);
        count += taken;
    }
    if short.is_empty() { "…".into() } else { short }
}

#[cfg(test)]
mod tests {
    use super::{SHORT, count, joins, shortened};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_text_is_shortened_to_its_start_in_one_line(
            stretches in prop::collection::vec("[\u{feff}a-zé𝕏 \n\t\u{a0}]{0,40}", 0..8),
        ) {
            let text = stretches.concat();
            let words: Vec<&str> = text.trim_start_matches('\u{feff}').split_whitespace().collect();
            let line = words.join(" ");
            let start: String = line.chars().take(SHORT).collect();
            let rest = if start.len() < line.len() || line.is_empty() { "…" } else { "" };
            prop_assert_eq!(shortened(stretches.iter().map(String::as_str)), start + rest);
        }
    }

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

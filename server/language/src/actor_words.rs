//! Word lists about actors: titles, offices, groups, bodies, first names; the lists are in `data/en/actors.txt`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

const LISTS: &str = include_str!("../data/en/actors.txt");

/// Names of the lists that contain a word, by word. Most words are in none, so a single lookup answers for all lists.
static LISTS_BY_WORD: LazyLock<HashMap<String, Vec<&str>>> = LazyLock::new(|| {
    let lines = LISTS.lines().filter(|line| !line.starts_with('#'));
    let mut all: HashMap<String, Vec<&str>> = HashMap::new();
    for (list, words) in lines.filter_map(|line| line.split_once(':')) {
        for word in words.split_whitespace() {
            all.entry(word.replace('_', " ")).or_default().push(list);
        }
    }
    all
});

/// Names of the lists that contain a word, ignoring case and a trailing full stop.
fn lists_with(word: &str) -> &'static [&'static str] {
    LISTS_BY_WORD.get(&*lower_case(word.trim_end_matches('.'))).map_or(&[], Vec::as_slice)
}

/// The word in lower case, which most words are already.
fn lower_case(word: &str) -> Cow<'_, str> {
    let is_lower = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

/// Whether a list contains a word, ignoring case and a trailing full stop.
pub fn is(list: &str, word: &str) -> bool {
    lists_with(word).contains(&list)
}

/// Whether one of the lists contains a word, ignoring case and a trailing full stop.
pub fn is_any(lists: &[&str], word: &str) -> bool {
    lists_with(word).iter().any(|list| lists.contains(list))
}

#[cfg(test)]
mod tests {
    use super::{is, is_any};

    #[test]
    fn case_and_full_stops_do_not_count() {
        for word in ["mr", "Mr", "MR.", "señora", "Señora", "SEÑORA"] {
            assert!(is_any(&["title", "she"], word), "{word}");
        }
        assert!(!is("title", "minister") && !is("no-such-list", "mr") && !is("title", ""));
    }

    #[test]
    fn a_word_may_be_in_several_lists() {
        assert!(is("title", "dame") && is("she", "dame") && !is("he", "dame"));
        assert!(is("quantity", "a dozen") && !is("quantity", "a_dozen"));
    }
}

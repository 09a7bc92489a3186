//! Word lists about actors: titles, offices, groups, bodies, first names; the lists are in `data/en/actors.txt`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const LISTS: &str = include_str!("../data/en/actors.txt");

static ALL: LazyLock<HashMap<&str, HashSet<String>>> = LazyLock::new(|| {
    let lines = LISTS.lines().filter(|line| !line.starts_with('#'));
    let mut all: HashMap<&str, HashSet<String>> = HashMap::new();
    for (name, words) in lines.filter_map(|line| line.split_once(':')) {
        let words = words.split_whitespace().map(|word| word.replace('_', " "));
        all.entry(name).or_default().extend(words);
    }
    all
});

/// Whether a list contains a word, ignoring case and a trailing full stop.
pub fn is(list: &str, word: &str) -> bool {
    let small = word.trim_end_matches('.').to_lowercase();
    ALL.get(list).is_some_and(|words| words.contains(&small))
}

/// Whether one of the lists contains a word, ignoring case and a trailing full stop.
pub fn is_any(lists: &[&str], word: &str) -> bool {
    lists.iter().any(|list| is(list, word))
}

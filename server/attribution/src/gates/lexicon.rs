//! Words of the gates, and of other rules behind the chains, from `data/en/gates.txt`.

use crate::lexicon::inflect;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

static GROUPS: LazyLock<HashMap<&str, HashSet<String>>> =
    LazyLock::new(|| read(include_str!("../../data/en/gates.txt")));

/// Whether a word, in lower case, is in a group.
pub(crate) fn is(group: &str, word: &str) -> bool {
    GROUPS.get(group).is_some_and(|words| words.contains(word))
}

fn read(text: &str) -> HashMap<&str, HashSet<String>> {
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .filter_map(|line| {
            let (name, list) = line.split_once([':', '='])?;
            let mut words = HashSet::new();
            for word in list.split_whitespace() {
                if line[name.len()..].starts_with(':') {
                    inflect(word, |form, _| {
                        words.insert(form.to_owned());
                    });
                } else {
                    words.insert(word.to_owned());
                }
            }
            Some((name, words))
        })
        .collect()
}

//! Short forms of first names: “Liz” for “Elizabeth”. The list is in `data/en/short_names.txt`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const LIST: &str = include_str!("../data/en/short_names.txt");

/// Short forms by the full form, in lower case.
static SHORT: LazyLock<HashMap<&str, HashSet<&str>>> = LazyLock::new(|| {
    let lines = LIST.lines().filter(|line| !line.starts_with('#'));
    let names = lines.filter_map(|line| line.split_once(": "));
    names.map(|(full, short)| (full, short.split(' ').collect())).collect()
});

/// Whether two first names may be one person's: the same, or one of them short for the other.
pub fn may_be_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    let is_short = |short: &str, full: &str| SHORT.get(full).is_some_and(|all| all.contains(short));
    one == other || is_short(&one, &other) || is_short(&other, &one)
}

#[cfg(test)]
mod tests {
    use super::may_be_same;

    #[test]
    fn short_forms_are_of_their_names() {
        for (one, other) in [("Liz", "Elizabeth"), ("William", "Bill"), ("Sam", "Samantha"), ("Ada", "ada")] {
            assert!(may_be_same(one, other), "{one} {other}");
        }
        for (one, other) in
            [("Liz", "Beth"), ("Jack", "John"), ("Sam", "Susan"), ("Ada", "Adele"), ("", "Ada")]
        {
            assert!(!may_be_same(one, other), "{one} {other}");
        }
    }
}

//! Classification of names by their form.

use super::described::{ActorKind, Gender};
use super::words::{Word, is, runs};

/// Gender suggested by a first name.
pub fn gender_of_name(first: &str) -> Option<Gender> {
    match (is("he-name", first), is("she-name", first)) {
        (true, false) => Some(Gender::He),
        (false, true) => Some(Gender::She),
        _ => None,
    }
}

/// Whether the words form a single capitalised name.
pub(super) fn is_name(words: &[Word<'_>]) -> bool {
    let found = runs(words);
    found.len() == 1 && found[0] == (0..words.len())
}

/// Kind of actor suggested by the form of a name.
pub fn kind_of_name(name: &[Word<'_>], with_article: bool) -> ActorKind {
    let [first, .., last] = name else {
        let Some(only) = name.first() else { return ActorKind::Unknown };
        let letters = only.text.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = letters > 1 && letters < 6 && !only.text.chars().any(char::is_lowercase);
        return if only.is("state") {
            ActorKind::State
        } else if only.is("outlet")
            || only.is("organisation")
            || with_article
            || capitals && !only.text.contains('.')
        {
            ActorKind::Organisation
        } else {
            ActorKind::Unknown
        };
    };
    let is_person = is("he-name", first.text) || is("she-name", first.text);
    if last.is("organisation") || last.is("outlet") && !is_person || first.is("organisation") || with_article
    {
        ActorKind::Organisation
    } else if is_person || name.iter().any(|word| word.is("tail")) {
        ActorKind::Person
    } else if name.iter().any(|word| word.is("organisation") || word.is("outlet")) {
        ActorKind::Organisation
    } else if name.iter().all(|word| word.is("state")) {
        ActorKind::State
    } else {
        ActorKind::Unknown
    }
}

//! Classification of names by their form.

use crate::phrases::described::{ActorKind, Gender};
use crate::phrases::words::{Word, is, runs};

/// Gender suggested by a first name.
pub fn gender_of_name(first: &str) -> Option<Gender> {
    match (is("he-name", first), is("she-name", first)) {
        (true, false) => Some(Gender::He),
        (false, true) => Some(Gender::She),
        _ => None,
    }
}

/// “SkyHelvet”: a capital inside a word, but not “Mc…”, “Du…” or “O’…” before a capital.
fn is_brand(word: &str) -> bool {
    let inner = word.char_indices().skip(1).find(|(_, c)| c.is_uppercase());
    let is_prefix = |start: &str| matches!(start, "Mac" | "Van" | "Von" | "Del" | "Ben" | "Abd" | "Fitz");
    inner.is_some_and(|(at, _)| {
        at > 2 && word[..at].chars().all(char::is_alphabetic) && !is_prefix(&word[..at])
    })
}

/// “Ki-moon”, “Geun-hye”: a given name that stands behind the family name.
pub(crate) fn is_given_behind(word: &str) -> bool {
    word.split_once('-').is_some_and(|(one, other)| {
        one.starts_with(char::is_uppercase)
            && other.starts_with(char::is_lowercase)
            && one.len() < 7
            && other.len() < 7
            && !is("role", word)
            && !is("epithet", word)
    })
}

/// Whether the words form a single capitalised name.
pub(crate) fn is_name(words: &[Word<'_>]) -> bool {
    let found = runs(words);
    found.len() == 1 && found[0] == (0..words.len())
}

/// Kind of actor suggested by the form of a name.
pub fn kind_of_name(name: &[Word<'_>], with_article: bool) -> ActorKind {
    /// Lists of words that make a name that of a body, unless a first name stands before them.
    const ENDINGS: [&str; 4] = ["outlet", "club", "firm", "body"];
    let [first, .., last] = name else {
        let Some(only) = name.first() else { return ActorKind::Unknown };
        let letters = only.text.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = letters > 1 && letters < 6 && !only.text.chars().any(char::is_lowercase);
        return if only.is("state") {
            ActorKind::State
        } else if only.is("outlet")
            || only.is("organisation")
            || with_article
            || is_brand(only.text)
            || capitals && !only.text.contains('.')
        {
            ActorKind::Organisation
        } else {
            ActorKind::Unknown
        };
    };
    let is_person = is("he-name", first.text) || is("she-name", first.text);
    let is_korean = name.len() == 2 && is_given_behind(last.text);
    if name.iter().any(|word| word.text == "&")
        || last.is("organisation")
        || (ENDINGS.iter().any(|list| last.is(list)) || last.text == "Today") && !is_person
        || first.is("organisation") && !is_family_name(first)
        || with_article
    {
        ActorKind::Organisation
    } else if is_person || is_korean || name.iter().any(|word| word.is("tail")) {
        ActorKind::Person
    } else if name.iter().any(|word| (word.is("organisation") || word.is("outlet")) && !is_family_name(word))
    {
        ActorKind::Organisation
    } else if name.iter().all(|word| word.is("state")) {
        ActorKind::State
    } else {
        ActorKind::Unknown
    }
}

/// “Ngo”, which is a family name, not “NGO”.
fn is_family_name(first: &Word<'_>) -> bool {
    first.is("family-first") && first.text.chars().any(char::is_lowercase)
}

/// Whether words of which no list knows the first may be the name of a person: two or three, and none of a body, a place
/// or an office.
pub(crate) fn looks_like_person(name: &[Word<'_>]) -> bool {
    const LISTS: [&str; 13] = [
        "organisation",
        "body",
        "outlet",
        "state",
        "role",
        "group",
        "document",
        "department",
        "demonym",
        "nationality",
        "topic",
        "time",
        "firm",
    ];
    const PLACES: [&str; 26] = [
        "North", "South", "East", "West", "New", "Old", "Great", "Upper", "Lower", "Central", "Saint", "San",
        "Santa", "Los", "Las", "El", "Fort", "Port", "Mount", "Lake", "White", "Black", "Red", "Green",
        "Super", "Real",
    ];
    let is_small = |word: &&Word<'_>| word.is("particle");
    (2..=4).contains(&name.len())
        && !name[0].is("not")
        && !PLACES.contains(&name[0].text)
        && name.iter().filter(|word| !is_small(word)).all(|word| {
            let is_plain = word.is_capital() || word.text.contains('-');
            let is_shout = word.text.len() > 2 && !word.text.chars().any(char::is_lowercase);
            is_plain && !is_shout && !LISTS.iter().any(|list| word.is(list))
        })
}

//! House style: words that a house avoids, each with what it writes instead.

use ascribe_language::normal_form::normal;
use ascribe_language::words::{is_word, joins};
use std::collections::BTreeMap;
use std::ops::{Bound, Range};

/// Maximum number of words of an entry.
pub const MAX_HOUSE_WORDS: usize = 10;

/// Maximum length of an entry, and of what is written instead, in bytes.
pub const MAX_HOUSE_BYTES: usize = 200;

/// Maximum number of entries of a list in one file; further ones are ignored.
pub const MAX_HOUSE_ENTRIES: usize = 10_000;

/// A word list of a house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HouseList {
    /// Verbs of saying, looked for where they introduce a statement.
    Verbs,
    /// Words and phrases.
    Phrases,
    /// Names in another spelling.
    Names,
}

impl HouseList {
    /// All lists.
    pub const ALL: [Self; 3] = [Self::Verbs, Self::Phrases, Self::Names];

    /// Name of its table in `ascribe.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Verbs => "verbs",
            Self::Phrases => "phrases",
            Self::Names => "names",
        }
    }
}

/// Opinion of a house about a word.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Advice {
    /// It writes this instead.
    Instead(Box<str>),
    /// It does not use the word.
    Avoid,
    /// It accepts the word, whatever an earlier file or a shorter entry says.
    Accept,
}

/// A word that a house has an opinion about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HouseEntry {
    /// The word in normal form, with its capitals.
    pub written: Box<str>,
    /// Opinion about it.
    pub advice: Advice,
}

impl HouseEntry {
    /// Whether words of an article, in normal form, are an instance of the entry. They are known to be equal but for
    /// their case: a word that the entry writes with a capital has one in the article too. What is already as the house
    /// wants it is none, nor is that in capitals, as in a headline.
    pub fn finds(&self, text: &str) -> bool {
        let starts_large = |word: Range<usize>, of: &str| of[word].starts_with(char::is_uppercase);
        let mut pairs = words(&self.written).into_iter().zip(words(text));
        if pairs.any(|(own, found)| starts_large(own, &self.written) && !starts_large(found, text)) {
            return false;
        }
        let Advice::Instead(wanted) = &self.advice else { return true };
        let is_headline = || text != &*self.written && text == wanted.to_uppercase();
        text != normal(wanted) && !is_headline()
    }
}

/// Word lists of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct House {
    /// Entries of each list by their folded words, as of [`fold`].
    lists: BTreeMap<HouseList, BTreeMap<Box<str>, HouseEntry>>,
}

impl House {
    /// Adds an entry; returns the one that it replaces, which differs only in case, spaces or marks.
    pub fn insert(&mut self, list: HouseList, written: &str, advice: Advice) -> Option<HouseEntry> {
        let written: Box<str> = normal(written.trim()).as_ref().into();
        self.lists.entry(list).or_default().insert(fold(&written).into(), HouseEntry { written, advice })
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }

    /// Number of entries of a list.
    pub fn count(&self, list: HouseList) -> usize {
        self.lists.get(&list).map_or(0, BTreeMap::len)
    }

    pub(super) fn entry(&self, list: HouseList, folded: &str) -> Option<&HouseEntry> {
        self.lists.get(&list)?.get(folded)
    }

    /// Whether an entry starts with these words, in logarithmic time.
    pub(super) fn has_start(&self, list: HouseList, folded: &str) -> bool {
        let from = (Bound::Included(folded), Bound::Unbounded);
        let next = self.lists.get(&list).and_then(|entries| entries.range::<str, _>(from).next());
        next.is_some_and(|(key, _)| key.starts_with(folded))
    }
}

/// Folds the case of a text in normal form.
pub fn fold(normal: &str) -> String {
    normal.to_lowercase()
}

/// Byte ranges of the words of a text in normal form. A hyphen or an apostrophe ends a word, so that `Kyiv` is found in
/// “Kyiv's” and “Kyiv-based”.
pub fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut before = None;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match words.last_mut() {
            Some(word) if before.is_some_and(|before| joins(before, c)) => word.end = end,
            _ if is_word(c) => words.push(at..end),
            _ => {}
        }
        before = Some(c);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_at_marks() {
        let of = |text: &'static str| words(text).into_iter().map(|word| &text[word]).collect::<Vec<_>>();
        assert_eq!(of("Kyiv's Kyiv-based e\u{301}te."), ["Kyiv", "s", "Kyiv", "based", "e\u{301}te"]);
        assert_eq!(of("王说"), ["王", "说"]);
        assert_eq!(of(" — "), [""; 0]);
    }

    #[test]
    fn capitals_of_an_entry_are_asked_for() {
        let finds = |written: &str, wanted: &str, text: &str| {
            let mut house = House::default();
            house.insert(HouseList::Names, written, Advice::Instead(wanted.into()));
            let entry = house.entry(HouseList::Names, &fold(&normal(text)));
            entry.is_some_and(|entry| entry.finds(&normal(text)))
        };
        for (written, wanted, text, expected) in [
            ("Turkey", "Türkiye", "Turkey", true),
            ("Turkey", "Türkiye", "TURKEY", true),
            ("Turkey", "Türkiye", "turkey", false),
            ("ebay", "eBay", "Ebay", true),
            ("ebay", "eBay", "eBay", false),
            ("ebay", "eBay", "EBAY", false),
            ("NATO", "Nato", "NATO", true),
            ("NATO", "Nato", "Nato", false),
            ("Sao Paulo", "São Paulo", "Sao  Paulo", true),
            ("Sao Paulo", "São Paulo", "Sao paulo", false),
        ] {
            assert_eq!(finds(written, wanted, text), expected, "{written} in {text}");
        }
    }

    #[test]
    fn starts_of_entries_are_known() {
        let mut house = House::default();
        assert!(house.is_empty());
        house.insert(HouseList::Phrases, "Going  forward", Advice::Avoid);
        let replaced = house.insert(HouseList::Phrases, "going forward", Advice::Accept);
        assert_eq!(replaced.map(|entry| entry.written).as_deref(), Some("Going forward"));
        let starts = |text: &str| house.has_start(HouseList::Phrases, text);
        assert!(starts("going") && starts("going forward"));
        assert!(!starts("going forwards") && !starts("h") && !house.has_start(HouseList::Names, "going"));
        assert_eq!(house.count(HouseList::Phrases), 1);
    }
}

//! Fuzzy matching of names: words in any order, ignoring case and accents.

use ascribe_language::normal_form::normal;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Rank of a match; the smallest is the best.
pub type Rank = (u8, u32);

/// Query, normalised for comparison.
#[derive(Debug, Clone)]
pub struct Query {
    words: Vec<String>,
}

impl Query {
    /// Splits a text into words.
    pub fn new(text: &str) -> Self {
        Self { words: folded(text).split_whitespace().map(str::to_owned).collect() }
    }

    /// Whether the query is empty.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a name given as consecutive parts may match: a cheaper test than ranking it.
    pub fn may_fit(&self, parts: &[&str]) -> bool {
        if !parts.iter().all(|part| part.is_ascii()) {
            return true;
        }
        self.words.iter().all(|word| {
            let mut bytes = parts.iter().flat_map(|part| part.bytes());
            word.bytes().all(|wanted| bytes.any(|byte| byte.to_ascii_lowercase() == wanted))
        })
    }

    /// Rank of a name that matches all words; `None` if it does not.
    pub fn rank(&self, name: &str) -> Option<Rank> {
        if !self.may_fit(&[name]) {
            return None;
        }
        let name = folded(name);
        if self.words.len() > 1 && name == self.words.join(" ") {
            return Some((0, 0));
        }
        self.words.iter().try_fold((0, 0), |(worst, sum), word| {
            let (class, distance) = rank(&name, word)?;
            Some((worst.max(class), sum + u32::from(class) * 1000 + distance))
        })
    }
}

/// Lower case without accents or strokes; ligatures are written as separate letters.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in normal(text).nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ł' => folded.push('l'),
            'ı' => folded.push('i'),
            'ħ' => folded.push('h'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            c if is_combining_mark(c) => {}
            c => folded.push(c),
        }
    }
    folded
}

/// Ranks, best first: the whole name, its start, the start of a word, inside a word, letters in order from the starts
/// of words.
fn rank(name: &str, word: &str) -> Option<Rank> {
    if name == word {
        return Some((0, 0));
    }
    if let Some(rest) = name.strip_prefix(word) {
        return Some((1, u32::from(rest.starts_with(char::is_alphanumeric))));
    }
    let found = name.match_indices(word).map(|(place, _)| place);
    let mut inside = None;
    for place in found {
        if starts_word(name, place) {
            return Some((2, short(place)));
        }
        inside = inside.or(Some((3, short(place))));
    }
    inside.or_else(|| scattered(name, word))
}

/// Matches the letters of a word in order; within a word of the name they match from its start on.
fn scattered(name: &str, word: &str) -> Option<Rank> {
    let first = word.chars().next()?;
    let starts = name.match_indices(first).map(|(place, _)| place).filter(|place| starts_word(name, *place));
    let spans = starts.filter_map(|start| {
        let mut letters = word.chars().peekable();
        let mut skipped = 0;
        // Whether a letter of the current word of the name has matched.
        let mut is_in_word = false;
        for (place, c) in name[start..].char_indices() {
            let Some(letter) = letters.peek() else { break };
            let is_start = starts_word(name, start + place);
            is_in_word &= !is_start;
            if c == *letter && (is_start || is_in_word) {
                letters.next();
                is_in_word = true;
            } else {
                skipped += 1;
            }
        }
        letters.peek().is_none().then_some(skipped)
    });
    spans.min().map(|skipped| (4, skipped))
}

fn starts_word(name: &str, place: usize) -> bool {
    let before = name[..place].chars().next_back();
    before.is_none_or(|before| !before.is_alphanumeric() && before != '\'')
}

fn short(place: usize) -> u32 {
    u32::try_from(place.min(999)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]
    use super::*;
    use proptest::prelude::*;

    fn best<'n>(query: &str, names: &[&'n str]) -> Vec<&'n str> {
        let query = Query::new(query);
        let mut found: Vec<_> = names.iter().filter_map(|name| Some((query.rank(name)?, *name))).collect();
        found.sort_unstable();
        found.into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn the_name_itself_then_starts_then_the_rest() {
        let names =
            ["harbour", "Port", "Port of Tolvik", "Airport", "Old port", "Pier of red tiles", "Tolvik"];
        assert_eq!(
            best("port", &names),
            ["Port", "Port of Tolvik", "Old port", "Airport", "Pier of red tiles"]
        );
    }

    #[test]
    fn case_and_accents_do_not_count() {
        let names = ["Nils Åkerblom", "Zoë Łukasz", "Søren Æbelø", "Straße", "İnci Işık", "Ольга Ёлкина"];
        for (query, name) in [
            ("akerblom", "Nils Åkerblom"),
            ("ÅKER", "Nils Åkerblom"),
            ("zoe lukasz", "Zoë Łukasz"),
            ("soren aebelo", "Søren Æbelø"),
            ("STRASSE", "Straße"),
            ("inci isik", "İnci Işık"),
            ("елкина", "Ольга Ёлкина"),
            ("a\u{30a}ker\u{ad}blom", "Nils Åkerblom"),
        ] {
            assert_eq!(best(query, &names), [name], "{query}");
        }
    }

    #[test]
    fn words_stand_in_any_order_and_all_of_them_count() {
        let names = ["Mara Lindqvist", "Mara Berg", "Lindqvist & Sons"];
        assert_eq!(best("lindq mara", &names), ["Mara Lindqvist"]);
        assert_eq!(best("mara x", &names), [""; 0]);
    }

    #[test]
    fn initials_do_and_letters_from_anywhere_do_not() {
        assert_eq!(best("hmt", &["Harbour master of Tolvik"]), ["Harbour master of Tolvik"]);
        assert_eq!(best("hrbtlvk", &["Harbour master of Tolvik"]), ["Harbour master of Tolvik"]);
        assert_eq!(best("abstk", &["Harbour master of Tolvik"]), [""; 0]);
        assert_eq!(best("sh", &["we saw the water"]), [""; 0]);
    }

    proptest! {
        #[test]
        fn every_name_fits_itself_and_its_words(name in "\\PC{1,40}") {
            prop_assume!(!folded(&name).trim().is_empty());
            prop_assert!(Query::new(&name).rank(&name).is_some());
            for word in name.split_whitespace() {
                prop_assert!(Query::new(word).rank(&name).is_some());
            }
        }

        #[test]
        fn anything_may_be_typed(query in "\\PC*", name in "\\PC*") {
            Query::new(&query).rank(&name);
        }
    }
}

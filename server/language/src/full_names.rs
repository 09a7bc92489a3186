//! Where the name of somebody starts and ends in a text: the words before and behind it that make it another name, such
//! as “Mary” before “Ann Keller” and “Jr.” behind “John Moe”.
//!
//! Everything takes text in [normal form](crate::normal_form) and gives byte offsets in it. Where the lists cannot tell,
//! a word counts as part of the name: nobody is better than the wrong one.

use crate::actor_words::{is, is_any};
use crate::words::is_word;

/// Signs by which a capitalised word before a name is part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameSigns {
    /// The word is known as a first name, or is an initial: for texts in which other words have capitals too.
    Listed,
    /// The word has a capital and no list says that it may stand before names: for running text in English.
    Capital,
}

/// Lists of words that may stand before a name without being part of it.
const BEFORE: [&str; 11] = [
    "not",
    "title",
    "short",
    "role",
    "group",
    "he",
    "she",
    "modifier",
    "demonym",
    "nationality",
    "before-name",
];

/// Lists of words that may stand behind a name without being part of it.
const BEHIND: [&str; 8] = ["not", "title", "short", "role", "group", "demonym", "nationality", "before-name"];

/// Abbreviations with a full stop that end no name: “in the U.S. Keller said”.
const PLACES: [&str; 7] = ["U.S", "U.K", "U.N", "E.U", "D.C", "U.S.A", "U.A.E"];

/// “the younger” in the languages that put it behind names.
const BY_AGE: [&str; 8] = [
    "the younger",
    "the elder",
    "the Younger",
    "the Elder",
    "der Jüngere",
    "der Ältere",
    "die Jüngere",
    "die Ältere",
];

/// End of a suffix that follows a name ending at byte `end`: “Jr.”, “, Sr.”, “III”, “the younger”, “fils”.
pub fn suffix_end(text: &str, end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    let (comma, rest) = rest.strip_prefix(',').map_or((false, rest), |rest| (true, rest));
    let word = rest.strip_prefix(char::is_whitespace)?;
    let start = text.len() - word.len();
    let ends_at = |length: usize| {
        let next = word[length..].chars().next();
        let is_whole = next.is_none_or(|next| !is_word(next) && next != '-');
        is_whole.then_some((start + length, next))
    };
    if let Some(age) = BY_AGE.iter().find(|age| word.starts_with(**age)) {
        let (end, next) = ends_at(age.len())?;
        // “Moe, the elder statesman,”
        let is_apposed =
            comma && next.is_some_and(|next| next.is_whitespace() || !next.is_ascii_punctuation());
        return (!is_apposed).then_some(end);
    }
    let length = word.find(|c| !is_word(c)).unwrap_or(word.len());
    let (end, next) = ends_at(length)?;
    let has_stop = next == Some('.');
    let written = &word[..length];
    let is_capital = written.starts_with(char::is_uppercase);
    if is("suffix", written) && (is_capital || has_stop) {
        return Some(end + usize::from(has_stop));
    }
    let is_roman = written.bytes().all(|byte| b"IVX".contains(&byte))
        && (written.len() > 1 && written.len() < 6 || written == "V" && !comma);
    // “Ann Keller, Senior Fellow”, “Moe, fils de Jean”
    let is_generation = !comma && (matches!(written, "Junior" | "Senior") && !is_capital_behind(text, end))
        || !comma && matches!(written, "fils" | "père");
    (is_roman || is_generation).then_some(end)
}

/// A name without its suffix, and the suffix; `None` if it has none.
pub fn split_suffix(name: &str) -> Option<(&str, &str)> {
    let blanks = name.match_indices(char::is_whitespace).map(|(at, _)| at);
    blanks.filter(|at| *at > 0).find_map(|at| {
        let base = name[..at].trim_end_matches(',');
        (suffix_end(name, base.len()) == Some(name.len())).then(|| (base, name[at..].trim_start()))
    })
}

/// Whether two names have the same suffix, or both none.
pub fn same_suffix(one: &str, other: &str) -> bool {
    let suffix = |name| split_suffix(name).map(|(_, suffix)| suffix.trim_end_matches('.').to_lowercase());
    suffix(one) == suffix(other)
}

/// Whether a word directly before byte `start` belongs to the name that starts there.
pub fn starts_before(text: &str, start: usize, signs: NameSigns) -> bool {
    let Some(before) = text.get(..start).and_then(|before| before.strip_suffix(char::is_whitespace)) else {
        return false;
    };
    let is_part = |c: char| is_word(c) || matches!(c, '-' | '\'' | '’' | '.');
    let word = before.rsplit(|c| !is_part(c)).next().unwrap_or_default();
    let word = word.trim_start_matches(['-', '\'', '’', '.']);
    if let Some(short) = word.strip_suffix('.') {
        let is_initials = short.split('.').all(|part| {
            let mut chars = part.chars();
            chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
        });
        return matches!(short, "St" | "Ste") || is_initials && !PLACES.contains(&short);
    }
    // “Russia's Putin”
    let is_owner = word.ends_with(['\'', '’']) || word.ends_with("'s") || word.ends_with("’s");
    if is_owner || !word.starts_with(char::is_alphabetic) {
        return false;
    }
    if !word.starts_with(char::is_uppercase) {
        return signs == NameSigns::Capital && is("particle", word) && word.starts_with(char::is_lowercase);
    }
    let first = word.split('-').next().unwrap_or(word);
    if is_any(&["he-name", "she-name"], first) {
        return true;
    }
    let letters = word.chars().count();
    let is_shout = letters > 2 && !word.chars().any(char::is_lowercase);
    signs == NameSigns::Capital && !is_any(&BEFORE, word) && !is_shout
}

/// Whether a capitalised word directly behind byte `end` belongs to the name that ends there, in running English text.
pub fn ends_behind(text: &str, end: usize) -> bool {
    is_capital_behind(text, end) && {
        let word = word_behind(text, end);
        let is_shout = word.chars().count() > 1 && !word.chars().any(char::is_lowercase);
        !is_any(&BEHIND, word) && !is_shout && word != "PhD"
    }
}

fn is_capital_behind(text: &str, end: usize) -> bool {
    word_behind(text, end).starts_with(char::is_uppercase)
}

/// Word behind a single blank at byte `end`.
pub(crate) fn word_behind(text: &str, end: usize) -> &str {
    let rest = text.get(end..).and_then(|rest| rest.strip_prefix(char::is_whitespace)).unwrap_or_default();
    &rest[..rest.find(|c| !is_word(c)).unwrap_or(rest.len())]
}

/// Whether most words of a text have capitals, as in many headlines; a sentence with its full stop is none.
pub fn is_title_case(text: &str) -> bool {
    let text = text.trim_end();
    if text.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', ';', ',']) {
        return false;
    }
    let words = text.split(|c| !is_word(c)).filter(|word| word.len() > 3);
    let (all, capitals) = words.fold((0, 0), |(all, capitals), word| {
        (all + 1, capitals + usize::from(word.starts_with(char::is_uppercase)))
    });
    all > 3 && capitals * 5 > all * 4
}

#[cfg(test)]
mod tests {
    use super::{
        NameSigns, ends_behind, is_title_case, same_suffix, split_suffix, starts_before, suffix_end,
    };

    #[test]
    fn a_suffix_belongs_to_the_name() {
        for (text, suffix) in [
            ("Tim Oakes Jr. said", " Jr."),
            ("Tim Oakes, Jr., said", ", Jr."),
            ("Tim Oakes Jr said", " Jr"),
            ("Tim Oakes Sr.", " Sr."),
            ("Tim Oakes Snr was", " Snr"),
            ("Tim Oakes jr. was", " jr."),
            ("Tim Oakes II was", " II"),
            ("Tim Oakes, III, was", ", III"),
            ("Tim Oakes IV", " IV"),
            ("Tim Oakes V was", " V"),
            ("Tim Oakes the younger said", " the younger"),
            ("Tim Oakes, the elder, said", ", the elder"),
            ("Tim Oakes the Elder", " the Elder"),
            ("Tim Oakes fils said", " fils"),
            ("Tim Oakes père said", " père"),
            ("Tim Oakes Junior said", " Junior"),
        ] {
            assert_eq!(suffix_end(text, 9), Some(9 + suffix.len()), "{text}");
        }
        for text in [
            "Tim Oakes said",
            "Tim Oakes, senior adviser",
            "Tim Oakes, Senior Fellow at the school",
            "Tim Oakes Senior Fellow",
            "Tim Oakes I think",
            "Tim Oakes, V of spades",
            "Tim Oakes, the elder statesman,",
            "Tim Oakes, fils de Jean",
            "Tim Oakes Jralson",
            "Tim Oakes. Jr",
            "Tim Oakes IIb",
            "Tim Oakes",
        ] {
            assert_eq!(suffix_end(text, 9), None, "{text}");
        }
        assert_eq!(split_suffix("Tim Oakes, Jr."), Some(("Tim Oakes", "Jr.")));
        assert_eq!(split_suffix("Tim Oakes the Younger"), Some(("Tim Oakes", "the Younger")));
        assert_eq!(split_suffix("Jr."), None);
        assert!(same_suffix("Tim Oakes, Jr.", "Oakes Jr") && same_suffix("Tim Oakes", "Oakes"));
        assert!(!same_suffix("Tim Oakes Jr.", "Tim Oakes") && !same_suffix("Tim Oakes II", "Tim Oakes III"));
    }

    #[test]
    fn a_capital_before_a_name_belongs_to_it_unless_it_is_listed() {
        let before = |words: &str, signs| starts_before(&format!("{words} Quill"), words.len() + 1, signs);
        for (words, listed, capital) in [
            ("Mary Ann", true, true),
            ("said Anne", true, true),
            ("Anne-Lise", true, true),
            ("Zebulon", false, true),
            ("said J.", true, true),
            ("said J.K.", true, true),
            ("St.", true, true),
            ("van den", false, true),
            ("Van", false, true),
            ("said JD", false, true),
            ("Yesterday", false, false),
            ("Meanwhile,", false, false),
            ("However", false, false),
            ("Mayor", false, false),
            ("Fenwick Mayor", false, false),
            ("President", false, false),
            ("Sen.", false, false),
            ("Dr.", false, false),
            ("Ms", false, false),
            ("CEO", false, false),
            ("Norwegian", false, false),
            ("Russia's", false, false),
            ("the miners’", false, false),
            ("in the U.S.", false, false),
            ("It was late.", false, false),
            ("said", false, false),
            ("by the", false, false),
            ("“", false, false),
            ("—", false, false),
            ("in 1990", false, false),
        ] {
            assert_eq!(before(words, NameSigns::Listed), listed, "{words}");
            assert_eq!(before(words, NameSigns::Capital), capital, "{words}");
        }
        assert!(!starts_before("Quill", 0, NameSigns::Capital));
    }

    #[test]
    fn a_headline_has_capitals_and_no_full_stop() {
        for text in [
            "Council Fears Ann Keller Lost Files",
            "Fenwick Mayor Ann Keller: ‘We Have Lost Them All’",
            "Fenwick Mayor Lost Files ",
        ] {
            assert!(is_title_case(text), "{text}");
        }
        for text in [
            "Zelda Keller, Fenwick Town Mayor, said.",
            "“No Way,” Said Zelda Keller, Fenwick Town Mayor.”",
            "Council fears that Ann Keller lost files",
            "Ann Keller",
        ] {
            assert!(!is_title_case(text), "{text}");
        }
    }

    #[test]
    fn a_capital_behind_a_name_belongs_to_it_unless_it_is_listed() {
        for (text, belongs) in [
            ("Tim Oakes Quill", true),
            ("Tim Oakes Foundation said", true),
            ("Tim Oakes Monday", false),
            ("Tim Oakes MP", false),
            ("Tim Oakes, Quill", false),
            ("Tim Oakes. Quill", false),
            ("Tim Oakes's Quill", false),
            ("Tim Oakes said", false),
            ("Tim Oakes", false),
        ] {
            assert_eq!(ends_behind(text, 9), belongs, "{text}");
        }
    }
}

//! Descriptions that give neither a name nor an office, and short forms of offices.

use crate::phrases::described::Described;
use crate::phrases::words::{Word, is};

/// Whether “the …” describes somebody mentioned before, instead of naming an office.
pub fn is_description(one: &Described) -> bool {
    let words: Vec<&str> = one.phrase.split(' ').collect();
    let before = words.iter().take_while(|word| !word.eq_ignore_ascii_case(&one.head));
    let mut before = before.filter(|word| !word.starts_with(char::is_uppercase));
    is_anyone(one)
        || words.contains(&"and")
        || is("epithet", &one.head)
        || before.any(|word| ends_as_adjective(word) || *word == "influential")
}

/// Whether a paragraph is a headline: “Retired General Reveals Plan”.
pub fn is_title(text: &str) -> bool {
    let words = text.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 3);
    let capital =
        |word: &&str| word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase);
    let (capitals, small): (Vec<&str>, Vec<&str>) = words.partition(capital);
    capitals.len() > 2 && capitals.len() >= small.len() * 4
}

/// Whether a paragraph is a headline: in title case, or one of the first two and a short line without a full stop.
pub fn is_headline(text: &str, paragraph: usize) -> bool {
    /// Maximum length of a headline in words.
    const LONGEST: usize = 16;
    let is_line = || {
        text.split_whitespace().count() <= LONGEST
            && !text.trim_end_matches(['”', '"', '’', ')']).ends_with(['.', '!', '?', ':', ',', ';'])
    };
    is_title(text) || paragraph < 2 && is_line()
}

/// Whether a word may be somebody's age.
pub fn is_age(word: &Word<'_>) -> bool {
    word.text.len() < 4 && word.text.parse::<u8>().is_ok()
}

/// Whether a word looks like an adjective that describes a person.
pub fn ends_as_adjective(word: &str) -> bool {
    ["ous", "ful", "less", "aire", "-old"].iter().any(|end| word.ends_with(end))
}

/// Whether “the …” can refer to anybody: “the woman”.
pub fn is_anyone(one: &Described) -> bool {
    const ANYONE: [&str; 7] = ["man", "woman", "boy", "girl", "person", "pair", "witness"];
    ANYONE.contains(&one.phrase.to_lowercase().as_str())
}

/// Words that are short for offices, or names of offices that others are called by.
const SHORT: [(&str, &[&str]); 15] = [
    ("sen", &["senator"]),
    ("gov", &["governor"]),
    ("rep", &["representative", "congressman", "congresswoman", "lawmaker"]),
    ("dr", &["doctor"]),
    ("prof", &["professor"]),
    ("gen", &["general"]),
    ("col", &["colonel"]),
    ("capt", &["captain"]),
    ("sgt", &["sergeant"]),
    ("pres", &["president"]),
    ("mp", &["lawmaker", "legislator", "parliamentarian"]),
    ("senator", &["lawmaker", "legislator"]),
    ("father", &["priest"]),
    ("rev", &["reverend", "vicar", "priest", "pastor", "cleric"]),
    ("imam", &["cleric"]),
];

/// Words that are short for an office.
pub fn short_for(office: &str) -> impl Iterator<Item = &str> {
    SHORT.iter().filter(move |(_, long)| long.contains(&office)).map(|(short, _)| *short)
}

/// Whether a word of a role is the name of an office, or short for it.
pub fn is_short_for(word: &str, office: &str) -> bool {
    let word = word.trim_end_matches('.');
    word == office || short_for(office).any(|short| short == word)
}

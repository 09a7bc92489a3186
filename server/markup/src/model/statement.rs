//! Statements in lists and counts, apart by the stance of their actors: nobody claims what they deny.

use super::vocabulary::Kind;
use ascribe_language::stance::Stance;
use std::collections::BTreeMap;
use std::fmt;

/// Noun for an annotation: its kind, or for a statement that its actors do not assert, the noun for their stance, which
/// is `None` if it cannot be read.
pub fn noun(kind: Kind, stance: Option<Stance>) -> String {
    match (kind, stance) {
        _ if stance == Some(Stance::Asserts) || !kind.is_statement() => kind.word().to_owned(),
        (_, None) => "statement".to_owned(),
        (Kind::Quote, Some(stance)) => format!("quoted {}", stance.noun()),
        (_, Some(stance)) => stance.noun().to_owned(),
    }
}

/// Words of a statement as the title of an entry, with the stance before them unless its actors assert them.
pub fn title(stance: Option<Stance>, words: &str) -> String {
    match stance {
        None | Some(Stance::Asserts) => words.to_owned(),
        Some(stance) => format!("{}: {words}", capitalized(stance.participle())),
    }
}

/// A word with a capital first letter.
pub fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Count with its noun, in the plural where needed.
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Number of statements of each kind that are asserted, and of each other stance.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatementCounts {
    quotes: usize,
    /// Claims and opinions.
    claims: usize,
    /// Statements that are not asserted, of any kind.
    others: BTreeMap<Stance, usize>,
}

impl StatementCounts {
    /// Counts an annotation; `false` if it is no statement, or its stance cannot be read.
    pub fn add(&mut self, kind: Kind, stance: Option<Stance>) -> bool {
        let Some(stance) = stance.filter(|_| kind.is_statement()) else { return false };
        match (kind, stance) {
            (Kind::Quote, Stance::Asserts) => self.quotes += 1,
            (_, Stance::Asserts) => self.claims += 1,
            _ => *self.others.entry(stance).or_default() += 1,
        }
        true
    }
}

/// “3 quotes, 2 claims, 1 denial”.
impl fmt::Display for StatementCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", counted(self.quotes, "quote"), counted(self.claims, "claim"))?;
        self.others.iter().try_for_each(|(stance, count)| write!(f, ", {}", counted(*count, stance.noun())))
    }
}

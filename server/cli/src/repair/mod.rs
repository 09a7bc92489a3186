//! Repairs texts that other programs have damaged: HTML entities, and UTF-8 that was read as windows-1252 ("mojibake").

mod entities;
mod mojibake;
mod windows1252;

use crate::report::plural;
use std::fmt;

/// Maximum number of rounds; each undoes one layer of damage.
const ROUNDS: usize = 16;

/// A damaged place and its repair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// Line of the damaged place, from 1.
    pub line: usize,
    /// The damaged characters.
    pub damaged: String,
    /// The characters that they stand for.
    pub repaired: String,
}

/// Damage of one kind.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Damage {
    /// Number of damaged places.
    pub count: usize,
    /// The first of them.
    pub first: Option<Repair>,
}

/// A text after its repair, with the damage that was found.
#[derive(Debug, PartialEq, Eq)]
pub struct Repaired {
    /// The text without the damage.
    pub text: String,
    /// HTML entities, such as `&rsquo;`.
    pub entities: Damage,
    /// Characters that were read in the wrong encoding, such as `â€™`.
    pub mojibake: Damage,
}

/// Repairs a text. One without damage stays as it is.
pub fn repair(text: &str) -> Repaired {
    let mut repaired =
        Repaired { text: text.to_owned(), entities: Damage::default(), mojibake: Damage::default() };
    // Entities come second, since they may stand for line ends: lines are those of the original.
    for _ in 0..ROUNDS {
        let before = repaired.text.len();
        repaired.text = mojibake::undo(&repaired.text, &mut repaired.mojibake);
        repaired.text = entities::decode(&repaired.text, &mut repaired.entities);
        // Either repair makes the text shorter.
        if repaired.text.len() == before {
            break;
        }
    }
    repaired
}

/// Restores garbled characters only.
pub fn ungarbled(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..ROUNDS {
        let repaired = mojibake::undo(&text, &mut Damage::default());
        if repaired.len() == text.len() {
            break;
        }
        text = repaired;
    }
    text
}

impl Damage {
    /// Counts a damaged place at a byte offset.
    fn add(&mut self, text: &str, at: usize, damaged: &str, repaired: &str) {
        self.count += 1;
        self.first.get_or_insert_with(|| Repair {
            line: text[..at].lines().count().max(1) + usize::from(text[..at].ends_with('\n')),
            damaged: damaged.to_owned(),
            repaired: repaired.to_owned(),
        });
    }
}

impl Repaired {
    /// Descriptions of the damage, each with the line of its first place.
    pub fn descriptions(&self) -> impl Iterator<Item = (usize, String)> {
        let of = |damage: &Damage, description: &dyn fmt::Display| {
            let first = damage.first.as_ref()?;
            let (damaged, repaired) = (&first.damaged, &first.repaired);
            Some((first.line, format!("{description}, such as `{damaged}` for `{repaired}`")))
        };
        let (entities, garbled) = (self.entities.count, self.mojibake.count);
        let entities = format!("{entities} HTML entit{}", if entities == 1 { "y" } else { "ies" });
        let garbled = format!("{garbled} garbled character{}", plural(garbled));
        [of(&self.entities, &entities), of(&self.mojibake, &garbled)].into_iter().flatten()
    }
}

#[cfg(test)]
mod tests;

//! The measurements: one file per part of the table.

mod bulk;
mod commands;
mod keys;
mod memory;
mod requests;
mod start;
mod storm;
mod workspace;

use crate::Outcome;
use crate::binary::Binary;
use crate::table::{Budget, Table};
use ascribe_articles::Recipe;
use std::fs;
use std::path::Path;

/// A part of the measurements.
#[derive(Debug)]
pub struct Part {
    pub name: &'static str,
    pub title: &'static str,
    pub measure: fn(&Setup, &Binary, &mut Table) -> Outcome<()>,
}

/// All parts, in the order of the tables.
pub static PARTS: [Part; 8] = [
    start::PART,
    keys::PART,
    storm::PART,
    memory::PART,
    requests::PART,
    workspace::PART,
    commands::PART,
    bulk::PART,
];

impl Part {
    /// Part with this name.
    pub fn named(name: &str) -> Result<&'static Self, String> {
        PARTS.iter().find(|part| part.name == name).ok_or_else(|| {
            let names: Vec<_> = PARTS.iter().map(|part| part.name).collect();
            format!("the parts are {}", names.join(", "))
        })
    }
}

impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// Inputs of the parts.
pub struct Setup {
    pub quick: bool,
    /// Document to type into instead of generated ones.
    document: Option<String>,
}

/// A document, named by its size.
pub struct Sized {
    pub name: &'static str,
    pub text: String,
}

impl Setup {
    pub fn new(quick: bool, document: Option<&Path>) -> Outcome<Self> {
        Ok(Self { quick, document: document.map(fs::read_to_string).transpose()? })
    }

    /// Chooses the quick or the full number.
    pub const fn least(&self, quick: usize, full: usize) -> usize {
        if self.quick { quick } else { full }
    }

    /// Documents to type into, with the budget for a keystroke.
    fn documents(&self) -> Vec<(Sized, Budget)> {
        let sizes = [
            ("10 kB", 10_000, 0.22),
            ("100 kB", 100_000, 0.67),
            ("1 MB", 1_000_000, 4.6),
            ("10 MB", 10_000_000, 46.0),
        ];
        if let Some(text) = &self.document {
            return vec![(Sized { name: "the document", text: text.clone() }, Budget::None)];
        }
        let sizes = sizes.into_iter().take(self.least(3, 4));
        sizes.map(|(name, bytes, budget)| (sized(name, bytes), Budget::Median(budget))).collect()
    }

    /// Document of one megabyte.
    fn large(&self) -> Sized {
        match &self.document {
            Some(text) => Sized { name: "the document", text: text.clone() },
            None => sized("1 MB", 1_000_000),
        }
    }
}

fn sized(name: &'static str, bytes: usize) -> Sized {
    Sized { name, text: Recipe::of_size(bytes).article().document }
}

/// Arbitrary text to type.
const WORDS: &str = "people waited on the quay for the last boat of the day, ";

/// Characters to type.
fn keys(count: usize) -> impl Iterator<Item = char> {
    WORDS.chars().cycle().take(count)
}

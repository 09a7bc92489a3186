//! The Ascribe markup: text, tree, document model, scope, rules and features.
//!
//! Data flows one way: [`text`] → [`syntax`] → [`model`] → [`document`] → [`names`] → [`scope`] →
//! [`drafting`] → [`sourcing`] → [`lints`] → [`config`] → [`features`]. Nothing here does IO, knows a clock, or can fail:
//! whatever the text, there is a model. Ranges are byte ranges of the document unless a type says otherwise.

pub mod attribution;
pub mod config;
mod dates;
pub mod declare;
pub mod document;
pub mod drafting;
pub mod features;
pub mod import;
mod lexicon;
pub mod lints;
pub mod model;
pub mod names;
pub mod policy;
pub mod scope;
mod sentences;
pub mod series;
pub mod sourcing;
pub mod spelling;
pub mod strip;
mod suggestions;
pub mod summary;
pub mod syntax;
pub mod text;
mod words;

/// A change of a document: `range` (bytes) is replaced by `text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go.
    pub range: std::ops::Range<usize>,
    /// What comes in their place.
    pub text: String,
}

impl Edit {
    /// `text` put in at the byte offset `at`.
    pub fn insert(at: usize, text: impl Into<String>) -> Self {
        Self { range: at..at, text: text.into() }
    }

    /// `range` replaced by `text`.
    pub fn replace(range: std::ops::Range<usize>, text: impl Into<String>) -> Self {
        Self { range, text: text.into() }
    }
}

/// A way to mend or to mark something; its edits are of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an imperative.
    pub title: String,
    /// The changes, none overlapping another.
    pub edits: Vec<Edit>,
    /// Whether it mends the finding for certain, so that an editor may prefer it.
    pub preferred: bool,
}

impl Fix {
    pub(crate) fn preferred(self) -> Self {
        Self { preferred: true, ..self }
    }
}

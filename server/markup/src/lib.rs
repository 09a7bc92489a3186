//! The Ascribe markup: from a text to what its markup says.
//!
//! Data flows one way: [`text`] (a rope) → [`syntax`] (tree-sitter's tree) → [`model`] (blocks, each a function of its own
//! lines) → [`document`] (the blocks of a text, kept while it is edited) → [`names`] → [`scope`] (a document with the casts
//! and documents that it sees). Beside that: [`strip`] and [`import`] (markup away, plain text in),
//! [`gate`] (no edit changes the article), [`summary`] (a document
//! without places, for the index of a workspace), [`policy`] (the severities and limits that hold).
//!
//! [`budget`] limits the work of all crates above.
//!
//! Nothing here does IO, knows a clock, or fails: any text is a document. It knows no rule, no editor, and not who is likely
//! to say what; crates that do keep what they derive from a block in its [`derived`] slots. Ranges are byte ranges of the
//! document unless a type says otherwise.

pub mod budget;
pub mod chunked_vec;
pub mod declare;
mod definitions;
pub mod derived;
pub mod document;
pub mod gate;
pub mod import;
pub mod model;
pub mod names;
pub mod policy;
pub mod reach;
pub mod scope;
pub mod spelling;
pub mod strip;
mod suggestions;
pub mod summary;
pub mod syntax;
pub mod text;

/// A change of a document: `range` (bytes) is replaced by `text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go.
    pub range: std::ops::Range<usize>,
    /// Replacement of these bytes.
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

/// Whether a fix may be applied without a person who looks at it, in ascending order.
///
/// A finding has at most one fix that is not [`Applicability::Manual`]: the preferred one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applicability {
    /// One of several choices, or a loss of words: applied only where a person chooses it.
    Manual,
    /// Most likely what is meant, but a guess about a fact (an actor, a source, a label, a verdict, a kind), or a
    /// deletion: preferred in editors, and applied in bulk only on request.
    Unsafe,
    /// Quotes, joins or adds what is clearly meant. Loses no word, and changes no fact that could be read before.
    Safe,
}

impl Applicability {
    /// Name for programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Unsafe => "unsafe",
            Self::Safe => "safe",
        }
    }
}

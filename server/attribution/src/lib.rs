//! Attribution engine: finds reported speech in plain text, with its speakers and cues.
//!
//! A paragraph is split into [`tokens`]; a chain finds the [`cues`], a second one the source and content of each
//! ([`spans`]); a third model rates the [`candidates`]. Rules add carriers and quotations that no cue introduces
//! ([`reading`]). The weights are trained; everything that features are made of (tokens, lexicon, hashes) is part of
//! them, so any change requires new training (`server/trainer`).

mod announcements;
pub mod article;
pub mod candidates;
mod carriers;
pub mod chain;
mod clauses;
pub mod clusters;
pub mod confidence;
mod constructions;
mod continuations;
mod coordinated;
pub mod cues;
pub mod draft;
mod feature_cache;
pub mod features;
mod gates;
pub mod hash;
pub mod layout;
mod letters;
pub mod lexicon;
mod lone_quotes;
pub mod model;
mod nested;
mod pieces;
mod quotation_marks;
pub mod quotes;
pub mod reading;
mod repairs;
mod single_quotes;
mod sources;
pub mod spans;
mod stances;
mod statement;
pub mod token;
pub mod tokens;
mod trailing;
mod transcripts;
mod uncued_quotes;
pub mod weights;

pub use ascribe_language::stance::Stance;
pub use feature_cache::FeatureCache;
pub use layout::{Role, paragraphs, roles};
pub use model::Model;
pub use statement::{Before, Reading, SpeechKind, Statement};

/// Reads one paragraph of running text, given the state after the previous one; ranges are byte ranges of `text`.
pub fn read_paragraph(text: &str, before: Before) -> Reading {
    reading::read(&Model::embedded(), text, before, None)
}

/// Reads one paragraph, reusing the cached feature sums of words read before.
pub fn read_again(text: &str, before: Before, memory: &FeatureCache) -> Reading {
    memory.with(|remembered| reading::read(&Model::embedded(), text, before, remembered))
}

/// Reads an article; ranges are byte ranges of `text`.
///
/// ```
/// let text = "“The dam holds,” Ida Moe said.";
/// let statements = ascribe_attribution::read_article(text);
/// assert_eq!(statements[0].source.clone().map(|source| &text[source]), Some("Ida Moe"));
/// ```
pub fn read_article(text: &str) -> Vec<Statement> {
    article::read(&Model::embedded(), text)
}

//! Reported speech in plain text: what is said, by whom, and which words say so.
//!
//! A paragraph is cut into [`tokens`]; a chain finds the [`cues`], a second one finds the source and the content of
//! each ([`spans`]); a third model says how likely the [`candidates`] are to be right. Rules add the quotations that no
//! cue introduces and the carriers ([`reading`]). The weights were learned; everything that features are made of
//! (the tokens, the lexicon, the hashes) is part of them: whoever changes it trains anew (`server/trainer`).

pub mod article;
pub mod candidates;
mod carriers;
pub mod chain;
pub mod clusters;
pub mod confidence;
pub mod cues;
pub mod draft;
pub mod features;
pub mod hash;
pub mod layout;
pub mod lexicon;
mod memory;
pub mod model;
mod orphans;
mod pieces;
pub mod quotes;
pub mod reading;
mod sources;
pub mod spans;
mod statement;
pub mod token;
pub mod tokens;
mod transcripts;
pub mod weights;

pub use layout::{Role, paragraphs, roles};
pub use memory::Memory;
pub use model::Model;
pub use statement::{Before, Kind, Reading, Statement};

/// Reads one paragraph, of running text, with what must be known of the one before; ranges are bytes of `text`.
pub fn read_paragraph(text: &str, before: Before) -> Reading {
    reading::read(&Model::embedded(), text, before, None)
}

/// The same, with what is remembered of the words that were read before.
pub fn read_again(text: &str, before: Before, memory: &Memory) -> Reading {
    memory.with(|remembered| reading::read(&Model::embedded(), text, before, remembered))
}

/// Reads an article; ranges are bytes of `text`.
pub fn read_article(text: &str) -> Vec<Statement> {
    article::read(&Model::embedded(), text)
}

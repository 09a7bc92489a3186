//! Reported speech in plain text: what is said, by whom, and which words say so.

pub mod article;
pub mod candidates;
pub mod chain;
pub mod confidence;
pub mod cues;
pub mod features;
pub mod hash;
pub mod lexicon;
pub mod model;
pub mod quotes;
pub mod spans;
pub mod tokens;

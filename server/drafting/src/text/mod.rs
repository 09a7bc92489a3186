//! Plain text of an article: paragraphs without markup, sentences, ranges of bytes.

pub mod article;
pub(crate) mod datelines;
pub(crate) mod ranges;
pub(crate) mod sentence;

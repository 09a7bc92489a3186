//! The tree of a stretch of text: where the core meets the grammar.
//!
//! A document is not held in one tree: between two blocks nothing is open, so that each stretch of whole blocks can be
//! parsed alone if it is told in which [`Entrance`] it stands.

pub use tree_sitter_ascribe::{Entrance, Field, Node, NodeKind, parse};

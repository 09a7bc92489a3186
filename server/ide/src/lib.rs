//! The features of an editor, as plain data in bytes of the document: one file for each.
//!
//! Each is a function of a `Scope` (a document and what it sees) and a byte offset or range; the result is labels, byte ranges
//! and edits. [`actions`] makes its changes only when one is chosen; [`semantic_tokens`] keeps the tokens of blocks that stay.
//! Nothing here knows the language server protocol, does IO, or looks at other files: `ascribe-workspace` has the features
//! over all documents.

pub mod actions;
pub mod completion;
pub mod config;
mod cursor;
pub mod definition;
pub mod fixes;
pub mod folding;
pub mod format;
pub mod highlights;
pub mod hover;
pub mod inlay_hints;
pub mod inline_completion;
pub mod linked_editing;
pub mod links;
pub mod overview;
pub mod references;
pub mod rename;
pub mod selection;
pub mod semantic_tokens;
pub mod signature_help;
pub mod speakers;
pub mod subject;
pub mod symbols;
pub mod tokens;

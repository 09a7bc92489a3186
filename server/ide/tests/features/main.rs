//! Editor features at a cursor in a text.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

mod actions;
mod completion;
mod definition;
mod folding;
mod format;
mod highlights;
mod hover;
mod inlay_hints;
mod inline_completion;
mod linked_editing;
mod links;
mod references;
mod rename;
mod selection;
mod signature_help;
mod speakers;
mod stance;
mod symbols;
mod tokens;

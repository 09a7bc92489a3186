//! Features of the protocol, over the wire.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

mod actions;
mod completion;
mod diagnostics;
mod facts;
mod formatting;
mod hovers;
mod links;
mod navigation;
mod reading;
mod references;
mod rename;
mod semantic_tokens;
mod stance;
mod typing;
mod verbatim;

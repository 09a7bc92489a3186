//! What each rule finds, exactly where, and what its fixes make of the text.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

#[path = "../fixture/mod.rs"]
mod fixture;

mod duplicate_id;
mod missing_source;
mod raw;
mod silence;
mod syntax;
mod unattributed_claim;
mod unattributed_quote;
mod unbalanced_quote;
mod undefined;
mod unmarked_claim;

//! The repository itself: layering, words of comments, links and commands of the documentation.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

mod architecture;
mod documentation;
mod style;

//! Sessions: messages in any order, and clients of any kind.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

mod byte_order_mark;
mod cancel;
mod content_formats;
mod delivery;
mod fairness;
mod faults;
mod lifecycle;
mod message_counts;
mod preferences;
mod progress;
mod recorded;
mod scripts;
mod spellings;
mod sync;
mod uris;

//! Versions of a document by several people: what differs, and both in one.
//!
//! A document is read as a [`Version`]: its markup in units, each with its place in the article. [`diff`] compares two of
//! them, and [`merge`] applies the changes of one to another.

mod changes;
pub mod diff;
pub mod merge;
mod pairs;
mod slots;
mod version;
mod write;

pub use version::{Mark, Version, same_article};

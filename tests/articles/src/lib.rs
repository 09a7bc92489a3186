//! A seeded generator of articles: a [`Recipe`] gives one text on every machine.
//!
//! An [`Article`] comes with and without the markup, so that a test can compare results on both. A [`Desk`] is a folder
//! of articles that reference each other.
//!
//! The generator uses no clock, no files and none of the crates under test.

mod dense;
mod desk;
mod dice;
mod people;
mod recipe;
mod words;
mod writer;

pub use dense::{DENSE, Dense};
pub use desk::Desk;
pub use dice::Dice;
pub use recipe::{Article, Layout, Recipe};

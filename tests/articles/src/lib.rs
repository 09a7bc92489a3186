//! A seeded generator of articles: the same [`Recipe`] gives the same text on every machine.
//!
//! An [`Article`] has its words twice, with and without the markup, so that a test may hold what is made of the one
//! against the other. A [`Desk`] is a folder of articles that refer to each other.
//!
//! Nothing here looks at a clock, a file or the crates under test.

mod desk;
mod dice;
mod people;
mod recipe;
mod words;
mod writer;

pub use desk::Desk;
pub use dice::Dice;
pub use recipe::{Article, Layout, Recipe};

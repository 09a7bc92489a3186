//! Phrases that describe a source: “Health Minister Ada Berg”, “several officials”.

pub mod described;
pub(crate) mod descriptions;
pub(crate) mod heads;
pub(crate) mod names;
pub(crate) mod nouns;
pub(crate) mod offices;
pub mod phrase;
pub(crate) mod shares;
pub mod words;

//! Actors of an article: all names in it and all bodies, merged into one entry each.

pub(crate) mod bodies;
pub(crate) mod index;
pub(crate) mod mentions;
pub(crate) mod merging;
pub(crate) mod people;
pub mod roster;
pub(crate) mod studies;
pub(crate) mod whole_sources;

//! Who stands behind what is said: quotations over several paragraphs, likely speakers, and the edits that
//! attribute and declare. The rules and the features rest on it.

pub mod attribute;
pub mod quotations;

pub use crate::declare;

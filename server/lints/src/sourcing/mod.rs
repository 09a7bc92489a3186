//! Who stands behind what is said: quotations over several paragraphs, likely speakers, and the edits that
//! attribute and declare. The rules and the features rest on it.

pub mod attribute;
pub mod cue;
pub mod heard;
pub mod quotations;
pub mod standing;
pub mod stretches;
pub mod wording;

pub use ascribe_markup::declare;

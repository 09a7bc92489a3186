//! Attribution of statements: quotations over several paragraphs, likely speakers, and the edits that attribute and
//! declare. Shared by the rules and the editor features.

pub mod article_source;
pub mod attribute;
pub mod citations;
pub mod cue;
pub(crate) mod cued_verbs;
pub mod dirty_ranges;
pub(crate) mod house;
pub mod misplaced;
pub mod placeholders;
pub mod provenance;
pub mod quotations;
pub mod reported_speech;
pub mod stray_markup;
pub mod wording;

pub use ascribe_markup::declare;

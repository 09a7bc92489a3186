//! Coreference: to which actor a name, an office, a description or a pronoun refers.

pub(crate) mod bystanders;
pub mod meaning;
pub(crate) mod owned;
pub(crate) mod pairs;
pub(crate) mod pronouns;
pub(crate) mod strangers;
pub(crate) mod unnamed;
pub(crate) mod variations;

//! Annotations and declarations of a draft, as written into the document.

pub(crate) mod decided;
pub(crate) mod declarations;
pub mod marking;
pub(crate) mod numbering;
pub(crate) mod records;

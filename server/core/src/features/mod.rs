//! What an editor shows and does, as plain data in bytes of the document. One file for each feature.

pub mod actions;
pub mod completion;
pub mod definition;
pub mod hover;
pub mod references;
pub mod subject;
pub mod symbols;

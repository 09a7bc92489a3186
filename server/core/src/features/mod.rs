//! What an editor shows and does, as plain data in bytes of the document. One file for each feature.

pub mod actions;
mod caret;
pub mod completion;
pub mod definition;
pub mod fixes;
pub mod folding;
pub mod format;
pub mod highlights;
pub mod hover;
pub mod inlay_hints;
pub mod inline_completion;
pub mod linked_editing;
pub mod links;
pub mod painting;
pub mod references;
pub mod rename;
pub mod selection;
pub mod signature_help;
pub mod subject;
pub mod symbols;
pub mod tokens;

//! One file for each method: parameters to bytes, a feature of the core, its answer to the protocol's types.

pub mod code_action;
pub mod completion;
pub mod definition;
pub mod diagnostic;
pub mod document_symbol;
pub mod hover;
pub mod initialize;
pub mod inlay_hint;
pub mod inline_completion;
pub mod references;
pub mod signature_help;

//! One file per method: converts parameters to byte offsets, calls a feature of the core, and converts the answer to
//! the protocol's types. Several methods share the edits of documents (`edits.rs`) and the nodes of hierarchies
//! (`nodes.rs`).

mod edits;
mod nodes;
#[cfg(test)]
mod scope_tests;

pub mod call_hierarchy;
pub mod code_action;
pub mod code_lens;
pub mod completion;
pub mod config;
pub mod definition;
pub mod diagnostic;
pub mod document_highlight;
pub mod document_link;
pub mod document_symbol;
pub mod execute_command;
pub mod folding_range;
pub mod formatting;
pub mod hover;
pub mod implementation;
pub mod initialize;
pub mod inlay_hint;
pub mod inline_completion;
pub mod linked_editing_range;
pub mod on_type_formatting;
pub mod overview;
pub mod prepare_rename;
pub mod range_formatting;
pub mod references;
pub mod rename;
pub mod selection_range;
pub mod semantic_tokens;
pub mod signature_help;
pub mod speakers;
pub mod type_definition;
pub mod type_hierarchy;
pub mod will_rename_files;
pub mod workspace_diagnostic;
pub mod workspace_symbol;

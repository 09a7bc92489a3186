//! One file for each method: parameters to bytes, a feature of the core, its answer to the protocol's types.

pub mod code_action;
pub mod completion;
pub mod definition;
pub mod diagnostic;
pub mod document_highlight;
pub mod document_link;
pub mod document_symbol;
pub mod folding_range;
pub mod formatting;
pub mod hover;
pub mod initialize;
pub mod inlay_hint;
pub mod inline_completion;
pub mod linked_editing_range;
pub mod on_type_formatting;
pub mod prepare_rename;
pub mod range_formatting;
pub mod references;
pub mod rename;
pub mod selection_range;
pub mod semantic_tokens;
pub mod signature_help;
pub mod will_rename_files;

//! The Ascribe grammar for [tree-sitter](https://tree-sitter.github.io).
//!
//! No text produces an `ERROR` or `MISSING` node. The queries for editors are exported as constants.
//!
//! ```
//! let mut parser = tree_sitter::Parser::new();
//! parser.set_language(&tree_sitter_ascribe::LANGUAGE.into())?;
//! let tree = parser.parse("@moe: Ida Moe\n", None).ok_or("the parser has no language")?;
//! assert_eq!(tree.root_node().child(0).map(|node| node.kind()), Some("actor_declaration"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use tree_sitter_language::LanguageFn;

unsafe extern "C" {
    fn tree_sitter_ascribe() -> *const ();
}

/// Language to pass to `tree_sitter::Parser::set_language`.
// SAFETY: the generated parser exports this function with this signature.
pub const LANGUAGE: LanguageFn = unsafe { LanguageFn::from_raw(tree_sitter_ascribe) };

/// Node types of the grammar, as JSON.
pub const NODE_TYPES: &str = include_str!("../../src/node-types.json");

/// Syntax highlighting.
pub const HIGHLIGHTS_QUERY: &str = include_str!("../../queries/highlights.scm");

/// Foldable ranges.
pub const FOLDS_QUERY: &str = include_str!("../../queries/folds.scm");

/// Indentation of fields.
pub const INDENTS_QUERY: &str = include_str!("../../queries/indents.scm");

/// Definitions and references of ids.
pub const LOCALS_QUERY: &str = include_str!("../../queries/locals.scm");

/// Declarations and labels, for code navigation.
pub const TAGS_QUERY: &str = include_str!("../../queries/tags.scm");

/// Text objects, under the names used by Neovim.
pub const TEXTOBJECTS_QUERY: &str = include_str!("../../queries/textobjects.scm");

//! Tree-sitter parser for the grammar.

use tree_sitter::Parser;

pub fn parser() -> Parser {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_ascribe::LANGUAGE.into()).expect("the grammar has this library's ABI");
    parser
}

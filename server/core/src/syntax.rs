//! The tree of a stretch of text, by the grammar `tree-sitter-ascribe`.
//!
//! A document is not held in one tree: between two blocks nothing is open, so that each stretch of
//! whole blocks can be parsed alone if it is told in which [`Entrance`] it stands.

use std::cell::RefCell;
use tree_sitter::{Node, Parser};

/// What stands before a stretch of text, as far as the grammar asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entrance {
    /// Nothing: front matter may stand here.
    Document,
    /// A blank line, front matter or a declaration: a declaration may stand here.
    Block,
    /// A paragraph that ended with the line before: `@id:` is text.
    Run,
}

/// A line that nobody would wrap (the scanner's `LONG_LINE` columns and one more) ends its paragraph.
const LONG_LINE: &str = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n";

impl Entrance {
    /// Text that leads into this entrance, and that is no part of the document.
    fn lead(self) -> &'static str {
        match self {
            Self::Document => "",
            Self::Block => "\n",
            Self::Run => LONG_LINE,
        }
    }
}

thread_local! {
    static PARSER: RefCell<Parser> = RefCell::new(new_parser());
}

#[allow(clippy::expect_used, reason = "both crates come from this workspace's lock file; tests parse")]
fn new_parser() -> Parser {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_ascribe::LANGUAGE.into()).expect("the grammar has the library's ABI");
    parser
}

/// Parses `text` and gives the root node to `read`, with the number of bytes that stand before `text` in
/// the tree.
#[allow(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "without a time limit or cancellation flag a parse ends with a tree"
)]
pub fn with_tree<R>(text: &str, entrance: Entrance, read: impl FnOnce(Node, usize) -> R) -> R {
    let lead = entrance.lead();
    let tree = PARSER.with_borrow_mut(|parser| {
        let mut chunk = |byte: usize, _| match byte.checked_sub(lead.len()) {
            Some(byte) => &text.as_bytes()[byte.min(text.len())..],
            None => &lead.as_bytes()[byte..],
        };
        parser.parse_with_options(&mut chunk, None, None).expect("a tree")
    });
    read(tree.root_node(), lead.len())
}

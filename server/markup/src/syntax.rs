//! The syntax tree of a text: where the core meets the grammar.

use ropey::Rope;
use std::ops::Range;
use tree_sitter::{InputEdit, Language, Parser, Point};

pub use tree_sitter::{Node, Tree};

/// What stands before a block, which decides what may start in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entrance {
    /// Nothing: front matter may start.
    Document,
    /// A blank line or a declaration: a declaration may start.
    Block,
    /// The line of another paragraph.
    Run,
}

/// A line that no wrapping has made, so that the paragraph ends with it.
const PARAGRAPH: &str = concat!(
    "A line of more than one hundred and twenty columns was not wrapped by hand, so that a paragraph which has ",
    "such a line as its last one ends with it.\n",
);

impl Entrance {
    /// A text behind which a block has this entrance.
    fn lead(self) -> &'static str {
        match self {
            Self::Document => "",
            Self::Block => "\n",
            Self::Run => PARAGRAPH,
        }
    }
}

/// The tree of a text. `old` is the tree of an earlier text, to which [`edit`] has told every change since; what it has in
/// common with the new tree is taken over.
pub fn parse(text: &Rope, old: Option<&Tree>) -> Tree {
    let mut read = |byte: usize, _: Point| {
        if byte >= text.len_bytes() {
            return &[][..];
        }
        let (chunk, start, ..) = text.chunk_at_byte(byte);
        &chunk.as_bytes()[byte - start..]
    };
    whole(parser().parse_with_options(&mut read, old, None))
}

/// The tree of some blocks that have this entrance, and the byte of the tree at which they start.
pub fn parse_part(text: &str, entrance: Entrance) -> (Tree, usize) {
    let lead = entrance.lead();
    let tree = whole(parser().parse([lead, text].concat(), None));
    (tree, lead.len())
}

#[allow(clippy::expect_used, reason = "a parser gives no tree only if it has no language or is told to stop")]
fn whole(tree: Option<Tree>) -> Tree {
    tree.expect("a tree of the whole text")
}

/// Tells a tree that some bytes of its text were replaced by `len` others.
pub fn edit(tree: &mut Tree, replaced: &Range<usize>, len: usize) {
    // Nobody asks the tree for rows and columns: lines are the rope's to count.
    let nowhere = Point::default();
    tree.edit(&InputEdit {
        start_byte: replaced.start,
        old_end_byte: replaced.end,
        new_end_byte: replaced.start + len,
        start_position: nowhere,
        old_end_position: nowhere,
        new_end_position: nowhere,
    });
}

fn parser() -> Parser {
    let mut parser = Parser::new();
    let language = Language::new(tree_sitter_ascribe::LANGUAGE);
    #[allow(clippy::expect_used, reason = "the tests of the grammar hold that both have one ABI")]
    parser.set_language(&language).expect("a grammar of this library's ABI");
    parser
}

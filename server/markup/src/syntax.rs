//! Syntax tree of a text: the interface between the core and the tree-sitter grammar.

use ropey::Rope;
use std::ops::ControlFlow;
use std::ops::Range;
use tree_sitter::{InputEdit, Language, ParseOptions, ParseState, Parser, Point};

pub use tree_sitter::{Node, Tree};

/// State before a block, which decides what may start in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartState {
    /// Start of the document: front matter may start.
    Document,
    /// After a blank line or a declaration: a declaration may start.
    Block,
    /// After a line of another paragraph.
    Continuation,
}

/// Number of steps after which tree-sitter calls back.
const STEPS_BETWEEN_CALLS: usize = 100;

/// Line too long to be hard-wrapped, so that its paragraph ends with it.
const PARAGRAPH: &str = concat!(
    "A line of more than one hundred and twenty columns was not wrapped by hand, so that a paragraph which has ",
    "such a line as its last one ends with it.\n",
);

impl StartState {
    /// Text after which a block has this entrance.
    fn lead(self) -> &'static str {
        match self {
            Self::Document => "",
            Self::Block => "\n",
            Self::Continuation => PARAGRAPH,
        }
    }
}

/// Parses a text up to the byte `end`. `old` is the tree of an earlier version, updated with [`edit`] for every change
/// since; unchanged parts are reused. Returns also how much work it was: the bytes read and the steps of the parser.
pub fn parse(text: &Rope, end: usize, old: Option<&Tree>) -> (Tree, usize) {
    let mut bytes = 0;
    let mut read = |byte: usize, _: Point| {
        if byte >= end {
            return &[][..];
        }
        let (chunk, start, ..) = text.chunk_at_byte(byte);
        let piece = &chunk.as_bytes()[byte - start..chunk.len().min(end - start)];
        bytes += piece.len();
        piece
    };
    let mut steps = 0;
    let mut count = |_: &ParseState| {
        steps += STEPS_BETWEEN_CALLS;
        ControlFlow::Continue(())
    };
    let options = ParseOptions::new().progress_callback(&mut count);
    let tree = whole(parser().parse_with_options(&mut read, old, Some(options)));
    (tree, bytes + steps)
}

/// Parses blocks that start in this entrance. Returns the tree and the byte offset in it at which they start.
pub fn parse_part(text: &str, start_state: StartState) -> (Tree, usize) {
    let lead = start_state.lead();
    let tree = whole(parser().parse([lead, text].concat(), None));
    (tree, lead.len())
}

#[allow(clippy::expect_used, reason = "a parser gives no tree only if it has no language or is told to stop")]
fn whole(tree: Option<Tree>) -> Tree {
    tree.expect("a tree of the whole text")
}

/// Tells a tree that the bytes `replaced` of its text were replaced by `len` bytes.
pub fn edit(tree: &mut Tree, replaced: &Range<usize>, len: usize) {
    // Rows and columns are unused: the rope counts lines.
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

//! The scanner reads a text a bounded number of times, whatever marks look ahead.

mod parsing;

use parsing::parser;

/// Bytes that the parser gets at once. It asks for them again when it goes back from lookahead.
const PIECE: usize = 64;

/// Number of pieces that are read to parse a text.
fn reads(text: &str) -> usize {
    let mut reads = 0;
    let mut piece = |at: usize, _| {
        reads += 1;
        &text.as_bytes()[at.min(text.len())..(at + PIECE).min(text.len())]
    };
    parser().parse_with_options(&mut piece, None, None).expect("no time limit is set");
    reads
}

/// Pieces of a paragraph whose marks look for their ends.
const PIECES: [&str; 22] = [
    "“",
    "« ",
    "«a ",
    "‹a ",
    "「",
    "‘",
    "‚a ",
    "“[",
    "“[«",
    "[",
    "«a« ",
    "“a “a” ",
    // Marks in braces behind a mark are not seen by a search, as in an annotation, but open where they are read.
    "'{«a} ",
    "‘{“a} ",
    "]{«a} ",
    "[«'{«a}'{«a}] ",
    "['{“a}'{“a}] ",
    "‹'{‹a} ",
    "'{「a} ",
    // Searches that go over lines, blanks and long annotations.
    "«a\n",
    "'{«a}\n",
    "«a '{                                                                }",
];

#[test]
fn the_lookahead_of_a_paragraph_is_bounded() {
    for piece in PIECES {
        for end in ["", "»»", "””", "’{@a}", "]{@a}"] {
            let [small, large] =
                [1_000, 4_000].map(|times| reads(&format!("“{}{end}\n", piece.repeat(times))));
            assert!(large < small * 6, "{piece:?} and {end:?}: {small} reads became {large}");
        }
    }
}

#[test]
fn ordinary_quotations_nest_in_a_long_paragraph() {
    let unit = "« Il a dit « non » hier », dit-elle. ";
    let tree = parser().parse(unit.repeat(2_000), None).expect("no time limit is set");
    let paragraph = tree.root_node().child(0).expect("a paragraph");
    let outer = paragraph.children(&mut paragraph.walk()).filter(|node| node.kind() == "quotation").count();
    assert_eq!(outer, 2_000, "each with another one in it");
}

//! No text produces an error, an incrementally parsed tree equals that of a fresh parse, and an unclosed construct does
//! not extend beyond its paragraph.

mod parsing;
mod texts;

use parsing::parser;
use proptest::prelude::*;
use texts::{LONG_LINE, LONG_WORD, cases, hostile};
use tree_sitter::{InputEdit, Node, Point, Tree};

fn parse(text: &str) -> Tree {
    parser().parse(text, None).expect("no time limit is set")
}

/// Kind and byte range of a node.
type Entry = (u16, usize, usize);

/// All nodes, in document order.
fn listing(tree: &Tree) -> Vec<Entry> {
    fn walk(node: Node, out: &mut Vec<Entry>) {
        out.push((node.kind_id(), node.start_byte(), node.end_byte()));
        let mut cursor = node.walk();
        for child in node.children(&mut cursor) {
            walk(child, out);
        }
    }
    let mut out = Vec::new();
    walk(tree.root_node(), &mut out);
    out
}

/// A word of an article, and whether to make it a span.
fn prose() -> impl Strategy<Value = (&'static str, bool)> {
    #[rustfmt::skip]
    let other = prop::sample::select(vec![
        "\"", "\"", "“", "”", "''", "„", "«", "»", "‹", "›", "「", "」", "‚", "‘", ",,", ":", "\u{a0}", " ", " ", " ", " ", " ", "-", "—", ", ", ". ", "\n", "\n", "\n", "\r\n",
        "\n\n", "\n  ", "渡轮，", "and this fills a line up to its seventy columns, or so", LONG_LINE, LONG_WORD,
        "\nso this copy is wrapped at fewer columns, and", "\nfifty of them are enough for a line of it,",
    ]);
    let word = prop::sample::select(vec!["word", "a", "co-operative", "two words", "渡轮"]);
    prop_oneof![other.prop_map(|text| (text, false)), (word, prop::bool::weighted(0.3))]
}

/// Opening and closing marks of a style.
#[rustfmt::skip]
const STYLES: [(&str, &str); 19] = [
    ("\"", "\""), ("“", "”"), ("„", "“"), ("„", "”"), ("”", "”"), ("``", "''"), (",,", "''"), ("«", "»"), ("« ", " »"),
    ("«\u{a0}", "\u{a0}»"), ("«\u{202f}", "\u{202f}»"), ("»", "«"), ("»", "»"), ("‹", "›"), ("‹\u{a0}", "\u{a0}›"),
    ("›", "‹"), ("「", "」"), ("『", "』"), ("‚", "‘"),
];

/// Words of a paragraph, some of them quoted and annotated, with a stray mark of the same style.
#[derive(Debug)]
struct Strayed {
    text: String,
    /// Start of the annotation of each quotation.
    annotations: Vec<usize>,
    stray: usize,
    /// Start of the next mark.
    next: usize,
}

fn strayed() -> impl Strategy<Value = Strayed> {
    let before = prop::sample::select(vec!["word ", "word", "word, ", "word (", "word "]);
    let behind = prop::sample::select(vec![" word", "word", ", word", ". Word", " word"]);
    let quoted = prop::collection::vec((1..4usize, 1..4usize), 1..6);
    let place = (any::<prop::sample::Index>(), any::<bool>(), any::<bool>(), before, behind);
    (prop::sample::select(STYLES.to_vec()), quoted, place).prop_map(
        |((open, close), quoted, (place, inside, closing, before, behind))| {
            let place = place.index(quoted.len());
            let mark = if closing { close } else { open }.trim();
            let (mut text, mut annotations, mut stray, mut marks) =
                (String::new(), Vec::new(), 0, Vec::new());
            let mut put = |text: &mut String| {
                text.push_str(before);
                stray = text.len();
                text.push_str(mark);
                text.push_str(behind);
            };
            for (number, (plain, words)) in quoted.into_iter().enumerate() {
                text.push_str(&"she said ".repeat(plain));
                if number == place && !inside {
                    put(&mut text);
                    text.push(' ');
                }
                marks.push(text.len());
                text.push_str(open);
                text.push_str(&"so it is ".repeat(words));
                if number == place && inside {
                    put(&mut text);
                } else {
                    text.push_str("here");
                }
                marks.push(text.len());
                text.push_str(close);
                annotations.push(text.len());
                text.push_str("{@a}, ");
            }
            let next = marks.into_iter().find(|mark| *mark > stray).unwrap_or(text.len());
            Strayed { text, annotations, stray, next }
        },
    )
}

/// Paragraphs and quotations, as `(kind, text)` without the markup.
fn shape(text: &str) -> Vec<(String, String)> {
    let tree = parse(text);
    listing(&tree)
        .into_iter()
        .filter_map(|(kind, start, end)| {
            let kind = tree.language().node_kind_for_id(kind)?.to_owned();
            let wanted = kind == "paragraph" || kind == "quotation";
            wanted.then(|| (kind, stripped(&text[start..end])))
        })
        .collect()
}

/// Ends of the closed quotations, as byte offsets.
fn closed_quotations(node: Node, ends: &mut Vec<usize>) {
    if node.kind() == "quotation" && node.child_by_field_name("close").is_some() {
        ends.push(node.end_byte());
    }
    let mut cursor = node.walk();
    for child in node.children(&mut cursor) {
        closed_quotations(child, ends);
    }
}

fn stripped(text: &str) -> String {
    let mut depth = 0;
    text.chars()
        .filter(|c| {
            depth += i32::from(*c == '{');
            let markup = depth > 0 || matches!(c, '[' | ']');
            depth -= i32::from(*c == '}');
            !markup
        })
        .collect()
}

fn point(text: &str, byte: usize) -> Point {
    let before = &text[..byte];
    let row = before.matches('\n').count();
    Point::new(row, byte - before.rfind('\n').map_or(0, |at| at + 1))
}

fn floor(text: &str, mut byte: usize) -> usize {
    byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// Replaces about `length` bytes from `at` on, tells the tree, and returns the text that results.
fn edited(tree: &mut Tree, text: &str, at: usize, length: usize, insert: &str) -> String {
    let start = floor(text, at);
    let end = floor(text, start + length);
    let edited = [&text[..start], insert, &text[end..]].concat();
    tree.edit(&InputEdit {
        start_byte: start,
        old_end_byte: end,
        new_end_byte: start + insert.len(),
        start_position: point(text, start),
        old_end_position: point(text, end),
        new_end_position: point(&edited, start + insert.len()),
    });
    edited
}

proptest! {
    #![proptest_config(cases(4))]

    #[test]
    fn no_text_gives_an_error(text in hostile()) {
        let tree = parse(&text);
        prop_assert!(!tree.root_node().has_error(), "{}", tree.root_node().to_sexp());
        prop_assert_eq!(tree.root_node().end_byte(), text.len());
    }

    #[test]
    fn no_prefix_gives_an_error(text in any::<String>(), cut in any::<prop::sample::Index>()) {
        let prefix = &text[..floor(&text, cut.index(text.len() + 1))];
        prop_assert!(!parse(prefix).root_node().has_error());
    }

    #[test]
    fn nodes_keep_to_their_lines(text in hostile()) {
        let tree = parse(&text);
        for (kind, start, end) in listing(&tree) {
            let kind = tree.language().node_kind_for_id(kind).unwrap_or_default().to_owned();
            let before = text[..start].chars().next_back();
            let lines = text[start..end].split(['\n', '\r']);
            match kind.as_str() {
                "paragraph" | "note" | "actor_declaration" | "source_declaration" | "front_matter" => {
                    let at_line_start = matches!(before, None | Some('\n' | '\r' | '\u{feff}'));
                    prop_assert!(at_line_start, "{} behind {:?}", kind, before);
                }
                "annotation" | "field_key" | "value" | "name" => prop_assert_eq!(lines.count(), 1),
                _ => {}
            }
            if kind == "paragraph" {
                let prose = text[start..end].trim_end_matches(['\n', '\r']).replace("\r\n", "\n");
                for line in prose.split(['\n', '\r']) {
                    prop_assert!(!line.trim_matches('\u{feff}').trim().is_empty(), "{:?}", prose);
                }
            }
        }
    }

    #[test]
    fn damage_stays_in_its_paragraph(text in hostile(), behind in hostile()) {
        let behind = format!("“Next,” she said.\n\n{behind}");
        let whole = format!("{text}\n\n{behind}");
        let offset = whole.len() - behind.len();
        let moved: Vec<Entry> = listing(&parse(&whole))
            .into_iter()
            .skip(1)
            .filter(|&(_, start, _)| start >= offset)
            .map(|(kind, start, end)| (kind, start - offset, end - offset))
            .collect();
        prop_assert_eq!(&moved[..], &listing(&parse(&behind))[1..]);
    }

    #[test]
    fn annotating_moves_no_paragraph_or_quotation(words in prop::collection::vec(prose(), 0..80)) {
        let plain: String = words.iter().map(|(word, _)| *word).collect();
        let mut annotated: String = words
            .iter()
            .map(|&(word, span)| if span { format!("[{word}]{{@a note=\"b ” c\"}}") } else { word.to_owned() })
            .collect();
        let mut ends = Vec::new();
        closed_quotations(parse(&annotated).root_node(), &mut ends);
        ends.sort_unstable();
        for end in ends.into_iter().rev() {
            annotated.insert_str(end, "{quote @a}");
        }
        prop_assert_eq!(shape(&plain), shape(&annotated), "{:?}", annotated);
    }

    /// A stray mark takes away no annotation but that of a quotation which ends at the next mark of its family.
    #[test]
    fn a_stray_mark_spoils_the_stretch_up_to_the_next(strayed in strayed()) {
        let tree = parse(&strayed.text);
        let read: Vec<usize> = listing(&tree)
            .into_iter()
            .filter(|(kind, ..)| tree.language().node_kind_for_id(*kind) == Some("annotation"))
            .map(|(_, start, _)| start)
            .collect();
        for annotation in &strayed.annotations {
            let spoilt = *annotation > strayed.stray && strayed.text[strayed.next..*annotation].chars().count() <= 2;
            prop_assert!(spoilt || read.contains(annotation), "{} at {annotation}", strayed.text);
        }
    }

    /// Nothing is open between two blocks: the next block depends only on whether a declaration is allowed there.
    #[test]
    fn blocks_can_be_read_alone(text in hostile()) {
        let tree = parse(&text);
        let all = listing(&tree);
        let mut cursor = tree.root_node().walk();
        for block in tree.root_node().children(&mut cursor).skip(1) {
            let offset = block.start_byte();
            let whole: Vec<Entry> = all[1..].iter().filter(|entry| entry.1 >= offset).copied().collect();
            let alone = ["\n", "%%\n\n", &format!("{LONG_LINE}\n")].map(|lead| {
                listing(&parse(&(lead.to_owned() + &text[offset..])))[1..]
                    .iter()
                    .filter(|entry| entry.1 >= lead.len())
                    .map(|(kind, start, end)| (*kind, start - lead.len() + offset, end - lead.len() + offset))
                    .collect::<Vec<Entry>>()
            });
            prop_assert!(alone.contains(&whole), "{:?}", &text[offset..]);
        }
    }

    #[test]
    fn a_tree_edited_several_times_at_once_is_a_fresh_one(
        text in hostile(),
        edits in prop::collection::vec((hostile(), any::<prop::sample::Index>(), 0usize..30), 1..5),
    ) {
        let mut tree = parse(&text);
        let mut text = text;
        for (insert, at, length) in edits {
            text = edited(&mut tree, &text, at.index(text.len() + 1), length, &insert);
        }
        let tree = parser().parse(&text, Some(&tree)).expect("no time limit is set");
        prop_assert_eq!(listing(&tree), listing(&parse(&text)));
    }

    #[test]
    fn an_edited_tree_is_a_fresh_one(
        text in hostile(),
        edits in prop::collection::vec((hostile(), any::<prop::sample::Index>(), 0usize..20), 1..4),
    ) {
        let mut tree = parse(&text);
        let mut text = text;
        for (insert, at, length) in edits {
            text = edited(&mut tree, &text, at.index(text.len() + 1), length, &insert);
            tree = parser().parse(&text, Some(&tree)).expect("no time limit is set");
            prop_assert_eq!(listing(&tree), listing(&parse(&text)));
        }
    }
}

#[test]
fn nesting_and_marks_without_end_are_text() {
    for piece in [
        "[",
        "]",
        "\"",
        "“",
        "‘",
        "[\"",
        "[“‘",
        "\\",
        "]{",
        "\"{",
        "[[]",
        "„",
        "«",
        "@",
        "%%\n",
        "[\n",
        "“a\n",
        "'",
        "‚",
        "‚ ‘",
        "「",
        "「」",
        ",,a",
        "« a » « ",
        "« « a » b « c » ",
        "“a “b” ",
        "«a\n«b» ",
        "» .",
        "and this line has more than forty columns, so\n",
        "and this line has more than forty columns\n«a ",
    ] {
        let text = piece.repeat(100_000);
        assert!(!parse(&text).root_node().has_error(), "{piece:?}");
    }
}

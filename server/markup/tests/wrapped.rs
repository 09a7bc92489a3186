//! Copy that is wrapped at any usual width has the paragraphs of its author, and short lines stay what they are.

use ascribe_markup::Edit;
use ascribe_markup::document::Document;

/// Paragraphs of invented articles.
const ARTICLES: [&[&str]; 3] = [
    &[
        "The council of Lindmere voted on Tuesday to close the old pier for two years, a decision that the owners of the boats had expected since the storms of last winter.",
        "“We were told nothing of the costs,” said Nell Osgood, who has run the co-operative at the harbour since 1998. She added that the boats would have to lie at the mill, which is too shallow for most of them.",
        "The mayor, Idris Vale, said the pier was unsafe and that nobody on the council had wanted to see it closed. He called the plan “the least bad of three”, and promised to come back to it in the spring with a list of what the town could afford.",
        "According to a report that was published in June, the timber below the waterline has lost a third of its strength, and in some places more than half of it.",
    ],
    &[
        "Der Rat von Lindmere stimmte am Dienstag dafür, die alte Mole für zwei Jahre zu schließen, was die Besitzer der Boote seit den Stürmen des vergangenen Winters erwartet hatten.",
        "»Von den Kosten hat uns niemand etwas gesagt«, sagte Nell Osgut, die dort seit 1998 die Genossenschaft leitet und das auch weiterhin tun will, solange noch ein Boot im Hafen liegt.",
    ],
    &[
        "The tram to the ferry stops at ten now, and those who work at night have to walk the four miles from the depot, in the rain more often than not.",
        "[It costs them an hour]{claim @vale}, the union said, and “that is an hour of sleep,”{@vale} as its head put it when she spoke to the board in May about the new times.",
    ],
];

/// Texts of which every line is a paragraph, whatever comes before and after it.
const LINES: [(&str, &str); 9] = [
    ("short lines", "Two pounds of rice\nbread\na lamp for the shed\nrope, forty feet of it\n"),
    (
        "lines of a list",
        "a lamp for the shed by the mill at the old pier\nrope, forty feet of it or more\nbread for the two of them, and milk for the cat\na new lock\n",
    ),
    (
        "verse",
        "The tide came in and nobody was there to see it,\nand nobody was there to see it go,\nonly the gulls, who had been told about it,\nand would not let us know.\n",
    ),
    (
        "a headline block",
        "Pier at Lindmere to close for two years\nCouncil votes five to four after the storms\nBy Jo Finch, our reporter at the harbour\nTuesday, 4 March\n",
    ),
    ("a dateline", "LINDMERE, March 4\nThe old pier will close for two years from June.\n"),
    (
        "a signature",
        "With kind regards from all of us at the mill,\nNell Osgood\nChair of the Lindmere Boat Co-operative\n",
    ),
    (
        "an address",
        "Lindmere Boat Co-operative and Harbour Office\n14 Mill Lane, Third Floor, Back Entrance\nLindmere LM2 4PQ\nosgood at lindmere dot example\n",
    ),
    (
        "one line to a paragraph",
        "The old pier will close for two years from June.\nNobody at the harbour had been told of it.\n“We read it in the paper,” said Nell Osgood.\nThe mayor did not want to speak about it.\nThe boats will lie at the mill until then.\n",
    ),
    (
        "long and short paragraphs, one line to each",
        "The old pier will close for two years from June.\nNobody at the harbour had been told of it, said the head of the co-operative, who called it “a winter without work” for all of them.\nthe mayor's office said on Monday that it was,\n",
    ),
];

/// Wraps a text at this many columns; annotations are in none.
fn wrapped(text: &str, width: usize) -> String {
    let (mut wrapped, mut column, mut in_annotation) = (String::new(), 0, false);
    for word in text.split(' ') {
        let mut columns = 0;
        let starts_outside = !in_annotation;
        for c in word.chars() {
            in_annotation |= c == '{';
            columns += usize::from(!in_annotation && !matches!(c, '[' | ']'));
            in_annotation &= c != '}';
        }
        if starts_outside && column > 0 && column + 1 + columns > width {
            wrapped.push('\n');
            column = 0;
        } else if column > 0 {
            wrapped.push(' ');
            column += usize::from(starts_outside);
        }
        wrapped.push_str(word);
        column += columns;
    }
    wrapped
}

fn paragraphs(document: &Document) -> Vec<String> {
    let paragraphs = document.blocks().filter(|at| at.block.paragraph().is_some());
    paragraphs.map(|at| at.block.text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn wrapped_copy_has_the_paragraphs_of_its_author() {
    for article in ARTICLES {
        for width in [40, 45, 50, 55, 58, 60, 65, 70, 80] {
            let copy = article.iter().map(|text| wrapped(text, width)).collect::<Vec<_>>().join("\n\n");
            for copy in [copy.clone(), copy.replace('\n', "\r\n"), copy.clone() + "\n"] {
                assert_eq!(paragraphs(&Document::new(&copy)), article, "{width} columns: {copy}");
            }
        }
    }
}

#[test]
fn short_lines_are_paragraphs() {
    let prose = wrapped(ARTICLES[0][1], 50);
    for (what, lines) in LINES {
        for text in [lines.to_owned(), format!("{prose}\n\n{lines}"), format!("{lines}\n{prose}\n")] {
            let found = paragraphs(&Document::new(&text));
            for line in lines.lines() {
                assert!(found.iter().any(|paragraph| paragraph == line), "{what}: {found:#?}");
            }
        }
    }
}

#[test]
fn a_line_far_behind_a_paragraph_may_change_its_end() {
    // Of the lines, the last one tells whether the copy is wrapped: it is too long for it, or indented, or neither.
    let line = "and so the boats had to lie at the mill there\n";
    let long = "and so the boats had to lie at the mill there for all of that winter\n";
    let indented = format!(" {line}");
    let mut changes = Vec::new();
    for lines in 1..14 {
        let text = |last: &str| format!("Nobody knew.\n\n{}{last}", line.repeat(lines));
        for (from, to) in [(line, long), (long, line), (line, &indented), (&indented, line)] {
            let mut document = Document::new(&text(from));
            let before = document.blocks().count();
            let start = text("").len();
            // The changed bytes only: what both have at their starts and ends stays.
            let same = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
            let rest = (from[same..].bytes().rev().zip(to[same..].bytes().rev()))
                .take_while(|(a, b)| a == b)
                .count();
            let place = start + same..start + from.len() - rest;
            document.edit(&Edit::replace(place, &to[same..to.len() - rest]));
            assert_eq!(document, Document::new(&text(to)), "{lines} lines before {to:?}");
            changes.push(document.blocks().count().abs_diff(before));
        }
    }
    assert!(changes.iter().any(|blocks| *blocks >= 7), "{changes:?}");
}

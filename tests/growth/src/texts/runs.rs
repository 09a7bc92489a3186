//! Signs and short pieces, again and again: on one line, on lines, and in paragraphs, open and with ends.

use super::{Grown, Text};

/// Pieces of text with a meaning in the markup, or nearly so.
const PIECES: [&str; 66] = [
    "“",
    "”",
    "\"",
    "„",
    "«",
    "»",
    "‘",
    "’",
    "'",
    "``",
    "''",
    "[",
    "]",
    "{",
    "}",
    "]{",
    "”{",
    "\"{",
    "“[",
    "“[«",
    "“\"",
    "[\"",
    "[a]{",
    "[a]{}",
    "“a”{",
    "“a”{}",
    "“a” ",
    "\"a\" ",
    "'a' ",
    "\"a",
    "“a ",
    "’s ",
    "it's ",
    "@",
    "@a",
    "@a:",
    "@a: B",
    "^",
    "^a",
    "^a:",
    "^a: B",
    "#",
    "#l",
    "%%",
    "%% a",
    "%% allow: syntax",
    "---",
    "---\na: b",
    "\\",
    "\\[",
    "\\\"",
    " ",
    "\t",
    "a",
    "A ",
    "A. ",
    "a, ",
    "a: ",
    "a=b ",
    "{@a} ",
    "— ",
    "é",
    "\u{301}",
    "\u{200b}",
    "Ann Orre ",
    "“It is so,” he said. ",
];

/// All texts of this kind.
pub fn texts() -> Vec<Text> {
    let mut texts = Vec::new();
    for piece in PIECES {
        let endings = [("on one line", ""), ("on lines", "\n"), ("in paragraphs", "\n\n")];
        for (name, ending) in endings {
            let text = Text::new(format!("{piece:?} {name}"), move |times| {
                Grown::default().repeat(times * 4, |_| format!("{piece}{ending}"))
            });
            texts.push(if ending == "\n" { text.rarely() } else { text });
        }
        texts.push(
            Text::new(format!("{piece:?} in braces"), move |times| {
                Grown::of("@ann: Ann Orre\n\nSo [it is]{claim @ann ")
                    .repeat(times * 4, |_| piece.into())
                    .and("}.\n")
            })
            .rarely(),
        );
        texts.push(
            Text::new(format!("{piece:?} in a field"), move |times| {
                Grown::of("---\ntitle: ")
                    .repeat(times * 2, |_| piece.into())
                    .and("\n---\n\n@ann: Ann Orre\n  aka: ")
                    .repeat(times * 2, |_| piece.into())
                    .and("\n\nSo said Orre.\n")
            })
            .rarely(),
        );
    }
    texts
}

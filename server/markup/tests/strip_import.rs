//! Round trip from a plain article to a document and back.

use ascribe_fixture::{Fixture, alone};
use ascribe_lints::check;
use ascribe_markup::Edit;
use ascribe_markup::document::Document;
use ascribe_markup::import::{import, is_escapable};
use ascribe_markup::strip::{keeps_article, strip};

fn stripped(text: &str) -> String {
    strip(&Document::new(text))
}

/// Article of a document in fixture notation.
fn article(source: &str) -> String {
    stripped(&Fixture::parse(source).text)
}

#[test]
fn a_document_without_its_markup() {
    insta::assert_snapshot!(article(r#"
        | ---
        | title: The bar is open
        | ---
        |
        | %% People, and where they are on record.
        | @lund: Karin Lund
        |   aka: the harbour master
        |
        | ^talk: Talk with Karin Lund
        |
        |
        | The bar is open
        |
        | %% The caption is not ours.
        | "The bar is open,"{#open @lund ^talk} said [the [harbour]{cue} master]{@lund} \[of Fenwick\] [sic].
        | {So} 5\" of [it]{claim @author}{and} more.
        |
        | ^log: Harbour log
    "#), @r#"
    The bar is open

    "The bar is open," said the harbour master [of Fenwick] [sic].
    {So} 5" of it{and} more.
    "#);
}

#[test]
fn what_is_taken_away_and_what_stays() {
    for (text, expected) in [
        ("", ""),
        ("\n\n", "\n\n"),
        ("a\n", "a\n"),
        // Annotations, to the end of their line if unclosed.
        ("“a”{@b} c\n", "“a” c\n"),
        ("“a”{@b c\nd\n", "“a”\nd\n"),
        ("“a”{@b “c”{@d} e", "“a” e"),
        ("[a]{}{b}\n", "a{b}\n"),
        ("[a] {b} {c}\n", "[a] {b} {c}\n"),
        // Backslashes of escapes.
        ("\\“a \\\\ \\{ \\x \\", "“a \\ { \\x \\"),
        // Notes with their line, without the blank lines after them.
        ("%% a\n\nb\n", "\nb\n"),
        ("a\n%% b\nc\n", "a\nc\n"),
        ("a\n\n%% b", "a\n\n"),
        // Declarations and front matter with the blank lines after them.
        ("@a: A\n  role: x\n\n\nb\n", "b\n"),
        ("a\n\n@a: A\n\nb\n", "a\n\nb\n"),
        ("---\na: b\n---\n\n\nc\n", "c\n"),
        ("---\na: b\n---\nc\n", "c\n"),
        // Line ends and a byte order mark.
        ("@a: A\r\n\r\n“b”{@a}\r\nc", "“b”\r\nc"),
        ("@a: A\r\r[b]{@a}\rc\r", "b\rc\r"),
        ("\u{feff}@a: A\n\n“b”{@a}\n", "\u{feff}“b”\n"),
        ("\u{feff}%% a\nb\n", "\u{feff}b\n"),
        ("\u{feff}---\na: b\n---\nc\n", "\u{feff}c\n"),
        ("\u{feff}[b]{@a}\n", "\u{feff}b\n"),
    ] {
        assert_eq!(stripped(text), expected, "{text:?}");
    }
}

#[test]
fn importing_escapes_what_would_be_markup() {
    insta::assert_snapshot!(import(&Fixture::parse(r#"
        | ---
        | So the letter began: yes
        | ---
        |
        | %% of them agree, 50%% do not
        |
        | @nightowl: not again
        |
        | She wrote "so be it"{sic} and [so on]{1} and [so on] {2}, C:\{temp}, \\server and ‘so’{3}.
    "#).text), @r#"
    ---
    So the letter began: yes
    ---

    \%% of them agree, 50%% do not

    \@nightowl: not again

    She wrote "so be it"\{sic} and [so on]\{1} and [so on] {2}, C:\\{temp}, \\\server and ‘so’\{3}.
    "#);
}

#[test]
fn importing_leaves_plain_text_alone() {
    for text in [
        "The 6'2\" keeper [sic] paid $5 {or so} to @tolvik, #flood, 50%, C:\\dir and a[0] {\n",
        "“So,” she said. ``So,'' he said. «So.» „So“. ‘So’ 'so' \"so\n",
        "\u{feff}a\r\nb\rc\0d\u{2028}e\n\n\n",
        "--- a rule\n---\n* list\n- list\n> quotation\n",
        "a\n@b: c\n^d: e\n",
        " @b: c\n\n  %% d\n",
    ] {
        assert_eq!(import(text), text);
        assert_eq!(stripped(text), text);
        let scope = alone(text);
        assert!(check(&scope, None).iter().all(|(_, finding)| finding.rule.code != "syntax"));
    }
}

#[test]
fn importing_and_stripping_is_the_identity() {
    let pieces = [
        "“", "\"", "''", "[", "]", "{", "}", "\\", "@a:", "%%", "---\n", "a: b\n", "\n", "\r\n", " ", "x",
        "‘", "’{",
    ];
    // Every text made of three such parts.
    for a in pieces {
        for b in pieces {
            for c in pieces {
                let text = [a, b, c].concat();
                assert_eq!(stripped(&import(&text)), text);
            }
        }
    }
}

#[test]
fn importing_twice_is_for_texts_that_hold_markup() {
    let text = "“So be it”{@lund} she wrote.\n";
    assert_eq!(import(text), "“So be it”\\{@lund} she wrote.\n");
    assert_eq!(import(&import(text)), "“So be it”\\\\{@lund} she wrote.\n");
    assert_eq!(stripped(&import(&import(text))), import(text));
}

#[test]
fn escapes_are_read_before_what_may_be_markup() {
    for c in [
        '\\', '{', '}', '[', ']', '%', '@', '^', '-', ',', '"', '\'', '`', '“', '”', '„', '«', '»', '‘', '’',
        '‚', '‹', '›', '「', '」', '『', '』',
    ] {
        assert!(is_escapable(c), "{c}");
        assert_eq!(stripped(&format!("a \\{c} b")), format!("a {c} b"));
    }
    for c in ['a', ' ', '#', '=', ':', '*', '~', '\n'] {
        assert!(!is_escapable(c), "{c:?}");
        assert_eq!(stripped(&format!("a \\{c} b")), format!("a \\{c} b"));
    }
}

#[test]
fn edits_keep_the_article_or_not() {
    let document = Document::new("“So be it,” she said.\n");
    let end = "“So be it,”".len();
    assert!(keeps_article(&document, &[Edit::insert(end, "{@author}")]));
    assert!(keeps_article(&document, &[Edit::insert(end, "]{cue}"), Edit::insert(0, "[")]));
    assert!(keeps_article(&document, &[Edit::insert(0, "@a: A\n\n")]));
    assert!(!keeps_article(&document, &[Edit::insert(end + 1, "{@author}")]));
    assert!(!keeps_article(&document, &[Edit::insert(0, "[")]));
}

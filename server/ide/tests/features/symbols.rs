//! Document symbols.

use ascribe_fixture::{Fixture, alone};
use ascribe_ide::symbols::{Symbol, symbols};
use std::fmt::Write as _;

/// Outline of a text, indented, with the selected text of each entry.
fn outline(source: &str) -> String {
    fn tell(symbol: &Symbol, text: &str, depth: usize, out: &mut String) {
        let indent = "  ".repeat(depth);
        let detail = if symbol.detail.is_empty() { String::new() } else { format!(" ({})", symbol.detail) };
        let selected = &text[symbol.selection.clone()];
        assert!(symbol.range.start <= symbol.selection.start && symbol.selection.end <= symbol.range.end);
        let _ = writeln!(out, "{indent}{:?} {}{detail} selects {selected:?}", symbol.kind, symbol.name);
        for child in &symbol.children {
            assert!(symbol.range.start <= child.range.start && child.range.end <= symbol.range.end);
            tell(child, text, depth + 1, out);
        }
    }
    let fixture = Fixture::parse(source);
    let mut out = String::new();
    for symbol in symbols(&fixture.scope().document) {
        tell(&symbol, &fixture.text, 0, &mut out);
    }
    out
}

#[test]
fn of_an_article() {
    insta::assert_snapshot!(outline("
        | ---
        | title: The bar is open
        | ---
        |
        | @lund: Karin Lund
        |   role: harbour master
        | ^talk: Talk with Karin Lund
        |   outlet: The Herald
        |
        | %% A note.
        | The bar is open, and that is all that there is to say about it.
        |
        | “The bar is open,”{#open @lund ^talk} said Lund. [“It stays [so]{mention},” and “no more” of it]{claim @lund repeats=#open}.
    "), @r#"
    FrontMatter The bar is open selects ""
    Actor Karin Lund (@lund · harbour master) selects "lund"
    Source Talk with Karin Lund (^talk · The Herald) selects "talk"
    Paragraph “The bar is open,” said Lund. “It stays so,” and “no more” o… selects ""
      Annotation The bar is open, (quote #open @lund ^talk) selects "The bar is open,"
      Annotation “It stays so,” and “no more” of it (claim @lund) selects "“It stays [so]{mention},” and “no more” of it"
        Annotation so (mention) selects "so"
    "#);
}

#[test]
fn without_titles_and_names() {
    insta::assert_snapshot!(outline("
        | ---
        | lang: en
        | ---
        | @lund:
        |
        | []{claim} and [ ]{}
    "), @r#"
    FrontMatter Front matter selects ""
    Actor @lund (@lund) selects "lund"
    Paragraph and selects ""
      Annotation … (claim) selects ""
      Annotation … (claim) selects " "
    "#);
}

#[test]
fn long_texts_are_cut() {
    insta::assert_snapshot!(outline("
        | The bar is as open as it ever was, as far as anybody on the
        | long pier can tell, [and that is all that there is to say about it on a day as wet as this one]{claim @author}.
    "), @r#"
    Paragraph long pier can tell, and that is all that there is to say abo… selects ""
      Annotation and that is all that there is to say about it on a day as we… (claim @author) selects "and that is all that there is to say about it on a day as wet as this one"
    "#);
}

#[test]
fn of_texts_without_markup() {
    for text in ["", "\n", "\u{feff}", "The bar is open.\n", "“The bar is open,” she said.\n", "%% A note.\n"]
    {
        assert_eq!(symbols(&alone(text).document), []);
    }
    let [symbol] = &symbols(&alone("\u{feff}[It]{claim @author} is.").document)[..] else {
        panic!("one entry")
    };
    assert_eq!(symbol.name, "It is.");
}

#[test]
fn what_is_not_asserted_says_so() {
    insta::assert_snapshot!(outline("
        | [It rose]{claim #rose @lund stance=denies}, “it fell,”{#fell @lund stance=asks} he said, “and rose.”{part=#fell}
    "), @r#"
    Paragraph It rose, “it fell,” he said, “and rose.” selects ""
      Annotation Denied: It rose (denial #rose @lund) selects "It rose"
      Annotation Asked: it fell, (quoted question #fell @lund) selects "it fell,"
      Annotation Asked: and rose. (quoted question) selects "and rose."
    "#);
}

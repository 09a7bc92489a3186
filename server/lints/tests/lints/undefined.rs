//! `undefined-actor`, `undefined-source` and `undefined-label`: references to undefined ids.

use ascribe_fixture::{Fixture, finds, fixed, found, shown, titles};
use ascribe_lints::check;
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use std::sync::Arc;

#[test]
fn it_stands_at_the_reference_and_tells_what_may_be_meant() {
    insta::assert_snapshot!(found("
        | @lund: Karin Lund
        |   affiliation: @harbor-board
        | @harbour-board: Harbour Board
        | ^log: Harbour log
        |   cites: ^diary
        |
        | “The bar is open,”{#open @lnud ^lgo} said Lund. [It is not]{claim @diver ^log denies=#opne,#shut}.
    "), @"
    |   affiliation: @harbor-board
                     ^^^^^^^^^^^^^ undefined-actor: The actor `@harbor-board` is not declared. Did you mean `@harbour-board`?
    |   cites: ^diary
               ^^^^^^ undefined-source: The source `^diary` is not declared. Declare it as `^diary: Title`.
    | “The bar is open,”{#open @lnud ^lgo} said Lund. [It is not]{claim @diver ^log denies=#opne,#shut}.
                               ^^^^^ undefined-actor: The actor `@lnud` is not declared. Did you mean `@lund`?
                                     ^^^^ undefined-source: The source `^lgo` is not declared. Did you mean `^log`?
                                                                        ^^^^^^ undefined-actor: The actor `@diver` is not declared. Declare it as `@diver: Name`.
                                                                                           ^^^^^ undefined-label: No annotation has the label `#opne`. Did you mean `#open`?
                                                                                                 ^^^^^ undefined-label: No annotation has the label `#shut`. Add `#shut` to the annotation that is meant.
    ");
}

#[test]
fn it_is_silent_where_everything_is_defined() {
    for source in [
        "
        | @lund: Karin Lund
        | ^log: Harbour log
        |   of: @lund
        |
        | “The bar is open,”{#open @lund ^log} said Lund. [It is]{claim @lund ^log supports=#open}.
        ",
        // Definitions may follow later.
        "
        | “The bar is open,”{@lund ^log repeats=#open} said Lund. [It is]{claim #open @lund ^log}.
        |
        | @lund: Karin Lund
        | ^log: Harbour log
        ",
        // Built-in actor.
        "
        | [The bar is open]{claim @author}.
        ",
        // Ids of any script.
        "
        | @łódź: Miasto Łódź
        | @市長: 市の長
        | ^q1-2025.call: Call of the first quarter
        |
        | [It is so]{claim @łódź @市長 ^q1-2025.call}.
        ",
        // In prose these are text.
        "
        | Write to @lund, see ^1 and #flood, or {@moe ^log}.
        ",
    ] {
        finds(source);
    }
}

#[test]
fn ids_are_case_sensitive_and_of_one_namespace() {
    insta::assert_snapshot!(found("
        | @lund: Karin Lund
        | ^log: Harbour log
        |
        | [It is so]{claim @Lund ^lund} and [so]{claim #log @log ^log}, he [said]{cue @lund for=#lund}.
    "), @"
    | [It is so]{claim @Lund ^lund} and [so]{claim #log @log ^log}, he [said]{cue @lund for=#lund}.
                       ^^^^^ undefined-actor: The actor `@Lund` is not declared. Did you mean `@lund`?
                             ^^^^^ undefined-source: The source `^lund` is not declared. Declare it as `^lund: Title`.
                                                        ^^^^ undefined-actor: The actor `@log` is not declared. Declare it as `@log: Name`.
                                                                                            ^^^^^ undefined-label: No annotation has the label `#lund`. Add `#lund` to the annotation that is meant.
    ");
}

#[test]
fn fixes_change_the_id_or_declare_it() {
    let source = "
        | @lund: Karin Lund
        | ^log: Harbour log
        |
        | “The bar is open,”{@lnud ^log} said Lund.
    ";
    insta::assert_snapshot!(titles(source, "undefined-actor"), @"
    Change to `@lund`
    Declare the actor `@lnud`
    ");
    insta::assert_snapshot!(fixed(source, "undefined-actor", "Change"), @"
    @lund: Karin Lund
    ^log: Harbour log

    “The bar is open,”{@lund ^log} said Lund.
    ");
    insta::assert_snapshot!(fixed(source, "undefined-actor", "Declare"), @"
    @lund: Karin Lund
    @lnud: Lnud
    ^log: Harbour log

    “The bar is open,”{@lnud ^log} said Lund.
    ");
    // An article without any markup above.
    insta::assert_snapshot!(fixed("
        | A headline
        |
        | [The bar is open]{claim @author ^harbour-log}.
    ", "undefined-source", "Declare"), @"
    ^harbour-log: Harbour Log

    A headline

    [The bar is open]{claim @author ^harbour-log}.
    ");
}

#[test]
fn fixes_of_labels_take_one_entry_away() {
    for (relation, mended) in [
        ("denies=#open,#shut", "denies=#open"),
        ("denies=#shut,#open", "denies=#open"),
        ("denies=#open;#shut;#open", "denies=#open;#open"),
        ("denies=\"#shut; #open\"", "denies=\"#open\""),
    ] {
        let source = format!("| [a]{{claim #open @author}} [b]{{claim @author {relation}}}");
        let expected = format!("[a]{{claim #open @author}} [b]{{claim @author {mended}}}\n");
        assert_eq!(fixed(&source, "undefined-label", "Remove `#shut`"), expected);
    }
    for (items, mended) in [("@author denies=#shut", "@author"), ("denies=#shut @author", "@author")] {
        let source = format!("| [b]{{{items}}}");
        assert_eq!(fixed(&source, "undefined-label", "Remove"), format!("[b]{{{mended}}}\n"));
    }
    // The braces would become empty.
    assert_eq!(titles("| “So be it”{denies=#shut}", "undefined-label"), "");
}

/// Findings in a document that refers to labels of `other`.
fn found_with(source: &str, other: Option<&str>) -> String {
    let text = Fixture::parse(source).text;
    let other = other.map(|other| Arc::new(Document::new(other)));
    let document = Arc::new(Document::new(&text));
    let linked =
        document.linked_documents().map(|path| (path.into(), other.clone().filter(|_| path == "../council")));
    let scope = Scope::new(Arc::clone(&document), Vec::new(), linked.collect());
    let findings = check(&scope, None);
    let said = findings.iter().map(|(place, f)| (place, format!("{}: {}", f.rule.code, f.message)));
    shown(&text, said.collect())
}

#[test]
fn labels_of_other_documents() {
    let source = "
        | [It is so]{claim @author supports=../council#saving} and [so]{claim @author supports=../council#savings}.
        |
        | [It is not]{claim @author denies=council#saving,../council.ascribe#saving}.
    ";
    let council = "[the pool costs too much]{claim #saving @author}\n";
    insta::assert_snapshot!(found_with(source, Some(council)), @"
    | [It is so]{claim @author supports=../council#saving} and [so]{claim @author supports=../council#savings}.
                                                                                           ^^^^^^^^^^^^^^^^^^ undefined-label: No annotation in `../council` has the label `#savings`. Did you mean `#saving`?
    | [It is not]{claim @author denies=council#saving,../council.ascribe#saving}.
                                       ^^^^^^^^^^^^^^ undefined-label: The document `council.ascribe` does not exist in this workspace. Write its path relative to this document, without `.ascribe`.
                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^ undefined-label: A reference to a document omits the extension. Write `../council`.
    ");
    insta::assert_snapshot!(found_with("
        | [It is so]{claim @author supports=../council#saving}.
    ", None), @"
    | [It is so]{claim @author supports=../council#saving}.
                                        ^^^^^^^^^^^^^^^^^ undefined-label: The document `../council.ascribe` does not exist in this workspace. Write its path relative to this document, without `.ascribe`.
    ");
}

#[test]
fn the_fix_takes_the_ending_off_a_path() {
    let source = "| [It is not]{claim @author denies=council.ascribe#saving}.";
    insta::assert_snapshot!(titles(source, "undefined-label"), @"
    Change to `council`
    Remove `council.ascribe#saving`
    ");
}

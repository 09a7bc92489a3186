//! Formatting, as text before and after.

use ascribe_fixture::{Fixture, applied};
use ascribe_ide::format::{format, format_range, format_typed};
use ascribe_markup::document::Document;
use ascribe_markup::strip::strip;

fn formatted(source: &str) -> String {
    let text = Fixture::parse(source).text;
    let document = Document::new(&text);
    let after = applied(&text, &format(&document));
    assert_eq!(strip(&Document::new(&after)), strip(&document));
    after
}

#[track_caller]
fn stays(text: &str) {
    assert_eq!(format(&Document::new(text)), [], "{text}");
}

#[test]
fn declarations_have_one_shape() {
    insta::assert_snapshot!(formatted("
        | ---
        | lang:  sv
        | title:Lift at quay nine  
        | ---
        | @lund:Karin Lund
        | \tnote: asks for; two things
        |  aka:Lund ;the mayor;
        |       colour: green
        |  role:   Mayor of Aspnäs 
        | @board:   Harbour board
        |
        |
        |
        | ^log: Harbour log
        |   of: @lund,@board
        |   date:2024-11-02
        | The lift  stood still.
    "), @"
    ---
    title: Lift at quay nine
    lang: sv
    ---

    @lund: Karin Lund
      aka: Lund; the mayor
      role: Mayor of Aspnäs
      note: asks for; two things
      colour: green
    @board: Harbour board

    ^log: Harbour log
      date: 2024-11-02
      of: @lund; @board

    The lift  stood still.
    ");
}

#[test]
fn annotations_have_one_order() {
    insta::assert_snapshot!(formatted("
        | [The lift stood still]{ ^log   @lund claim checked-by=@desk confidence=0.4 place=\"quay\" draft #still } since May.
        | [Nobody asked]{zeta=1 note=\"one word\" denies=\"#still, #moved\" via=@board @lund opinion alpha=\"a b\"}.
        | “So,”{part=#still  note=\"a \\\"b\\\"\"} she said.
    "), @r#"
    [The lift stood still]{claim #still @lund ^log checked-by=@desk place=quay draft confidence=0.4} since May.
    [Nobody asked]{opinion @lund via=@board denies=#still,#moved note="one word" zeta=1 alpha="a b"}.
    “So,”{part=#still note="a \"b\""} she said.
    "#);
}

#[test]
fn what_is_not_whole_stays_as_it_is() {
    for text in [
        "[a]{ @b  claim\n",
        "[a]{ @b  clam }\n",
        "[a]{ @b  claim opinion }\n",
        "[a]{ }\n",
        "@a: A\n    no field\n  role:x\n",
        "%%  note   \n",
        "Text  with   {blanks}  and [brackets].  \n",
    ] {
        stays(text);
    }
}

#[test]
fn what_is_in_shape_stays_as_it_is() {
    stays("---\ntitle: A\n---\n\n@a: A\n  role: x\n@b: B\n\n^s: S\n\n[a]{claim #l @a ^s via=@b denies=#m}\n");
    stays("");
    stays("@a: A");
    stays("A plain article.\n\n\n\nWith space.");
}

#[test]
fn an_escape_that_nobody_needs_goes() {
    for (text, after) in [
        ("C:\\\\news\n", "C:\\news\n"),
        ("\\[sic\\] and \\@home\n", "[sic] and @home\n"),
        ("a plank 18\\\" wide\n", "a plank 18\" wide\n"),
    ] {
        let document = Document::new(text);
        assert_eq!(applied(text, &format(&document)), after);
    }
    for text in [
        "[a]\\{b}\n",
        "\\%% of voters\n",
        "\\@nightowl: not again\n",
        "He said \\“no and left.\n",
        "\\---\na: b\n---\n",
        // Without it, a rule would take it for stray markup.
        "So \\{@a}, \\{claim} and {b}.\n",
    ] {
        stays(text);
    }
}

#[test]
fn a_range_is_formatted_by_the_block() {
    let text = "@a:A\n@b:B\n@c:C\n";
    let edits = format_range(&Document::new(text), 6..7);
    assert_eq!(applied(text, &edits), "@a:A\n@b: B\n@c:C\n");
    let edits = format_range(&Document::new(text), 5..10);
    assert_eq!(applied(text, &edits), "@a:A\n@b: B\n@c:C\n");
}

/// Text after the last keystroke before the cursor, with the edits it triggers.
fn typed(source: &str, key: char) -> String {
    let fixture = Fixture::parse(source);
    let edits = format_typed(&Document::new(&fixture.text), fixture.caret(), key);
    applied(&fixture.text, &edits)
}

#[test]
fn a_closing_brace_tidies_its_annotation() {
    insta::assert_snapshot!(typed("
        | [One]{ @a claim } and [two]{ @a claim } and \\[three].
                                                ^
    ", '}'), @r#"[One]{ @a claim } and [two]{ @a claim } and \[three]."#);
    let text = "Plain {  braces  }\n";
    assert_eq!(format_typed(&Document::new(text), text.len() - 1, '}'), []);
}

#[test]
fn a_new_line_in_a_declaration_is_a_field() {
    for (text, after) in [
        ("@a: A\n", "@a: A\n  "),
        ("@a: A\n  role: x\n\n\nText.\n", "@a: A\n  role: x\n  \n\nText.\n"),
        ("@a: A\n    \nText.\n", "@a: A\n  \nText.\n"),
    ] {
        let line = if text.contains("role") { 2 } else { 1 };
        let document = Document::new(text);
        let edits = format_typed(&document, document.text().line_end(line), '\n');
        assert_eq!(applied(text, &edits), after);
    }
    // A second line end removes the indentation.
    let text = "@a: A\n  \n  ";
    assert_eq!(applied(text, &format_typed(&Document::new(text), text.len(), '\n')), "@a: A\n\n");
    for text in ["Text.\n", "%% note\n", "@a: A\nText.\n", "---\ntitle: x\n---\n", ""] {
        let document = Document::new(text);
        let end = document.text().line_end(1);
        assert_eq!(format_typed(&document, end, '\n'), [], "{text:?}");
    }
}

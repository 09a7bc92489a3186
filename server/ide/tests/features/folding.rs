//! Folding ranges.

use ascribe_fixture::Fixture;
use ascribe_ide::folding::folds;

/// Folds with their first and last line, counted from 1.
fn folded(source: &str) -> String {
    let document = Fixture::parse(source).scope().document;
    let text = document.text();
    let line = |offset| text.line_of(offset) + 1;
    let fold = |fold: ascribe_ide::folding::Fold| {
        format!("{}-{} {:?}: {}", line(fold.range.start), line(fold.range.end), fold.kind, fold.label)
    };
    folds(&document).into_iter().map(fold).collect::<Vec<_>>().join("\n")
}

#[test]
fn front_matter_declarations_and_notes() {
    insta::assert_snapshot!(folded("
        | ---
        | title: The tide
        | lang: en
        | ---
        |
        | @okafor: Ngozi Okafor
        |   role: Pilot
        |   aka: the pilot
        |
        | @board: Tide Board
        | ^minutes: Minutes
        |   of: @okafor
        | %% one
        | %% two
        |
        | %% three
        | Text.
    "), @"
    1-4 FrontMatter: The tide
    6-12 Declarations: 2 actors, 1 source
    6-8 Declaration: role, aka
    11-12 Declaration: of
    13-14 Notes: 2 notes
    ");
}

#[test]
fn notes_do_not_part_declarations() {
    insta::assert_snapshot!(folded("
        | @okafor: Ngozi Okafor
        |
        | %% allow: unused-actor
        | @board: Tide Board
        |
        | %% The minutes are on file.
        | %% Ask for a copy.
        |
        | ^minutes: Minutes
        | %% none behind
        |
        | Text.
        |
        | ^log: Log
        | ^second: Second log
    "), @"
    1-9 Declarations: 2 actors, 1 source
    6-7 Notes: 2 notes
    14-15 Declarations: 2 sources
    ");
}

#[test]
fn paragraphs_over_several_lines() {
    insta::assert_snapshot!(folded("
        | The tide rose over the quay at nine in the evening, and then it rose
        | again in the night, which nobody had seen before, the pilots of the
        | harbour said.
        |
        | One line.
    "), @"1-3 Paragraph: 2 more lines");
}

#[test]
fn quotations_over_several_paragraphs() {
    insta::assert_snapshot!(folded("
        | She said: “The tide rose.
        |
        | %% a note between
        | “It rose again.
        |
        | “Then it fell.”{@author} “It did,” said he.
        |
        | “And not closed.
        |
        | Text.
    "), @"1-6 Quotation: 3 paragraphs");
}

#[test]
fn single_lines_are_not_folded() {
    assert_eq!(folded("| @a: A\n|\n| One line.\n| %% note\n| “Quoted.”"), "");
    assert_eq!(folded("|"), "");
}

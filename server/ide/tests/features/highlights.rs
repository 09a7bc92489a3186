//! Document highlights for the item at the cursor.

use ascribe_fixture::{Fixture, shown};
use ascribe_ide::highlights::{Highlight, highlights};

fn highlighted(source: &str) -> String {
    let fixture = Fixture::parse(source);
    let found = highlights(&fixture.scope(), fixture.caret()).into_iter();
    let word = |how| match how {
        Highlight::Write => "write",
        Highlight::Read => "read",
        Highlight::Text => "text",
    };
    let places: Vec<_> = found.map(|(range, how)| (range, word(how).to_owned())).collect();
    if places.is_empty() { "nothing".into() } else { shown(&fixture.text, places) }
}

#[test]
fn an_actor_is_written_once_and_read_elsewhere() {
    insta::assert_snapshot!(highlighted("
        | @aydin: Selin Aydin
        | ^call: Call with Selin Aydin
        |   of: @aydin
        |
        | Selin Aydin runs the mill. “It runs,”{@aydin ^call} she said.
                 ^
    "), @"
    | @aydin: Selin Aydin
       ^^^^^ write
    |   of: @aydin
             ^^^^^ read
    | Selin Aydin runs the mill. “It runs,”{@aydin ^call} she said.
      ^^^^^^^^^^^ read
                                             ^^^^^ read
    ");
}

#[test]
fn a_label_of_another_document_is_read_only() {
    insta::assert_snapshot!(highlighted("
        | [It runs]{claim #runs @author denies=old#runs} and [runs]{claim @author repeats=#runs,old#runs}.
                                                   ^
    "), @"
    | [It runs]{claim #runs @author denies=old#runs} and [runs]{claim @author repeats=#runs,old#runs}.
                                               ^^^^ read
                                                                                                ^^^^ read
    ");
}

#[test]
fn what_is_defined_nowhere_is_read() {
    insta::assert_snapshot!(highlighted("
        | “It runs,”{@nobody} and “so it does.”{@nobody}
                        ^
    "), @"
    | “It runs,”{@nobody} and “so it does.”{@nobody}
                  ^^^^^^ read
                                             ^^^^^^ read
    ");
}

#[test]
fn a_mark_has_its_partner() {
    insta::assert_snapshot!(highlighted("
        | Then “it runs,”{@author} he said, “as ever.”
               ^
    "), @"
    | Then “it runs,”{@author} he said, “as ever.”
           ^ text
                    ^ text
    ");
    insta::assert_snapshot!(highlighted("
        | They wrote ``it runs'' twice.
                              ^
    "), @"
    | They wrote ``it runs'' twice.
                 ^^ text
                          ^^ text
    ");
    insta::assert_snapshot!(highlighted("
        | [It [really] runs]{claim @author} now.
                           ^
    "), @"
    | [It [really] runs]{claim @author} now.
      ^ text
                       ^ text
    ");
}

#[test]
fn braces_have_each_other() {
    insta::assert_snapshot!(highlighted("
        | [It runs]{claim @author} now.
                                  ^
    "), @"
    | [It runs]{claim @author} now.
               ^ text
                             ^ text
    ");
}

#[test]
fn a_mark_that_is_not_closed_stands_alone() {
    insta::assert_snapshot!(highlighted("
        | Then “it runs, he said.
               ^
    "), @"
    | Then “it runs, he said.
           ^ text
    ");
}

#[test]
fn a_quotation_in_parts_belongs_together() {
    insta::assert_snapshot!(highlighted("
        | “It runs,”{#runs @author} he said, “and it runs well.”{part=#runs}
        |
        | “Nobody asked.”{@author}
        |
        | “Ever.”{part=#runs}
            ^
    "), @"
    | “It runs,”{#runs @author} he said, “and it runs well.”{part=#runs}
      ^^^^^^^^^^ text
                                         ^^^^^^^^^^^^^^^^^^^ text
    | “Ever.”{part=#runs}
      ^^^^^^^ text
    ");
}

#[test]
fn a_quotation_over_paragraphs_belongs_together() {
    let source = "
        | He said: “It runs.
                     ^
        |
        | “It runs well.
        |
        | “And long.”{@author} “Oh,” said she.
    ";
    insta::assert_snapshot!(highlighted(source), @"
    | He said: “It runs.
               ^^^^^^^^^ text
    | “It runs well.
      ^^^^^^^^^^^^^^ text
    | “And long.”{@author} “Oh,” said she.
      ^^^^^^^^^^^ text
    ");
    insta::assert_snapshot!(highlighted(&source.replace("  ^", "^")), @"
    | He said: “It runs.
               ^ text
    | “It runs well.
      ^ text
    | “And long.”{@author} “Oh,” said she.
      ^ text
                ^ text
    ");
}

#[test]
fn plain_words_have_nothing() {
    for source in ["| It runs.\n  ^", "| “It runs,” he said.\n    ^", "|\n  ^", "| %% a note\n       ^"] {
        assert_eq!(highlighted(source), "nothing", "{source}");
    }
}

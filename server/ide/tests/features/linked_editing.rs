//! Linked editing of an id.

use ascribe_fixture::{Fixture, shown};
use ascribe_ide::linked_editing::linked_ranges;

fn linked(source: &str) -> String {
    let fixture = Fixture::parse(source);
    let Some(places) = linked_ranges(&fixture.scope(), fixture.caret()) else { return "nothing".into() };
    shown(&fixture.text, places.into_iter().map(|range| (range, String::new())).collect())
}

#[test]
fn an_id_is_linked_to_its_uses_but_not_to_names() {
    insta::assert_snapshot!(linked("
        | @ruiz: Elena Ruiz
            ^
        | ^talk: Talk with Ruiz
        |   of: @ruiz
        |
        | Elena Ruiz said “no,”{@ruiz ^talk} twice.
    "), @"
    | @ruiz: Elena Ruiz
       ^^^^
    |   of: @ruiz
             ^^^^
    | Elena Ruiz said “no,”{@ruiz ^talk} twice.
                             ^^^^
    ");
}

#[test]
fn a_label_is_linked_from_a_use() {
    insta::assert_snapshot!(linked("
        | [It rained]{claim #rain @author}, [it did not]{claim @author denies=#rain,else#rain}.
                                                                                 ^
    "), @"
    | [It rained]{claim #rain @author}, [it did not]{claim @author denies=#rain,else#rain}.
                         ^^^^
                                                                           ^^^^
    ");
}

#[test]
fn what_a_change_would_leave_behind_is_not_linked() {
    for source in [
        // Declared elsewhere, or nowhere.
        "| [She]{@ruiz} and [she]{@ruiz}.\n           ^",
        // Declared twice.
        "| @ruiz: A\n    ^\n| @ruiz: B\n|\n| [She]{@ruiz}.",
        // Without another occurrence.
        "| @ruiz: Elena Ruiz\n    ^\n|\n| Elena Ruiz spoke.",
        // On the name of a declaration, or on a mention.
        "| @ruiz: Elena Ruiz\n           ^\n|\n| [She]{@ruiz}.",
        "| @ruiz: Elena Ruiz\n|\n| Elena Ruiz is [she]{@ruiz}.\n     ^",
        // Label of another document.
        "| [It rained]{claim #rain @author denies=else#rain}.\n                                             ^",
        // Built-in actor, plain word, sign without an id.
        "| [x]{claim @author} [y]{claim @author}\n               ^",
        "| Rain.\n    ^",
        "| [x]{claim @}\n            ^",
    ] {
        assert_eq!(linked(source), "nothing", "{source}");
    }
}

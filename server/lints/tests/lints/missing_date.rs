//! `missing-date`: sources without a date.

use ascribe_fixture::{found_of, silent};

#[test]
fn what_it_finds() {
    insta::assert_snapshot!(found_of("missing-date", "
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |   of: @lund
        | ^letter: Letter to the council, page 2
        |
        | It rose.
    "), @"
    | ^talk: Talk at the pier
      ^^^^^ `^talk` has no date. Add a `date:` field.
    | ^letter: Letter to the council, page 2
      ^^^^^^^ `^letter` has no date. Add a `date:` field.
    ");
}

#[test]
fn where_it_is_silent() {
    silent(
        "missing-date",
        &[
            "| ^talk: Talk at the pier",
            "
        | ^talk: Talk at the pier
        |   date: 2025-03-03
        |
        | It rose.
    ",
            "
        | ^talk: Talk at the pier
        |   date: some time in spring
        |
        | It rose.
    ",
            "
        | ^tables: Table of depths, edition of 2021
        |
        | It rose.
    ",
            "
        | ^star: The Star
        |   cites: ^wire
        | ^wire: The wire
        |   date: 2025
        |
        | It rose.
    ",
            "
        | @lund: Karin Lund
        |   role: harbour master
        |
        | It rose.
    ",
            "
        | ^talk:
        |   of: @lund
        |
        | It rose.
    ",
            "
        | Read it at ^talk: there is no date in it.
        |
        | It rose.
    ",
        ],
    );
}

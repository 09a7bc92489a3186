//! `missing-date`: sources without a date.

use ascribe_fixture::{found_of, silent, titles};

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

#[test]
fn a_source_that_drafting_made_is_found_where_the_article_offers_a_date() {
    let article = |head: &str, fields: &str| {
        format!(
            "{head}
        | @lund: Karin Lund
        | ^interview-herald: Interview with The Herald
        |   outlet: The Herald
        |   kind: interview
        |   {fields}
        |
        | “It rose,”{{@lund ^interview-herald}} Lund told The Herald.
    "
        )
    };
    let dated = "
        | ---
        | date: 2025-03-04
        | ---
        |";
    assert_eq!(found_of("missing-date", &article("", "of: @lund")), "");
    insta::assert_snapshot!(titles(&article(dated, "of: @lund"), "missing-date"), @"Add the date of the article: 2025-03-04");
    // Somebody has seen to it since.
    assert_eq!(
        found_of("missing-date", &article("", "url: https://herald.example")).matches("has no date").count(),
        1
    );
}

#[test]
fn the_article_as_a_source_has_no_date_but_its_own() {
    let found = found_of(
        "missing-date",
        "
        | ---
        | title: The river
        | source: ^article
        | ---
        |
        | ^article: The river
        |
        | “It rose,”{@lund} Lund said.
    ",
    );
    assert_eq!(found, "");
}

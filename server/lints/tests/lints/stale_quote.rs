//! `stale-quote`: quotations older than the article says.

use ascribe_fixture::{fixed, found_of, silent};

#[test]
fn what_it_finds() {
    insta::assert_snapshot!(found_of("stale-quote", "
        | ---
        | date: 2025-06-12
        | ---
        |
        | @lund: Karin Lund
        | ^old: Talk at the pier
        |   date: 2023-01-20
        | ^new: Talk at the lock
        |   date: 2025-06-10
        | ^spring: Talk at the bar
        |   date: 2025-02
        |
        | “We had no warning at all,”{@lund ^old} she said. “It rose and rose,”{@lund ^new date=2019} she said. “So it was,”{@lund ^spring} she said.
    "), @"
    | “We had no warning at all,”{@lund ^old} she said. “It rose and rose,”{@lund ^new date=2019} she said. “So it was,”{@lund ^spring} she said.
                                 ^^^^^^^^^^^^ This quotation is 2 years older than the article, and the paragraph does not say so. Say when the words were said, or correct the date.
                                                                           ^^^^^^^^^^^^^^^^^^^^^^ This quotation is 5 years older than the article, and the paragraph does not say so. Say when the words were said, or correct the date.
                                                                                                                        ^^^^^^^^^^^^^^^ This quotation is 104 days older than the article, and the paragraph does not say so. Say when the words were said, or correct the date.
    ");
}

#[test]
fn where_it_is_silent() {
    silent(
        "stale-quote",
        &[
            "
        | ---
        | date: 2025-06-12
        | ---
        |
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |   date: 2025-03-20
        |
        | “We had no warning at all,”{@lund ^talk} she said.
    ",
            "
        | ---
        | date: 2025-06-12
        | ---
        |
        | @lund: Karin Lund
        | ^old: Talk at the pier
        |   date: 2023-01-20
        |
        | “We had no warning at all,”{@lund ^old} she said in 2023.
    ",
            "
        | ---
        | date: 2025-06-12
        | ---
        |
        | @lund: Karin Lund
        | ^old: Talk at the pier
        |   date: 2025-01-20
        |
        | “We had no warning at all,”{@lund ^old} she said in January.
    ",
            "
        | ---
        | date: 2025-06-12
        | ---
        |
        | @lund: Karin Lund
        | ^law: The harbour law
        |   date: 1911-03-01
        |   kind: document
        |
        | “No ship may lie here by night,”{@lund ^law} it says.
    ",
            "
        | @lund: Karin Lund
        | ^old: Talk at the pier
        |   date: 1923-01-20
        |
        | “We had no warning at all,”{@lund ^old} she said.
    ",
            "
        | ---
        | date: 2025-06-12
        | ---
        |
        | @lund: Karin Lund
        | ^old: Talk at the pier
        |   date: 2001-01-20
        | ^new: Talk at the lock
        |   date: 2025-06-11
        |
        | [The lock is safe]{claim @lund ^old}. “We had no warning at all,”{@lund ^old ^new} she said.
    ",
            "
        | ---
        | date: June 2025
        | ---
        |
        | @lund: Karin Lund
        | ^old: Talk at the pier
        |   date: 2001-01-20
        |
        | “We had no warning at all,”{@lund ^old} she said.
    ",
            "
        | ---
        | date: 2025-03
        | ---
        |
        | @lund: Karin Lund
        | ^old: Talk at the pier
        |   date: 2024
        |
        | “We had no warning at all,”{@lund ^old} she said.
    ",
        ],
    );
}

#[test]
fn words_that_are_newer_than_their_source_can_be_dated() {
    insta::assert_snapshot!(fixed("
        | ---
        | date: 2025-06-12
        | ---
        |
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |   date: 2023-01-20
        |
        | “We had no warning at all,”{@lund ^talk} Lund said.
    ", "stale-quote", "Use the date of the article"), @"
    ---
    date: 2025-06-12
    ---

    @lund: Karin Lund
    ^talk: Talk at the pier
      date: 2023-01-20

    “We had no warning at all,”{@lund ^talk date=2025-06-12} Lund said.
    ");
}

//! `unreviewed-draft`: drafts that are not reviewed yet.

use ascribe_fixture::{found_of, silent};

#[test]
fn what_it_finds() {
    insta::assert_snapshot!(found_of("unreviewed-draft", "
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |
        | “We had no warning at all,”{@lund ^talk draft} she said. [The lock is safe]{draft claim @lund ^talk}.
    "), @"
    | “We had no warning at all,”{@lund ^talk draft} she said. [The lock is safe]{draft claim @lund ^talk}.
                                              ^^^^^ This draft has not been reviewed. Remove `draft` if it is right, or else the annotation.
                                                                                  ^^^^^ This draft has not been reviewed. Remove `draft` if it is right, or else the annotation.
    ");
}

#[test]
fn where_it_is_silent() {
    silent(
        "unreviewed-draft",
        &[
            "
        | “We had no warning at all,”{@lund ^talk} she said of the draft.
    ",
            "
        | [A first draft]{claim @lund note=draft}.
    ",
            "
        | “It is a draft,”{@draft ^draft #draft} she said.
    ",
            "
        | The {draft} of the report [draft] was shown.
    ",
            "
        | “We had no warning at all,”{@lund draft allow=unreviewed-draft} she said.
    ",
            "
        | ---
        | allow: unreviewed-draft
        | ---
        |
        | “We had no warning at all,”{@lund draft} she said.
    ",
        ],
    );
}

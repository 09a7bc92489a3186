//! `anonymous-no-reason`: anonymous actors without a reason.

use ascribe_fixture::{found_of, silent};

#[test]
fn what_it_finds() {
    insta::assert_snapshot!(found_of("anonymous-no-reason", "
        | @aide: An aide to the mayor
        |   anonymous: yes
        |   note: met at the pier
        | @clerks: Two clerks of the council
        |   role: clerks
        |   anonymous: yes
        |   reason:
    "), @"
    |   anonymous: yes
                   ^^^ `@aide` is anonymous without a reason. Add a `reason:` field with the reason that the article gives.
    |   anonymous: yes
                   ^^^ `@clerks` is anonymous without a reason. Add a `reason:` field with the reason that the article gives.
    ");
}

#[test]
fn where_it_is_silent() {
    silent(
        "anonymous-no-reason",
        &[
            "
        | @aide: An aide to the mayor
        |   anonymous: yes
        |   reason: not allowed to speak to reporters
    ",
            "
        | @aide: An aide to the mayor
        |   reason: not allowed to speak to reporters
        |   anonymous: yes
    ",
            "
        | @lund: Karin Lund
        |   anonymous: no
    ",
            "
        | @lund: Karin Lund
        |   role: anonymous donor of the pier
    ",
            "
        | An aide, who asked to stay anonymous: yes, there are such, spoke.
    ",
            "
        | %% allow: anonymous-no-reason - the article gives none
        | @aide: An aide to the mayor
        |   anonymous: yes
    ",
            "
        | ^aide: An aide to the mayor
        |   anonymous: yes
    ",
        ],
    );
}

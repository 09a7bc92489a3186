//! `unknown-key`: keys without a meaning.

use ascribe_fixture::{found_of, silent};

#[test]
fn what_it_finds() {
    insta::assert_snapshot!(found_of("unknown-key", "
        | ---
        | titel: The lock
        | ---
        |
        | @lund: Karin Lund
        |   rol: harbour master
        | ^talk: Talk at the pier
        |   bananas: 3
        |
        | “We had no warning at all,”{@lund ^talk dat=2025 colour=red} she said.
    "), @"
    | titel: The lock
      ^^^^^ `titel` has no meaning here. Did you mean `title`?
    |   rol: harbour master
        ^^^ `rol` has no meaning here. Did you mean `role`?
    |   bananas: 3
        ^^^^^^^ `bananas` has no meaning here. If it is one of your own, call it `x-bananas`.
    | “We had no warning at all,”{@lund ^talk dat=2025 colour=red} she said.
                                              ^^^ `dat` has no meaning here. Did you mean `date`?
                                                       ^^^^^^ `colour` has no meaning here. If it is one of your own, call it `x-colour`.
    ");
}

#[test]
fn where_it_is_silent() {
    silent(
        "unknown-key",
        &[
            "
        | ---
        | title: The lock
        | x-desk: north
        | ---
    ",
            "
        | @lund: Karin Lund
        |   role: harbour master
        |   aka: Lund
        |   x-phone: 12
    ",
            r#"
        | “We had no warning at all,”{@lund note=chalk x-coder=2 place="the pier"} she said.
    "#,
            "
        | The form asks for name=value, and colour: red.
    ",
            "
        | “We had no warning at all,”{@lund allow=unknown-key colour=red} she said.
    ",
            "
        | ^talk: Talk at the pier
        |   archive: box 3
        |   kind: speech
    ",
        ],
    );
}

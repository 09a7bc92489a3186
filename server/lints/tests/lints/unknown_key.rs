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
      ^^^^^ Unknown key `titel`. Did you mean `title`?
    |   rol: harbour master
        ^^^ Unknown key `rol`. Did you mean `role`?
    |   bananas: 3
        ^^^^^^^ Unknown key `bananas`. If it is a custom key, name it `x-bananas`.
    | “We had no warning at all,”{@lund ^talk dat=2025 colour=red} she said.
                                              ^^^ Unknown key `dat`. Did you mean `date`?
                                                       ^^^^^^ Unknown key `colour`. If it is a custom key, name it `x-colour`.
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

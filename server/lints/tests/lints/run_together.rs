//! `run-together`: quotations of two speakers with nothing between.

use ascribe_fixture::{found_of, silent};

#[test]
fn what_it_finds() {
    insta::assert_snapshot!(found_of("run-together", "
        | @lund: Karin Lund
        | @moe: Ida Moe
        | ^talk: Talk at the pier
        |
        | “We had no warning at all,”{@lund ^talk} Lund said. “You had three of them,”{@moe ^talk} Moe said.
        |
        | “We had no warning at all.”{@lund ^talk} “You had three of them.”{@moe ^talk}
    "), @"
    | “We had no warning at all,”{@lund ^talk} Lund said. “You had three of them,”{@moe ^talk} Moe said.
                                                          ^^^^^^^^^^^^^^^^^^^^^^^^ This quotation follows one of another speaker without an introduction. Name the speaker first, or start a new paragraph.
    | “We had no warning at all.”{@lund ^talk} “You had three of them.”{@moe ^talk}
                                               ^^^^^^^^^^^^^^^^^^^^^^^^ This quotation follows one of another speaker without an introduction. Name the speaker first, or start a new paragraph.
    ");
}

#[test]
fn where_it_is_silent() {
    silent(
        "run-together",
        &[
        "
        | @lund: Karin Lund
        | @moe: Ida Moe
        | ^talk: Talk at the pier
        |
        | “We had no warning at all,”{@lund ^talk} Lund said.
        |
        | “You had three of them,”{@moe ^talk} Moe said.
    ",
        "
        | @lund: Karin Lund
        | @moe: Ida Moe
        | ^talk: Talk at the pier
        |
        | “We had no warning at all,”{@lund ^talk} Lund said. Moe replied: “You had three of them.”{@moe ^talk}
    ",
        "
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |
        | “We had no warning at all,”{@lund ^talk} Lund said. “Nobody told us,”{@lund ^talk} she said.
    ",
        "
        | @lund: Karin Lund
        | @moe: Ida Moe
        | ^talk: Talk at the pier
        |
        | “We had no warning at all,”{@lund ^talk} Lund said. “Oh yes,”{@moe ^talk} Moe said.
    ",
        "
        | @lund: Karin Lund
        | @moe: Ida Moe
        | ^talk: Talk at the pier
        |
        | “Moe said ‘you had three of them’{@moe} and left,”{@lund ^talk} Lund said. [It is so]{claim @moe ^talk}.
    ",
        "
        | “We had no warning at all,” Lund said. “You had three of them,” Moe said.
    ",
        "
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |
        | “We had no warning at all,”{@lund ^talk} Lund said. “You had three of them,”{@mo ^talk} Moe said.
    ",
        "
        | @lund: Karin Lund
        | @moe: Ida Moe
        | ^talk: Talk at the pier
        |
        | Lund spoke of “no warning at all”{@lund ^talk} and Moe of “three of them at least”{@moe ^talk}.
    ",
    ]);
}

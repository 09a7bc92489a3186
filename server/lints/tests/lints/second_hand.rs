//! `second-hand`: relayed statements without `via=`.

use ascribe_fixture::{found_of, silent};

#[test]
fn what_it_finds() {
    insta::assert_snapshot!(found_of("second-hand", "
        | @lund: Karin Lund
        |   aka: Lund
        | @herald: Fenwick Herald
        |   aka: the Herald
        | ^talk: Talk at the pier
        |   date: 2025-03-03
        |
        | “We had no warning at all,”{@lund ^talk} Lund said in an interview, the Herald reported.
        |
        | The Herald reported that Lund told its readers [the lock is safe]{claim @lund ^talk}.
    "), @"
    | “We had no warning at all,”{@lund ^talk} Lund said in an interview, the Herald reported.
                                 ^^^^^^^^^^^^^ `@herald` seems to relay these words. If so, add `via=@herald` to the annotation.
    | The Herald reported that Lund told its readers [the lock is safe]{claim @lund ^talk}.
                                                                       ^^^^^^^^^^^^^^^^^^^ `@herald` seems to relay these words. If so, add `via=@herald` to the annotation.
    ");
}

#[test]
fn where_it_is_silent() {
    silent(
        "second-hand",
        &[
            "
        | @lund: Karin Lund
        | @herald: Fenwick Herald
        | ^talk: Talk at the pier
        |
        | “We had no warning at all,”{@lund ^talk via=@herald} Lund said, Fenwick Herald reported.
    ",
            "
        | @lund: Karin Lund
        | @herald: Fenwick Herald
        | ^talk: Talk at the pier
        |
        | Lund said [the lock is safe]{claim @lund ^talk}. Fenwick Herald reported on it.
    ",
            "
        | @lund: Karin Lund
        | @board: Harbour board
        | ^talk: Talk at the pier
        |
        | Harbour board reported that [the lock is safe]{claim @board ^talk}, as it had said before.
    ",
            "
        | @lund: Karin Lund
        |   affiliation: @board
        | @board: Harbour board
        | ^talk: Talk at the pier
        |
        | Lund said that Harbour board reported [40 floods]{claim @lund ^talk}.
    ",
            "
        | @lund: Karin Lund
        | @moe: Ida Moe
        |   kind: person
        | ^talk: Talk at the pier
        |
        | “We had no warning at all,”{@lund ^talk} Lund said when Ida Moe wrote to her.
    ",
            "
        | @lund: Karin Lund
        | @herald: Fenwick Herald
        | ^talk: Talk at the pier
        |
        | “We had no warning at all,”{@lund ^talk} Lund told Fenwick Herald, and reported for work.
    ",
        ],
    );
}

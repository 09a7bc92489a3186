//! `unused-actor` and `unused-source`: declarations without a reference.

use ascribe_fixture::{finds_of, fixed, found_of, silent};

#[test]
fn what_it_finds() {
    insta::assert_snapshot!(found_of("unused-actor", "
        | @lund: Karin Lund
        | @moe: Ida Moe
        | @board: Harbour board
        | @ek: Nils Ek
        |   aka: the pilot
        | @nobody: Somebody Else
        | ^talk: Talk at the pier
        |   of: @moe
        |
        | “We had no warning at all,”{@lund ^talk} she told the pilot.
        |
        | The Harbour board said nothing.
    "), @"
    | @nobody: Somebody Else
       ^^^^^^ The actor `@nobody` is never used. Add it to an annotation, or remove the declaration.
    ");
}

#[test]
fn where_it_is_silent() {
    silent(
        "unused-actor",
        &[
            "
        | @lund: Karin Lund
        |
        | Karin Lund left.
    ",
            "
        | @lund: Karin Lund
        | @moe: Ida Moe
    ",
            "
        | @lund: Karin Lund
        |   affiliation: @board
        | @board: Harbour board
        |
        | It rose, [she]{@lund} said.
    ",
            "
        | @lund: Karin Lund
        | @moe: Ida Moe
        |
        | [The lock is safe]{claim @moe via=@lund}.
    ",
            "
        | @desk: The desk
        |
        | [The lock is safe]{claim @author verdict=true checked-by=@desk}.
    ",
            "
        | %% allow: unused-actor - speaks next week
        | @lund: Karin Lund
        |
        | It rose.
    ",
        ],
    );
}

#[test]
fn sources_are_used_by_references_only() {
    finds_of(
        "unused-source",
        "
        | ---
        | source: ^talk
        | ---
        |
        | ^talk: Talk at the pier
        | ^herald: The Herald
           ^^^^^^ unused-source
        |   cites: ^wire
        | ^wire: The wire
        | ^log: Log
        |
        | The Herald has [it]{claim @author verdict=true evidence=^log}.
        ",
    );
}

#[test]
fn sources_it_is_silent_about() {
    silent(
        "unused-source",
        &[
            "| ^talk: Talk at the pier",
            "| ^talk: Talk at the pier\n|\n| “So,”{@lund ^talk} she said.",
            "| ---\n| source: ^talk\n| ---\n|\n| ^talk: Talk at the pier\n|\n| So.",
            "| ^talk: Talk at the pier\n|\n| %% allow: unused-source\n| ^other: Talk at the bar\n|\n| “So,”{^talk} she said.",
            "| ^talk: Talk at the pier\n|\n| [It is so]{claim @author verdict=true evidence=^talk}.",
        ],
    );
}

#[test]
fn the_fix_removes_the_declaration() {
    let source = "| @lund: Karin Lund\n|   role: pilot\n| @moe: Ida Moe\n|\n| Ida Moe left.";
    insta::assert_snapshot!(fixed(source, "unused-actor", "Remove"), @r"
    @moe: Ida Moe

    Ida Moe left.
    ");
}

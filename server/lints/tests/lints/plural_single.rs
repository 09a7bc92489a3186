//! `plural-single`: “Sources say”, with one person behind it.

use ascribe_fixture::{fixed, found_of, silent};

#[test]
fn what_it_finds() {
    insta::assert_snapshot!(found_of("plural-single", "
        | @official: An official of the port
        |   anonymous: yes
        |   reason: not allowed to speak
        | @moe: Ida Moe
        |   kind: person
        | ^talk: Talk at the pier
        |   date: 2025-03-03
        |
        | Officials said [the lock is safe]{claim @official ^talk}. “It will hold for years,”{@moe ^talk} said experts.
        |
        | [The bar is shut]{claim @official ^talk}, port officials told reporters.
    "), @"
    | Officials said [the lock is safe]{claim @official ^talk}. “It will hold for years,”{@moe ^talk} said experts.
      ^^^^^^^^^ “Officials” is plural, but `@official` is one person. Use the singular, or add the others to the annotation.
                                                                                                           ^^^^^^^ “experts” is plural, but `@moe` is one person. Use the singular, or add the others to the annotation.
    | [The bar is shut]{claim @official ^talk}, port officials told reporters.
                                                ^^^^^^^^^^^^^^ “port officials” is plural, but `@official` is one person. Use the singular, or add the others to the annotation.
    ");
}

#[test]
fn where_it_is_silent() {
    silent(
        "plural-single",
        &[
            "
        | @officials: Officials of the port
        |   kind: group
        | ^talk: Talk at the pier
        |
        | Officials said [the lock is safe]{claim @officials ^talk}.
    ",
            "
        | @one: An official of the port
        | @two: A second official of the port
        | ^talk: Talk at the pier
        |
        | Officials said [the lock is safe]{claim @one @two ^talk}.
    ",
            "
        | @lund: Karin Lund
        |   kind: person
        | @moe: Ida Moe
        |   kind: person
        | ^talk: Talk at the pier
        |   date: 2025-03-03
        |
        | Officials said nothing when Lund called it [unsafe]{opinion @lund ^talk}.
    ",
            "
        | @lund: Karin Lund
        |   kind: person
        | @moe: Ida Moe
        |   kind: person
        | ^talk: Talk at the pier
        |   date: 2025-03-03
        |
        | Lund told officials that [the lock is safe]{claim @lund ^talk}.
    ",
            "
        | @lund: Karin Lund
        |   kind: person
        | @moe: Ida Moe
        |   kind: person
        | ^talk: Talk at the pier
        |   date: 2025-03-03
        |
        | Officials say little, but [the lock is safe]{claim @lund ^talk}, Karin Lund said.
    ",
            "
        | @port: Port of Fenwick
        | ^talk: Talk at the pier
        |
        | Officials said [the lock is safe]{claim @port ^talk}.
    ",
            "
        | @lund: Karin Lund
        |   kind: person
        | @moe: Ida Moe
        |   kind: person
        | ^talk: Talk at the pier
        |   date: 2025-03-03
        |
        | An official said [the lock is safe]{claim @lund ^talk}.
    ",
        ],
    );
}

#[test]
fn the_actor_can_be_made_several() {
    insta::assert_snapshot!(fixed("
        | @official: An official of the port
        | ^talk: Talk at the pier
        |   date: 2025-03-03
        |
        | Officials said [the lock is safe]{claim @official ^talk}.
    ", "plural-single", "kind: group"), @"
    @official: An official of the port
      kind: group
    ^talk: Talk at the pier
      date: 2025-03-03

    Officials said [the lock is safe]{claim @official ^talk}.
    ");
}

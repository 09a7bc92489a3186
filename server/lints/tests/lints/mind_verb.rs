//! `mind-verb`: verbs for states of mind, and for facial expressions.

use ascribe_fixture::{found_of, silent};

#[test]
fn what_it_finds() {
    insta::assert_snapshot!(found_of("mind-verb", "
        | @lund: Karin Lund
        |   kind: person
        | @moe: Ida Moe
        |   kind: person
        | ^talk: Talk at the pier
        |   date: 2025-03-03
        |
        | Lund believes that [the lock is safe]{claim @lund ^talk}. Moe hoped [the bar would open]{opinion @moe ^talk}.
        |
        | “We had no warning at all,”{@lund ^talk} she smiled.
    "), @"
    | Lund believes that [the lock is safe]{claim @lund ^talk}. Moe hoped [the bar would open]{opinion @moe ^talk}.
           ^^^^^^^^ “believes” reports a state of mind. Write what the person said or did.
                                                                    ^^^^^ “hoped” reports a state of mind. Write what the person said or did.
    | “We had no warning at all,”{@lund ^talk} she smiled.
                                                   ^^^^^^ “smiled” is not a verb of speech. Write that the words were said.
    ");
}

#[test]
fn where_it_is_silent() {
    silent(
        "mind-verb",
        &[
        "
        | @lund: Karin Lund
        |   kind: person
        | @moe: Ida Moe
        |   kind: person
        | ^talk: Talk at the pier
        |   date: 2025-03-03
        |
        | Lund said she believes that [the lock is safe]{claim @lund ^talk}.
    ",
        "
        | @lund: Karin Lund
        |   kind: person
        | @moe: Ida Moe
        |   kind: person
        | ^talk: Talk at the pier
        |   date: 2025-03-03
        |
        | Moe told reporters that the board hoped [the bar would open]{opinion @moe ^talk}.
    ",
        "
        | @lund: Karin Lund
        |   kind: person
        | @moe: Ida Moe
        |   kind: person
        | ^talk: Talk at the pier
        |   date: 2025-03-03
        |
        | Hopes that [the bar would open]{opinion @moe ^talk} were dashed, and fears [it would not]{opinion @moe ^talk} grew.
    ",
        "
        | @lund: Karin Lund
        |   kind: person
        | @moe: Ida Moe
        |   kind: person
        | ^talk: Talk at the pier
        |   date: 2025-03-03
        |
        | Lund did not think that [the lock is safe]{claim @lund ^talk}; Moe let them know [it was open]{claim @moe ^talk} and could not believe [it was shut]{claim @moe ^talk}.
    ",
        "
        | @lund: Karin Lund
        |   kind: person
        | @moe: Ida Moe
        |   kind: person
        | ^talk: Talk at the pier
        |   date: 2025-03-03
        |
        | Lund smiled. [The lock is safe]{claim @lund ^talk}, she said, and she laughed.
    ",
        "
        | He believes in ghosts, hopes for rain and wants tea. “So,” he thought.
    ",
        "
        | @lund: Karin Lund
        |   kind: person
        | @moe: Ida Moe
        |   kind: person
        | ^talk: Talk at the pier
        |   date: 2025-03-03
        |
        | “We had no warning at all,”{@lund ^talk} she said as Moe smiled.
    ",
        "
        | @lund: Karin Lund
        |   kind: person
        | @moe: Ida Moe
        |   kind: person
        | ^talk: Talk at the pier
        |   date: 2025-03-03
        |
        | I believe [the lock is safe]{claim @author}.
    ",
    ]);
}

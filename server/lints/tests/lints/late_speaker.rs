//! `late-speaker`: speakers who are named too late.

use ascribe_fixture::{found_of, silent};

#[test]
fn what_it_finds() {
    insta::assert_snapshot!(found_of("late-speaker", "
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |
        | “We had no warning. The water came at four! By six we were on the roof,”{@lund ^talk} said Karin Lund.
        |
        | “We had no warning. The water came at four. By six we were on the roof.”{@lund ^talk} Karin Lund lives at the pier.
    "), @"
    | “We had no warning. The water came at four! By six we were on the roof,”{@lund ^talk} said Karin Lund.
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The speaker is named only after 3 sentences. Name the speaker before the quotation, or after its first sentence.
    | “We had no warning. The water came at four. By six we were on the roof.”{@lund ^talk} Karin Lund lives at the pier.
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The speaker is named only after 3 sentences. Name the speaker before the quotation, or after its first sentence.
    ");
}

#[test]
fn where_it_is_silent() {
    silent(
        "late-speaker",
        &[
        "
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |
        | “We had no warning. The water came at four,”{@lund ^talk} said Karin Lund.
    ",
        "
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |
        | “We had no warning,”{#a @lund ^talk} said Karin Lund. “The water came at four. By six we were on the roof. Nobody came.”{part=#a}
    ",
        "
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |
        | Karin Lund said: “We had no warning. The water came at four. By six we were on the roof.”{@lund ^talk}
    ",
        "
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |
        | “We had no warning. The water came at four. By six we were on the roof,”{@lund ^talk} she added.
    ",
        "
        | “We had no warning. The water came at four. By six we were on the roof,” said Karin Lund.
    ",
        "
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |
        | “We had no warning, Mr. Moe of St. Olaf. The J. R. Lund came at 4.30 p.m., did it not?”{@lund ^talk} asked Karin Lund.
    ",
        "
        | @lund: Karin Lund
        | @moe: Ida Moe
        | ^talk: Talk at the pier
        |
        | “We had no warning. The water came at four. By six we were on the roof,”{@lund ^talk} she told Ida Moe.
    ",
    ]);
}

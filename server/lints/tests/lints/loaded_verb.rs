//! `loaded-verb`: verbs that judge the statement they introduce.

use ascribe_fixture::{found_of, silent};

#[test]
fn what_it_finds() {
    insta::assert_snapshot!(found_of("loaded-verb", "
        | @lund: Karin Lund
        |   kind: person
        | @moe: Ida Moe
        |   kind: person
        | ^talk: Talk at the pier
        |   date: 2025-03-03
        |
        | “We had no warning at all,”{@lund ^talk} Karin Lund claimed. “Nobody told us,”{@lund ^talk} admitted Lund on Tuesday.
        |
        | The harbour master insisted that [the lock is safe]{claim @moe ^talk}, and later boasted: “We built it to last.”{@moe ^talk}
        |
        | “We built it to last,”{@moe ^talk} Moe boasted.
        |
        | “We never saw the report,” the mayor's spokeswoman in Fenwick conceded.
        |
        | She claims [the bar is open]{claim @lund ^talk}.
    "), @"
    | “We had no warning at all,”{@lund ^talk} Karin Lund claimed. “Nobody told us,”{@lund ^talk} admitted Lund on Tuesday.
                                                          ^^^^^^^ “claimed” casts doubt on the statement. Consider a neutral verb.
                                                                                                  ^^^^^^^^ “admitted” presents the statement as a confession. Consider a neutral verb.
    | The harbour master insisted that [the lock is safe]{claim @moe ^talk}, and later boasted: “We built it to last.”{@moe ^talk}
                         ^^^^^^^^ “insisted” implies that the statement is disputed. Consider a neutral verb.
                                                                                       ^^^^^^^ “boasted” makes the speaker sound boastful. Consider a neutral verb.
    | “We built it to last,”{@moe ^talk} Moe boasted.
                                             ^^^^^^^ “boasted” makes the speaker sound boastful. Consider a neutral verb.
    | “We never saw the report,” the mayor's spokeswoman in Fenwick conceded.
                                                                    ^^^^^^^^ “conceded” presents the statement as a confession. Consider a neutral verb.
    | She claims [the bar is open]{claim @lund ^talk}.
          ^^^^^^ “claims” casts doubt on the statement. Consider a neutral verb.
    ");
}

#[test]
fn reported_speech_that_nothing_marks() {
    insta::assert_snapshot!(found_of("loaded-verb", "
        | The ministry is insisting that the dam will hold through the winter, and the opposition claims it will not.
        |
        | “She claimed that the dam was safe,” Moe said.
        |
        | The board has revealed its new logo. The claim that the dam was safe is old.
    "), @"
    | The ministry is insisting that the dam will hold through the winter, and the opposition claims it will not.
                      ^^^^^^^^^ “insisting” implies that the statement is disputed. Consider a neutral verb.
                                                                                              ^^^^^^ “claims” casts doubt on the statement. Consider a neutral verb.
    ");
}

#[test]
fn where_it_is_silent() {
    silent(
        "loaded-verb",
        &[
        "
        | @lund: Karin Lund
        |   kind: person
        | @moe: Ida Moe
        |   kind: person
        | ^talk: Talk at the pier
        |   date: 2025-03-03
        |
        | “We had no warning at all,”{@lund ^talk} Lund said. Lund added that [the lock is shut]{claim @lund ^talk}.
    ",
        "
        | @lund: Karin Lund
        |   kind: person
        | @moe: Ida Moe
        |   kind: person
        | ^talk: Talk at the pier
        |   date: 2025-03-03
        |
        | Moe would not admit that [the lock is shut]{claim @moe ^talk}, and never claimed [it was open]{claim @moe ^talk}.
    ",
        "
        | @lund: Karin Lund
        |   kind: person
        | @moe: Ida Moe
        |   kind: person
        | ^talk: Talk at the pier
        |   date: 2025-03-03
        |
        | She rejected claims that [the lock is shut]{claim @moe ^talk stance=denies}, and Lund’s claim that “it was open all day”{@lund ^talk}.
        |
        | The boasts that “nobody ever drowned here”{@moe ^talk} are old.
    ",
        "
        | The company claimed the prize, and admitted 40 guests. He insisted on tea and revealed nothing.
    ",
        "
        | @lund: Karin Lund
        |   kind: person
        | @moe: Ida Moe
        |   kind: person
        | ^talk: Talk at the pier
        |   date: 2025-03-03
        |
        | It was revealed that [the lock is shut]{claim @moe ^talk}.
    ",
        "
        | @lund: Karin Lund
        |   kind: person
        | @moe: Ida Moe
        |   kind: person
        | ^talk: Talk at the pier
        |   date: 2025-03-03
        |
        | “We had no warning at all.”{@lund ^talk} Moe admitted defeat.
    ",
        "
        | @lund: Karin Lund
        |   kind: person
        | @moe: Ida Moe
        |   kind: person
        | ^talk: Talk at the pier
        |   date: 2025-03-03
        |
        | Moe called it “a mistake in the making”{@moe ^talk} and admitted 40 guests.
    ",
        "
        | ---
        | lang: de
        | ---
        |
        | “Der Damm war sicher wie nie,” claimed Lund.
    ",
        "
        | The sign reads “no swimming”, as she claimed.
        |
        | He revealed [the new bridge]{mention} on Monday; the board had insisted.
    ",
        "
        | @lund: Karin Lund
        |   kind: person
        | @moe: Ida Moe
        |   kind: person
        | ^talk: Talk at the pier
        |   date: 2025-03-03
        |
        | As Lund claimed, [the lock is shut]{claim @author}.
    ",
        "
        | @lund: Karin Lund
        |   kind: person
        | @moe: Ida Moe
        |   kind: person
        | ^talk: Talk at the pier
        |   date: 2025-03-03
        |
        | “We had no warning at all,”{@lund ^talk} Lund said, and claimed her coat.
    ",
        "
        | @lund: Karin Lund
        |   kind: person
        | @moe: Ida Moe
        |   kind: person
        | ^talk: Talk at the pier
        |   date: 2025-03-03
        |
        | “We had no warning at all,”{@lund ^talk allow=loaded-verb} Lund claimed.
    ",
    ]);
}

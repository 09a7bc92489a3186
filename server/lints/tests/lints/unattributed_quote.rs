//! `unattributed-quote`: quotations without a speaker.

use ascribe_fixture::{finds, fixed, found, titles};

#[test]
fn it_stands_at_the_quotation_with_its_marks() {
    insta::assert_snapshot!(found(r#"
        | "We saw the water come," a neighbour said. "Nobody slept that night."
    "#), @r#"
    | "We saw the water come," a neighbour said. "Nobody slept that night."
      ^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote: This quotation has no speaker. To name one, add `{@id}` after it.
                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote: This quotation has no speaker. To name one, add `{@id}` after it.
    "#);
}

#[test]
fn the_message_names_the_likely_speaker() {
    insta::assert_snapshot!(found(r#"
        | @lund: Karin Lund
        |   aka: the harbour master
        | @oster: Per Öster
        |
        | "We saw the water come," Karin Lund said. "Nobody slept that night."
        |
        | The harbour master was brief: "Ask the town hall." Per Öster was not: "She knew it in March."
        |
        | Asked about Per Öster, Lund's deputy shrugged. "He was not there."
    "#), @r#"
    | "We saw the water come," Karin Lund said. "Nobody slept that night."
      ^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote: This quotation has no speaker. If it is Karin Lund, add `{@lund}` after it.
                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote: This quotation has no speaker. If it is Karin Lund, add `{@lund}` after it.
    | The harbour master was brief: "Ask the town hall." Per Öster was not: "She knew it in March."
                                    ^^^^^^^^^^^^^^^^^^^^ unattributed-quote: This quotation has no speaker. If it is Karin Lund, add `{@lund}` after it.
                                                                            ^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote: This quotation has no speaker. If it is Per Öster, add `{@oster}` after it.
    | Asked about Per Öster, Lund's deputy shrugged. "He was not there."
                                                     ^^^^^^^^^^^^^^^^^^^ unattributed-quote: This quotation has no speaker. To name one, add `{@id}` after it.
    "#);
}

#[test]
fn the_mend_depends_on_what_stands_there() {
    insta::assert_snapshot!(found(r#"
        | "We saw the water come,"{#water} a neighbour said.
        |
        | "We saw the water come,"{quote date=2025-03-01} a neighbour said.
        |
        | "We saw the water come. It took the shed first.
        |
        | "Then it took the boat," a neighbour said.
    "#), @r#"
    | "We saw the water come,"{#water} a neighbour said.
      ^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote: This quotation has no speaker. To name one, add `@id` to the annotation.
    | "We saw the water come,"{quote date=2025-03-01} a neighbour said.
      ^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote: This quotation has no speaker. To name one, add `@id` to the annotation.
    | "We saw the water come. It took the shed first.
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote: This quotation has no speaker. To name one, add `{@id}` after its last part.
    "#);
}

#[test]
fn three_words_are_a_quotation_and_two_are_a_term() {
    finds(
        r#"
        | He called it a "public service", a "once in a lifetime" sale and "so very odd".
                                             ^^^^^^^^^^^^^^^^^^^^ unattributed-quote
                                                                           ^^^^^^^^^^^^^ unattributed-quote
        | They sang "la — la", and "1 2 3" was shouted; the "state-of-the-art" hall was full.
                                   ^^^^^^^ unattributed-quote
    "#,
    );
    // A quotation marked as `quote` counts, however short.
    finds(
        r#"
        | "Never,"{quote} somebody said.
          ^^^^^^^^ unattributed-quote
    "#,
    );
    // Words are counted without the markup between them.
    finds(
        r#"
        | @lund: Karin Lund
        |
        | The "[Lund]{@lund note="the harbour master"} plan" is dead.
    "#,
    );
    // In scripts without blanks between words, two characters count as one.
    finds(
        "
        | 他说：“我们事先没有得到任何警告。”这项“公共服务”结束了。
             ^^^^^^^^^^^^^^^ unattributed-quote
    ",
    );
}

#[test]
fn a_quotation_over_paragraphs_is_one() {
    finds(
        r#"
        | She said: "We saw the water come.
                    ^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
        |
        | "It took the shed.
        |
        | "Then it took the boat."
    "#,
    );
    // One line per paragraph, and no blank lines.
    finds(
        r#"
        | She said: "We saw the water come.
                    ^^^^^^^^^^^^^^^^^^^^^^^ unattributed-quote
        | "It took the shed.
        | "Then it took the boat."
        | She shrugged.
    "#,
    );
    // A note does not separate the parts around it.
    finds(
        r#"
        | @lund: Karin Lund
        | ^talk: Talk with Karin Lund
        |
        | "We saw the water come.
        |
        | %% Checked against the recording.
        | "Then it took the boat,"{@lund ^talk} she said.
    "#,
    );
}

#[test]
fn it_is_silent_where_somebody_is_named() {
    for source in [
        // After the quotation.
        r#"
        | @lund: Karin Lund
        | ^talk: Talk with Karin Lund
        |
        | "We saw the water come,"{@lund ^talk} she said.
        "#,
        // The article's own author.
        r#"
        | "We saw the water come,"{@author} as this newspaper wrote.
        "#,
        // As a part of another quotation.
        r#"
        | @lund: Karin Lund
        | ^talk: Talk with Karin Lund
        |
        | "We saw it,"{#saw @lund ^talk} she said, "and we ran for it."{part=#saw}
        "#,
        // In the last of several paragraphs.
        r#"
        | @lund: Karin Lund
        | ^talk: Talk with Karin Lund
        |
        | "We saw the water come.
        |
        | "It took the shed first,"{@lund ^talk} she said.
        "#,
        // By the enclosing span.
        r#"
        | @lund: Karin Lund
        | ^talk: Talk with Karin Lund
        |
        | Lund said [the water "came in the night" and took the shed]{claim @lund ^talk}.
        "#,
        // Inside another quotation, whose speaker quotes it.
        r#"
        | @lund: Karin Lund
        | ^talk: Talk with Karin Lund
        |
        | "The deputy told us, ‘Mind the outer bar,’ and «then he left us»."{@lund ^talk}
        "#,
    ] {
        finds(source);
    }
}

#[test]
fn it_is_silent_where_nobody_is_quoted() {
    for source in [
        // An unclosed quotation is reported by `unbalanced-quote`.
        r#"
        | She called it "a mistake and left.
                        ^ unbalanced-quote
        "#,
        // Marked as something else, such as the title of a book.
        "
        | Her novel “The Long Way Down”{mention} sold well.
        ",
        // Written like a title.
        "
        | She read “The Long Way Down” on the ferry to “Hands of the Harbour,” a show in its 9th year, and sang “Let It Rain.”
        ",
        // The enclosing annotation has a finding of its own.
        "
        | The board said [it was “as open as ever” that day]{claim}.
                                                            ^^^^^^^ unattributed-claim
        ",
        // Inch marks and feet.
        r#"
        | The plank was 18" wide and 6'2" long, the other 20" wide and 5'11" long.
        "#,
        // Single marks are mostly apostrophes.
        r"
        | ‘It was the river,’ she said. 'It was the rain,' he said. The boys’ boat was gone.
        ",
        "
        | No marks at all, and no quotation either.
        ",
    ] {
        finds(source);
    }
}

#[test]
fn capitals_alone_make_no_title() {
    finds(
        "
        | The post read “THIS IS NOT OK”, another one “What a Night!” and a third “Ask Maria about it”.
                        ^^^^^^^^^^^^^^^^ unattributed-quote
                                                      ^^^^^^^^^^^^^^^ unattributed-quote
                                                                                  ^^^^^^^^^^^^^^^^^^^^ unattributed-quote
    ",
    );
    // A language without a list of uncapitalised title words.
    finds(
        "
        | ---
        | lang: de
        | ---
        |
        | Er las „Der Lange Weg“ und sagte nichts.
                 ^^^^^^^^^^^^^^^ unattributed-quote
    ",
    );
}

#[test]
fn fixes_name_who_is_near_then_who_spoke_before_then_somebody_new() {
    let source = r#"
        | @lund: Karin Lund
        | @oster: Per Öster
        | @moe: Ida Moe
        | ^talk: Talk at the pier
        |
        | "The bar is open,"{@moe ^talk} Ida Moe said.
        |
        | Per Öster told Karin Lund: "We saw the water come."
    "#;
    insta::assert_snapshot!(titles(source, "unattributed-quote"), @"
    Attribute to Per Öster (`@oster`)
    Attribute to Karin Lund (`@lund`)
    Attribute to Ida Moe (`@moe`)
    Declare the actor `@speaker` and attribute
    ");
    insta::assert_snapshot!(fixed(source, "unattributed-quote", "Karin Lund"), @r#"
    @lund: Karin Lund
    @oster: Per Öster
    @moe: Ida Moe
    ^talk: Talk at the pier

    "The bar is open,"{@moe ^talk} Ida Moe said.

    Per Öster told Karin Lund: "We saw the water come."{@lund}
    "#);
    insta::assert_snapshot!(fixed(source, "unattributed-quote", "Declare the actor `@speaker`"), @r#"
    @lund: Karin Lund
    @oster: Per Öster
    @moe: Ida Moe
    @speaker: Name of the speaker
    ^talk: Talk at the pier

    "The bar is open,"{@moe ^talk} Ida Moe said.

    Per Öster told Karin Lund: "We saw the water come."{@speaker}
    "#);
}

#[test]
fn fixes_use_the_braces_that_are_there() {
    insta::assert_snapshot!(fixed(r#"
        | @lund: Karin Lund
        |
        | "We saw the water come,"{#water date=2025-03-01} Karin Lund said.
    "#, "unattributed-quote", "Karin Lund"), @r#"
    @lund: Karin Lund

    "We saw the water come,"{#water @lund date=2025-03-01} Karin Lund said.
    "#);
}

#[test]
fn fixes_annotate_the_last_of_several_paragraphs() {
    insta::assert_snapshot!(fixed(r#"
        | @lund: Karin Lund
        |
        | Karin Lund said: "We saw the water come.
        |
        | "It took the shed.
        |
        | "Then it took the boat."
    "#, "unattributed-quote", "Karin Lund"), @r#"
    @lund: Karin Lund

    Karin Lund said: "We saw the water come.

    "It took the shed.

    "Then it took the boat."{@lund}
    "#);
}

#[test]
fn it_is_silenced_by_any_part_of_a_quotation() {
    finds(
        r#"
        | The banner read: "No bath, no votes.
        |
        | "No votes, no mayor."{allow=unattributed-quote reason="nobody knows who painted it"}
    "#,
    );
}

#[test]
fn somebody_with_a_longer_name_is_not_the_likely_speaker() {
    const DECLARED: &str = "
        | @oakes: Tim Oakes
        |   aka: Oakes
        | @keller: Ann Keller
        |
        | ";
    for said in [
        "“I never saw the fund in my life,” said Tim Oakes Jr., his son.",
        "“I never saw the fund in my life,” said Tim Oakes, Jr., on Monday.",
        "“I never saw the fund in my life,” Tim Oakes III said.",
        "“I never saw the fund in my life,” said Bob Oakes.",
        "“I never saw the fund in my life,” said Mary Ann Keller.",
        "Mary Ann Keller said: “I never saw the fund in my life.”",
        "“I never saw it in my life,”{@oakes} he said. “I did,” said Tim Oakes Jr. “We all saw it every day.”",
        "“I never saw it in my life,”{@oakes} he said. “We all saw it every day,” said Tim Oakes Jr.",
        "“I never saw the fund in my life,” said Bob “Oaky” Oakes.",
    ] {
        let found = found(&format!("{DECLARED}{said}\n"));
        assert!(found.contains("unattributed-quote") && !found.contains("If it is"), "{found}");
    }
    for (said, name) in [
        ("“I never saw the fund in my life,” said Mayor Ann Keller.", "Ann Keller"),
        ("“I never saw the fund in my life,” said Ann “Kelly” Keller.", "Ann Keller"),
        ("“I never saw the fund in my life,” Oakes said.", "Tim Oakes"),
    ] {
        let found = found(&format!("{DECLARED}{said}\n"));
        assert!(found.contains(&format!("If it is {name}")), "{found}");
    }
}

#[test]
fn a_nickname_takes_no_quotation_behind_it() {
    let found = found(
        "
        | @keller: Ann Keller
        |
        | “It is a very good day,” said Ann “The Big Bad Wolf” Keller. “And it is a very bad day.”
    ",
    );
    assert_eq!(found.matches("If it is Ann Keller").count(), 2, "{found}");
    assert_eq!(found.matches("unattributed-quote").count(), 2, "{found}");
}

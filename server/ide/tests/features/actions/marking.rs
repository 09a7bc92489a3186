//! Actions that annotate words, and change or remove an annotation.

use super::{bridge, done, last_line, titles, titles_of};

#[test]
fn a_selection_can_be_marked() {
    let source = "
        | @lund: Karin Lund
        |
        | Karin Lund said the bar is open all night.
                          ^^^^^^^^^^^^^^^
    ";
    insta::assert_snapshot!(titles(source), @"
    unmarked-claim: Annotate as a claim by Karin Lund (`@lund`) (preferred)
    Annotate as `claim`
    Annotate as `quote`
    Annotate as `opinion`
    Annotate as `mention`
    Annotate as `cue`
    Annotate as `evidence`
    Declare the anonymous actor “the bar is open” (`@bar-is-open`)
    unmarked-claim: Silence `unmarked-claim` in this paragraph
    unmarked-claim: Silence `unmarked-claim` in this document
    ");
    insta::assert_snapshot!(done(source, "Annotate as `claim`"), @"
    @lund: Karin Lund

    Karin Lund said [the bar is open]{claim @lund} all night.
    ");
    insta::assert_snapshot!(done(source, "quote"), @"
    @lund: Karin Lund

    Karin Lund said [the bar is open]{quote @lund} all night.
    ");
    insta::assert_snapshot!(done(source, "mention"), @"
    @lund: Karin Lund

    Karin Lund said [the bar is open]{mention} all night.
    ");
}

#[test]
fn blanks_around_a_selection_stay_outside() {
    insta::assert_snapshot!(done("
        | They said the bar is open all night.
                   ^^^^^^^^^^^^^^^^^
    ", "claim"), @"They said [the bar is open]{claim} all night.");
}

#[test]
fn a_quotation_that_is_selected_whole_needs_no_brackets() {
    let source = "
        | @lund: Karin Lund
        |
        | “The bar is open,” said Karin Lund.
          ^^^^^^^^^^^^^^^^^^
    ";
    insta::assert_snapshot!(titles(source), @"
    unattributed-quote: Attribute to Karin Lund (`@lund`) (preferred)
    unattributed-quote: Declare the actor `@speaker` and attribute
    Annotate as `claim`
    Annotate as `quote`
    Annotate as `opinion`
    Annotate as `mention`
    Annotate as `cue`
    Annotate as `evidence`
    unattributed-quote: Silence `unattributed-quote` here
    unattributed-quote: Silence `unattributed-quote` in this paragraph
    unattributed-quote: Silence `unattributed-quote` in this document
    ");
    insta::assert_snapshot!(done(source, "Annotate as `quote`"), @"
    @lund: Karin Lund

    “The bar is open,”{@lund} said Karin Lund.
    ");
    insta::assert_snapshot!(done(source, "Annotate as `mention`"), @"
    @lund: Karin Lund

    “The bar is open,”{mention} said Karin Lund.
    ");
}

#[test]
fn what_would_break_other_markup_is_not_offered() {
    for source in [
        // Across the end of a span, of a quotation, of a paragraph.
        "
        | [The bar]{claim @author} is open.
              ^^^^^^^^^^^^^^^^^^^^^^^^^
        ",
        "
        | “The bar,” she said, “is open.”{@author}
                                   ^^^^^^^^^^^
        ",
        "
        | The bar
              ^^^ caret..
        |
        | is open.
          ^^ ..caret
        ",
        // Inside braces, in fields and notes.
        "
        | [The bar]{claim @author}
                    ^^^^^
        ",
        "
        | @lund: Karin Lund
                 ^^^^^
        ",
        "
        | %% The bar is open.
             ^^^^^^^
        ",
        // Text that is annotated already.
        "
        | “The bar”{@author}
          ^^^^^^^^^
        ",
        // Blanks alone.
        "
        | The  bar
             ^^
        ",
    ] {
        let told = titles(source);
        assert!(!told.contains("Annotate"), "{source}\n{told}");
    }
}

#[test]
fn an_annotation_is_removed_and_its_words_stay() {
    for (line, after) in [
        ("[It is shut]{claim @lund}, she said.", "It is shut, she said."),
        ("“It is shut,”{@lund ^log} she said.", "“It is shut,” she said."),
        ("[It [really]{cue} is]{claim @lund}, she said.", "It [really]{cue} is, she said."),
    ] {
        let source = bridge(&format!("        | {line}\n          ^\n"));
        assert_eq!(last_line(&source, "Remove this annotation"), after);
    }
    insta::assert_snapshot!(titles_of("
        | “a”{@author}{b}
          ^
    ", |action| action.title.starts_with("Remove this")), @"Remove this annotation (not here: Removing it would change how the surrounding brackets or quotation marks are read.)");
}

#[test]
fn the_kind_of_an_annotation_changes() {
    for (braces, kind, after) in [
        ("claim @lund", "opinion", "opinion @lund"),
        ("@lund note=x", "claim", "claim @lund note=x"),
        ("#a @lund cue", "evidence", "#a @lund evidence"),
    ] {
        let source = format!("        | [It is shut]{{{braces}}}.\n                       ^\n");
        assert_eq!(last_line(&source, &format!("Change to `{kind}`")), format!("[It is shut]{{{after}}}."));
    }
}

#[test]
fn the_stance_of_an_annotation_changes() {
    for (braces, stance, after) in [
        ("claim @lund", "denies", "claim @lund stance=denies"),
        ("opinion @lund draft", "demands", "opinion @lund stance=demands draft"),
        ("claim @lund stance=asks ^log", "doubts", "claim @lund stance=doubts ^log"),
        ("claim @lund stance=\"asks\" ^log", "promises", "claim @lund stance=promises ^log"),
        ("claim @lund stance=asks ^log", "asserts", "claim @lund ^log"),
        ("claim stance=wishes", "believes", "claim stance=believes"),
    ] {
        let source = format!("        | [It is shut]{{{braces}}}.\n                       ^\n");
        let title = format!("Change the stance to `{stance}`");
        assert_eq!(last_line(&source, &title), format!("[It is shut]{{{after}}}."));
    }
    let offers = |source: &str| titles_of(source, |action| action.title.starts_with("Change "));
    for line in ["[She]{mention @lund}", "[said]{cue}", "“a”{#a @lund} “b”{part=#a}"] {
        let caret = " ".repeat(line.chars().count() - 1);
        let offered = offers(&format!("        | {line}\n          {caret}^\n"));
        assert!(!offered.contains("stance"), "{line}: {offered}");
    }
    // Only statements have a stance, so the kinds of others are not offered beside one.
    insta::assert_snapshot!(offers("
        | [It is shut]{claim @lund stance=denies}.
                       ^
    "), @"
    Change to `quote`
    Change to `opinion`
    Change the stance to `asserts` (the default)
    Change the stance to `doubts`
    Change the stance to `asks`
    Change the stance to `demands`
    Change the stance to `promises`
    Change the stance to `believes`
    ");
}

#[test]
fn parts_of_a_quotation_share_its_stance() {
    for (line, after) in [
        (
            "“We shut it,”{#shut @lund stance=denies} and “that is all.”{@lund stance=denies}",
            "“We shut it,”{#shut @lund stance=denies} and “that is all.”{part=#shut}",
        ),
        (
            "“We shut it,” or “did we?”{@lund stance=asks}",
            "“We shut it,”{#we-shut @lund stance=asks} or “did we?”{part=#we-shut}",
        ),
    ] {
        let caret = " ".repeat(line.chars().count() - 1);
        let source = bridge(&format!("        | {line}\n          {caret}^\n"));
        assert_eq!(last_line(&source, "Join with the previous quotation"), after);
    }
    let source = bridge(
        "
        | “We shut it,”{#shut @lund stance=denies} and “that is all.”{part=#shut}
                                                                      ^
    ",
    );
    insta::assert_snapshot!(last_line(&source, "Separate this part"), @"“We shut it,”{#shut @lund stance=denies} and “that is all.”{@lund stance=denies}");
    let others = bridge(
        "
        | “We shut it,”{@lund stance=denies} she said. “Why?”{@lund}
                                                              ^
    ",
    );
    insta::assert_snapshot!(titles_of(&others, |action| action.title.starts_with("Join")), @"Join with the previous quotation as one split quotation (not here: The two quotations have different stances.)");
}

#[test]
fn two_quotations_become_parts_of_one_and_back() {
    for (line, after) in [
        (
            "“We shut it,”{@lund ^log} she said, “and that is all.”",
            "“We shut it,”{#we-shut @lund ^log} she said, “and that is all.”{part=#we-shut}",
        ),
        (
            "“We shut it,” she said, “and that is all.”{@lund ^log}",
            "“We shut it,”{#we-shut @lund} she said, “and that is all.”{part=#we-shut ^log}",
        ),
        (
            "“We shut it,”{#shut @lund} she said, “and that is all.”{quote @lund}",
            "“We shut it,”{#shut @lund} she said, “and that is all.”{quote part=#shut}",
        ),
        (
            "“A,”{#a @lund} she said, “b,”{part=#a} and “c.”",
            "“A,”{#a @lund} she said, “b,”{part=#a} and “c.”{part=#a}",
        ),
    ] {
        let caret = " ".repeat(line.chars().count() - if line.ends_with('}') { 18 } else { 4 });
        let source = bridge(&format!("        | {line}\n          {caret}^\n"));
        assert_eq!(last_line(&source, "Join with the previous quotation"), after, "{source}");
    }
    let source = bridge(
        "
        | “We shut it,”{#shut @lund ^log} she said, “and that is all.”{part=#shut note=x}
                                                        ^
    ",
    );
    insta::assert_snapshot!(last_line(&source, "Separate this part"), @"“We shut it,”{#shut @lund ^log} she said, “and that is all.”{@lund ^log note=x}");
    let others = bridge(
        "
        | “We shut it,”{@lund} she said. “Why?”{@falk} he asked.
                                             ^
    ",
    );
    insta::assert_snapshot!(titles_of(&others, |action| action.title.starts_with("Join")), @"Join with the previous quotation as one split quotation (not here: The two quotations have different speakers.)");
}

//! `single-source`: contested claims with one source.

use ascribe_fixture::{fixed, found_of, silent};

#[test]
fn what_it_finds() {
    insta::assert_snapshot!(found_of("single-source", "
        | @clerks: Two clerks of the council
        |   anonymous: yes
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        | ^letter: Letter of the clerks
        |   cites: ^talk
        | ^call: Phone call
        |
        | Two clerks wrote that [the report was hidden]{claim #hidden @clerks ^letter}, and that [it is so]{claim @clerks ^talk supports=#hidden}.
        |
        | [It was not]{claim @lund ^call denies=#hidden}. But [it is late]{claim #late @author ^call}, and [it is not]{claim @lund ^talk contradicts=#late}.
    "), @"
    | Two clerks wrote that [the report was hidden]{claim #hidden @clerks ^letter}, and that [it is so]{claim @clerks ^talk supports=#hidden}.
                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This claim is contested and rests on one source, `^talk`. Add a second, independent source, or say that there is none.
    | [It was not]{claim @lund ^call denies=#hidden}. But [it is late]{claim #late @author ^call}, and [it is not]{claim @lund ^talk contradicts=#late}.
                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ This claim is contested and rests on one source, `^call`. Add a second, independent source, or say that there is none.
    ");
}

#[test]
fn where_it_is_silent() {
    silent(
        "single-source",
        &[
        "
        | @clerks: Two clerks of the council
        |   anonymous: yes
        | ^talk: Talk at the pier
        |
        | [The report was hidden]{claim #hidden @clerks ^talk}.
    ",
        "
        | @clerks: Two clerks of the council
        |   anonymous: yes
        | ^talk: Talk at the pier
        | ^log: Log
        |
        | [The report was hidden]{claim #hidden @clerks ^talk ^log}. [No]{claim @lund ^talk denies=#hidden}.
    ",
        "
        | @clerks: Two clerks of the council
        |   anonymous: yes
        | ^talk: Talk at the pier
        | ^log: Log
        |
        | [The report was hidden]{claim #hidden @clerks ^talk}. [No]{claim @lund ^talk denies=#hidden}. [Yes]{evidence ^log supports=#hidden}.
    ",
        "
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |
        | [The report was hidden]{claim #hidden @lund ^talk}. [No]{claim @moe ^talk denies=#hidden}.
    ",
        "
        | @clerks: Two clerks of the council
        |   anonymous: yes
        | ^talk: Talk at the pier
        |
        | [The report was hidden]{claim #hidden @clerks ^talk verdict=unproven}. [No]{claim @lund ^talk denies=#hidden}.
    ",
        "
        | @clerks: Two clerks of the council
        |   anonymous: yes
        | ^talk: Talk at the pier
        |
        | [The report was hidden]{claim #hidden @lund ^talk}. [No]{claim #no @clerks ^talk denies=#hidden}. [Yes]{claim @lund ^talk denies=#no}.
    ",
        "
        | [The report was hidden]{claim #hidden @author}. [No]{claim @author denies=#hidden}.
    ",
    ]);
}

#[test]
fn a_second_source_can_be_declared() {
    insta::assert_snapshot!(fixed("
        | @clerks: Two clerks of the council
        |   anonymous: yes
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |
        | [The report was hidden]{claim #hidden @clerks ^talk}. [It was not]{claim @lund ^talk denies=#hidden}.
    ", "single-source", "Declare the source"), @"
    @clerks: Two clerks of the council
      anonymous: yes
    @lund: Karin Lund
    ^talk: Talk at the pier
    ^source: Title of the source

    [The report was hidden]{claim #hidden @clerks ^talk ^source}. [It was not]{claim @lund ^talk denies=#hidden}.
    ");
}

#[test]
fn a_stance_decides_who_backs_a_claim_and_who_contests_it() {
    let found = |second: &str| {
        let text = format!(
            "@clerks: Two clerks\n  anonymous: yes\n@lund: Karin Lund\n^talk: Talk\n^log: Log\n\n\
             Clerks said [the report was hidden]{{claim #hidden @clerks ^talk}}. {second}\n"
        );
        let findings = ascribe_lints::check(&ascribe_fixture::alone(&text), None);
        findings.iter().any(|(_, finding)| finding.rule.code == "single-source")
    };
    let contested = "[No]{claim @lund ^talk denies=#hidden}.";
    for (second, is_found) in [
        // Whoever denies the words contests the claim, and is no second source for it.
        ("Lund denied [hiding it]{claim @lund ^log stance=denies repeats=#hidden}.", true),
        ("Lund said [it was hidden]{claim @lund ^log repeats=#hidden}.", false),
        (&format!("{contested} [It was hidden]{{claim @lund ^log repeats=#hidden}}."), false),
        (&format!("{contested} [It was hidden]{{claim @lund ^log stance=asserts supports=#hidden}}."), false),
        (&format!("{contested} [Seeing it]{{claim @lund ^log stance=denies supports=#hidden}}."), false),
        (&format!("{contested} [Was it hidden?]{{claim @lund ^log stance=asks repeats=#hidden}}."), true),
        (&format!("{contested} [It was]{{claim @lund ^log stance=doubts supports=#hidden}}."), true),
        (&format!("{contested} [It was]{{claim @lund ^log stance=believes repeats=#hidden}}."), true),
    ] {
        assert_eq!(found(second), is_found, "{second}");
    }
    let denied =
        "[It was hidden]{claim #x @clerks ^talk stance=denies}. [It was]{claim @lund ^log contradicts=#x}.";
    assert!(!found(denied), "what is denied is not claimed");
}

//! `contradicting-verdicts`: two verdicts on one claim.

use ascribe_fixture::{fixed, found_of, silent};

#[test]
fn what_it_finds() {
    insta::assert_snapshot!(found_of("contradicting-verdicts", "
        | [The lock is safe]{claim @author #safe verdict=true}, [quite safe]{claim @author repeats=#safe verdict=mostly-true}.
        |
        | [It is]{claim @author repeats=#safe verdict=false}, and [it was]{claim @author verdict=true verdict=false}.
    "), @"
    | [The lock is safe]{claim @author #safe verdict=true}, [quite safe]{claim @author repeats=#safe verdict=mostly-true}.
                                                                                                             ^^^^^^^^^^^ The claim `#safe` has a different verdict, `true`. Use one verdict, or annotate what is new as a separate claim.
    | [It is]{claim @author repeats=#safe verdict=false}, and [it was]{claim @author verdict=true verdict=false}.
                                                  ^^^^^ The claim `#safe` has a different verdict, `true`. Use one verdict, or annotate what is new as a separate claim.
                                                                                                          ^^^^^ This annotation has two verdicts. Remove one of them.
    ");
}

#[test]
fn where_it_is_silent() {
    silent(
        "contradicting-verdicts",
        &[
        "
        | [The lock is safe]{claim @author #safe verdict=true}, [quite safe]{claim @author repeats=#safe verdict=true}.
    ",
        "
        | [The lock is safe]{claim @author #safe verdict=true}, [quite safe]{claim @author repeats=#safe}.
    ",
        "
        | [The lock is safe]{claim @author #safe verdict=true}, [it is not]{claim @author denies=#safe verdict=false}.
    ",
        "
        | [The lock is safe]{claim @author #safe verdict=true}, [the bar is]{claim @author #bar verdict=false}.
    ",
        "
        | [The lock is safe]{claim @author #safe verdict=true}, [so he wrote]{claim @author repeats=other#safe verdict=false}.
    ",
        "
        | [The lock is safe]{claim @author #safe verdict=true}, [it is]{claim @author supports=#safe verdict=false}.
    ",
        "
        | [The lock is safe]{claim @author #safe verdict=}, [it is]{claim @author repeats=#safe verdict=false}.
    ",
    ]);
}

#[test]
fn the_later_verdict_can_be_removed() {
    insta::assert_snapshot!(fixed("
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |   date: 2025-03-03
        |
        | Lund said [the lock is safe]{claim @lund ^talk verdict=false verdict=mixed}.
    ", "contradicting-verdicts", "Remove `verdict="), @"
    @lund: Karin Lund
    ^talk: Talk at the pier
      date: 2025-03-03

    Lund said [the lock is safe]{claim @lund ^talk verdict=false}.
    ");
}

#[test]
fn a_verdict_is_about_the_words_whatever_the_stance() {
    for (stance, verdict, is_found) in [
        ("denies", "true", false),
        ("denies", "false", true),
        ("asks", "true", false),
        ("believes", "mixed", true),
    ] {
        let text = format!(
            "@lund: Karin Lund\n@moe: Ida Moe\n^talk: Talk\n\n[The lock leaks]{{claim #leaks @lund ^talk verdict=true}}.\n\n\
             [that it leaks]{{claim @moe ^talk stance={stance} repeats=#leaks verdict={verdict}}}.\n"
        );
        let findings = ascribe_lints::check(&ascribe_fixture::alone(&text), None);
        let is_contradicted =
            findings.iter().any(|(_, finding)| finding.rule.code == "contradicting-verdicts");
        assert_eq!(is_contradicted, is_found, "{stance} {verdict}");
    }
}

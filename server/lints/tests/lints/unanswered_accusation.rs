//! `unanswered-accusation`: accusations without an answer.

use ascribe_fixture::{found_of, silent};

#[test]
fn what_it_finds() {
    insta::assert_snapshot!(found_of("unanswered-accusation", "
        | @lund: Karin Lund
        | @moe: Ida Moe
        | @port: Port of Fenwick
        | ^talk: Talk at the pier
        |
        | Karin Lund accused the Port of Fenwick of [hiding the report]{claim @lund ^talk}. She also blamed former pilot Ida Moe for [the flood]{claim @lund ^talk}.
    "), @"
    | Karin Lund accused the Port of Fenwick of [hiding the report]{claim @lund ^talk}. She also blamed former pilot Ida Moe for [the flood]{claim @lund ^talk}.
                 ^^^^^^^ `@port` is accused here, but that side never answers. If there is an answer, annotate it with `stance=denies`, `denies=` or `answers=`.
                                                                                                 ^^^^^^ `@moe` is accused here, but that side never answers. If there is an answer, annotate it with `stance=denies`, `denies=` or `answers=`.
    ");
}

#[test]
fn where_it_is_silent() {
    silent(
        "unanswered-accusation",
        &[
        "
        | @lund: Karin Lund
        | @port: Port of Fenwick
        | ^talk: Talk at the pier
        |
        | Karin Lund accused the Port of Fenwick of [hiding the report]{claim #hidden @lund ^talk}. [Nothing was hidden]{claim @port ^talk denies=#hidden}.
    ",
        "
        | @lund: Karin Lund
        | @moe: Ida Moe
        |   affiliation: @port
        | @port: Port of Fenwick
        | ^talk: Talk at the pier
        |
        | Karin Lund accused the Port of Fenwick of [hiding the report]{claim #hidden @lund ^talk}.
        |
        | “We hid nothing,”{@moe ^talk answers=#hidden} Moe said.
    ",
        "
        | @lund: Karin Lund
        | @moe: Ida Moe
        |   affiliation: @port
        | @port: Port of Fenwick
        | ^talk: Talk at the pier
        |
        | Karin Lund accused Ida Moe of [hiding the report]{claim #hidden @lund ^talk}.
        |
        | [Nobody hid it]{claim @port ^talk denies=#hidden}, it wrote.
    ",
        "
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |
        | Karin Lund accused the harbour board of [hiding the report]{claim @lund ^talk}.
    ",
        "
        | @lund: Karin Lund
        | @port: Port of Fenwick
        | ^talk: Talk at the pier
        |
        | Karin Lund, of the Port of Fenwick, accused nobody, but said [the report was hidden]{claim @lund ^talk}.
    ",
        "
        | @lund: Karin Lund
        | @port: Port of Fenwick
        |
        | Karin Lund accused the Port of Fenwick of hiding the report.
    ",
        "
        | @lund: Karin Lund
        | @port: Port of Fenwick
        | ^talk: Talk at the pier
        |
        | The Port of Fenwick was accused by Karin Lund of [hiding the report]{claim @lund ^talk}.
    ",
        "
        | @lund: Karin Lund
        | @port: Port of Fenwick
        | ^talk: Talk at the pier
        |
        | Karin Lund accused the Port of Fenwick of [hiding the report]{claim @lund ^talk allow=unanswered-accusation}.
    ",
        "
        | @lund: Karin Lund
        | @port: Port of Fenwick
        | ^talk: Talk at the pier
        |
        | Karin Lund accused the Port of Fenwick of [hiding the report]{claim @lund ^talk}. The port rejected claims that [it had hidden anything]{claim @port ^talk stance=denies}.
    ",
        "
        | @lund: Karin Lund
        | @moe: Ida Moe
        |   affiliation: @port
        | @port: Port of Fenwick
        | ^talk: Talk at the pier
        |
        | Karin Lund accused the Port of Fenwick of [hiding the report]{claim @lund ^talk}.
        |
        | Moe denies [ever having seen it]{opinion @moe ^talk stance=denies}.
    ",
        "
        | @lund: Karin Lund
        | @port: Port of Fenwick
        | ^talk: Talk at the pier
        |
        | Karin Lund accused the Port of Fenwick of [hiding the report]{claim @lund ^talk stance=denies}.
    ",
    ]);
}

#[test]
fn what_does_not_deny_is_no_answer() {
    for stance in ["asserts", "doubts", "asks", "demands", "promises", "believes"] {
        for (kind, actor, stance) in
            [("claim", "port", stance), ("claim", "lund", "denies"), ("mention", "port", "denies")]
        {
            let text = format!(
                "@lund: Karin Lund\n@port: Port of Fenwick\n^talk: Talk\n\nKarin Lund accused the Port of Fenwick of \
                 [hiding the report]{{claim @lund ^talk}}.\n\n[It was in the safe]{{{kind} @{actor} ^talk stance={stance}}}.\n"
            );
            let findings = ascribe_lints::check(&ascribe_fixture::alone(&text), None);
            let codes = findings.iter().filter(|(_, finding)| finding.rule.code == "unanswered-accusation");
            assert_eq!(codes.count(), 1, "{text}");
        }
    }
}

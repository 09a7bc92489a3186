//! `anonymous-opinion`: opinions of anonymous actors.

use ascribe_fixture::{found_of, silent};

#[test]
fn what_it_finds() {
    insta::assert_snapshot!(found_of("anonymous-opinion", "
        | @aide: An aide to the mayor
        |   anonymous: yes
        |   reason: not allowed to speak
        | ^talk: Talk at the pier
        |
        | The plan is [a disgrace]{opinion @aide ^talk}. “It is the work of a fool”{opinion @aide ^talk}, the aide said.
    "), @"
    | The plan is [a disgrace]{opinion @aide ^talk}. “It is the work of a fool”{opinion @aide ^talk}, the aide said.
                              ^^^^^^^^^^^^^^^^^^^^^ This opinion has only anonymous speakers. Name one, cut the opinion, or change its kind to `claim` if it is a statement of fact.
                                                                               ^^^^^^^^^^^^^^^^^^^^^ This opinion has only anonymous speakers. Name one, cut the opinion, or change its kind to `claim` if it is a statement of fact.
    ");
}

#[test]
fn where_it_is_silent() {
    silent(
        "anonymous-opinion",
        &[
            "
        | @aide: An aide to the mayor
        |   anonymous: yes
        | ^talk: Talk at the pier
        |
        | The plan is [unfinished]{claim @aide ^talk}.
    ",
            "
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |
        | The plan is [a disgrace]{opinion @lund ^talk}.
    ",
            "
        | @aide: An aide to the mayor
        |   anonymous: yes
        | @lund: Karin Lund
        | ^talk: Talk at the pier
        |
        | The plan is [a disgrace]{opinion @lund @aide ^talk}.
    ",
            "
        | The plan is [a disgrace]{opinion @author}, and [a joke]{opinion}, and [a hoax]{opinion @nobody}.
    ",
            "
        | @aide: An aide to the mayor
        |   anonymous: no
        | ^talk: Talk at the pier
        |
        | The plan is [a disgrace]{opinion @aide ^talk}.
    ",
            r#"
        | @aide: An aide to the mayor
        |   anonymous: yes
        | ^talk: Talk at the pier
        |
        | The plan is [a disgrace]{opinion @aide ^talk allow=anonymous-opinion reason="the whole council says so"}.
    "#,
        ],
    );
}

#[test]
fn a_judgement_that_they_do_not_share_is_not_theirs() {
    for stance in ascribe_language::stance::Stance::ALL {
        let text = format!(
            "@aides: Two aides\n  anonymous: yes\n  reason: none\n^call: Call\n\nThe plan is [a disgrace]{{opinion @aides ^call stance={}}}.\n",
            stance.word()
        );
        let findings = ascribe_lints::check(&ascribe_fixture::alone(&text), None);
        let is_found = findings.iter().any(|(_, finding)| finding.rule.code == "anonymous-opinion");
        assert_eq!(is_found, !["denies", "doubts", "asks"].contains(&stance.word()), "{stance:?}");
    }
}

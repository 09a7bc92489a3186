//! `unmarked-claim`: reported speech in plain text.

use ascribe_fixture::{finds, fixed};
use ascribe_lints::check;
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use std::sync::Arc;

#[test]
fn reported_speech_that_nothing_marks_is_found() {
    finds(
        "
        | @city: City council
        |
        | The City council said that the bridge is safe until May.
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unmarked-claim
        ",
    );
}

#[test]
fn nothing_is_found_where_nobody_annotates_or_nobody_speaks() {
    for source in [
        "
        | The City council said that the bridge is safe until May.
        ",
        "
        | @city: City council
        | ^talk: Talk
        |
        | The City council said that [the bridge is safe until May]{claim @city ^talk}.
        ",
        "
        | @city: City council
        |
        | The bridge was closed in May. It opened again in June.
        ",
        "
        | @city: City council
        |
        | City council says bridge is safe
        ",
        "
        | ---
        | lang: de
        | ---
        |
        | @rat: Stadtrat
        |
        | Der Stadtrat sagte, die Brücke sei bis Mai sicher.
        ",
        // Quotations belong to another rule.
        "
        | @city: City council
        | ^talk: Talk
        |
        | “The bridge is safe until May,”{@city ^talk} the City council said.
        ",
    ] {
        finds(source);
    }
}

#[test]
fn the_fix_marks_it_for_whom_the_sentence_names() {
    insta::assert_snapshot!(fixed("
        | @city: City council
        |
        | The City council said that the bridge is safe until May.
    ", "unmarked-claim", "City council"), @r"
    @city: City council

    The City council said that [the bridge is safe until May]{claim @city}.
    ");
}

#[test]
fn the_fix_writes_the_stance() {
    insta::assert_snapshot!(fixed("
        | @vance: Tim Vance
        |
        | Tim Vance rejected claims by a former clerk that he stole the boat.
    ", "unmarked-claim", "Tim Vance"), @r"
    @vance: Tim Vance

    Tim Vance rejected claims by a former clerk that [he stole the boat]{claim @vance stance=denies}.
    ");
    insta::assert_snapshot!(fixed("
        | @dahl: Øyvind Dahl
        |
        | Øyvind Dahl asked whether the bridge was safe in winter.
    ", "unmarked-claim", "Øyvind Dahl"), @r"
    @dahl: Øyvind Dahl

    Øyvind Dahl asked [whether the bridge was safe in winter]{claim @dahl stance=asks}.
    ");
}

#[test]
fn a_negated_or_refused_statement_is_not_found() {
    for sentence in [
        "Tim Vance did not say that the boat was empty.",
        "Tim Vance never claimed that the boat was empty.",
        "Tim Vance has not said whether the boat was empty.",
        "Tim Vance did not deny that the boat was empty.",
        "Tim Vance would not confirm that the boat was empty.",
        "Tim Vance declined to say whether the boat was empty.",
        "Tim Vance refused to comment on claims that the boat was empty.",
        "Nobody said that the boat was empty.",
        "If Tim Vance says that the boat is empty, the bank will close.",
    ] {
        finds(&format!("\n        | @vance: Tim Vance\n        |\n        | {sentence}\n        "));
    }
}

#[test]
fn words_around_a_quotation_without_a_speaker_have_one_finding() {
    for words in
        ["“we are quite done” and left", "the ship was “far too old to sail”", "“a sorry end”, all in all"]
    {
        let text = format!("@city: City council\n\nThe City council said {words}.\n");
        let scope = Scope::alone(Arc::new(Document::new(&text)));
        let findings = check(&scope, None);
        let found: Vec<_> = findings
            .iter()
            .map(|(_, finding)| finding.rule.code)
            .filter(|code| matches!(*code, "unmarked-claim" | "unattributed-quote"))
            .collect();
        assert_eq!(found, ["unattributed-quote"], "{text}");
    }
}

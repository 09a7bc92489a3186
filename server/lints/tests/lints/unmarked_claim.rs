//! `unmarked-claim`: reported speech in plain text.

use ascribe_fixture::{finds, fixed};

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

//! `unattributed-claim`: claims and opinions without a speaker.

use ascribe_fixture::{finds, fixed, found};

#[test]
fn it_stands_at_the_annotation() {
    insta::assert_snapshot!(found("
        | @council: Fenwick council
        |   aka: the council
        |
        | The bridge [is quite safe]{claim}, the council said, and [a fine sight]{opinion}.
        |
        | Some wrote that [it sways]{#sways} in the wind.
    "), @"
    | The bridge [is quite safe]{claim}, the council said, and [a fine sight]{opinion}.
                                ^^^^^^^ unattributed-claim: This claim has no speaker. If it is Fenwick council, add `@council` to the annotation.
                                                                             ^^^^^^^^^ unattributed-claim: This opinion has no speaker. If it is Fenwick council, add `@council` to the annotation.
    | Some wrote that [it sways]{#sways} in the wind.
                                ^^^^^^^^ unattributed-claim: This claim has no speaker. Add `@id` to the annotation, or `@author` if it is the article's own.
    ");
}

#[test]
fn a_span_of_one_kind_is_a_claim_without_saying_so() {
    finds("
        | The bridge [is safe]{#safe}, [was closed]{date=2025-03-01} and [is loved]{^poll confidence=0.4}.
                              ^^^^^^^ unattributed-claim
                                                   ^^^^^^^^^^^^^^^^^ unattributed-claim
                                                                                   ^^^^^^^^^^^^^^^^^^^^^^ unattributed-claim
        |
        | ^poll: Poll of the herald
    ");
}

#[test]
fn it_stands_at_quotations_that_are_called_claims() {
    finds(
        "
        | The sign says “closed for good”{claim}.
                                         ^^^^^^^ unattributed-claim
    ",
    );
}

#[test]
fn it_is_silent_where_somebody_makes_the_claim_or_nothing_is_claimed() {
    for source in [
        "
        | @council: Fenwick council
        | ^letter: Letter of the council
        |
        | The bridge [is quite safe]{claim @council ^letter}.
        ",
        "
        | The bridge [is a fine sight]{opinion @author}, and [it is old]{claim @author}.
        ",
        // Other kinds need no speaker.
        "
        | [According to the records]{cue} of [the council]{mention}, [12 of 14 piers]{evidence} are cracked.
        ",
        // A span with nothing but actors is a mention.
        "
        | @council: Fenwick council
        |
        | [It]{@council} said so; [its]{@council note=possessive draft} word is law.
        ",
        // Parts share the speaker of the annotation they continue.
        "
        | @council: Fenwick council
        | ^letter: Letter of the council
        |
        | [The bridge]{claim #safe @council ^letter}, it wrote, [is quite safe]{claim part=#safe}.
        ",
        // Claims inside of claims do, too.
        "
        | @council: Fenwick council
        | ^letter: Letter of the council
        |
        | It said [that the bridge [is safe]{claim} and stands]{claim @council ^letter}.
        ",
        // Brackets without braces are text.
        "
        | The bridge [is quite safe].
        ",
    ] {
        finds(source);
    }
}

#[test]
fn an_annotation_that_says_nothing_is_left_to_syntax() {
    finds(
        "
        | The bridge [is quite safe]{}, [old]{?} and [dear]{
                                    ^^ syntax
                                              ^ syntax
                                                           ^ syntax
    ",
    );
}

#[test]
fn fixes_add_an_actor() {
    let source = "
        | @council: Fenwick council
        |   aka: the council
        | ^letter: Letter of the council
        |
        | The council wrote that the bridge [is quite safe]{claim ^letter}.
    ";
    insta::assert_snapshot!(fixed(source, "unattributed-claim", "Fenwick council"), @"
    @council: Fenwick council
      aka: the council
    ^letter: Letter of the council

    The council wrote that the bridge [is quite safe]{claim @council ^letter}.
    ");
    insta::assert_snapshot!(fixed(source, "unattributed-claim", "Declare"), @"
    @council: Fenwick council
      aka: the council
    @speaker: Name of the speaker
    ^letter: Letter of the council

    The council wrote that the bridge [is quite safe]{claim @speaker ^letter}.
    ");
}

#[test]
fn a_denied_claim_is_attributed_with_its_stance_only() {
    let source = "
        | @vance: Tim Vance
        | @lee: Ann Lee
        |
        | Tim Vance rejected claims that [he stole the boat]{claim}.
    ";
    insta::assert_snapshot!(found(source), @"
    | Tim Vance rejected claims that [he stole the boat]{claim}.
                                                        ^^^^^^^ unattributed-claim: This claim has no speaker. Add `@id` to the annotation, or `@author` if it is the article's own.
    ");
    insta::assert_snapshot!(fixed(source, "unattributed-claim", "Tim Vance"), @"
    @vance: Tim Vance
    @lee: Ann Lee

    Tim Vance rejected claims that [he stole the boat]{claim @vance stance=denies}.
    ");
}

#[test]
fn nobody_is_likely_to_say_what_nobody_says() {
    for sentence in [
        "Tim Vance did not say that [he stole the boat]{claim}.",
        "Tim Vance was accused of [stealing the boat]{claim}.",
        "Tim Vance was blamed for [losing the ledger]{claim}.",
        "Tim Vance had been widely suspected of [hiding the ledger]{claim}.",
        "Tim Vance was told that [the ledger was lost]{claim}.",
        "Tim Vance was charged with [burning the pier]{claim}.",
        "Tim Vance never claimed that [the pier had burned]{claim}.",
        "Tim Vance would not say that [the pier had burned]{claim}.",
        "Tim Vance is said to have [stolen the boat]{claim}.",
        "Tim Vance refused to comment on claims that [he stole the boat]{claim}.",
    ] {
        let found =
            found(&format!("\n        | @vance: Tim Vance\n        |\n        | {sentence}\n        "));
        assert!(found.contains("unattributed-claim") && !found.contains("If it is"), "{found}");
    }
}

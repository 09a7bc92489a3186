//! Suppression of a rule for an annotation, a paragraph and a document.

use ascribe_fixture::finds;

#[test]
fn for_one_annotation() {
    finds(
        r#"
        | The wall said "no bath, no votes"{allow=unattributed-quote reason="nobody knows who painted it"}.
        | The door said "no bath, no votes"{note=chalk}.
                        ^^^^^^^^^^^^^^^^^^^ unattributed-quote
        |
        | [The bar is open]{claim allow=unattributed-claim}, and [so is the lock]{claim allow=missing-source}.
                                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unattributed-claim
        |
        | “The bar is open”{@lund allow="missing-source; undefined-actor"}, “as ever and ever”{@lund allow=missing-source;undefined-actor}.
    "#,
    );
}

#[test]
fn an_annotation_speaks_for_what_is_in_it() {
    finds(
        r#"
        | [The wall said "no bath, no votes" and "no votes, no mayor"]{evidence allow=unattributed-quote}.
    "#,
    );
}

#[test]
fn for_one_paragraph() {
    finds(
        r#"
        | %% allow: unattributed-quote - the words of a banner
        | The wall said "no bath, no votes". The door said "no votes, no mayor".
        |
        | The roof said "no bath, no votes".
                        ^^^^^^^^^^^^^^^^^^^ unattributed-quote
        |
        | %% allow: unattributed-claim; unattributed-quote
        | %% A second note.
        |
        | The wall said "no bath, no votes"{claim}. The door said "no votes, no mayor".
        | %% Something about unattributed-quote.
        | The wall said "no bath, no votes".
                        ^^^^^^^^^^^^^^^^^^^ unattributed-quote
        |
        | %% allow: unattributed-claim — here unattributed-quote is only a reason
        | The wall said "no bath, no votes".
                        ^^^^^^^^^^^^^^^^^^^ unattributed-quote
    "#,
    );
}

#[test]
fn for_one_declaration() {
    finds(
        "
        | @lund: Karin Lund
        |
        | %% allow: duplicate-id - both are called so
        | @lund: Jonas Lund
    ",
    );
}

#[test]
fn for_a_document() {
    finds(
        r#"
        | ---
        | title: Walls that speak
        | allow: unattributed-quote; unattributed-claim
        | ---
        |
        | The wall said "no bath, no votes", and [the bar is open]{claim}; “so it is”{@lund}.
                                                                                      ^^^^^ undefined-actor
                                                                                     ^^^^^^^ missing-source
    "#,
    );
}

#[test]
fn a_part_of_the_code_is_not_enough() {
    finds(
        r#"
        | %% allow: unattributed, quote; unattributed-quotes
        | The wall said "no bath, no votes".
                        ^^^^^^^^^^^^^^^^^^^ unattributed-quote
    "#,
    );
}

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

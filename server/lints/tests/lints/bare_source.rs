//! `bare-source`: anonymous actors without a description.

use ascribe_fixture::{found_of, silent};

#[test]
fn what_it_finds() {
    insta::assert_snapshot!(found_of("bare-source", "
        | @source: A source
        |   anonymous: yes
        | @officials: Two senior officials
        |   anonymous: yes
        | @people: People familiar with the matter
        |   anonymous: yes
    "), @"
    | @source: A source
               ^^^^^^^^ “A source” does not describe the source. State the person's position, as closely as is safe, in the name or in a `role:` field.
    | @officials: Two senior officials
                  ^^^^^^^^^^^^^^^^^^^^ “Two senior officials” does not describe the source. State the person's position, as closely as is safe, in the name or in a `role:` field.
    | @people: People familiar with the matter
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “People familiar with the matter” does not describe the source. State the person's position, as closely as is safe, in the name or in a `role:` field.
    ");
}

#[test]
fn where_it_is_silent() {
    silent(
        "bare-source",
        &[
            "
        | @source: A source in the harbour office
        |   anonymous: yes
    ",
            "
        | @source: A source
        |   anonymous: yes
        |   role: clerk in the harbour office
    ",
            "
        | @officials: Officials
        |   anonymous: yes
        |   affiliation: @port
        | @port: Port of Fenwick
    ",
            "
        | @source: A source
    ",
            "
        | @dock: Dock officials
        |   anonymous: yes
        | @ex: A former official of the port
        |   anonymous: yes
    ",
            "
        | @two: Two
        |   anonymous: yes
        | @some: Several others
        |   anonymous: yes
    ",
            "
        | ---
        | lang: fr
        | ---
        |
        | @source: Source
        |   anonymous: yes
    ",
        ],
    );
}

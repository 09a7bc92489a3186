//! `circular-source`: sources that cite each other in a circle.

use ascribe_fixture::{found_of, silent};

#[test]
fn what_it_finds() {
    insta::assert_snapshot!(found_of("circular-source", "
        | ^herald: The Herald
        |   cites: ^star
        | ^star: The Star
        |   cites: ^wire; ^post
        | ^wire: The wire
        |   cites: ^herald
        | ^post: A post
        | ^self: Itself
        |   cites: ^self
    "), @"
    |   cites: ^star
               ^^^^^ `^herald` cites itself through `^star`, `^wire`. Find out which of them came first, and remove its citation.
    |   cites: ^self
               ^^^^^ `^self` cites itself. Remove the citation, or cite the source that it rests on.
    ");
}

#[test]
fn where_it_is_silent() {
    silent(
        "circular-source",
        &[
            "
        | ^herald: The Herald
        |   cites: ^star
        | ^star: The Star
        |   cites: ^wire
        | ^wire: The wire
    ",
            "
        | ^herald: The Herald
        |   cites: ^wire
        | ^star: The Star
        |   cites: ^wire
        | ^wire: The wire
    ",
            "
        | ^herald: The Herald
        |   cites: ^nobody
    ",
            "
        | ^herald: The Herald
        |   cites: ^star
        | ^star: The Star
        |   cites: ^wire; ^post
        | ^wire: The wire
        |   cites: ^post
        | ^post: A post
    ",
            "
        | ^herald: The Herald
        |   of: @herald
        | @herald: The Herald
        |   affiliation: @herald
    ",
            "
        | ^herald: The Herald
        |   cites: ^star
        | ^star: The Star
        |   note: cites ^herald
    ",
        ],
    );
}

//! `circular-source`: sources that cite each other in a circle.

use ascribe_fixture::{found_of, silent};
use ascribe_lints::check;
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use std::fmt::Write;
use std::sync::Arc;

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

#[test]
fn a_long_circle_is_told_once_and_named_in_part() {
    let mut text = String::new();
    for number in 0..9_000 {
        // Each cites the next one, some far ahead, and the last one the first.
        let ahead = (number * 7 + 11) % 9_000;
        let far = if ahead > number { format!("; ^s{ahead:04}") } else { String::new() };
        writeln!(text, "^s{number:04}: Source {number}\n  cites: ^s{:04}{far}", (number + 1) % 9_000)
            .unwrap();
    }
    let findings = check(&Scope::alone(Arc::new(Document::new(&text))), None);
    let circles: Vec<String> = findings
        .iter()
        .filter(|(_, finding)| finding.rule.code == "circular-source")
        .map(|(_, finding)| finding.message.to_string())
        .collect();
    assert_eq!(circles.len(), 1);
    assert!(circles[0].starts_with("`^s0000` cites itself through `^s0001`, "), "{}", circles[0]);
    assert!(circles[0].contains(" more. Find out"), "{}", circles[0]);
}

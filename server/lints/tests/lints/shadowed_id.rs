//! `shadowed-id`: declarations that hide those of a cast.

use ascribe_fixture::{Fixture, shown};
use ascribe_lints::check;
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use std::sync::Arc;

/// Findings in a document that sees these casts, nearest first.
fn found(source: &str, casts: &[&str]) -> String {
    let text = Fixture::parse(source).text;
    let document = |text: &str| Arc::new(Document::new(text));
    let scope = Scope::new(document(&text), casts.iter().map(|cast| document(cast)).collect(), Vec::new());
    let findings = check(&scope, None);
    let findings = findings.iter().filter(|(_, f)| f.rule.code == "shadowed-id");
    shown(&text, findings.map(|(place, f)| (place, f.message.to_string())).collect())
}

#[test]
fn what_it_finds() {
    let casts = ["^sitting: Sitting of the council\n", "@lund: Jonas Lund\n@moe: Ida Moe\n"];
    insta::assert_snapshot!(found("
        | @lund: Karin Lund
        | @ek: Nils Ek
        | ^sitting: Sitting of the board
    ", &casts), @"
    | @lund: Karin Lund
       ^^^^ This declaration shadows `@lund` (Jonas Lund) in `cast.ascribe`. Remove it if both are the same, or rename it.
    | ^sitting: Sitting of the board
       ^^^^^^^ This declaration shadows `^sitting` (Sitting of the council) in `cast.ascribe`. Remove it if both are the same, or rename it.
    ");
}

#[test]
fn where_it_is_silent() {
    let cast = "@lund: Karin Lund\n^talk: Talk at the pier\n";
    for source in [
        "| @moe: Ida Moe",
        // Actors and sources are separate namespaces.
        "| ^lund: Letter of Karin Lund\n| @talk: The talkers",
        // Ids are case-sensitive.
        "| @Lund: Karin Lund",
        // References and labels hide nothing.
        "| “So,”{@lund ^talk #lund} she said.",
        "| A post by @lund: no comment.",
        "| %% allow: shadowed-id - another one\n| @lund: Jonas Lund",
    ] {
        assert_eq!(found(source, &[cast]), "", "{source}");
    }
    assert_eq!(found("| @lund: Karin Lund", &[]), "");
}

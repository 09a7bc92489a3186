//! What can be done at a caret or with a selection.

use crate::fixture::{Fixture, alone, applied};
use ascribe_core::features::actions::{Action, Asked, actions};
use ascribe_core::import::import;
use ascribe_core::scope::{Place, Scope};
use ascribe_core::strip::strip;
use std::ops::Range;

/// What can be done at the caret or with the selection, one to a line, those that mend a finding with its rule.
fn titles(source: &str) -> String {
    titles_of(source, |_| true)
}

fn titles_of(source: &str, wanted: impl Fn(&Action) -> bool) -> String {
    let scope = Fixture::parse(source).scope();
    let asked = Asked::new(&scope, selection(source));
    let told = actions(&asked).into_iter().filter(wanted).map(|action| {
        let rule = action.finding.map(|(_, finding)| format!("{}: ", finding.rule.code));
        let preferred = if action.preferred { " (preferred)" } else { "" };
        let disabled = action.disabled.map(|reason| format!(" (not here: {reason})"));
        format!("{}{}{preferred}{}\n", rule.unwrap_or_default(), action.title, disabled.unwrap_or_default())
    });
    told.collect()
}

fn selection(source: &str) -> Range<usize> {
    let place = Fixture::parse(source).place("caret");
    // One character alone is marked by a caret before it.
    if place.len() == 1 { place.start..place.start } else { place }
}

/// The text after the first action with these words in its title; the article must be the same.
#[track_caller]
fn done(source: &str, title: &str) -> String {
    let fixture = Fixture::parse(source);
    let scope = fixture.scope();
    let asked = Asked::new(&scope, selection(source));
    let mut all = actions(&asked).into_iter();
    let action = all.find(|action| action.title.contains(title));
    let action = action.unwrap_or_else(|| panic!("no `{title}` among\n{}", titles(source)));
    let after = applied(&fixture.text, action.change().edits_of(Place::Here));
    assert_eq!(strip(&alone(&after).document), strip(&scope.document));
    after
}

#[test]
fn a_selection_can_be_marked() {
    let source = "
        | @lund: Karin Lund
        |
        | Karin Lund said the bar is open all night.
                          ^^^^^^^^^^^^^^^
    ";
    insta::assert_snapshot!(titles(source), @"
    Annotate as claim
    Annotate as quote
    Annotate as opinion
    Annotate as mention
    Annotate as cue
    Annotate as evidence
    ");
    insta::assert_snapshot!(done(source, "claim"), @"
    @lund: Karin Lund

    Karin Lund said [the bar is open]{claim @lund} all night.
    ");
    insta::assert_snapshot!(done(source, "quote"), @"
    @lund: Karin Lund

    Karin Lund said [the bar is open]{quote @lund} all night.
    ");
    insta::assert_snapshot!(done(source, "mention"), @"
    @lund: Karin Lund

    Karin Lund said [the bar is open]{mention} all night.
    ");
}

#[test]
fn blanks_around_a_selection_stay_outside() {
    insta::assert_snapshot!(done("
        | They said the bar is open all night.
                   ^^^^^^^^^^^^^^^^^
    ", "claim"), @"They said [the bar is open]{claim} all night.");
}

#[test]
fn a_quotation_that_is_selected_whole_needs_no_brackets() {
    let source = "
        | @lund: Karin Lund
        |
        | “The bar is open,” said Karin Lund.
          ^^^^^^^^^^^^^^^^^^
    ";
    insta::assert_snapshot!(titles(source), @"
    unattributed-quote: Attribute to Karin Lund (`@lund`) (preferred)
    unattributed-quote: Declare a new actor and attribute to it
    unattributed-quote: Silence `unattributed-quote` here
    unattributed-quote: Silence `unattributed-quote` in this paragraph
    unattributed-quote: Silence `unattributed-quote` in this document
    Annotate as claim
    Annotate as quote
    Annotate as opinion
    Annotate as mention
    Annotate as cue
    Annotate as evidence
    ");
    insta::assert_snapshot!(done(source, "Annotate as quote"), @"
    @lund: Karin Lund

    “The bar is open,”{@lund} said Karin Lund.
    ");
    insta::assert_snapshot!(done(source, "Annotate as mention"), @"
    @lund: Karin Lund

    “The bar is open,”{mention} said Karin Lund.
    ");
}

#[test]
fn a_name_can_be_declared() {
    let source = "
        | Asked about it, Ida Moe's deputy shrugged.
                          ^^^^^^^^^
    ";
    insta::assert_snapshot!(titles(source), @"
    Annotate as claim
    Annotate as quote
    Annotate as opinion
    Annotate as mention
    Annotate as cue
    Annotate as evidence
    Declare the actor “Ida Moe” (`@ida-moe`)
    Declare the source “Ida Moe” (`^ida-moe`)
    ");
    insta::assert_snapshot!(done(source, "Declare"), @"
    @ida-moe: Ida Moe

    Asked about it, Ida Moe's deputy shrugged.
    ");
    for (text, name) in [
        ("Ida Moe", "Ida Moe"),
        ("Ida Moe,", "Ida Moe"),
        ("(Ida Moe)", "Ida Moe"),
        ("Ida Moe.", "Ida Moe"),
        ("Ida M.", "Ida M."),
        ("Ida Moe Jr.", "Ida Moe Jr."),
        ("Ida  Moe’s", "Ida Moe"),
    ] {
        let scope = alone(text);
        let asked = Asked::new(&scope, 0..text.len());
        let titles: Vec<String> = actions(&asked).into_iter().map(|action| action.title).collect();
        assert!(titles.iter().any(|title| title.contains(&format!("“{name}”"))), "{text}: {titles:?}");
    }
    for text in ["the bar", "The bar is open all night and longer", "“Ida Moe”", "Ida [Moe]", "2nd"] {
        let scope = alone(text);
        let asked = Asked::new(&scope, 0..text.len());
        assert!(actions(&asked).iter().all(|action| !action.title.contains("Declare the actor")), "{text}");
    }
}

#[test]
fn a_name_that_is_known_is_not_declared_again() {
    insta::assert_snapshot!(titles("
        | @lund: Karin Lund
        |
        | Karin Lund left.
          ^^^^^^^^^^
    "), @"
    Annotate as claim
    Annotate as quote
    Annotate as opinion
    Annotate as mention
    Annotate as cue
    Annotate as evidence
    ");
}

#[test]
fn what_would_break_other_markup_is_not_offered() {
    for source in [
        // Across the end of a span, of a quotation, of a paragraph.
        "
        | [The bar]{claim @author} is open.
              ^^^^^^^^^^^^^^^^^^^^^^^^^
        ",
        "
        | “The bar,” she said, “is open.”{@author}
                                   ^^^^^^^^^^^
        ",
        "
        | The bar
              ^^^ caret..
        |
        | is open.
          ^^ ..caret
        ",
        // Inside braces, in fields and notes.
        "
        | [The bar]{claim @author}
                    ^^^^^
        ",
        "
        | @lund: Karin Lund
                 ^^^^^
        ",
        "
        | %% The bar is open.
             ^^^^^^^
        ",
        // What is annotated already.
        "
        | “The bar”{@author}
          ^^^^^^^^^
        ",
        // Blanks alone.
        "
        | The  bar
             ^^
        ",
    ] {
        let told = titles(source);
        assert!(!told.contains("Annotate"), "{source}\n{told}");
    }
}

#[test]
fn at_a_caret_findings_are_mended() {
    insta::assert_snapshot!(titles("
        | @lund: Karin Lund
        | ^log: Harbour log
        |
        | “The bar is open,” said Karin Lund, but [it is not]{clam @lnud}.
               ^
    "), @"
    unattributed-quote: Attribute to Karin Lund (`@lund`) (preferred)
    unattributed-quote: Declare a new actor and attribute to it
    Fix all that can safely be fixed
    unattributed-quote: Silence `unattributed-quote` here
    unattributed-quote: Silence `unattributed-quote` in this paragraph
    unattributed-quote: Silence `unattributed-quote` in this document
    ");
    insta::assert_snapshot!(titles("
        | @lund: Karin Lund
        | ^log: Harbour log
        |
        | “The bar is open,” said Karin Lund, but [it is not]{clam @lnud}.
                                                              ^^^^^^^^^^
    "), @"
    syntax: Change to `claim` (preferred)
    syntax: Remove `clam`
    undefined-actor: Change to `@lund` (preferred)
    undefined-actor: Declare the actor `@lnud`
    Fix all that can safely be fixed
    Change to `quote`
    Change to `opinion`
    Change to `cue`
    Change to `evidence`
    Remove this annotation
    ");
}

#[test]
fn in_texts_that_are_hardly_any() {
    for text in ["", "\n", "\u{feff}", "“", "[", "@", "x"] {
        let scope: Scope = alone(&import(text));
        for at in 0..=scope.document.text().len() {
            assert!(
                actions(&Asked::new(&scope, at..at)).iter().all(|action| action.finding.is_some()),
                "{text:?}"
            );
        }
    }
}

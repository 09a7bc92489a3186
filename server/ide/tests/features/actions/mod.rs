//! Code actions at a cursor or for a selection.

mod attributing;
mod declaring;
mod drafts;
mod marking;
mod silencing;

use ascribe_fixture::Fixture;
use ascribe_fixture::alone;
use ascribe_fixture::applied;
use ascribe_ide::actions::Action;
use ascribe_ide::actions::ActionContext;
use ascribe_ide::actions::actions;
use ascribe_markup::import::import;
use ascribe_markup::scope::Place;
use ascribe_markup::scope::Scope;
use ascribe_markup::strip::strip;
use std::ops::Range;

/// Titles of the actions at the cursor or for the selection, one per line, with the rule of the finding they fix.
fn titles(source: &str) -> String {
    // Drafting and front matter have tests of their own.
    titles_of(source, |action| !action.title.starts_with("Draft ") && !action.title.contains("front matter"))
}

fn titles_of(source: &str, wanted: impl Fn(&Action) -> bool) -> String {
    let scope = Fixture::parse(source).scope();
    let asked = ActionContext::new(&scope, selection(source));
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
    // A single caret mark means a cursor, not a selection.
    if place.len() == 1 { place.start..place.start } else { place }
}

/// Text after the first action whose title contains these words; asserts that the article is unchanged.
#[track_caller]
fn done(source: &str, title: &str) -> String {
    let fixture = Fixture::parse(source);
    let scope = fixture.scope();
    let asked = ActionContext::new(&scope, selection(source));
    let mut all = actions(&asked).into_iter();
    let action = all.find(|action| action.title.contains(title));
    let action = action.unwrap_or_else(|| panic!("no `{title}` among\n{}", titles(source)));
    let after = applied(&fixture.text, action.change().edits_of(Place::Here));
    assert_eq!(strip(&alone(&after).document), strip(&scope.document));
    after
}

const BRIDGE: &str = "
        | @lund: Karin Lund
        | @falk: Nils Falk
        | ^log: Harbour log
        |
";

fn bridge(rest: &str) -> String {
    format!("{BRIDGE}{rest}")
}

/// Last line of the text after an action.
fn last_line(source: &str, title: &str) -> String {
    done(source, title).trim_end().lines().last().unwrap_or_default().to_owned()
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
    unattributed-quote: Declare the actor `@speaker` and attribute
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
                actions(&ActionContext::new(&scope, at..at)).iter().all(|action| action.finding.is_some()),
                "{text:?}"
            );
        }
    }
}

#[test]
fn all_of_one_kind_are_fixed_at_once() {
    insta::assert_snapshot!(last_line(&bridge("
        | “We shut it for good,” said Karin Lund. “Nobody asked us,” said Nils Falk. “Whoever it was.”
                ^
    "), "Apply all fixes for `unattributed-quote`"), @"“We shut it for good,”{@lund} said Karin Lund. “Nobody asked us,”{@falk} said Nils Falk. “Whoever it was.”{@falk}");
    insta::assert_snapshot!(done("
        | [a]{claim @author, ^log} and [b]{opinion @author
        |
        | ^log: Log
          ^
    ", "Apply all safe"), @"
    [a]{claim @author ^log} and [b]{opinion @author}

    ^log: Log
    ");
}

#[test]
fn front_matter_is_added_where_the_article_shows_more() {
    let head = "
        | Crane of Vardnes to go
            ^
        |
        | By Nell Aske
        |
        | VARDNES, 3 March 2014 – The crane will be sold in May, Mayor Ada Berg said.
    ";
    insta::assert_snapshot!(done(head, "Add front matter from the article"), @r"
    ---
    title: Crane of Vardnes to go
    author: Nell Aske
    date: 2014-03-03
    place: Vardnes
    ---

    Crane of Vardnes to go

    By Nell Aske

    VARDNES, 3 March 2014 – The crane will be sold in May, Mayor Ada Berg said.
    ");
    let some = "
        | ---
        | title: The crane
        | ---
        |
        | VARDNES, 3 March 2014 – The crane will be sold in May, Mayor Ada Berg said.
            ^
    ";
    insta::assert_snapshot!(done(some, "Add missing front matter from the article"), @r"
    ---
    title: The crane
    date: 2014-03-03
    place: Vardnes
    ---

    VARDNES, 3 March 2014 – The crane will be sold in May, Mayor Ada Berg said.
    ");
    let none = "
        | The crane will be sold in May.
            ^
    ";
    assert_eq!(titles_of(none, |action| action.title.contains("front matter")), "");
}

#[test]
fn a_declared_source_becomes_the_default() {
    let source = "
        | @lund: Karin Lund
        | ^talk: Talk
        |   date: 2024-01-08
        | ^log: Harbour log
        |   date: 2024-01-09
        |
        | “It rose,”{@lund ^log} she said. “It fell,”{@lund} she said.
                                                      ^
    ";
    insta::assert_snapshot!(titles_of(source, |it| it.title.contains("default source `") || it.title.contains("as the default")), @"
    missing-source: Declare this article as the default source `^article`
    missing-source: Use `^log` (Harbour log) as the default source
    missing-source: Use `^talk` (Talk) as the default source
    ");
    assert!(done(source, "Use `^log`").starts_with("---\nsource: ^log\n---\n\n@lund"));
}

//! Actions that declare, move and sort.

use super::{done, selection, titles};
use ascribe_fixture::Fixture;
use ascribe_fixture::alone;
use ascribe_fixture::applied;
use ascribe_ide::actions::ActionContext;
use ascribe_ide::actions::actions;
use ascribe_markup::document::Document;
use ascribe_markup::scope::Place;
use ascribe_markup::scope::Scope;
use ascribe_markup::strip::strip;

#[test]
fn a_name_can_be_declared() {
    let source = "
        | Asked about it, Ida Moe's deputy shrugged.
                          ^^^^^^^^^
    ";
    insta::assert_snapshot!(titles(source), @"
    Annotate as `claim`
    Annotate as `quote`
    Annotate as `opinion`
    Annotate as `mention`
    Annotate as `cue`
    Annotate as `evidence`
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
        let asked = ActionContext::new(&scope, 0..text.len());
        let titles: Vec<String> = actions(&asked).into_iter().map(|action| action.title).collect();
        assert!(titles.iter().any(|title| title.contains(&format!("“{name}”"))), "{text}: {titles:?}");
    }
    for text in ["the bar", "The bar is open all night and longer", "“Ida Moe”", "Ida [Moe]", "2nd"] {
        let scope = alone(text);
        let asked = ActionContext::new(&scope, 0..text.len());
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
    Annotate as `claim`
    Annotate as `quote`
    Annotate as `opinion`
    Annotate as `mention`
    Annotate as `cue`
    Annotate as `evidence`
    ");
}

#[test]
fn declarations_are_sorted_with_their_notes() {
    insta::assert_snapshot!(done("
        | ^log: Harbour log
        |
        | %% Elected in 2021.
        | @lund: Karin Lund
        |   role: Mayor
        | @falk: Nils Falk
        | %% About the board:
        | @board: Harbour board
        |
        | %% A section of its own.
        |
        | @zoe: Zoe
        | @ada: Ada
        |
        | Text.
          ^
    ", "Sort"), @"
    %% About the board:
    @board: Harbour board
    %% Elected in 2021.
    @lund: Karin Lund
      role: Mayor
    @falk: Nils Falk

    ^log: Harbour log

    %% A section of its own.

    @ada: Ada
    @zoe: Zoe

    Text.
    ");
    assert!(
        !titles(
            "
        | @ada: Ada
        | @zoe: Zoe
          ^
    "
        )
        .contains("Sort")
    );
}

/// Result of an action that involves a cast: the document, then the cast; with `cast` as `None`, a new one.
fn with_cast(source: &str, cast: Option<&str>, title: &str) -> String {
    let fixture = Fixture::parse(source);
    let casts: Vec<_> = cast.iter().map(|cast| std::sync::Arc::new(Document::new(cast))).collect();
    let scope = Scope::new(std::sync::Arc::new(Document::new(&fixture.text)), casts, Vec::new());
    let asked = ActionContext::new(&scope, selection(source)).with_new_cast(true);
    let all = actions(&asked);
    let action = all.iter().find(|action| action.title.contains(title)).unwrap_or_else(|| panic!("{all:?}"));
    if let Some(reason) = &action.disabled {
        return reason.clone();
    }
    let change = action.change();
    let here = applied(&fixture.text, change.edits_of(Place::Here));
    assert_eq!(strip(&alone(&here).document), strip(&scope.document));
    let there = match cast {
        Some(cast) => applied(cast, change.edits_of(Place::Cast(0))),
        None => change.new_cast.unwrap_or_default(),
    };
    format!("{here}----\n{there}")
}

#[test]
fn ids_and_names_are_declared_in_the_cast() {
    let source = "
        | [a]{claim @nobody ^log}
                     ^
    ";
    insta::assert_snapshot!(with_cast(source, None, "`@nobody` in a new"), @"
    [a]{claim @nobody ^log}
    ----
    @nobody: Nobody
    ");
    insta::assert_snapshot!(with_cast(source, Some("@lund: Karin Lund\n"), "`@nobody` in `cast"), @"
    [a]{claim @nobody ^log}
    ----
    @lund: Karin Lund

    @nobody: Nobody
    ");
    let source = "
        | Asked, Harbour News did not answer.
                 ^^^^^^^^^^^^
    ";
    insta::assert_snapshot!(with_cast(source, Some("@lund: Karin Lund\n"), "source “Harbour News” (`^harbour-news`) in"), @"
    Asked, Harbour News did not answer.
    ----
    @lund: Karin Lund

    ^harbour-news: Harbour News
    ");
}

#[test]
fn a_declaration_moves_to_the_cast() {
    let source = "
        | @lund: Karin Lund
        |   role: Mayor
        | @falk: Nils Falk
        |   affiliation: @board
            ^ other
        |
        | @board: Harbour board
        |
        | Karin Lund left.
    ";
    let at = |place: &str| source.replace("^ other", place);
    let first = source.replace("        |   role: Mayor", "             ^\n        |   role: Mayor");
    insta::assert_snapshot!(with_cast(&first, None, "Move"), @"
    @falk: Nils Falk
      affiliation: @board

    @board: Harbour board

    Karin Lund left.
    ----
    @lund: Karin Lund
      role: Mayor
    ");
    insta::assert_snapshot!(with_cast(&first, Some("^log: Log\n"), "Move"), @"
    @falk: Nils Falk
      affiliation: @board

    @board: Harbour board

    Karin Lund left.
    ----
    ^log: Log

    @lund: Karin Lund
      role: Mayor
    ");
    insta::assert_snapshot!(with_cast(&first, Some("@lund: Another\n"), "Move"), @"`@lund` is already declared in `cast.ascribe`.");
    insta::assert_snapshot!(with_cast(&at("^"), None, "Move"), @"It refers to `@board`, which only this document declares. Move that declaration first.");
}

#[test]
fn a_declaration_goes_where_its_kind_is() {
    for (declarations, after) in [
        (
            "@lund: Karin Lund\n\n^log: Log\n\n",
            "@lund: Karin Lund\n\n@speaker: Name of the speaker\n\n^log: Log\n\n",
        ),
        (
            "@lund: Karin Lund\n^log: Log\n\n",
            "@lund: Karin Lund\n@speaker: Name of the speaker\n^log: Log\n\n",
        ),
        (
            "@lund: Karin Lund\n  role: pilot\n@falk: Nils Falk\n\n^log: Log\n\n",
            "@lund: Karin Lund\n  role: pilot\n@falk: Nils Falk\n@speaker: Name of the speaker\n\n^log: Log\n\n",
        ),
        ("^log: Log\n\n", "^log: Log\n\n@speaker: Name of the speaker\n\n"),
        (
            "^log: Log\n\n@lund: Karin Lund\n\n",
            "^log: Log\n\n@lund: Karin Lund\n\n@speaker: Name of the speaker\n\n",
        ),
        ("", "@speaker: Name of the speaker\n\n"),
    ] {
        let text = format!("{declarations}“We had no warning at all,” somebody said.\n");
        let scope = alone(&text);
        let offset = text.find('“').unwrap();
        let asked = ActionContext::new(&scope, offset..offset);
        let all = actions(&asked);
        let action = all.iter().find(|action| action.title.starts_with("Declare the actor")).unwrap();
        let result = applied(&text, action.change().edits_of(Place::Here));
        assert!(result.starts_with(&format!("{after}“")), "{result}");
    }
}

#[test]
fn a_description_is_declared_as_an_anonymous_actor() {
    let source = "
        | It was late, said a clerk of the port, who asked to remain anonymous for fear of her chief.
                            ^^^^^^^^^^^^^^^^^^^
    ";
    insta::assert_snapshot!(done(source, "Declare the anonymous actor “a clerk of the port”"), @"
    @clerk-of-the-port: A clerk of the port
      anonymous: yes
      reason: for fear of her chief

    It was late, said a clerk of the port, who asked to remain anonymous for fear of her chief.
    ");
}

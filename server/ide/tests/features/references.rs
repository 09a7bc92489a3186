//! Find references: uses of an actor, source or label.

use ascribe_fixture::{Fixture, alone, shown};
use ascribe_ide::references::{ReferenceTarget, Use, target, uses};
use ascribe_markup::document::Document;
use ascribe_markup::model::Namespace;
use ascribe_markup::scope::{Place, Scope};
use std::sync::Arc;

fn uses_of(scope: &Scope, target: &ReferenceTarget) -> String {
    let found = uses(scope, target.namespace, &target.id, None);
    let word = |how| match how {
        Use::Definition => "definition",
        Use::Reference => "reference",
        Use::Mention => "mention",
    };
    let places = found.into_iter().map(|(range, how)| (range, word(how).to_owned())).collect();
    shown(&scope.document.text().to_string(), places)
}

/// Uses of the item at the cursor.
fn references(source: &str) -> String {
    let fixture = Fixture::parse(source);
    let scope = fixture.scope();
    match target(&scope, fixture.caret()) {
        Some(target) => uses_of(&scope, &target),
        None => "nothing".into(),
    }
}

#[test]
fn of_an_actor() {
    insta::assert_snapshot!(references("
        | @lund: Karin Lund
        |   aka: Lund
        | @board: Harbour Board
        |   affiliation: @lund
        | ^lund: Talk with Karin Lund
        |   of: @lund
        |
        | Karin Lund said: “Lund is open.”{@lund via=@lund ^lund #lund} Lund’s men, [she]{@lund}, @lund.
                                             ^
    "), @"
    | @lund: Karin Lund
       ^^^^ definition
    |   affiliation: @lund
                      ^^^^ reference
    |   of: @lund
             ^^^^ reference
    | Karin Lund said: “Lund is open.”{@lund via=@lund ^lund #lund} Lund’s men, [she]{@lund}, @lund.
      ^^^^^^^^^^ mention
                        ^^^^ mention
                                        ^^^^ reference
                                                  ^^^^ reference
                                                                    ^^^^ mention
                                                                                       ^^^^ reference
    ");
}

#[test]
fn of_a_source() {
    insta::assert_snapshot!(references("
        | ---
        | source: ^log
        | ---
        | @log: Log of the harbour
        | ^log: Harbour log
           ^
        | ^diary: Diary
        |   cites: ^log
        |
        | The Harbour log says [so]{claim @log ^log evidence=^log;^diary}.
    "), @"
    | source: ^log
               ^^^ reference
    | ^log: Harbour log
       ^^^ definition
    |   cites: ^log
                ^^^ reference
    | The Harbour log says [so]{claim @log ^log evidence=^log;^diary}.
                                            ^^^ reference
                                                          ^^^ reference
    ");
}

#[test]
fn of_a_label() {
    insta::assert_snapshot!(references("
        | [The bar is open]{claim #open @author}. [It is]{claim @author repeats=#open} [not]{part=#open denies=other#open}.
                                                                                  ^
        | “Open!”{#open} he cried [so]{cue for=#open}.
    "), @"
    | [The bar is open]{claim #open @author}. [It is]{claim @author repeats=#open} [not]{part=#open denies=other#open}.
                               ^^^^ definition
                                                                             ^^^^ reference
                                                                                               ^^^^ reference
    | “Open!”{#open} he cried [so]{cue for=#open}.
               ^^^^ definition
                                            ^^^^ reference
    ");
}

#[test]
fn what_is_defined_nowhere_is_still_used() {
    insta::assert_snapshot!(references("
        | [It is so]{claim @nobody}, [no]{claim @nobody}.
                               ^
    "), @"
    | [It is so]{claim @nobody}, [no]{claim @nobody}.
                        ^^^^^^ reference
                                             ^^^^^^ reference
    ");
}

#[test]
fn of_nothing() {
    for source in [
        "
        | The bar is open.
             ^
        ",
        // Signs without an id do not refer to anything.
        "
        | [It is so]{claim @}, [no]{claim @}.
                            ^
        ",
        "
        | [It is so]{claim #}, [no]{claim #}.
                            ^
        ",
        "
        | [It is so]{claim denies=#}, [no]{claim @}.
                                   ^
        ",
        // A label of a missing document is not a label of this one.
        "
        | [It is so]{claim #so @author denies=gone#so}.
                                                    ^
        ",
    ] {
        assert_eq!(references(source), "nothing", "{source}");
    }
    for text in ["", "\n", "@"] {
        assert_eq!(target(&alone(text), text.len()), None);
    }
}

#[test]
fn a_target_is_where_it_is_defined() {
    let cast = |text: &str| Arc::new(Document::new(text));
    let text = "Karin Lund said [so]{claim #so @lund ^log @nobody denies=other#so}.\n";
    let scope = Scope::new(
        cast(text),
        vec![cast("^log: Harbour log\n"), cast("@lund: Karin Lund\n")],
        vec![("other".into(), Some(cast("[so]{claim #so @author}\n")))],
    );
    let of = |word: &str| target(&scope, text.find(word).unwrap() + 1);
    let expected = |namespace, id: &str, place| Some(ReferenceTarget { namespace, id: id.into(), place });
    assert_eq!(of("Karin"), expected(Namespace::Actor, "lund", Place::Cast(1)));
    assert_eq!(of("@lund"), expected(Namespace::Actor, "lund", Place::Cast(1)));
    assert_eq!(of("^log"), expected(Namespace::Source, "log", Place::Cast(0)));
    assert_eq!(of("#so "), expected(Namespace::Label, "so", Place::Here));
    assert_eq!(of("other#so"), expected(Namespace::Label, "so", Place::Linked(0)));
    assert_eq!(of("@nobody"), expected(Namespace::Actor, "nobody", Place::Here));
}

#[test]
fn reviewers_and_checkers_are_actors() {
    insta::assert_snapshot!(references("
        | @desk: Desk
        |
        | [It rose]{claim @moe checked-by=@desk reviewed-by=@desk;@moe reviewed=2026-02-01}, [Moe]{@moe reviewed-by=@desk}
                                                              ^
    "), @"
    | @desk: Desk
       ^^^^ definition
    | [It rose]{claim @moe checked-by=@desk reviewed-by=@desk;@moe reviewed=2026-02-01}, [Moe]{@moe reviewed-by=@desk}
                                       ^^^^ reference
                                                         ^^^^ reference
                                                                                                                 ^^^^ reference
    ");
}

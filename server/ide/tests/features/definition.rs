//! Go to definition from an id or a mention.

use ascribe_fixture::{Fixture, alone, shown};
use ascribe_ide::definition::definition;
use ascribe_markup::document::Document;
use ascribe_markup::scope::{Place, Scope};
use std::fmt::Write as _;
use std::sync::Arc;

/// For each cursor, the item there and, after an arrow, its definitions.
fn definitions(source: &str) -> String {
    let fixture = Fixture::parse(source);
    let scope = fixture.scope();
    let mut out = String::new();
    for (_, caret) in &fixture.marks {
        match definition(&scope, caret.start) {
            Some((range, found)) => {
                out += &shown(&fixture.text, vec![(range, "is".into())]);
                for definition in found {
                    let whole = &fixture.text[definition.whole.clone()];
                    let line = fixture.text[..definition.id.start].matches('\n').count() + 1;
                    let id = &fixture.text[definition.id];
                    let _ = writeln!(out, "  {id} of {whole:?} in line {line}");
                }
            }
            None => out += &(shown(&fixture.text, vec![(caret.clone(), String::new())]) + "  nothing\n"),
        }
    }
    out
}

#[test]
fn of_actors_and_sources() {
    insta::assert_snapshot!(definitions("
        | ---
        | title: So it is
        | source: ^talk
                   ^
        | ---
        |
        | @lund: Karin Lund
             ^       ^
        |   affiliation: @board
                             ^
        | @board: Harbour Board
        |   kind: organisation
        |
        | ^talk: Talk with Karin Lund
        |
        | Karin Lund said of the Harbour Board’s men: “The bar is open.”{@lund via=@board ^talk} So [it is]{evidence=^talk}.
             ^                            ^                                ^        ^       ^                          ^
    "), @r#"
    | source: ^talk
              ^^^^^ is
      talk of "^talk: Talk with Karin Lund" in line 11
    | @lund: Karin Lund
      ^^^^^ is
      lund of "@lund: Karin Lund\n  affiliation: @board" in line 6
    | @lund: Karin Lund
             ^^^^^^^^^^ is
      lund of "@lund: Karin Lund\n  affiliation: @board" in line 6
    |   affiliation: @board
                     ^^^^^^ is
      board of "@board: Harbour Board\n  kind: organisation" in line 8
    | Karin Lund said of the Harbour Board’s men: “The bar is open.”{@lund via=@board ^talk} So [it is]{evidence=^talk}.
      ^^^^^^^^^^ is
      lund of "@lund: Karin Lund\n  affiliation: @board" in line 6
    | Karin Lund said of the Harbour Board’s men: “The bar is open.”{@lund via=@board ^talk} So [it is]{evidence=^talk}.
                             ^^^^^^^^^^^^^ is
      board of "@board: Harbour Board\n  kind: organisation" in line 8
    | Karin Lund said of the Harbour Board’s men: “The bar is open.”{@lund via=@board ^talk} So [it is]{evidence=^talk}.
                                                                     ^^^^^ is
      lund of "@lund: Karin Lund\n  affiliation: @board" in line 6
    | Karin Lund said of the Harbour Board’s men: “The bar is open.”{@lund via=@board ^talk} So [it is]{evidence=^talk}.
                                                                               ^^^^^^ is
      board of "@board: Harbour Board\n  kind: organisation" in line 8
    | Karin Lund said of the Harbour Board’s men: “The bar is open.”{@lund via=@board ^talk} So [it is]{evidence=^talk}.
                                                                                      ^^^^^ is
      talk of "^talk: Talk with Karin Lund" in line 11
    | Karin Lund said of the Harbour Board’s men: “The bar is open.”{@lund via=@board ^talk} So [it is]{evidence=^talk}.
                                                                                                                 ^^^^^ is
      talk of "^talk: Talk with Karin Lund" in line 11
    "#);
}

#[test]
fn of_labels() {
    insta::assert_snapshot!(definitions("
        | [The bar is open]{claim #open @author}, [it is]{claim @author repeats=#open,#shut} [not]{claim part=#open}.
                                    ^                                             ^     ^                         ^
        |
        | “So be it”{#so} [he]{cue for=#so}.
                                       ^
    "), @r#"
    | [The bar is open]{claim #open @author}, [it is]{claim @author repeats=#open,#shut} [not]{claim part=#open}.
                              ^^^^^ is
      open of "[The bar is open]{claim #open @author}" in line 1
    | [The bar is open]{claim #open @author}, [it is]{claim @author repeats=#open,#shut} [not]{claim part=#open}.
                                                                            ^^^^^ is
      open of "[The bar is open]{claim #open @author}" in line 1
    | [The bar is open]{claim #open @author}, [it is]{claim @author repeats=#open,#shut} [not]{claim part=#open}.
                                                                                    ^
      nothing
    | [The bar is open]{claim #open @author}, [it is]{claim @author repeats=#open,#shut} [not]{claim part=#open}.
                                                                                                          ^^^^^ is
      open of "[The bar is open]{claim #open @author}" in line 1
    | “So be it”{#so} [he]{cue for=#so}.
                                   ^^^ is
      so of "“So be it”{#so}" in line 3
    "#);
}

#[test]
fn of_what_is_defined_twice() {
    insta::assert_snapshot!(definitions("
        | @lund: Karin Lund
        | @lund: Jonas Lund
             ^
        |
        | [She]{@lund} left.
                  ^
    "), @r#"
    | @lund: Jonas Lund
      ^^^^^ is
      lund of "@lund: Karin Lund" in line 1
      lund of "@lund: Jonas Lund" in line 2
    | [She]{@lund} left.
            ^^^^^ is
      lund of "@lund: Karin Lund" in line 1
      lund of "@lund: Jonas Lund" in line 2
    "#);
}

#[test]
fn of_nothing() {
    insta::assert_snapshot!(definitions("
        | [a]{@ ^ # claim @nobody via=@ denies=#} and @nobody [sic]
          ^   ^ ^ ^  ^       ^      ^       ^       ^   ^
    "), @"
    | [a]{@ ^ # claim @nobody via=@ denies=#} and @nobody [sic]
      ^
      nothing
    | [a]{@ ^ # claim @nobody via=@ denies=#} and @nobody [sic]
          ^
      nothing
    | [a]{@ ^ # claim @nobody via=@ denies=#} and @nobody [sic]
            ^
      nothing
    | [a]{@ ^ # claim @nobody via=@ denies=#} and @nobody [sic]
              ^
      nothing
    | [a]{@ ^ # claim @nobody via=@ denies=#} and @nobody [sic]
                 ^
      nothing
    | [a]{@ ^ # claim @nobody via=@ denies=#} and @nobody [sic]
                         ^
      nothing
    | [a]{@ ^ # claim @nobody via=@ denies=#} and @nobody [sic]
                                ^
      nothing
    | [a]{@ ^ # claim @nobody via=@ denies=#} and @nobody [sic]
                                        ^
      nothing
    | [a]{@ ^ # claim @nobody via=@ denies=#} and @nobody [sic]
                                                ^
      nothing
    | [a]{@ ^ # claim @nobody via=@ denies=#} and @nobody [sic]
                                                    ^
      nothing
    ");
    for text in ["", "@", "\n\n"] {
        assert!(definition(&alone(text), text.len()).is_none());
    }
}

#[test]
fn at_the_ends_of_an_id_and_of_the_text() {
    for (text, id) in
        [("@a: A\n\n[x]{@a}", "a"), ("@a: A\n\n[x]{@a", "a"), ("[x]{claim #a}\n\n[y]{part=#a}", "a")]
    {
        let scope = alone(text);
        let sign = text.rfind(['@', '#']).unwrap();
        for at in sign..=sign + 1 + id.len() {
            let (range, found) = definition(&scope, at).unwrap();
            assert_eq!(range, sign..sign + 1 + id.len(), "at {at} of {text:?}");
            assert_eq!(found.len(), 1);
        }
    }
}

#[test]
fn in_other_documents() {
    let cast = Arc::new(Document::new("%% People\n\n@lund: Karin Lund\n  aka: the mayor\n"));
    let other = Arc::new(Document::new("Text. [The bar]{claim #bar @author}.\n"));
    let text = "The mayor said [so]{claim @lund denies=o#bar supports=p#bar}.\n";
    let linked = vec![("o".into(), Some(Arc::clone(&other))), ("p".into(), None)];
    let scope = Scope::new(Arc::new(Document::new(text)), vec![Arc::clone(&cast)], linked);
    let of = |word: &str| {
        let (_, found) = definition(&scope, text.find(word).unwrap())?;
        let document = scope.at(found[0].place).unwrap();
        Some((found[0].place, document.text().slice(found[0].whole.clone())))
    };
    assert_eq!(of("The mayor"), Some((Place::Cast(0), "@lund: Karin Lund\n  aka: the mayor".into())));
    assert_eq!(of("@lund"), Some((Place::Cast(0), "@lund: Karin Lund\n  aka: the mayor".into())));
    assert_eq!(of("o#bar"), Some((Place::Linked(0), "[The bar]{claim #bar @author}".into())));
    assert_eq!(of("p#bar"), None);
}

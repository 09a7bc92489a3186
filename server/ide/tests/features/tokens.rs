//! Semantic tokens.

use ascribe_fixture::{Fixture, shown};
use ascribe_ide::semantic_tokens::{DocumentTokens, TokenOptions, semantic_tokens};
use ascribe_markup::Edit;
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use ascribe_markup::text::{Encoding, Position};
use std::sync::Arc;

fn painted(source: &str, form: TokenOptions) -> String {
    let fixture = Fixture::parse(source);
    let scope = fixture.scope();
    let text = scope.document.text();
    let mut places = Vec::new();
    let mut start = 0;
    for block in semantic_tokens(&scope, form, None).blocks() {
        for token in block.tokens.iter() {
            let (line, column) = ((start + token.line) as usize, token.column as usize);
            let offset = |column| text.offset(Position { line, column }, form.encoding);
            let traits = token.traits.iter().map(|one| format!("{one:?}"));
            let said: Vec<_> = std::iter::once(format!("{:?}", token.kind)).chain(traits).collect();
            places.push((offset(column)..offset(column + token.length as usize), said.join(" ")));
        }
        start += block.lines() as u32;
    }
    shown(&fixture.text, places)
}

fn tokens(source: &str) -> String {
    painted(source, TokenOptions::default())
}

#[test]
fn declarations() {
    insta::assert_snapshot!(tokens("
        | ---
        | title: The mill
        | date: 2026-02-01
        | source: ^call
        | ---
        | @aydin: Selin Aydin
        |   affiliation: @mill
        |   kind: person
        | ^call: Call
        |   of: @aydin
        |   unheard: of
        | %% A note.
    "), @"
    | title: The mill
      ^^^^^ Key
             ^^^^^^^^ Text
    | date: 2026-02-01
      ^^^^ Key
            ^^^^^^^^^^ Number
    | source: ^call
      ^^^^^^ Key
              ^^^^^ Source
    | @aydin: Selin Aydin
      ^^^^^^ Actor Declaration
              ^^^^^^^^^^^ Actor Declaration
    |   affiliation: @mill
        ^^^^^^^^^^^ Key
                     ^^^^^ Actor Unresolved
    |   kind: person
        ^^^^ Key
              ^^^^^^ Choice
    | ^call: Call
      ^^^^^ Source Declaration
             ^^^^ Source Declaration
    |   of: @aydin
        ^^ Key
            ^^^^^^ Actor
    |   unheard: of
        ^^^^^^^ Key
                 ^^ Text
    | %% A note.
      ^^^^^^^^^^ Note
    ");
}

#[test]
fn annotations() {
    insta::assert_snapshot!(tokens("
        | @aydin: Selin Aydin
        |
        | [It runs]{claim #runs @aydin ^lost verdict=true confidence=0.5 denies=#runs,#lost note=\"so she said\" draft}
        |
        | [So it does]{claim @author} at [the mill]{mention}, [they say]{claim}.
    "), @r#"
    | @aydin: Selin Aydin
      ^^^^^^ Actor Declaration
              ^^^^^^^^^^^ Actor Declaration
    | [It runs]{claim #runs @aydin ^lost verdict=true confidence=0.5 denies=#runs,#lost note="so she said" draft}
      ^ Bracket Attributed Draft
              ^ Bracket Attributed Draft
                ^^^^^ Keyword
                      ^^^^^ Label Definition
                            ^^^^^^ Actor
                                   ^^^^^ Source Unresolved
                                         ^^^^^^^ Key
                                                 ^^^^ Choice
                                                      ^^^^^^^^^^ Key
                                                                 ^^^ Number
                                                                     ^^^^^^ Key
                                                                            ^^^^^ Label
                                                                                  ^^^^^ Label Unresolved
                                                                                        ^^^^ Key
                                                                                             ^^^^^^^^^^^^^ Text
                                                                                                           ^^^^^ Keyword Draft
    | [So it does]{claim @author} at [the mill]{mention}, [they say]{claim}.
      ^ Bracket Attributed
                 ^ Bracket Attributed
                   ^^^^^ Keyword
                         ^^^^^^^ Actor BuiltIn
                                     ^ Bracket
                                              ^ Bracket
                                                ^^^^^^^ Keyword
                                                          ^ Bracket Unattributed
                                                                   ^ Bracket Unattributed
                                                                     ^^^^^ Keyword
    "#);
}

#[test]
fn quotations_and_names() {
    insta::assert_snapshot!(tokens("
        | @aydin: Selin Aydin
        |
        | “So Selin Aydin runs it,”{@aydin} one “boss” of Selin Aydin’s said; “and it runs well.”
    "), @"
    | @aydin: Selin Aydin
      ^^^^^^ Actor Declaration
              ^^^^^^^^^^^ Actor Declaration
    | “So Selin Aydin runs it,”{@aydin} one “boss” of Selin Aydin’s said; “and it runs well.”
      ^^^ Quotation Attributed
          ^^^^^^^^^^^ Actor Mention
                      ^^^^^^^^^ Quotation Attributed
                                ^^^^^^ Actor
                                            ^^^^^^ Quotation
                                                      ^^^^^^^^^^^ Actor Mention
                                                                          ^^^^^^^^^^^^^^^^^^^ Quotation Unattributed
    ");
}

#[test]
fn a_quotation_over_paragraphs_is_one() {
    insta::assert_snapshot!(tokens("
        | “It runs as well as it ever did.
        |
        | “It does.”{@author}
        |
        | “Nobody asked the engineers about it.
        |
        | “Nobody.”
    "), @"
    | “It runs as well as it ever did.
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Quotation Attributed
    | “It does.”{@author}
      ^^^^^^^^^^ Quotation Attributed
                 ^^^^^^^ Actor BuiltIn
    | “Nobody asked the engineers about it.
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Quotation Unattributed
    | “Nobody.”
      ^^^^^^^^^ Quotation Unattributed
    ");
}

#[test]
fn tokens_may_hold_others() {
    insta::assert_snapshot!(painted("
        | @aydin: Selin Aydin
        |
        | “So Selin Aydin runs it and keeps it going all the year round in the
        | valley,”{@aydin} they said.
    ", TokenOptions { overlapping: true, encoding: Encoding::Utf8, augmenting: false }), @"
    | @aydin: Selin Aydin
      ^^^^^^ Actor Declaration
              ^^^^^^^^^^^ Actor Declaration
    | “So Selin Aydin runs it and keeps it going all the year round in the
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Quotation Attributed
          ^^^^^^^^^^^ Actor Mention
    | valley,”{@aydin} they said.
      ^^^^^^^^ Quotation Attributed
               ^^^^^^ Actor
    ");
}

#[test]
fn a_grammar_tells_what_is_a_bracket() {
    insta::assert_snapshot!(painted("
        | [The mill]{mention} has “one” boss, and “that is more than enough.”
    ", TokenOptions { augmenting: true, ..TokenOptions::default() }), @"
    | [The mill]{mention} has “one” boss, and “that is more than enough.”
                 ^^^^^^^ Keyword
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^ Quotation Unattributed
    ");
}

fn repaint(document: &Document, known: &DocumentTokens) -> DocumentTokens {
    let scope = Scope::alone(Arc::new(document.clone()));
    semantic_tokens(&scope, TokenOptions::default(), Some(known))
}

#[test]
fn a_key_paints_one_paragraph_and_keeps_the_others() {
    let paragraph = "“It runs as well as ever,”{@aydin} said Selin Aydin.\n\n";
    let text = format!("@aydin: Selin Aydin\n\n{}", paragraph.repeat(50));
    let mut document = Document::new(&text);
    let mut semantic_tokens =
        semantic_tokens(&Scope::alone(Arc::new(document.clone())), TokenOptions::default(), None);
    assert_eq!(semantic_tokens.blocks_tokenized(), 51);
    document.edit(&Edit::insert(text.len() / 2, "x"));
    let next = repaint(&document, &semantic_tokens);
    assert!(next.blocks_tokenized() <= 3, "{}", next.blocks_tokenized());
    semantic_tokens = next;
    // A changed declaration affects every paragraph, but identical tokens are shared.
    document.edit(&Edit::insert("@aydin: Selin Aydin".len(), "\n  role: Miller"));
    let next = repaint(&document, &semantic_tokens);
    assert_eq!(next.blocks_tokenized(), 51);
    let shared =
        next.blocks().zip(semantic_tokens.blocks()).filter(|(a, b)| Arc::ptr_eq(&a.tokens, &b.tokens));
    assert_eq!(shared.count(), 50);
}

#[test]
fn stances_and_reviews() {
    insta::assert_snapshot!(tokens("
        | @desk: Desk
        |
        | [It rose]{claim stance=denies reviewed-by=@desk reviewed=2026-02-01}
    "), @"
    | @desk: Desk
      ^^^^^ Actor Declaration
             ^^^^ Actor Declaration
    | [It rose]{claim stance=denies reviewed-by=@desk reviewed=2026-02-01}
      ^ Bracket Unattributed
              ^ Bracket Unattributed
                ^^^^^ Keyword
                      ^^^^^^ Key
                             ^^^^^^ Choice
                                    ^^^^^^^^^^^ Key
                                                ^^^^^ Actor
                                                      ^^^^^^^^ Key
                                                               ^^^^^^^^^^ Number
    ");
}

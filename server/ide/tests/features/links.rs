//! Document links.

use ascribe_fixture::{Fixture, alone, shown};
use ascribe_ide::links::{LinkTarget, links};
use ascribe_markup::document::Document;
use ascribe_markup::scope::Scope;
use std::sync::Arc;

fn linked(scope: &Scope) -> String {
    let found = links(scope).into_iter().map(|link| {
        let target = match link.target {
            LinkTarget::Page(address) => address,
            LinkTarget::Document(place, offset) => format!("{place:?} at {offset:?}"),
        };
        (link.range, if link.tooltip.is_empty() { target } else { format!("{target} ({})", link.tooltip) })
    });
    shown(&scope.document.text().to_string(), found.collect())
}

#[test]
fn pages_in_fields_attributes_and_notes() {
    insta::assert_snapshot!(linked(&Fixture::parse("
        | ---
        | url: https://paper.example/2026/tide
        | ---
        | @okafor: Ngozi Okafor
        |   url: http://okafor.example
        | ^minutes: Minutes
        |   archive: https://archive.example/1; https://archive.example/2
        |   url: ftp://files.example
        | %% See https://a.example/x_(y), and (https://b.example).
        |
        | [It rose]{claim @okafor note=\"see https://c.example/q?a=1\"}, says https://d.example here.
    ").scope()), @r#"
    | url: https://paper.example/2026/tide
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ https://paper.example/2026/tide
    |   url: http://okafor.example
             ^^^^^^^^^^^^^^^^^^^^^ http://okafor.example
    |   archive: https://archive.example/1; https://archive.example/2
                 ^^^^^^^^^^^^^^^^^^^^^^^^^ https://archive.example/1 (Archived copy)
                                            ^^^^^^^^^^^^^^^^^^^^^^^^^ https://archive.example/2 (Archived copy)
    | %% See https://a.example/x_(y), and (https://b.example).
             ^^^^^^^^^^^^^^^^^^^^^^^ https://a.example/x_(y)
                                           ^^^^^^^^^^^^^^^^^ https://b.example
    | [It rose]{claim @okafor note="see https://c.example/q?a=1"}, says https://d.example here.
                                        ^^^^^^^^^^^^^^^^^^^^^^^ https://c.example/q?a=1
    "#);
}

#[test]
fn ids_in_fields_lead_to_declarations() {
    let cast = Document::new("@board: Tide Board\n^gauge: Gauge\n");
    let text = Fixture::parse(
        "
        | ---
        | source: ^minutes
        | ---
        | @okafor: Ngozi Okafor
        |   affiliation: @board
        | ^minutes: Minutes
        |   of: @okafor; @nobody; @author
        |   cites: ^gauge
        |
        | [She]{@okafor ^minutes} spoke.
    ",
    )
    .text;
    let scope = Scope::new(Arc::new(Document::new(&text)), vec![Arc::new(cast)], Vec::new());
    insta::assert_snapshot!(linked(&scope), @"
    | source: ^minutes
              ^^^^^^^^ Here at Some(70) (Minutes)
    |   affiliation: @board
                     ^^^^^^ Cast(0) at Some(1) (Tide Board)
    |   of: @okafor; @nobody; @author
            ^^^^^^^ Here at Some(26) (Ngozi Okafor)
    |   cites: ^gauge
               ^^^^^^ Cast(0) at Some(20) (Gauge)
    ");
}

#[test]
fn labels_lead_to_other_documents() {
    let text = "[It rose]{claim #rose @author denies=../sea#fell,../sea#gone,lost#fell,#rose}.\n";
    let sea = Document::new("---\ntitle: The sea\n---\n\n[It fell]{claim #fell @author}.\n");
    let linked_documents = vec![("../sea".into(), Some(Arc::new(sea))), ("lost".into(), None)];
    let scope = Scope::new(Arc::new(Document::new(text)), Vec::new(), linked_documents);
    insta::assert_snapshot!(linked(&scope), @"
    | [It rose]{claim #rose @author denies=../sea#fell,../sea#gone,lost#fell,#rose}.
                                           ^^^^^^^^^^^ Linked(0) at Some(41) (#fell in The sea)
                                                       ^^^^^^^^^^^ Linked(0) at None (#gone in The sea)
    ");
}

#[test]
fn nothing_but_pages_and_documents() {
    let text = "@a: A\n  url: command:x; file:///etc/hosts; javascript:x; data:x\n%% command:y vscode://z\n";
    assert!(links(&alone(text)).is_empty());
}

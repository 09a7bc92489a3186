//! Scope of a document: its own definitions, those of the casts, and labels of other documents.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

use ascribe_fixture::Fixture;
use ascribe_lints::check;
use ascribe_markup::Edit;
use ascribe_markup::document::Document;
use ascribe_markup::model::{Namespace, Reference};
use ascribe_markup::scope::{Place, Resolution, Scope};
use std::fmt::Write as _;
use std::sync::Arc;

fn document(source: &str) -> Arc<Document> {
    Arc::new(Document::new(&Fixture::parse(source).text))
}

/// A document with two casts, nearest first, and links to an existing and a missing document.
fn scope() -> Scope {
    let own = document(
        "
        | @lund: Karin Lund
        | @lund: Karin Lund again
        | ^log: Harbour log
        |
        | [The bar is open]{claim #open @lund ^log denies=other#shut,gone#shut}.
        |
        | [It is]{claim #open @moe ^diary}, [as I said]{claim @author supports=#near}.
    ",
    );
    let near = document(
        "
        | @lund: Another Lund
        | @moe: Ida Moe
        |
        | [A cast has no labels]{claim #near @moe}.
    ",
    );
    let far = document(
        "
        | @moe: Another Moe
        | @oster: Per Öster
        | ^diary: Diary of Ida Moe
    ",
    );
    let other = document(
        "
        | @lund: A Lund elsewhere
        |
        | [The bar is shut]{claim #shut @lund}.
    ",
    );
    Scope::new(own, vec![near, far], vec![("gone".into(), None), ("other".into(), Some(other))])
}

/// References of the document, in order.
fn references(scope: &Scope) -> Vec<Reference> {
    let all = scope.document.blocks().flat_map(|at| at.block.references().cloned().collect::<Vec<_>>());
    all.collect()
}

#[test]
fn a_reference_resolves_to_the_nearest_definitions() {
    let scope = scope();
    let mut told = String::new();
    for reference in references(&scope) {
        let document = reference.document.as_deref().unwrap_or_default();
        let _ = write!(told, "{document}{}{}: ", reference.namespace.sign(), reference.id);
        let found = scope.definitions(&reference);
        let texts = found.iter().map(|definition| {
            let text = scope.at(definition.place).unwrap().text();
            assert_eq!(text.slice(definition.id.clone()), *reference.id);
            format!("{:?} {:?}", definition.place, text.slice(definition.whole.clone()))
        });
        told += &texts.collect::<Vec<_>>().join(", ");
        told += match scope.resolve(&reference) {
            Resolution::Found => "\n",
            Resolution::Unknown => "unknown\n",
            Resolution::NoDocument => "no document\n",
        };
    }
    insta::assert_snapshot!(told, @r#"
    @lund: Here "@lund: Karin Lund", Here "@lund: Karin Lund again"
    ^log: Here "^log: Harbour log"
    other#shut: Linked(1) "[The bar is shut]{claim #shut @lund}"
    gone#shut: no document
    @moe: Cast(0) "@moe: Ida Moe"
    ^diary: Cast(1) "^diary: Diary of Ida Moe"
    @author: 
    #near: unknown
    "#);
}

#[test]
fn a_declaration_is_that_of_the_innermost_document() {
    let scope = scope();
    let name = |namespace, id| scope.declaration(namespace, id).map(|found| found.name.to_string());
    assert_eq!(name(Namespace::Actor, "lund").as_deref(), Some("Karin Lund"));
    assert_eq!(name(Namespace::Actor, "moe").as_deref(), Some("Ida Moe"));
    assert_eq!(name(Namespace::Actor, "oster").as_deref(), Some("Per Öster"));
    assert_eq!(name(Namespace::Source, "diary").as_deref(), Some("Diary of Ida Moe"));
    assert_eq!(name(Namespace::Source, "lund"), None);
    assert_eq!(name(Namespace::Actor, ""), None);
}

#[test]
fn each_id_can_be_named_once_the_nearest_first() {
    let scope = scope();
    let all: Vec<&str> = scope.declared(Namespace::Actor).map(|actor| &*actor.name).collect();
    assert_eq!(all, ["Karin Lund", "Ida Moe", "Per Öster"]);
    let mut labels: Vec<&str> = scope.ids(Namespace::Label).collect();
    labels.sort_unstable();
    assert_eq!(labels, ["open"], "labels belong to their document");
    assert_eq!(scope.labels_of("other").collect::<Vec<_>>(), ["shut"]);
    assert_eq!(scope.labels_of("gone").count() + scope.labels_of("nowhere").count(), 0);
}

#[test]
fn a_place_that_is_not_there_has_no_document() {
    let scope = scope();
    assert!(scope.at(Place::Here).is_some() && scope.at(Place::Cast(1)).is_some());
    assert!(scope.at(Place::Linked(0)).is_none() && scope.at(Place::Linked(1)).is_some());
    assert!(scope.at(Place::Cast(2)).is_none() && scope.at(Place::Linked(2)).is_none());
}

#[test]
fn the_default_source_is_of_the_document_itself() {
    let with = "---\ntitle: So it is\nsource: ^log\n---\n";
    assert!(ascribe_fixture::alone(with).has_default_source());
    assert!(!ascribe_fixture::alone("---\nsource:\n---\n").has_default_source());
    let cast = vec![Arc::new(Document::new(with))];
    assert!(!Scope::new(document("| Text."), cast, Vec::new()).has_default_source());
}

#[test]
fn linked_documents_are_each_named_once() {
    let mut document = Document::new("[a]{claim denies=b#x,a#y supports=b#z,#x}\n");
    assert_eq!(document.linked_documents().collect::<Vec<_>>(), ["a", "b"]);
    let at = document.text().to_string().find("a#y").unwrap();
    document.edit(&Edit::replace(at..at + 3, "c/d#y"));
    assert_eq!(document.linked_documents().collect::<Vec<_>>(), ["b", "c/d"]);
}

#[test]
fn a_document_that_is_read_anew_shares_no_names_with_its_past() {
    let text = "@lund: Karin Lund\n\nKarin Lund met Ida Moe.\n";
    let before = ascribe_fixture::alone(text);
    let mention = |scope: &Scope| {
        let all = scope.document.blocks().flat_map(|at| scope.names().mentions(at));
        all.map(|mention| scope.document.text().slice(mention.range)).collect::<Vec<_>>()
    };
    assert_eq!(mention(&before), ["Karin Lund"]);
    let after =
        ascribe_fixture::alone(&text.replace("@lund: Karin Lund", "@moe: Ida Moe")).following(&before);
    assert!(!after.same_bindings(&before));
    assert_eq!(mention(&after), ["Ida Moe"]);
}

#[test]
fn an_edit_of_prose_keeps_what_is_known_of_names() {
    let text = format!("@lund: Karin Lund\n\n{}", "Karin Lund left.\n\n".repeat(20));
    let before = ascribe_fixture::alone(&text);
    let mut document = Document::clone(&before.document);
    document.edit(&Edit::insert(document.text().len(), "She is back.\n"));
    let after = Scope::alone(Arc::new(document)).following(&before);
    assert!(after.same_bindings(&before));
    let known = check(&before, None);
    let checked = check(&after, Some(&known)).blocks_checked();
    assert!(checked <= 3, "{checked} blocks checked");
}

#[test]
fn what_another_document_declares_is_seen_at_once() {
    let text = "“We saw the water come,”{@moe ^log} she said.\n";
    let cast = |text: &str| vec![Arc::new(Document::new(text))];
    let own = Arc::new(Document::new(text));
    let before = Scope::new(Arc::clone(&own), cast("^log: Log\n"), Vec::new());
    let known = check(&before, None);
    let codes = |findings: &ascribe_lints::Findings| {
        findings.iter().map(|(_, finding)| finding.rule.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(&known), ["undefined-actor"]);
    let after = Scope::new(own, cast("^log: Log\n@moe: Ida Moe\n"), Vec::new()).following(&before);
    assert_eq!(codes(&check(&after, Some(&known))), [""; 0]);
}

#[test]
fn ids_that_look_the_same_are_the_same() {
    let text = "@åsa: Åsa Öller\n\n^o\u{308}l: Oil\n\n“It is so,”{#a\u{30a}1 @a\u{30a}sa ^öl} said Öller. [So]{claim via=@a\u{30a}sa supports=#å1}.\n";
    let scope = Scope::alone(Arc::new(Document::new(text)));
    assert_eq!(scope.definitions_of(Namespace::Actor, "åsa", None).len(), 1);
    assert_eq!(scope.definitions_of(Namespace::Source, "öl", None).len(), 1);
    assert_eq!(scope.definitions_of(Namespace::Label, "å1", None).len(), 1);
    let twice = Document::new("@åsa: Åsa\n@a\u{30a}sa: Other\n");
    assert_eq!(twice.definition_count(Namespace::Actor, "åsa"), 2);
}

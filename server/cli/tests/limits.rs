//! Documents that are too large or too dense to be read to their ends.

#![allow(clippy::unwrap_used)]

mod common;

use common::Folder;

const START: &str = "@mara: Mara Lindqvist\n  role:  mayor\n\nSo [she]{ claim @mara } said.\n\n";

/// Document of which only the start is read.
fn dense() -> String {
    format!("{START}{}\n\nAnd [he]{{claim  @nils}} did.\n", "=".repeat(1 << 20))
}

#[test]
fn a_part_that_is_not_read_is_reported_once() {
    let folder = Folder::with(&[("a.ascribe", &dense())]);
    let run = folder.run(&["check", "--format", "json", "a.ascribe"]);
    let findings: Vec<String> =
        run.findings().into_iter().filter(|finding| !finding.contains(":4:")).collect();
    assert_eq!(findings, ["a.ascribe:6:1 syntax"], "{}", run.err);
    assert!(run.out.contains("is too large or too dense, and is not read from here on"));
    assert_eq!(run.code, 1);
}

#[test]
fn what_needs_a_whole_document_refuses_another_one_and_writes_nothing() {
    let text = dense();
    let folder = Folder::with(&[("a.ascribe", &text), ("a.txt", &text)]);
    let before = folder.names();
    for args in [
        &["fmt", "a.ascribe"][..],
        &["fmt", "--check", "a.ascribe"],
        &["strip", "a.ascribe"],
        &["strip", "a.ascribe", "-o", "b.txt"],
        &["draft", "a.ascribe"],
        &["draft", "a.txt", "-o", "b.ascribe"],
        &["import", "a.txt", "-o", "b.ascribe"],
        &["import", "--repair", "a.ascribe", "-fo", "a.ascribe"],
    ] {
        let run = folder.run(args);
        assert!(run.code == 2 && run.err.contains("too large or too dense"), "{args:?}: {}", run.err);
        assert!(run.out.is_empty() && folder.names() == before, "{args:?}");
        assert!(folder.read("a.ascribe") == text, "{args:?}");
    }
    let run = folder.run(&["check", "--fix", "--unsafe-fixes", "a.ascribe"]);
    assert!(run.code == 1 && folder.read("a.ascribe") == text, "{}", run.err);
}

#[test]
fn documents_that_are_not_read_since_their_sum_is_too_large_are_reported_once() {
    let part = "[It]{claim #l @author} rose.\n\n".repeat(15_000);
    let names: Vec<String> = (0..20).map(|n| format!("part{n:02}.ascribe")).collect();
    let links = |count: usize| -> String {
        let relation = |n| format!("It [fell]{{claim @author denies=part{n:02}#l,part{n:02}#m}}.\n\n");
        (0..count).map(relation).collect()
    };
    let (some, all) = (links(3), links(20));
    let mut files: Vec<(&str, &str)> = names.iter().map(|name| (&**name, &*part)).collect();
    files.extend([("some.ascribe", &*some), ("all.ascribe", &*all)]);
    let folder = Folder::with(&files);
    let told = |name: &str| {
        let run = folder.run(&["check", "--format", "json", name]);
        let mut findings = run.findings();
        findings.retain(|finding| ["syntax", "undefined-label"].iter().any(|code| finding.ends_with(code)));
        (findings, run.out.contains("the documents that this one sees are too large"))
    };
    let (findings, is_told) = told("some.ascribe");
    assert!(findings.len() == 3 && !is_told, "{findings:?}");
    assert_eq!(told("all.ascribe"), (vec!["all.ascribe:1:1 syntax".to_owned()], true));
}

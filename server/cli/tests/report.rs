//! `ascribe report`.

#![allow(clippy::unwrap_used)]

mod common;

use common::Folder;

#[test]
fn a_page_has_the_article_and_its_findings() {
    let folder = Folder::with(&[
        (
            "a.ascribe",
            "---\ntitle: The bar\n---\n\n@lund: Karin Lund\n\n“It is open now,”{@lund} she said.\n",
        ),
        ("b.ascribe", "“It was never closed,” he said.\n"),
    ]);
    let run = folder.run(&["report", "a.ascribe"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.starts_with("<!DOCTYPE html>"), "{}", run.out);
    assert!(run.out.contains("Karin Lund") && run.out.contains("line 7: "), "{}", run.out);
    let run = folder.run(&["report", "-o", "all.html"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
    assert!(folder.read("all.html").contains("2 articles"));
    let run = folder.run(&["report", "-o", "all.html"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("file exists"), "{}", run.err);
}

#[test]
fn documents_that_cannot_be_read_are_named_and_the_others_reported() {
    let folder = Folder::with(&[("a.ascribe", "Nothing said.\n")]);
    let run = folder.run(&["report", "a.ascribe", "missing.ascribe"]);
    assert_eq!(
        (run.code, run.err.as_str()),
        (2, "error: missing.ascribe: no such file or directory; check the spelling\n")
    );
    assert!(run.out.contains("Nothing said."));
}

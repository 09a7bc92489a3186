//! `ascribe stats`.

#![allow(clippy::unwrap_used)]

mod common;

use common::Folder;

fn folder() -> Folder {
    Folder::with(&[
        (
            "a.ascribe",
            "---\noutlet: Herald\n---\n\n@lund: Karin Lund\n\n“It is open,”{@lund} she said; [it was not]{claim @lund stance=denies}.\n",
        ),
        (
            "b.ascribe",
            "@lund: Karin Lund\n@clerk: A clerk\n  anonymous: yes\n\n“No, no, no,”{@clerk ^log} a clerk said. “So it is.”{@lund}\n",
        ),
    ])
}

#[test]
fn actors_are_counted_across_documents() {
    let run = folder().run(&["stats"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    insta::assert_snapshot!(run.out);
}

#[test]
fn programs_get_csv_and_json() {
    let folder = folder();
    insta::assert_snapshot!("csv", folder.run(&["stats", "--by", "outlet", "--format", "csv"]).out);
    insta::assert_snapshot!(
        "json",
        folder.run(&["stats", "--by", "document", "--format", "json", "b.ascribe"]).out
    );
}

#[test]
fn documents_that_cannot_be_read_stop_no_other() {
    let run = folder().run(&["stats", "a.ascribe", "missing.ascribe"]);
    assert_eq!(
        (run.code, run.err.as_str()),
        (2, "error: missing.ascribe: no such file or directory; check the spelling\n")
    );
    assert!(run.out.contains("Karin Lund"), "{}", run.out);
}

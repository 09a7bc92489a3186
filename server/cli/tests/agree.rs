//! `ascribe agree`.

#![allow(clippy::unwrap_used)]

mod common;

use common::Folder;

const ANNA: &str = "@lund: Karin Lund\n@falk: Per Falk\n\n“It is open,”{@lund} she said. He denied that [it ever was]{claim @falk stance=denies}.\n";
const BEN: &str = "@karin: Karin Lund\n@p: Per Falk\n\n“It is open,”{@karin} she said. He denied that [it ever was]{claim @p}.\n";
const CARLA: &str = "“It is open,” she said. [He denied that it ever was]{claim}.\n";

#[test]
fn agreement_about_one_article() {
    let folder = Folder::with(&[("anna.ascribe", ANNA), ("ben.ascribe", BEN), ("carla.ascribe", CARLA)]);
    let run = folder.run(&["agree", "anna.ascribe", "ben.ascribe", "carla.ascribe"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    insta::assert_snapshot!(run.out);
    let run = folder.run(&["agree", "anna.ascribe", "ben.ascribe", "--format", "json"]);
    insta::assert_snapshot!("json", run.out);
}

#[test]
fn folders_are_compared_document_by_document() {
    let folder = Folder::with(&[
        ("anna/a.ascribe", ANNA),
        ("anna/sub/b.ascribe", BEN),
        ("ben/a.ascribe", BEN),
        ("ben/sub/b.ascribe", BEN),
        ("ben/c.ascribe", BEN),
        ("anna/d.ascribe", "One.\n"),
        ("ben/d.ascribe", "Two.\n"),
    ]);
    let run = folder.run(&["agree", "anna", "ben"]);
    assert_eq!(run.code, 2);
    assert!(run.out.starts_with("2 documents\n"), "{}", run.out);
    assert_eq!(
        run.err,
        "error: ben/c: is not there for all annotators\nerror: anna/d: the annotators do not have the same article\n"
    );
}

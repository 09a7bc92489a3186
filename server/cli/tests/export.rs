//! `ascribe export`.

#![allow(clippy::unwrap_used)]

mod common;

use common::Folder;
use std::fs;

const LUND: &str = "@lund: Karin Lund\n\n“It is open,”{@lund} she said.\n";

fn folder() -> Folder {
    Folder::with(&[
        ("a/one.ascribe", LUND),
        ("a/b/two.ascribe", "[It was]{claim @x}.\n"),
        ("cast.ascribe", "@x: X\n"),
    ])
}

#[test]
fn several_documents_are_exported_together() {
    let run = folder().run(&["export", "--to", "jsonl", "a"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let ids: Vec<&str> = run.out.lines().map(|line| line.split('"').nth(3).unwrap()).collect();
    assert_eq!(ids, ["a/b/two", "a/one"]);
    assert!(run.out.contains(r#""actors":[{"id":"x","name":"X""#), "that of the cast: {}", run.out);
}

#[test]
fn formats_with_several_files_need_a_folder_and_keep_the_folders() {
    let folder = folder();
    let run = folder.run(&["export", "--to", "brat", "a"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert_eq!(run.err, "error: `brat` makes several files of this; name a folder for them with `-o`\n");
    assert_eq!(folder.run(&["export", "--to", "brat", "a", "-o", "out"]).code, 0);
    let text = fs::read_to_string(folder.path("out/a/one.txt")).unwrap();
    assert_eq!(text, "“It is open,” she said.\n");
    let annotations = fs::read_to_string(folder.path("out/a/b/two.ann")).unwrap();
    assert!(annotations.starts_with("T1\tclaim 0 6\tIt was\n"), "{annotations}");
}

#[test]
fn files_that_exist_are_kept_without_force() {
    let folder = folder();
    folder.write("out/a/one.txt", "mine");
    let run = folder.run(&["export", "--to", "brat", "a", "-o", "out"]);
    assert_eq!(run.code, 2);
    assert_eq!(fs::read_to_string(folder.path("out/a/one.txt")).unwrap(), "mine");
    assert!(folder.path("out/a/b/two.ann").exists(), "the others are written");
    assert_eq!(folder.run(&["export", "--to", "brat", "a", "-o", "out", "--force"]).code, 0);
    assert_ne!(fs::read_to_string(folder.path("out/a/one.txt")).unwrap(), "mine");
}

#[test]
fn one_document_in_one_file_is_printed() {
    let run = Folder::new().run_with(&["export", "--to", "tei", "-"], LUND);
    assert_eq!(run.code, 0);
    assert!(run.out.contains(r##"who="#actor-lund""##), "{}", run.out);
}

#[test]
fn losses_and_failures_are_told_and_the_rest_is_exported() {
    let folder = folder();
    let run = folder.run(&["export", "--to", "doccano", "a", "missing.ascribe"]);
    assert_eq!((run.code, run.out.lines().count()), (2, 2));
    assert_eq!(run.err, "error: missing.ascribe: no such file or directory; check the spelling\n");
    folder.write("source.ascribe", "[So]{claim @lund ^log}.\n");
    let run = folder.run(&["export", "--to", "doccano", "source.ascribe"]);
    assert_eq!(
        (run.code, run.err.as_str()),
        (0, "not exported: 1 source, since doccano has no place for sources\n")
    );
}

#[test]
fn binary_formats_are_never_printed() {
    let folder = folder();
    for (name, place) in [("parquet", "a folder"), ("refi-qda", "a file, such as `articles.qdpx`,")] {
        for output in [&[][..], &["-o", "-"]] {
            let run = folder.run(&[&["export", "--to", name, "a"], output].concat());
            assert_eq!((run.code, run.out.as_str()), (2, ""));
            assert_eq!(run.err, format!("error: `{name}` is binary; name {place} for it with `-o`\n"));
        }
    }
    assert_eq!(folder.run(&["export", "--to", "parquet", "a", "-o", "tables"]).code, 0);
    assert!(fs::read(folder.path("tables/claims.parquet")).unwrap().starts_with(b"PAR1"));
    assert_eq!(folder.run(&["export", "--to", "refi-qda", "a", "-o", "a.qdpx"]).code, 0);
    assert_eq!(folder.run(&["export", "--to", "refi-qda", "a", "-o", "a.qdpx"]).code, 2, "it exists");
}

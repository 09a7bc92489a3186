//! `ascribe import --from`.

#![allow(clippy::unwrap_used)]

mod common;

use common::Folder;

const LUND: &str = "@lund: Karin Lund\n\n“It is open,”{@lund} she said of [the bar]{evidence}.\n";

#[test]
fn what_is_exported_is_imported() {
    let folder = Folder::with(&[("one.ascribe", LUND)]);
    assert_eq!(folder.run(&["export", "--to", "brat", "one.ascribe", "-o", "out"]).code, 0);
    let run = folder.run(&["import", "--from", "brat", "out/one.ann"]);
    assert_eq!((run.code, run.err.as_str(), run.out.as_str()), (0, "", LUND));
    let lines = folder.run(&["export", "--to", "jsonl", "one.ascribe"]).out;
    let run = folder.run_with(&["import", "--from", "jsonl", "-"], lines);
    assert_eq!((run.code, run.err.as_str(), run.out.as_str()), (0, "", LUND));
}

#[test]
fn several_articles_go_to_a_folder() {
    let folder = Folder::with(&[(
        "corpus.jsonl",
        "{\"id\":\"a/b\",\"text\":\"One.\\n\"}\n{\"text\":\"Two.\\n\",\"title\":\"T\",\"words\":1}\n{\"id\":\"../a/b\",\"text\":\"[Three]{x}\\n\"}\n",
    )]);
    let run = folder.run(&["import", "--from", "jsonl", "corpus.jsonl"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert_eq!(run.err, "error: several articles are imported; name a folder for them with `-o`\n");
    let run = folder.run(&["import", "--from", "jsonl", "corpus.jsonl", "-o", "out"]);
    assert_eq!(
        (run.code, run.err.as_str()),
        (0, "corpus-2: not imported: 1 member, since `words` is not known\n")
    );
    assert_eq!(folder.read("out/a/b.ascribe"), "One.\n");
    assert_eq!(folder.read("out/corpus-2.ascribe"), "---\ntitle: T\n---\n\nTwo.\n");
    assert_eq!(folder.read("out/a/b-2.ascribe"), "[Three]\\{x}\n", "nothing leaves the folder");
    let run = folder.run(&["import", "--from", "jsonl", "corpus.jsonl", "-o", "out"]);
    assert_eq!((run.code, run.err.matches("file exists").count()), (2, 3));
}

#[test]
fn labels_are_mapped_and_errors_told() {
    let folder = Folder::with(&[("x.ann", "T1\tSpeech 0 2\tSo\n"), ("x.txt", "So it is.\n"), ("y.ann", "")]);
    let run = folder.run(&["import", "--from", "brat", "x.ann", "--map", "speech=claim"]);
    assert_eq!((run.code, run.out.as_str()), (0, "[So]{claim} it is.\n"));
    let run = folder.run(&["import", "--from", "brat", "x.ann"]);
    assert_eq!((run.code, run.out.as_str()), (0, "So it is.\n"));
    assert!(run.err.contains("its label `Speech` is no kind"), "{}", run.err);
    let run = folder.run(&["import", "--from", "brat", "y.ann"]);
    assert_eq!(run.code, 2);
    assert_eq!(run.err, "error: y.ann: the text, y.txt, no such file or directory; check the spelling\n");
    assert!(
        folder
            .run(&["import", "--from", "brat", "x.ann", "--map", "a=b"])
            .err
            .contains("`b` is no kind; use one of")
    );
}

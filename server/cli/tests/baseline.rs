//! `ascribe check --baseline`.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Folder, Run};

const QUOTE: &str = "“We had no warning at all,” she said.\n\n";

fn folder() -> Folder {
    Folder::with(&[
        ("a.ascribe", &format!("{QUOTE}Text.\n\n{QUOTE}[One]{{claim @nobody ^s}} two.\n")),
        ("desk/b.ascribe", QUOTE),
        ("clean.ascribe", "Nothing.\n"),
    ])
}

fn check(folder: &Folder, args: &[&str]) -> Run {
    folder.run(&[&["check", "--format", "json", "--baseline", "known.json"], args].concat())
}

fn write(folder: &Folder, args: &[&str]) -> Run {
    check(folder, &[&["--write-baseline"], args].concat())
}

#[test]
fn what_is_known_passes() {
    let folder = folder();
    assert_eq!(folder.run(&["check"]).code, 1);
    let run = write(&folder, &[]);
    assert_eq!(
        (run.out.as_str(), run.err.as_str(), run.code),
        ("", "Wrote 5 findings to the baseline.\n", 0)
    );
    let run = check(&folder, &[]);
    assert_eq!((run.out.as_str(), run.err.as_str(), run.code), ("[]\n", "", 0));
    let human = folder.run(&["check", "--baseline", "known.json"]);
    assert_eq!((human.out.as_str(), human.err.as_str()), ("", "new: no findings in 3 documents\n"));
}

#[test]
fn the_file_is_sorted_and_stable() {
    let folder = folder();
    write(&folder, &["desk", "a.ascribe", "clean.ascribe"]);
    let text = folder.read("known.json");
    insta::assert_snapshot!(text);
    write(&folder, &["."]);
    assert_eq!(folder.read("known.json"), text);
    let mut elsewhere = folder.command(&["check", "--baseline", "../known.json", "b.ascribe"]);
    assert!(elsewhere.current_dir(folder.path("desk")).status().unwrap().success(), "wherever it is run");
}

#[test]
fn lines_and_blanks_may_move() {
    let folder = folder();
    write(&folder, &[]);
    let text = folder.read("a.ascribe");
    folder.write("a.ascribe", format!("Above.\n\n{}", text.replace("no warning at", "no\n  warning at")));
    let run = check(&folder, &[]);
    assert_eq!((run.findings(), run.code, run.err.as_str()), (vec![], 0, ""));
}

#[test]
fn what_is_new_fails() {
    let folder = folder();
    write(&folder, &[]);
    let text = folder.read("a.ascribe");
    folder.write("a.ascribe", format!("{text}\n“That was never our bridge,” he said.\n\n{QUOTE}"));
    let run = check(&folder, &[]);
    assert_eq!(
        run.findings(),
        ["a.ascribe:9:1 unattributed-quote", "a.ascribe:11:1 unattributed-quote"],
        "other words, and the same once more"
    );
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    folder.write("c.ascribe", QUOTE);
    assert_eq!(check(&folder, &[]).findings().len(), 3, "the same words in another document");
}

#[test]
fn what_is_no_more_is_told_and_taken_out() {
    let folder = folder();
    write(&folder, &[]);
    folder.write("a.ascribe", QUOTE);
    let told = "3 findings of the baseline are gone. Use `--write-baseline` to remove them.\n";
    let run = check(&folder, &[]);
    assert_eq!((run.err.as_str(), run.code), (told, 0));
    assert_eq!(check(&folder, &["clean.ascribe"]).err, "", "what was not checked is not gone");
    assert_eq!(check(&folder, &["--rule", "syntax"]).err, "");
    std::fs::remove_file(folder.path("desk/b.ascribe")).unwrap();
    assert!(check(&folder, &["clean.ascribe"]).err.starts_with("1 finding of the baseline is gone. "));
    assert_eq!(write(&folder, &[]).err, "Wrote 1 finding to the baseline.\n");
    assert_eq!(check(&folder, &[]).err, "");
}

#[test]
fn what_was_not_looked_at_stays_known() {
    let folder = folder();
    write(&folder, &[]);
    let before = folder.read("known.json");
    write(&folder, &["clean.ascribe"]);
    assert_eq!(folder.read("known.json"), before);
    write(&folder, &["--rule", "syntax"]);
    assert_eq!(folder.read("known.json"), before);
}

#[test]
fn a_baseline_must_be_there_and_be_one() {
    let folder = folder();
    let run = check(&folder, &[]);
    assert_eq!((run.out.as_str(), run.code), ("", 2));
    assert!(run.err.contains("known.json: no such baseline; use `--write-baseline` to create it"), "{run:?}");
    for text in ["", "[]", "{\"version\":2,\"findings\":[]}", "{\"version\":1}"] {
        folder.write("known.json", text);
        let run = check(&folder, &[]);
        assert_eq!((run.out.as_str(), run.code), ("", 2), "{text}");
        assert!(run.err.contains("use `--write-baseline` to create a new one"), "{run:?}");
    }
    folder.write("known.json", "");
    assert_eq!(write(&folder, &[]).code, 2, "what is no baseline is not written over");
    assert_eq!(folder.run(&["check", "--write-baseline"]).code, 2);
}

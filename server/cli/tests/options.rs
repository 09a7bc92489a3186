//! Options for build servers, and help.

#![allow(clippy::unwrap_used)]

mod common;

use common::Folder;

const UNSAID: &str = "“It was never open,” he said.\n";
const UNFORMATTED: &str = "@lund:   Karin Lund\n\n“So it is.”{^log  @lund}\n";

fn folder() -> Folder {
    Folder::with(&[("a.ascribe", UNSAID), ("old/b.ascribe", UNSAID), ("old/deep/c.ascribe", UNSAID)])
}

#[test]
fn the_exit_code_can_be_zero_whatever_is_found() {
    let folder = folder();
    assert_eq!(folder.run(&["check"]).code, 1);
    assert_eq!(folder.run(&["check", "--exit-zero"]).code, 0);
    assert_eq!(folder.run(&["check", "--exit-zero", "missing.ascribe"]).code, 2, "an error is no finding");
}

#[test]
fn statistics_are_the_numbers_alone() {
    let run = folder().run(&["check", "--statistics"]);
    assert_eq!((run.code, run.out.as_str()), (1, "Findings by rule:\n  warning  unattributed-quote  3\n"));
    assert_eq!(run.err, "3 warnings in 3 of 3 documents\n");
    let none = Folder::with(&[("a.ascribe", "Nothing.\n")]).run(&["check", "--statistics"]);
    assert_eq!((none.code, none.out.as_str()), (0, ""));
    let run = folder().run(&["check", "--statistics", "--format", "json"]);
    assert_eq!(
        (run.code, run.err.as_str()),
        (2, "error: `--statistics` is a table for people; omit `--format`\n")
    );
}

#[test]
fn documents_in_folders_can_be_left_out() {
    let folder = folder();
    for (globs, documents) in [
        (&["old/**"][..], 1),
        (&["**/deep/**"], 2),
        (&["*.ascribe"], 2),
        (&["old/*.ascribe", "a.*"], 1),
        (&["nothing"], 3),
    ] {
        let arguments = globs.iter().flat_map(|glob| ["--exclude", glob]);
        let run = folder.run(&["check"].into_iter().chain(arguments).collect::<Vec<_>>());
        assert!(run.err.contains(&format!("{documents} warning")), "{globs:?}: {}", run.err);
    }
    let run = folder.run(&["check", "a.ascribe", "--exclude", "a.*"]);
    assert_eq!(run.code, 1, "it is named: {}", run.err);
    let run = folder.run(&["check", "--exclude", "[a"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("invalid value '[a'"), "{}", run.err);
}

#[test]
fn formatting_shows_its_changes() {
    let folder = Folder::with(&[("a.ascribe", UNFORMATTED), ("b.ascribe", "@lund: Karin Lund\n")]);
    let run = folder.run(&["fmt", "--diff"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    assert!(run.out.contains("-@lund:   Karin Lund\n+@lund: Karin Lund\n"), "{}", run.out);
    assert!(run.out.contains("a.ascribe") && !run.out.contains("b.ascribe"), "{}", run.out);
    assert_eq!(folder.read("a.ascribe"), UNFORMATTED);
    assert_eq!(folder.run(&["fmt"]).code, 0);
    let run = folder.run(&["fmt", "--diff"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
}

#[test]
fn help_and_manual_pages_know_all_commands() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["help", "check"]).code, 0);
    let page = folder.run(&["man"]);
    assert_eq!(page.code, 0);
    assert!(page.out.starts_with(".ie") || page.out.contains(".TH ascribe 1"), "{}", page.out);
    assert_eq!(folder.run(&["man", "-o", "man1"]).code, 0);
    let check = folder.read("man1/ascribe-check.1");
    assert!(check.contains("ascribe\\-check") && check.contains("exit\\-zero"), "{check}");
    let help = folder.run(&["--help"]).out;
    let commands =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    for command in commands.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help") {
        assert!(folder.read(&format!("man1/ascribe-{command}.1")).contains(".SH SYNOPSIS"), "{command}");
    }
}

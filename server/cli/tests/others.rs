//! `ascribe explain`, `lsp` and `completions`, and the help.

#![allow(clippy::unwrap_used)]

mod common;

use ascribe_lints::RULES;
use common::Folder;

#[test]
fn every_rule_is_listed_and_explained() {
    let folder = Folder::new();
    let list = folder.run(&["explain"]);
    assert_eq!(list.code, 0);
    assert_eq!(list.out.lines().count(), RULES.len());
    for (rule, line) in RULES.into_iter().zip(list.out.lines()) {
        assert!(line.starts_with(rule.code) && line.ends_with(rule.summary), "{line}");
        let run = folder.run(&["explain", rule.code]);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        let title = format!("{} ({})\n", rule.code, rule.severity.word());
        assert!(run.out.starts_with(&title), "{}", run.out);
        for line in rule.bad.lines().chain(rule.good.lines()) {
            assert!(run.out.contains(line), "{}", run.out);
        }
    }
}

#[test]
fn an_unknown_rule_is_likened_to_a_known_one() {
    let folder = Folder::new();
    let run = folder.run(&["explain", "unatributed-quote"]);
    assert_eq!((run.out.as_str(), run.code), ("", 2));
    assert!(run.err.contains("did you mean `unattributed-quote`?"), "{}", run.err);
    let run = folder.run(&["explain", "\u{1b}[31m"]);
    assert_eq!(run.code, 2);
    assert!(!run.err.contains('\u{1b}'), "{}", run.err);
}

#[test]
fn the_examples_in_the_help_are_commands() {
    let folder = Folder::new();
    for args in [&["--help"][..], &["check", "--help"], &["import", "--help"], &["lsp", "--help"]] {
        let run = folder.run(args);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}");
        assert!(run.out.contains("Usage: ascribe"), "{}", run.out);
    }
    assert_eq!(folder.run(&["--version"]).out, format!("ascribe {}\n", env!("CARGO_PKG_VERSION")));
    assert_eq!(folder.run(&[]).code, 2);
    assert_eq!(folder.run(&["chekc"]).code, 2);
}

#[test]
fn shells_get_their_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = Folder::new().run(&["completions", shell]);
        assert_eq!(run.code, 0);
        assert!(run.out.contains("stdin-filename"), "{shell}");
    }
}

#[test]
fn a_log_that_cannot_be_written_is_said_at_once() {
    let run = Folder::new().run(&["lsp", "--stdio", "--log", "none/log"]);
    assert_eq!((run.out.as_str(), run.code), ("", 2));
    assert!(run.err.starts_with("error: cannot write the log to none/log: "), "{}", run.err);
}

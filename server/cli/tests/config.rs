//! `ascribe.toml` on the command line: `check`, `rules` and `init`.

#![allow(clippy::unwrap_used)]

mod common;

use ascribe_lints::RULES;
use ascribe_lints::config::PROFILES;
use common::{Folder, Run};
use serde_json::Value;

/// A document with a warning, `unattributed-quote`.
const BAD: &str = "“The pier is closed for good,” a sign says.\n";

const OFF: &str = "[rules]\nunattributed-quote = \"off\"\n";
const HINT: &str = "[rules]\nunattributed-quote = \"hint\"\n";

/// Document and severity of each finding.
fn severities(run: &Run) -> Vec<(String, String)> {
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let findings = report.as_array().unwrap().iter();
    findings.map(|finding| (text(&finding["file"]), text(&finding["severity"]))).collect()
}

fn check(folder: &Folder, args: &[&str]) -> Run {
    folder.run(&[&["check", "--format", "json"], args].concat())
}

#[test]
fn severities_hold_by_folder_and_glob_in_reports_and_for_the_exit_code() {
    let folder = Folder::with(&[
        (
            "ascribe.toml",
            "rules.unattributed-quote = 'error'\n[[overrides]]\nfiles = 'd/*.x.ascribe'\nextends = 'off'\n",
        ),
        ("a.ascribe", BAD),
        ("b/b.ascribe", BAD),
        ("b/ascribe.toml", HINT),
        ("c/c.ascribe", BAD),
        ("c/ascribe.toml", OFF),
        ("d/d.x.ascribe", BAD),
    ]);
    let run = check(&folder, &[]);
    let found = |file: &str, severity: &str| (file.to_owned(), severity.to_owned());
    assert_eq!(severities(&run), [found("a.ascribe", "error"), found("b/b.ascribe", "hint")]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    let run = folder.run(&["check"]);
    assert!(run.out.starts_with("error[unattributed-quote]"), "{}", run.out);
    assert!(run.err.starts_with("1 error, 1 hint in 2 of 4 documents"), "{}", run.err);
    assert_eq!(check(&folder, &["b", "c"]).code, 0, "a hint is below `--fail-on`");
    assert_eq!(check(&folder, &["--fail-on", "hint", "b"]).code, 1);
}

#[test]
fn the_same_holds_wherever_it_is_run() {
    let folder = Folder::with(&[("ascribe.toml", HINT), ("b/ascribe.toml", ""), ("b/b.ascribe", BAD)]);
    let mut below = folder.command(&["check", "--format", "json"]);
    let run = Run::new(&below.current_dir(folder.path("b")).output().unwrap());
    assert_eq!(severities(&run)[0].1, "hint");
    assert_eq!(severities(&check(&folder, &["b/b.ascribe"]))[0].1, "hint");
}

#[test]
fn standard_input_is_where_its_name_or_the_run_is() {
    let folder = Folder::with(&[("ascribe.toml", HINT), ("b/ascribe.toml", OFF)]);
    let run = folder.run_with(&["check", "--format", "json", "-"], BAD);
    assert_eq!(severities(&run)[0].1, "hint");
    let run = folder.run_with(&["check", "--format", "json", "-", "--stdin-filename", "b/x.ascribe"], BAD);
    assert_eq!(severities(&run), []);
}

#[test]
fn a_file_that_is_named_holds_in_place_of_all() {
    let strict = "[[overrides]]\nfiles = 'b/**'\nrules.unattributed-quote = 'error'\n";
    let folder = Folder::with(&[
        ("ascribe.toml", OFF),
        ("ci/strict.toml", strict),
        ("a.ascribe", BAD),
        ("b/b.ascribe", BAD),
    ]);
    let run = check(&folder, &["--config", "ci/strict.toml"]);
    let found: Vec<String> = severities(&run).into_iter().map(|(_, severity)| severity).collect();
    assert_eq!(found, ["warning", "error"]);
    let run = check(&folder, &["--config", "none.toml"]);
    assert_eq!((run.out.as_str(), run.code), ("", 2));
    assert_eq!(run.err, "error: none.toml: no such file or directory; check the spelling\n");
}

#[test]
fn what_is_wrong_in_it_is_told_at_its_place_and_the_rest_holds() {
    let folder = Folder::with(&[
        ("ascribe.toml", "# 𝕏\nrules = { unattributed-quote = 'hint', syntx = 'off' }\n"),
        ("a.ascribe", BAD),
    ]);
    folder.write("b/ascribe.toml", b"# caf\xe9\n");
    folder.write("b/b.ascribe", BAD);
    let run = check(&folder, &[]);
    assert_eq!((severities(&run)[0].1.as_str(), run.code), ("hint", 2));
    assert_eq!(
        run.err.lines().collect::<Vec<_>>(),
        [
            "error: ascribe.toml:2:40: Unknown rule `syntx`. Did you mean `syntax`?",
            "error: b/ascribe.toml:1:1: This file cannot be read: not valid UTF-8 at byte 5, looks like windows-1252.",
            "Invalid entries of the configuration are ignored; the others apply.",
        ]
    );
    let empty = Folder::with(&[("ascribe.toml", "rulez = 1\n")]);
    assert_eq!(empty.run(&["check"]).code, 2, "without any document too");
}

#[test]
fn packs_hold_in_check_and_rules_and_their_problems_are_told() {
    let folder = Folder::with(&[
        ("desk/ascribe.toml", "extends = '../house.toml'\n"),
        ("house.toml", HINT),
        ("desk/a.ascribe", BAD),
        ("other.toml", "extends = ['./gone.toml', './wrong.toml']\n"),
        ("wrong.toml", "[rules]\nsyntx = 'off'\n"),
    ]);
    let run = check(&folder, &["desk"]);
    assert_eq!((severities(&run)[0].1.as_str(), run.err.as_str()), ("hint", ""));
    let rules = folder.run(&["rules", "desk"]).out;
    let row = rules.lines().find(|line| line.starts_with("unattributed-quote ")).unwrap();
    assert_eq!(row.split_whitespace().nth(2), Some("hint"));
    let run = folder.run(&["check", "--config", "other.toml", "desk"]);
    assert_eq!(run.code, 2);
    let lines: Vec<&str> = run.err.lines().filter(|line| line.starts_with("error: ")).collect();
    assert_eq!(lines.len(), 2, "{}", run.err);
    assert!(lines[0].starts_with("error: other.toml:1:12: There is no rule pack at `"), "{}", lines[0]);
    assert_eq!(lines[1], "error: wrong.toml:2:1: Unknown rule `syntx`. Did you mean `syntax`?");
}

#[test]
fn rules_are_listed_with_what_holds() {
    let folder = Folder::with(&[
        ("ascribe.toml", HINT),
        ("b/ascribe.toml", "[[overrides]]\nfiles = 'x.ascribe'\nextends = 'off'\n"),
        ("b/x.ascribe", BAD),
    ]);
    let run = folder.run(&["rules"]);
    assert_eq!((run.code, run.err.as_str()), (0, "Configured by ascribe.toml.\n"));
    assert_eq!(run.out.lines().count(), RULES.len() + 1);
    let row = run.out.lines().find(|line| line.starts_with("unattributed-quote ")).unwrap();
    assert_eq!(row.split_whitespace().take(3).collect::<Vec<_>>(), ["unattributed-quote", "warning", "hint"]);
    let run = folder.run(&["rules", "b"]);
    assert_eq!(run.err, "Configured by b/ascribe.toml, then ascribe.toml.\n");
    let run = folder.run(&["rules", "b/x.ascribe", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report.as_array().unwrap().len(), RULES.len());
    assert!(report.as_array().unwrap().iter().all(|row| row["severity"] == "off"), "{report}");
    assert_eq!(report[0]["rule"], "syntax");
    assert_eq!(report[0]["default"], "error");
    assert_eq!((folder.run(&["rules", "none"]).code, run.code), (2, 0));
}

#[test]
fn a_file_to_begin_with_is_written_once() {
    let folder = Folder::new();
    let run = folder.run(&["init"]);
    assert_eq!((run.out.as_str(), run.code), ("", 0));
    assert_eq!(run.err, "Wrote ascribe.toml. Run `ascribe rules` to see the active severities.\n");
    assert!(folder.read("ascribe.toml").contains("[rules]"));
    folder.write("ascribe.toml", OFF);
    let run = folder.run(&["init"]);
    assert_eq!((run.code, folder.read("ascribe.toml").as_str()), (2, OFF));
    assert!(run.err.contains("`--force` to overwrite it"), "{}", run.err);
    for profile in PROFILES {
        assert_eq!(folder.run(&["init", "--force", "--profile", profile.name]).code, 0);
        let run = folder.run(&["rules", "--format", "json"]);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        let report: Value = serde_json::from_str(&run.out).unwrap();
        for (rule, row) in RULES.into_iter().zip(report.as_array().unwrap()) {
            let level = profile.level(rule).map_or("off", |severity| severity.word());
            assert_eq!(row["severity"], level, "{} in {}", rule.code, profile.name);
        }
    }
    assert_eq!(folder.run(&["init", "none"]).code, 2);
    assert_eq!(folder.run(&["init", "--profile", "bbc"]).code, 2);
}

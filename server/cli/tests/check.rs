//! `ascribe check`.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Folder, Run, link};
use serde_json::{Value, json};
use std::process::Stdio;

/// A document with a warning, `unattributed-quote` at 1:1.
const BAD: &str = "“We had no warning at all,” she said.\n";

/// A document without findings.
const GOOD: &str = "The council met on Monday.\n";

fn check_json(folder: &Folder, args: &[&str]) -> Run {
    folder.run(&[&["check", "--format", "json"], args].concat())
}

/// Removes the messages of rules and fixes from a report, which these tests do not cover.
fn without_words(report: &str) -> String {
    let without = |line: &str| {
        let is_title = line.starts_with(|c: char| c.is_ascii_lowercase());
        let end = if is_title { line.find("]: ") } else { line.find("= help: ").map(|at| at + 5) };
        format!("{}\n", end.map_or(line.to_owned(), |end| format!("{}: (…)", &line[..=end])))
    };
    report.lines().map(without).collect()
}

#[test]
fn reports_show_the_lines() {
    let folder = Folder::with(&[
        ("cast.ascribe", "@mayor: Odile Ferrant\n@mayor: Odile Ferrand\n"),
        (
            "bridge.ascribe",
            "^letter: Letter of two inspectors, 2025\n\n\
             “We have seen cracks in every pillar,”{@mayr ^letter} the mayor said.\n\n\
             The city [had been told]{clam @mayor ^letter}.\n",
        ),
    ]);
    let run = folder.run(&["check"]);
    assert_eq!((run.code, run.err.as_str()), (1, "3 errors in 2 of 2 documents\n"));
    insta::assert_snapshot!(without_words(&run.out));
    let message = "The actor `@mayr` is not declared.";
    assert!(run.out.contains(message) && check_json(&folder, &[]).out.contains(message), "{}", run.out);
}

#[test]
fn reports_are_right_for_any_characters() {
    let words = "The council met in the old town hall, and some sixty people came. ";
    let folder = Folder::with(&[
        ("crlf.ascribe", "\u{feff}One.\r\n\r\nTwo \"are so very wide\" 日本.\r\n"),
        ("escapes.ascribe", "A\u{1b}(B\tred “\u{202e}no\u{1b}7\u{7} warning at all” 日本語 ok.\n"),
        ("long.ascribe", &format!("{}{BAD}", words.repeat(20))),
        (
            "longer.ascribe",
            &format!("{0}“{0}” he said. {0}“Nobody\nhad told us {0}.” {0}\n", words.repeat(5)),
        ),
        ("wide.ascribe", "日本語\t“日本 語 の 橋 は”　と「言」った。\n"),
    ]);
    insta::assert_snapshot!(without_words(&folder.run(&["check"]).out));
}

#[test]
fn json_has_these_fields() {
    let folder = Folder::with(&[
        ("a.ascribe", "𝕏 [é]{claim @autor ^s}.\r\n\r\n^s: Source of 2025\r\n"),
        ("b.ascribe", "\u{1b}[31m\n"),
    ]);
    let run = check_json(&folder, &["."]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    let mut report: Value = serde_json::from_str(&run.out).unwrap();
    let finding = report[0].take();
    assert_eq!(report, json!([null]));
    let (message, title) = (&finding["message"], &finding["fixes"][0]["title"]);
    assert!(message.as_str().unwrap().contains("@autor"), "{message}");
    assert!(title.as_str().unwrap().contains("@autor"), "{title}");
    let expected = json!({
        "file": "a.ascribe",
        "rule": "undefined-actor",
        "severity": "error",
        "message": message,
        "start": {"offset": 16, "line": 1, "column": 14},
        "end": {"offset": 22, "line": 1, "column": 20},
        "fixes": finding["fixes"],
    });
    assert_eq!(finding, expected);
}

#[test]
fn json_is_whole_without_findings_too() {
    let folder = Folder::with(&[("a.ascribe", GOOD)]);
    let run = check_json(&folder, &[]);
    assert_eq!((run.out.as_str(), run.err.as_str(), run.code), ("[]\n", "", 0));
    let run = check_json(&folder, &["none"]);
    assert_eq!((run.out.as_str(), run.code), ("[]\n", 2));
    assert!(run.err.starts_with("error: none: "), "{run:?}");
}

#[test]
fn nothing_found_leaves_standard_output_empty() {
    let run = Folder::with(&[("a.ascribe", GOOD)]).run(&["check"]);
    assert_eq!((run.out.as_str(), run.err.as_str(), run.code), ("", "no findings in 1 document\n", 0));
}

/// Documents with eleven hints of two rules, three warnings and an error.
fn with_hints() -> Folder {
    let unused =
        (0..10).map(|number| format!("@unused-{number}: Ida Moe {number}\n")).collect::<Vec<_>>().concat();
    Folder::with(&[
        ("hints.ascribe", &format!("{unused}\nHe called it “a mistake.\n")),
        (
            "warnings.ascribe",
            &format!(
                "{BAD}\n{BAD}\nBut “it was here for all to see,” he said.\n\n[It is]{{claim @nobody}}.\n"
            ),
        ),
    ])
}

/// Severities of the findings in a report for people, each once.
fn shown(report: &str) -> Vec<&str> {
    let titles = report.lines().filter(|line| line.contains("]: "));
    let mut severities: Vec<&str> = titles.filter_map(|title| title.split('[').next()).collect();
    severities.sort_unstable();
    severities.dedup();
    severities
}

#[test]
fn hints_are_counted_and_shown_on_request() {
    let folder = with_hints();
    let run = folder.run(&["check"]);
    assert_eq!(shown(&run.out), ["error", "warning"]);
    let counted = "1 error, 4 warnings, 11 hints in 2 of 2 documents\n";
    let hidden = "11 hints not shown. Use `--min-severity hint` to see them.\n";
    assert_eq!((run.err, run.code), (format!("{counted}{hidden}"), 1));
    let all = ["error", "hint", "warning"];
    for args in [&["--min-severity", "hint"][..], &["--fail-on", "hint"], &["--rule", "unused-actor,syntax"]]
    {
        let run = folder.run(&[&["check"], args].concat());
        assert!(
            run.out.contains("hint[unused-actor]") && !run.err.contains("not shown"),
            "{args:?}: {run:?}"
        );
    }
    assert_eq!(shown(&folder.run(&["check", "--min-severity", "hint"]).out), all);
    let run = folder.run(&["check", "--min-severity", "error", "--fail-on", "warning"]);
    assert_eq!((shown(&run.out), run.code), (vec!["error"], 1));
    assert!(
        run.err.ends_with("4 warnings, 11 hints not shown. Use `--min-severity hint` to see them.\n"),
        "{run:?}"
    );
    let run = folder.run(&["check", "hints.ascribe"]);
    assert_eq!((shown(&run.out), run.code), (vec![], 0));
    assert_eq!(folder.run(&["check", "--min-severity", "off"]).code, 2);
}

#[test]
fn what_is_not_shown_still_fails() {
    let run = with_hints().run(&["check", "--min-severity", "error", "--fail-on", "hint", "hints.ascribe"]);
    assert_eq!((shown(&run.out), run.code), (vec![], 1), "{run:?}");
    assert!(run.err.contains("11 hints not shown"), "{run:?}");
}

#[test]
fn a_long_report_ends_with_its_rules() {
    let run = with_hints().run(&["check"]);
    let table = run.out.split("Findings by rule:\n").nth(1).unwrap();
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(
        rows,
        [
            &["error", "undefined-actor", "1"][..],
            &["warning", "missing-source", "1"],
            &["warning", "unattributed-quote", "3"],
            &["hint", "unbalanced-quote", "1", "not", "shown"],
            &["hint", "unused-actor", "10", "not", "shown"],
        ]
    );
    let run = with_hints().run(&["check", "warnings.ascribe"]);
    assert!(!run.out.contains("Findings by rule"), "five findings need no summary: {run:?}");
}

#[test]
fn programs_get_hints_unless_they_ask_not_to() {
    let folder = with_hints();
    for format in ["json", "sarif", "github", "junit", "markdown"] {
        let run = |args: &[&str]| folder.run(&[&["check", "--format", format], args].concat());
        let (all, some) = (run(&[]).out, run(&["--min-severity", "warning"]).out);
        let hint = "`@unused-3`";
        let has = |report: &str| report.contains(hint) || report.contains("<code>@unused-3</code>");
        assert!(has(&all) && !has(&some) && some.contains("@nobody"), "{format}: {some}");
        assert!(!all.contains("Findings by rule"), "{format}");
    }
}

#[test]
fn the_exit_code_follows_fail_on() {
    let folder = Folder::with(&[("hint.ascribe", "He called it “a mistake.\n"), ("warning.ascribe", BAD)]);
    for (file, codes) in [("hint.ascribe", [0, 0, 0, 1]), ("warning.ascribe", [0, 1, 1, 1])] {
        for (severity, code) in ["error", "warning", "info", "hint"].into_iter().zip(codes) {
            let run = folder.run(&["check", "--fail-on", severity, file]);
            assert_eq!(run.code, code, "{file} {severity}");
        }
    }
    assert_eq!(folder.run(&["check", "hint.ascribe"]).code, 0);
    assert_eq!(folder.run(&["check", "--fail-on", "off"]).code, 2);
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_checked() {
    let folder = Folder::with(&[("bad.ascribe", BAD)]);
    folder.write("latin.ascribe", b"caf\xe9\n");
    let run = check_json(&folder, &["none.ascribe", "latin.ascribe", "bad.ascribe"]);
    assert_eq!((run.findings(), run.code), (vec!["bad.ascribe:1:1 unattributed-quote".to_owned()], 2));
    let errors: Vec<&str> = run.err.lines().collect();
    assert_eq!(
        errors,
        [
            "error: none.ascribe: no such file or directory; check the spelling",
            "error: latin.ascribe: not valid UTF-8 at byte 3, looks like windows-1252; save it as UTF-8, or convert it \
             with `ascribe import --encoding windows-1252`",
        ]
    );
}

#[test]
fn a_folder_without_documents_is_clean_and_said_to_be_empty() {
    let folder = Folder::with(&[("a.txt", BAD), (".b.ascribe", BAD)]);
    let run = folder.run(&["check"]);
    assert_eq!((run.out.as_str(), run.code), ("", 0));
    assert!(run.err.starts_with("No `*.ascribe` files below .; "), "{run:?}");
    assert_eq!(folder.run(&["check", "a.txt"]).code, 1, "what is named is checked");
}

#[test]
fn folders_are_walked_in_order_without_what_is_hidden_or_ignored() {
    let folder = Folder::with(&[
        ("b/2.ascribe", BAD),
        ("b/1.ascribe", BAD),
        ("a.ascribe", BAD),
        ("c.ascribe", BAD),
        ("c.txt", BAD),
        (".hidden/x.ascribe", BAD),
        ("ignored/x.ascribe", BAD),
        ("b/draft.ascribe", BAD),
        (".gitignore", "ignored/\ndraft.ascribe\n"),
    ]);
    let files = |args: &[&str]| -> Vec<String> {
        let findings = check_json(&folder, args).findings();
        findings.iter().map(|finding| finding.split(':').next().unwrap().replace('\\', "/")).collect()
    };
    assert_eq!(files(&[]), ["a.ascribe", "b/1.ascribe", "b/2.ascribe", "c.ascribe"]);
    assert_eq!(files(&["c.ascribe", "b", "."]), ["c.ascribe", "b/1.ascribe", "b/2.ascribe", "a.ascribe"]);
    assert_eq!(files(&["ignored/x.ascribe", "b/draft.ascribe"]), ["ignored/x.ascribe", "b/draft.ascribe"]);
    assert_eq!(files(&["./b/../a.ascribe", "a.ascribe"]), ["./b/../a.ascribe"]);
    assert_eq!(files(&["ignored"]), ["ignored/x.ascribe"], "what is named is looked at");
    assert_eq!(files(&[".hidden"]), [".hidden/x.ascribe"]);
}

#[test]
#[cfg(unix)]
fn links_are_not_followed_into_a_loop() {
    let folder = Folder::with(&[("a/x.ascribe", BAD)]);
    link(&folder.path("a"), &folder.path("a/loop"));
    link(&folder.path("a"), &folder.path("named"));
    assert_eq!(check_json(&folder, &[]).findings(), ["a/x.ascribe:1:1 unattributed-quote"]);
    assert_eq!(check_json(&folder, &["named"]).findings(), ["named/x.ascribe:1:1 unattributed-quote"]);
}

#[test]
#[cfg(unix)]
fn a_pipe_or_device_is_refused() {
    let run = Folder::new().run(&["check", "/dev/null"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("not a regular file"), "{run:?}");
}

#[test]
fn standard_input_has_a_name_and_a_place() {
    let folder = Folder::with(&[("cast.ascribe", "@a: A\n^s: S\n")]);
    let text = "[One]{claim @a ^s} two.\n";
    let run = folder.run_with(&["check", "--format", "json", "-"], text);
    assert_eq!(run.findings(), ["<stdin>:1:13 undefined-actor", "<stdin>:1:16 undefined-source"]);
    let named = ["check", "--format", "json", "-", "--stdin-filename", "new/x.ascribe"];
    assert_eq!(folder.run_with(&named, text).findings(), [""; 0]);
    assert_eq!(
        folder.run_with(&named, "[One]{claim @b ^s}\n").findings(),
        ["new/x.ascribe:1:13 undefined-actor"]
    );
    let run = folder.run_with(&["check", "-", "-"], BAD);
    assert_eq!((run.code, run.err.as_str()), (1, "1 warning in 1 document\n"));
    assert_eq!(folder.run_with(&["check", "-"], b"\xff").code, 2);
    assert_eq!(folder.run(&["check", "--stdin-filename", "x.ascribe"]).code, 2);
}

#[test]
fn declarations_are_looked_up_as_in_an_editor() {
    let text = "[One]{claim @a @b ^s} two.\n";
    let folder = Folder::with(&[
        ("cast.ascribe", "@a: A\n"),
        ("desk/cast.ascribe", "@b: B\n^s: S of 2025\n"),
        ("desk/2026/x.ascribe", text),
    ]);
    let count = |folder: &Folder, path: &str| check_json(folder, &[path]).findings().len();
    for path in [".", "desk", "desk/2026/x.ascribe"] {
        assert_eq!(count(&folder, path), 0, "{path}: up to the current folder");
    }
    let elsewhere = Folder::new();
    let folder_of = |name: &str| folder.path(name).to_str().unwrap().to_owned();
    assert_eq!(count(&elsewhere, &folder_of("desk")), 1, "up to the folder that is named");
    assert_eq!(count(&elsewhere, &folder_of("desk/2026/x.ascribe")), 3, "only its own folder");
    folder.write("ascribe.toml", "");
    assert_eq!(count(&elsewhere, &folder_of("desk")), 0, "up to the folder that is marked");
    assert_eq!(count(&elsewhere, &folder_of("desk/2026/x.ascribe")), 0);
    let mut run = folder.command(&["check", "x.ascribe"]);
    assert!(run.current_dir(folder.path("desk/2026")).status().unwrap().success());
}

#[test]
fn colours_are_for_terminals_and_on_demand() {
    let folder = Folder::with(&[("a.ascribe", BAD)]);
    let is_colored = |args: &[&str], variable: &str| {
        let mut command = folder.command(&[&["check"], args].concat());
        let output = command.env(variable, "1").output().unwrap();
        Run::new(&output).out.contains('\u{1b}')
    };
    assert!(!is_colored(&[], "X"));
    assert!(!is_colored(&["--color", "never"], "CLICOLOR_FORCE"));
    assert!(!is_colored(&["--format", "json", "--color", "always"], "X"));
    assert!(is_colored(&["--color", "always"], "X"));
    assert!(is_colored(&["--color", "always"], "NO_COLOR"), "what is said on the command line wins");
}

#[test]
fn a_reader_that_goes_away_changes_nothing() {
    let folder = Folder::with(&[("a.ascribe", &BAD.repeat(3000))]);
    for format in ["human", "json"] {
        let mut child = folder.command(&["check", "--format", format]).spawn().unwrap();
        drop(child.stdout.take());
        let run = Run::new(&child.wait_with_output().unwrap());
        assert_eq!(run.code, 1);
        assert!(!run.err.contains("error"), "{}", run.err);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_said() {
    let folder = Folder::with(&[("a.ascribe", BAD)]);
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let output = folder.command(&["check"]).stdout(Stdio::from(full)).output().unwrap();
    let run = Run::new(&output);
    assert_eq!(run.code, 2);
    assert!(run.err.starts_with("error: cannot write to standard output: "), "{run:?}");
}

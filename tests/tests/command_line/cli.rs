//! The command line. Columns in reports count from 1, in UTF-16 units, as editors show them; offsets are bytes from 0.

use std::fs;
use std::path::Path;
use std::process::Output;

use ascribe_tests::repository::repository;
use ascribe_tests::{Cli, cli};
use serde_json::json;

const CLEAN: &str =
    "@mara: Mara Lindqvist\n^log: Harbour log\n  date: 2031-04-02\n\n\"We saw it,\"{@mara ^log} she said.\n";
const WRONG: &str = "𝕏é \"We saw it,\"{@nobody} they said.\r\n";

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or_else(|| panic!("ended by a signal: {output:?}"))
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

#[test]
fn check_says_by_its_code_whether_something_was_found() {
    let folder = Cli::new().with("clean.ascribe", CLEAN).with("wrong.ascribe", WRONG);
    assert_eq!(code(&folder.run(&["check", "--fail-on", "warning", "clean.ascribe"])), 0);
    let wrong = folder.run(&["check", "wrong.ascribe"]);
    assert_eq!(code(&wrong), 1);
    let report = out(&wrong) + &err(&wrong);
    for part in ["wrong.ascribe", "undefined-actor", "@nobody", "1:"] {
        assert!(report.contains(part), "{part}: {report}");
    }
    assert_eq!(code(&folder.run(&["check", "missing.ascribe"])), 2);
    assert_eq!(code(&folder.run(&["check", "--no-such-option"])), 2);
    assert_eq!(code(&folder.run(&["check", "--format", "none", "clean.ascribe"])), 2);
}

#[test]
fn check_fails_from_a_severity_on() {
    let folder = Cli::new().with("a.ascribe", "\"We all saw it,\" she said, so [it rose]{claim}.\n");
    assert_eq!(code(&folder.run(&["check", "--fail-on", "error", "a.ascribe"])), 0);
    assert_eq!(code(&folder.run(&["check", "--fail-on", "warning", "a.ascribe"])), 1);
    assert_eq!(code(&folder.run(&["check", "--fail-on", "hint", "a.ascribe"])), 1);
    let hints = Cli::new().with("a.ascribe", "He called it \"a mistake and\n");
    assert_eq!(code(&hints.run(&["check", "--fail-on", "error", "a.ascribe"])), 0);
}

#[test]
fn check_reports_json() {
    let (findings, code) = Cli::new().with("wrong.ascribe", WRONG).check(&["wrong.ascribe"]);
    assert_eq!(code, 1);
    let found = findings.iter().find(|finding| finding["rule"] == "undefined-actor").expect("it is found");
    assert_eq!((&found["file"], &found["severity"]), (&json!("wrong.ascribe"), &json!("error")));
    assert!(found["message"].as_str().is_some_and(|message| message.contains("@nobody")));
    let start = WRONG.find("@nobody").unwrap();
    let column = WRONG[..start].encode_utf16().count() + 1;
    assert_eq!(found["start"], json!({"offset": start, "line": 1, "column": column}));
    assert_eq!(found["end"], json!({"offset": start + 7, "line": 1, "column": column + 7}));
    let (clean, code) =
        Cli::new().with("clean.ascribe", CLEAN).check(&["--fail-on", "warning", "clean.ascribe"]);
    assert_eq!((clean.iter().filter(|finding| finding["severity"] != "hint").count(), code), (0, 0));
}

#[test]
fn codes_of_rules_are_completed() {
    // The script for fish has values of options only.
    for (shell, places) in [("bash", 2), ("zsh", 2), ("fish", 1)] {
        let script = out(&cli(&["completions", shell], ""));
        for rule in ["merge-conflict", "unused-source"] {
            assert!(script.matches(rule).count() >= places, "{rule} in {shell}");
        }
    }
}

#[test]
fn check_reads_stdin() {
    for (text, expected) in [(CLEAN, 0), (WRONG, 1), ("", 0)] {
        assert_eq!(code(&cli(&["check", "--fail-on", "warning", "-"], text)), expected, "{text}");
    }
    assert_eq!(code(&cli(&["check", "-"], b"ab\xff")), 2);
}

#[test]
fn check_walks_folders_and_looks_up_casts() {
    let folder = Cli::new()
        .with("cast.ascribe", "@mara: Mara Lindqvist\n")
        .with("north/a.ascribe", "[she]{@mara} and [it]{@nobody}\n")
        .with("north/deep/b.ascribe", "[it]{@nothing}\n")
        .with("north/c.txt", "[it]{@other}\n");
    for path in ["north", "."] {
        let (findings, code) = folder.check(&[path]);
        assert_eq!(code, 1);
        let mut files: Vec<_> = findings
            .iter()
            .filter(|finding| finding["rule"] == "undefined-actor")
            .map(|finding| finding["file"].as_str().unwrap().trim_start_matches("./").to_owned())
            .collect();
        files.sort();
        assert_eq!(files, ["north/a.ascribe", "north/deep/b.ascribe"], "from {path}");
    }
    assert_eq!(folder.check(&["north/a.ascribe", "north/a.ascribe"]), folder.check(&["north/a.ascribe"]));
    assert_eq!(code(&Cli::new().run(&["check", "."])), 0, "nothing to check is clean");
}

/// The table of findings in `examples/README.md` is complete and right.
#[test]
fn the_examples_have_the_findings_that_their_readme_lists() {
    let examples = repository().join("examples");
    let readme = fs::read_to_string(examples.join("README.md")).unwrap();
    let listed: Vec<_> = readme
        .lines()
        .map(|line| line.split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect::<Vec<_>>())
        .filter(|cells| cells.len() > 4 && cells[2].parse::<u64>().is_ok())
        .map(|cells| cells[1..5].to_vec())
        .collect();
    let (findings, code) = Cli::new().check(&[examples.to_str().unwrap()]);
    let found: Vec<_> = findings
        .iter()
        .map(|finding| {
            let file = Path::new(finding["file"].as_str().unwrap()).strip_prefix(&examples).unwrap();
            let cells = [&finding["severity"], &finding["rule"]].map(|cell| cell.as_str().unwrap());
            let file = file.to_str().unwrap().replace('\\', "/");
            vec![file, finding["start"]["line"].to_string(), cells[0].to_owned(), cells[1].to_owned()]
        })
        .collect();
    assert_eq!((listed, code), (found, 1));
}

#[test]
fn check_goes_on_behind_files_it_cannot_read() {
    let folder = Cli::new()
        .with("a.ascribe", WRONG)
        .with("bad.ascribe", b"caf\xc3\xa9 \xff.\n")
        .with("c.ascribe", WRONG);
    let output = folder.run(&[
        "check",
        "--format",
        "json",
        "a.ascribe",
        "missing.ascribe",
        "bad.ascribe",
        "c.ascribe",
    ]);
    assert_eq!(code(&output), 2);
    let said = err(&output);
    assert!(said.contains("bad.ascribe") && said.contains("byte 6"), "the file and the byte, from 0: {said}");
    assert!(said.contains("missing.ascribe"), "{said}");
    let report = out(&output);
    for file in ["a.ascribe", "c.ascribe"] {
        assert!(report.contains(&format!("\"{file}\"")), "{file}: {report}");
    }
}

/// Texts that a naive importer would take for markup, or alter.
const PLAIN: [&str; 12] = [
    "",
    "no end",
    "one\r\ntwo\r\n\r\nthree\r\n",
    "\u{feff}with a mark\r\n",
    "\u{feff}---\ntitle: x\n---\n",
    "---\ntitle: no front matter of ours\n---\n\ntext\n",
    "@mara: hello\n  role: x\n\n\n^up: there\n\ntext",
    "%% a note\n%%\n100%%\n",
    "[a]{claim} \"b\"{@c} ''d''{x} ‘e’{y} [sic] {z} [[f]{g}]{h",
    "C:\\dir \\{ \\\\ \\\" \\\r\n\\",
    "\n\n \n\t\r\r\n\n",
    "𝕏 e\u{301} \0 \u{2028} \u{85} 6'2\" “ « ``\n",
];

#[test]
fn what_is_imported_and_stripped_is_the_same() {
    for text in PLAIN {
        let imported = cli(&["import", "-"], text);
        assert_eq!(code(&imported), 0, "{}", err(&imported));
        let stripped = cli(&["strip", "-"], &imported.stdout);
        assert_eq!((out(&stripped).as_str(), code(&stripped)), (text, 0), "imported: {:?}", out(&imported));
        let folder = Cli::new().with("in.txt", text);
        assert_eq!(code(&folder.run(&["import", "in.txt", "-o", "out.ascribe"])), 0);
        assert_eq!(folder.read("out.ascribe"), imported.stdout);
        assert_eq!(code(&folder.run(&["check", "--fail-on", "error", "out.ascribe"])), 0, "{text:?}");
    }
}

#[test]
fn an_output_is_written_as_a_whole_or_not_at_all() {
    let folder = Cli::new().with("a.ascribe", CLEAN).with("bad.ascribe", b"\xff").with("out.txt", "before");
    for args in [["strip", "bad.ascribe"], ["strip", "missing.ascribe"], ["import", "bad.ascribe"]] {
        let output = folder.run(&[&args[..], &["-o", "out.txt"]].concat());
        assert_eq!(code(&output), 2, "{args:?}");
        assert!(err(&output).contains(args[1]), "{args:?}: {}", err(&output));
        assert_eq!(folder.read("out.txt"), b"before");
    }
    let nowhere = folder.run(&["strip", "a.ascribe", "-o", "no/such/out.txt"]);
    assert_eq!(code(&nowhere), 2);
    assert!(err(&nowhere).contains("no/such"), "{}", err(&nowhere));
    let taken = folder.run(&["strip", "a.ascribe", "-o", "out.txt"]);
    assert_eq!((code(&taken), folder.read("out.txt")), (2, b"before".to_vec()), "{}", err(&taken));
    assert_eq!(code(&folder.run(&["strip", "a.ascribe", "--force", "-o", "out.txt"])), 0);
    assert_eq!(folder.read("out.txt"), b"\"We saw it,\" she said.\n");
    assert_eq!(folder.names(), ["a.ascribe", "bad.ascribe", "out.txt"], "nothing is left behind");
}

#[test]
fn explain_knows_the_rules() {
    let output = cli(&["explain", "undefined-actor"], "");
    assert_eq!(code(&output), 0);
    assert!(out(&output).contains("undefined-actor"), "{}", out(&output));
    let output = cli(&["explain", "undefined-acter"], "");
    assert_eq!((code(&output), output.stdout.len()), (2, 0));
    assert!(
        err(&output).contains("undefined-acter") && err(&output).contains("undefined-actor"),
        "{}",
        err(&output)
    );
    assert_eq!(code(&cli(&["explain", "entirely-something-else"], "")), 2);
}

#[test]
fn version_and_help() {
    let version = cli(&["--version"], "");
    assert_eq!(code(&version), 0);
    assert!(out(&version).starts_with("ascribe ") && out(&version).lines().count() == 1, "{}", out(&version));
    let help = cli(&["--help"], "");
    assert_eq!(code(&help), 0);
    for command in ["lsp", "check", "strip", "import", "explain"] {
        assert!(out(&help).contains(&format!("  {command}")), "{command}: {}", out(&help));
        assert_eq!(code(&cli(&[command, "--help"], "")), 0);
    }
    let unknown = cli(&["chek"], "");
    assert_eq!(code(&unknown), 2);
    assert!(err(&unknown).contains("check"), "what was meant: {}", err(&unknown));
    assert_eq!(code(&cli(&[], "")), 2, "without a command it says how it is used");
}

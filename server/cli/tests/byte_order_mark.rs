//! Files that start with a byte order mark: commands keep it, and reports do not count it as a column.

#![allow(clippy::unwrap_used)]

mod common;

use common::Folder;

const MARK: &str = "\u{feff}";
const ARTICLE: &str = "“𝕏 The sluice held all night,” she said. [So]{claim @nobody}.\n\n@a: A\n@a: B\n";

#[test]
fn reports_place_findings_as_editors_do() {
    for article in
        [ARTICLE, "[So]{claim @nobody}, then.\r\n", "---\ntitel: A\n---\n\n[So]{@nobody}\n", "@a: A\n@a: B\n"]
    {
        for format in ["human", "sarif", "github", "junit", "markdown", "json"] {
            let report = |mark: &str| {
                let folder = Folder::with(&[("a.ascribe", &format!("{mark}{article}"))]);
                let run = folder.run(&["check", "--format", format, "--fail-on", "hint"]);
                assert_eq!(run.code, 1, "{format}: {}{}", run.out, run.err);
                run
            };
            let (with, without) = (report(MARK), report(""));
            if format == "json" {
                // Offsets count the bytes of the file.
                assert_eq!(with.findings(), without.findings());
                let offset = |run: &common::Run| {
                    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
                    report[0]["start"]["offset"].as_u64().unwrap()
                };
                assert_eq!(offset(&with), offset(&without) + MARK.len() as u64);
            } else {
                assert_eq!(with.out, without.out, "{format}");
            }
        }
    }
}

#[test]
fn a_problem_in_the_configuration_is_placed_as_editors_do() {
    let report = |mark: &str| {
        let folder = Folder::with(&[("ascribe.toml", &format!("{mark}rulez = 1\n")), ("a.ascribe", "A.\n")]);
        folder.run(&["check"]).err
    };
    assert_eq!(report(MARK), report(""));
    assert!(report("").contains("ascribe.toml:1:1"), "{}", report(""));
}

#[test]
fn the_mark_is_kept_by_all_that_write() {
    for text in ["@mara:Mara\n\n[x]{ @mara  claim }\n", "@mara: Mara\n", "", "\n", "A {b} [c]\\{d}.\r\n"] {
        let folder = Folder::with(&[("a.ascribe", &format!("{MARK}{text}")), ("b.ascribe", text)]);
        for command in [&["fmt"][..], &["check", "--fix", "--fail-on", "error"]] {
            folder.run(command);
            assert_eq!(
                folder.read("a.ascribe"),
                format!("{MARK}{}", folder.read("b.ascribe")),
                "{command:?}"
            );
        }
        for command in ["strip", "import"] {
            let plain = |mark: &str| folder.run_with(&[command, "-"], format!("{mark}{text}")).out;
            assert_eq!(plain(MARK), format!("{MARK}{}", plain("")), "{command}: {text:?}");
        }
    }
}

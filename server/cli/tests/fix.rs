//! `ascribe check --fix`, and `--diff`.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Folder, link};
use proptest::prelude::*;
use std::process::Command;

/// Rules whose fixes assign a speaker or a source, which is never safe.
const LIKELY: &str = "undefined-actor,undefined-source,unattributed-quote,missing-source";

const DECLARED: &str = "@jensen: Maria Jensen\n^report: Inspection report\n\n";

fn text(words: &str) -> String {
    format!("{DECLARED}{words}")
}

/// Documents with safe and unsafe fixes, with adjacent fixes, and with every kind of line ending.
fn folder() -> Folder {
    Folder::with(&[
        ("clean.ascribe", &text("[One]{claim @jensen ^report} two.\n")),
        (
            "crlf.ascribe",
            "\u{feff}@jensen: Maria Jensen\r\n\r\n[One]{claim @jensn ^a} 日本.\r\n“Two three four” five.",
        ),
        (
            "desk/a.ascribe",
            &text("[One]{claim @jensn ^reprot} two.\n\nThree [four]{claim @jensn @jensn ^report}.\n"),
        ),
        ("none.ascribe", "“We had no warning at all,” somebody said.\n"),
        (
            "quote.ascribe",
            &text("“We had no warning at all,” said Maria Jensen. “{ [ } \\{ We had none.” “So\n"),
        ),
    ])
}

fn names(folder: &Folder) -> Vec<String> {
    let mut names = folder.names();
    names.retain(|name| name.ends_with(".ascribe"));
    names.push("desk/a.ascribe".into());
    names
}

#[test]
fn the_article_stays_and_nothing_is_left_to_fix() {
    let folder = folder();
    let strip = |name: &str| folder.run(&["strip", name]).out;
    let names = names(&folder);
    let before: Vec<(String, String)> = names.iter().map(|name| (folder.read(name), strip(name))).collect();
    let run = folder.run(&["check", "--fix", "--unsafe-fixes", "--rule", LIKELY]);
    assert!(run.err.starts_with("Fixed 3 documents.\n"), "{run:?}");
    for (name, (text, article)) in names.iter().zip(&before) {
        assert_eq!(&strip(name), article, "{name}");
        let is_fixed = !["clean.ascribe", "none.ascribe"].contains(&name.as_str());
        assert_eq!(&folder.read(name) != text, is_fixed, "{name}");
    }
    assert!(folder.read("desk/a.ascribe").contains("[One]{claim @jensen ^report} two."));
    assert!(folder.read("crlf.ascribe").starts_with('\u{feff}'));
    let again = folder.run(&["check", "--fix", "--unsafe-fixes", "--diff", "--rule", LIKELY]);
    assert_eq!((again.out.as_str(), again.code), ("", 0));
}

#[test]
fn what_is_left_is_reported() {
    let folder = folder();
    let run = folder.run(&["check", "--fix", "--unsafe-fixes", "--rule", LIKELY, "--format", "json"]);
    assert_eq!(run.code, 1);
    let plain = folder.run(&["check", "--rule", LIKELY, "--format", "json"]);
    assert_eq!(run.out, plain.out);
    assert!(run.findings().iter().any(|finding| finding.starts_with("none.ascribe:1:1 ")), "{run:?}");
}

#[test]
fn fixes_beyond_the_passes_of_one_run_are_left_for_the_next() {
    // One annotation gets one unsafe fix in each pass.
    let words = format!("[One]{{claim ^report{}}} two.\n", " @jensn".repeat(100));
    let folder = Folder::with(&[("many.ascribe", &text(&words))]);
    let args = ["check", "--fix", "--unsafe-fixes", "--rule", "undefined-actor", "many.ascribe"];
    let left = || folder.read("many.ascribe").matches("@jensn").count();
    let run = folder.run(&args);
    assert!((1..100).contains(&left()), "{run:?}");
    assert!(run.err.contains("1 document has more fixes than one run tries. Run it again"), "{run:?}");
    let run = folder.run(&args);
    assert!(left() == 0 && !run.err.contains("more fixes than one run tries"), "{run:?}");
}

#[test]
fn only_safe_fixes_are_applied_unless_others_are_asked_for() {
    let folder = folder();
    let before: Vec<String> = names(&folder).iter().map(|name| folder.read(name)).collect();
    for args in [&["check", "--fix"][..], &["check", "--fix", "--rule", LIKELY]] {
        let run = folder.run(args);
        assert!(!run.err.contains("Fixed"), "{run:?}");
        assert!(
            run.err.contains(" more fixes are likely but unsafe. Use `--unsafe-fixes --diff`"),
            "{run:?}"
        );
        let after: Vec<String> = names(&folder).iter().map(|name| folder.read(name)).collect();
        assert_eq!(after, before);
    }
    assert_eq!(folder.run(&["check", "--unsafe-fixes"]).code, 2, "it is for `--fix`");

    let slips = "[One]{claim @jensn, ^report} two, [three]{clam @jensen ^report} and [four]{claim @jensen ^report date=3 May}.\n";

    folder.write("slips.ascribe", text(slips));
    let run = folder.run(&["check", "--fix", "slips.ascribe"]);
    let safe = slips.replace("@jensn,", "@jensn").replace("date=3 May", "date=\"3 May\"");
    assert_eq!(folder.read("slips.ascribe"), text(&safe));
    assert!(run.err.contains("2 more fixes are likely but unsafe."), "{run:?}");
    let run = folder.run(&["check", "--fix", "--unsafe-fixes", "slips.ascribe"]);
    assert_eq!(folder.read("slips.ascribe"), text(&safe.replace("jensn", "jensen").replace("clam", "claim")));
    assert!(!run.err.contains("more fix"), "{run:?}");
}

#[test]
fn each_fix_says_how_it_may_be_applied() {
    let folder =
        Folder::with(&[("a.ascribe", &text("[One]{clam @jensen ^report} [two]{claim @jensen, ^report}.\n"))]);
    let run = folder.run(&["check", "--rule", "syntax", "--format", "json"]);
    for (title, applicability) in [
        ("Change to `claim`\",\"preferred\":true", "unsafe"),
        ("Remove `clam`\",\"preferred\":false", "manual"),
        ("without `,`\",\"preferred\":true", "safe"),
    ] {
        assert!(run.out.contains(&format!("{title},\"applicability\":\"{applicability}\"")), "{run:?}");
    }
}

#[test]
fn only_the_fixes_of_the_rules_that_are_named() {
    let folder = folder();
    folder.run(&["check", "--fix", "--unsafe-fixes", "--rule", "undefined-source"]);
    assert!(folder.read("desk/a.ascribe").contains("[One]{claim @jensn ^report} two."));
}

#[test]
fn a_diff_changes_nothing_and_can_be_applied() {
    let folder = folder();
    let before: Vec<String> = names(&folder).iter().map(|name| folder.read(name)).collect();
    let run = folder.run(&["check", "--fix", "--unsafe-fixes", "--diff", "--rule", LIKELY]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    let now: Vec<String> = names(&folder).iter().map(|name| folder.read(name)).collect();
    assert_eq!(now, before);
    insta::assert_snapshot!(run.out);
    assert_eq!(
        folder.run(&["check", "--fix", "--unsafe-fixes", "--diff", "--rule", LIKELY, "clean.ascribe"]).code,
        0
    );
    assert_eq!(folder.run(&["check", "--diff"]).code, 2, "it is for `--fix`");

    let fixed = self::folder();
    fixed.run(&["check", "--fix", "--unsafe-fixes", "--rule", LIKELY]);
    folder.write("x.patch", &run.out);
    let git = |args: &[&str]| {
        let mut git = Command::new("git");
        git.args(args).current_dir(folder.path("")).env("GIT_CEILING_DIRECTORIES", folder.path("..")).output()
    };
    // git may be missing; where it exists, applying the patch gives the fixed documents.
    if let Ok(applied) = git(&["apply", "--whitespace=nowarn", "x.patch"]) {
        assert!(applied.status.success(), "{}", String::from_utf8_lossy(&applied.stderr));
        for name in names(&folder) {
            assert_eq!(folder.read(&name), fixed.read(&name), "{name}");
        }
    }
}

/// Lines and line ends of documents for a patch.
fn patched_texts() -> impl Strategy<Value = String> {
    let line = prop::sample::select(vec![
        "[One]{claim @jensn ^report} two.",
        "[Five]{claim @jensen ^reprot} six.",
        "Nobody spoke.",
        "é “日本”",
        "",
    ]);
    let end = prop::sample::select(vec!["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\r\r"]);
    let lines = prop::collection::vec((line, end), 0..9);
    (lines, prop::sample::select(vec!["", "[Seven]{claim @jensn}", "the end"])).prop_map(|(lines, last)| {
        lines.into_iter().flat_map(|(line, end)| [line, end]).chain([last]).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn git_applies_a_diff_of_any_lines_and_names(texts in prop::collection::vec(patched_texts(), 6)) {
        let names =
            ["a.ascribe", "two words.ascribe", "caf\u{e9} 日.ascribe", "d \"q\".ascribe", "d/-x.ascribe", "e'.ascribe"];
        let files: Vec<(&str, &str)> = names.iter().copied().zip(texts.iter().map(|text| &**text)).collect();
        let cast = ("cast.ascribe", "@jensen: Maria Jensen\n^report: Report\n");
        let (folder, fixed) = (Folder::with(&files), Folder::with(&files));
        folder.write(cast.0, cast.1);
        fixed.write(cast.0, cast.1);
        let args = ["check", "--fix", "--unsafe-fixes", "--rule", "undefined-actor,undefined-source"];
        let diff = folder.run(&[&args[..], &["--diff"]].concat());
        fixed.run(&args);
        let is_changed = names.iter().any(|name| folder.read(name) != fixed.read(name));
        prop_assert_eq!(diff.code, i32::from(is_changed));
        folder.write("x.patch", &diff.out);
        let mut git = Command::new("git");
        git.args(["apply", "--whitespace=nowarn", "x.patch"]).current_dir(folder.path(""));
        // git may be missing.
        if is_changed && let Ok(applied) = git.env("GIT_CEILING_DIRECTORIES", folder.path("..")).output() {
            prop_assert!(applied.status.success(), "{}{}", String::from_utf8_lossy(&applied.stderr), diff.out);
            for name in names {
                prop_assert_eq!(folder.read(name), fixed.read(name));
            }
        }
    }
}

#[test]
fn standard_input_is_printed_fixed() {
    let folder = Folder::with(&[("cast.ascribe", "@jensen: Maria Jensen\n^report: Report\n")]);
    let text = "[One]{claim @jensn ^report} two.";
    let args = ["check", "--fix", "--unsafe-fixes", "--rule", LIKELY, "-", "--stdin-filename", "x.ascribe"];
    let run = folder.run_with(&args, text);
    assert_eq!((run.out.as_str(), run.code), ("[One]{claim @jensen ^report} two.", 0));
    assert_eq!(run.err, "no findings in 1 document\n");
    let clean = folder.run_with(&args, "Nothing to do\r\n“here");
    assert_eq!(clean.out, "Nothing to do\r\n“here");
    let diff = folder.run_with(&[&args[..], &["--diff"]].concat(), text);
    assert_eq!(diff.code, 1);
    assert!(diff.out.starts_with("--- a/x.ascribe\n+++ b/x.ascribe\n@@ -1 +1 @@\n-[One]"), "{}", diff.out);
    assert_eq!(folder.run_with(&["check", "--fix", "-", "cast.ascribe"], text).code, 2);
    assert_eq!(folder.run_with(&["check", "--fix", "-"], b"\xff").code, 2);
}

#[test]
fn no_half_of_a_file_is_left_behind() {
    let folder = folder();
    link(&folder.path("desk/a.ascribe"), &folder.path("linked.ascribe"));
    let before = folder.names();
    let run = folder.run(&["check", "--fix", "--unsafe-fixes", "--rule", LIKELY, "linked.ascribe"]);
    assert!(run.err.starts_with("Fixed 1 document.\n"), "{run:?}");
    assert_eq!(folder.names(), before);
    #[cfg(unix)]
    {
        assert!(folder.path("linked.ascribe").is_symlink());
        assert!(folder.read("desk/a.ascribe").contains("@jensen ^report} two"));
    }
}

#[test]
fn what_cannot_be_written_is_named_and_the_rest_is_fixed() {
    let folder = folder();
    let mut permissions = std::fs::metadata(folder.path("crlf.ascribe")).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(folder.path("crlf.ascribe"), permissions).unwrap();
    let run = folder.run(&["check", "--fix", "--unsafe-fixes", "--rule", LIKELY]);
    assert_eq!(run.code, 2);
    assert!(run.err.starts_with("error: cannot write crlf.ascribe: file is read-only"), "{run:?}");
    assert!(run.err.contains("Fixed 2 documents."), "{run:?}");
}

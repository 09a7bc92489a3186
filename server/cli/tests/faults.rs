//! Faults around a run: a full disk, missing permissions, links that lead elsewhere, and names and texts that a
//! terminal or a build server would interpret.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Folder, link};
use std::process::Stdio;

const ARTICLE: &str = "@jensen:Maria   Jensen\n\n[One]{claim @jensn} two.\n";

/// Runs the binary from a shell with a limit applied first.
#[cfg(unix)]
fn limited(folder: &Folder, limit: &str, args: &str) -> (i32, String) {
    let binary = env!("CARGO_BIN_EXE_ascribe");
    let mut command = std::process::Command::new("sh");
    command.current_dir(folder.path("")).args(["-c", &format!("{limit}; exec '{binary}' {args}")]);
    let output = command.output().unwrap();
    (output.status.code().unwrap_or(-1), String::from_utf8(output.stderr).unwrap())
}

#[test]
#[cfg(unix)]
fn a_disk_without_room_leaves_every_file_as_it_was() {
    let long = ARTICLE.replace("two", &"two ".repeat(4_000));
    let folder = Folder::with(&[("a.ascribe", &long), ("b.txt", &long), ("known.json", "")]);
    // Limits files to 4 kB, and ignores the signal for it.
    let limit = "trap '' XFSZ; ulimit -f 8";
    for args in [
        "fmt a.ascribe",
        "check --fix --unsafe-fixes --rule undefined-actor a.ascribe",
        "import b.txt -o c.ascribe",
        "import b.txt -fo a.ascribe",
        "draft b.txt -o c.ascribe",
        "strip a.ascribe -o c.txt",
    ] {
        let (code, err) = limited(&folder, limit, args);
        assert_eq!(code, 2, "{args}: {err}");
        assert!(err.contains("a.ascribe") || err.contains("c."), "{args}: {err}");
        assert_eq!(folder.names(), ["a.ascribe", "b.txt", "known.json"], "{args}");
        assert_eq!(folder.read("a.ascribe"), long, "{args}");
    }
}

#[test]
#[cfg(unix)]
fn a_run_that_is_killed_leaves_whole_files() {
    let text = |number: usize| format!("@a:A{number}\n\n{}[x]{{ @a  claim }}\n", "Word. ".repeat(2_000));
    let names: Vec<String> = (0..40).map(|number| format!("{number}.ascribe")).collect();
    let folder = Folder::new();
    let formatted =
        |number: usize| text(number).replace("@a:A", "@a: A").replace("{ @a  claim }", "{claim @a}");
    for round in 0..12 {
        names.iter().enumerate().for_each(|(number, name)| folder.write(name, text(number)));
        let mut run = folder.command(&["fmt", "."]).stdout(Stdio::null()).spawn().unwrap();
        // Once some file is written, the run is in the midst of others.
        while run.try_wait().unwrap().is_none() && folder.read(&names[round * 3]) == text(round * 3) {}
        // It may have ended by itself.
        let _ = run.kill();
        run.wait().unwrap();
        for (number, name) in names.iter().enumerate() {
            let left = folder.read(name);
            assert!(left == text(number) || left == formatted(number), "{name} is broken");
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn output_without_room_is_told() {
    let folder = Folder::with(&[("a.ascribe", ARTICLE)]);
    for args in [
        "strip a.ascribe",
        "check a.ascribe",
        "fmt - < a.ascribe",
        "check --format sarif a.ascribe",
        "explain",
    ] {
        let (code, err) = limited(&folder, "exec > /dev/full", args);
        assert_eq!(code, 2, "{args}: {err}");
        assert!(err.contains("cannot write to standard output"), "{args}: {err}");
    }
}

#[test]
#[cfg(unix)]
fn no_command_writes_through_a_link_out_of_the_workspace() {
    let outside = Folder::with(&[("a.ascribe", ARTICLE)]);
    let folder =
        Folder::with(&[("work/in/a.ascribe", ARTICLE), ("work/ascribe.toml", ""), ("work/b.txt", "Two.\n")]);
    link(&outside.path("a.ascribe"), &folder.path("work/out.ascribe"));
    link(&outside.path("a.ascribe"), &folder.path("work/in/out.ascribe"));
    link(&folder.path("work/in/a.ascribe"), &folder.path("work/within.ascribe"));
    link(&outside.path(""), &folder.path("work/far"));
    link(&outside.path(""), &folder.path("work/in/far"));
    let known = "{\"version\":1,\"findings\":[]}";
    outside.write("known.json", known);
    for args in [
        &["fmt", "work/far/a.ascribe"][..],
        &["fmt", "work/far"],
        &["fmt", "work/in/far/a.ascribe"],
        &["import", "work/b.txt", "-fo", "work/far/a.ascribe"],
        &["import", "work/b.txt", "-o", "work/far/new.ascribe"],
        &["import", "-f", "work/far/b.txt", "work/b.txt"],
        &["draft", "work/b.txt", "-fo", "work/in/far/a.ascribe"],
        &["check", "--fix", "--unsafe-fixes", "--rule", "undefined-actor", "work/far/a.ascribe"],
        &["check", "--baseline", "work/far/known.json", "--write-baseline", "work/in/a.ascribe"],
        &["strip", "work/in/a.ascribe", "-fo", "work/far/a.ascribe"],
        &["init", "work/far"],
    ] {
        outside.write("b.txt", "One.\n");
        let names = outside.names();
        let run = folder.run(args);
        assert!(run.code == 2 && run.err.contains("leads out of the workspace"), "{run:?}");
        assert_eq!((outside.read("a.ascribe").as_str(), outside.names()), (ARTICLE, names), "{args:?}");
        assert_eq!(outside.read("known.json"), known);
    }
    for args in [
        &["fmt", "work/out.ascribe"][..],
        &["fmt", "work/in/out.ascribe"],
        &["check", "--fix", "--unsafe-fixes", "--rule", "undefined-actor", "work/out.ascribe"],
        &["import", "work/b.txt", "-fo", "work/out.ascribe"],
        &["check", "--baseline", "work/out.ascribe", "--write-baseline"],
    ] {
        let run = folder.run(args);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(
            run.err.contains("leads out of the workspace") || run.err.contains("not a baseline"),
            "{run:?}"
        );
        assert_eq!(outside.read("a.ascribe"), ARTICLE, "{args:?}");
    }
    assert_eq!(folder.run(&["fmt", "work"]).code, 0, "folders are looked through without following links");
    assert_eq!(outside.read("a.ascribe"), ARTICLE);
    let named = outside.path("a.ascribe");
    assert_eq!(folder.run(&["fmt", named.to_str().unwrap()]).code, 0, "it is named directly");
    assert_ne!(outside.read("a.ascribe"), ARTICLE);
    folder.write("work/in/a.ascribe", ARTICLE);
    assert_eq!(folder.run(&["fmt", "work/within.ascribe"]).code, 0);
    assert!(folder.read("work/in/a.ascribe").starts_with("@jensen: Maria"));
    assert!(std::fs::symlink_metadata(folder.path("work/within.ascribe")).unwrap().is_symlink());
}

#[test]
#[cfg(unix)]
fn no_name_or_text_reaches_a_terminal_that_it_would_obey() {
    let name = "a\u{1b}[2J\u{202e}.ascribe";
    let folder =
        Folder::with(&[(name, "[One]{claim @je\u{1b}]0;x\u{7}n \u{9b}31m} “two three four” \u{202e}.\n")]);
    let missing = "none\u{1b}[2J\u{202e}";
    for args in [
        &["check", name][..],
        &["check", "--format", "github", name],
        &["check", "--format", "junit", name],
        &["check", "--format", "markdown", name],
        &["check", "--format", "sarif", name],
        &["check", "--format", "json", name],
        &["check", missing],
        &["check", "--config", missing],
        &["check", "--rule", missing],
        &["check", "--\u{1b}[2J"],
        &["check", "--format", missing],
        &["check", "--baseline", missing],
        &["fmt", "--check", name],
        &["fmt", missing],
        &["strip", missing],
        &["draft", missing],
        &["explain", missing],
        &["rules", missing],
        &["init", missing],
        &["import", name, "-o", missing],
        &[missing],
    ] {
        let run = folder.run(args);
        let obeyed = ['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}'];
        assert!(!run.out.contains(obeyed) && !run.err.contains(obeyed), "{args:?}: {run:?}");
        assert!(run.code != 101, "{args:?}: {run:?}");
    }
    let empty = "empty\u{1b}[2J\u{202e}";
    std::fs::create_dir(folder.path(empty)).unwrap();
    let run = folder.run(&["check", empty]);
    assert!(run.err.contains("No `*.ascribe` files below empty␛[2J\u{fffd}"), "{run:?}");
}

#[test]
#[cfg(unix)]
fn no_name_is_a_command_to_a_workflow() {
    let folder = Folder::with(&[("::error::x.ascribe", ARTICLE)]);
    let run = folder.run(&["fmt", "--check"]);
    assert_eq!((run.out.as_str(), run.code), ("./::error::x.ascribe\n", 1));
    let run = folder.run(&["check", "--format", "github"]);
    assert!(run.out.lines().all(|line| line.contains("file=%3A%3Aerror%3A%3Ax.ascribe,")), "{run:?}");
}

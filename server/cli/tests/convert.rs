//! `ascribe import` and `ascribe strip`.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Folder, Run, link};
use std::fs;

/// A text that needs escaping.
const TEXT: &str = "[He said]{sic}\n";

/// The text as a document.
const IMPORTED: &str = "[He said]\\{sic}\n";

#[test]
fn importing_and_stripping_is_the_identity() {
    let folder = Folder::new();
    for text in [
        "",
        "\n",
        "no line end",
        "CRLF\r\n\r\nand [x]{y}\r\n",
        "CR\rCR\r\r@a: b\r",
        "\u{feff}@bom: b\r\n",
        "NUL \0 “\0”{\0}\n",
        "---\ntitle: x\n---\n%% note\n\\{ \\\\{\n\n\n@a: b\n  c: d\n^s: t",
        "\u{1b}[31m ‘single’{x} ``wire''{y} „so“{z}",
    ] {
        folder.write("in.txt", text);
        let imported = folder.run(&["import", "in.txt"]);
        assert_eq!((imported.code, imported.err.as_str()), (0, ""));
        assert_eq!(folder.run_with(&["import", "-"], text).out, imported.out);
        folder.write("out.ascribe", &imported.out);
        assert_eq!(folder.run(&["strip", "out.ascribe"]).out, text);
        assert_eq!(folder.run_with(&["strip", "-"], &imported.out).out, text);
    }
}

#[test]
fn stripping_takes_away_the_markup() {
    let document = "---\ntitle: T\n---\n\n@a: A\n\n%% note\n[One]{claim @a} “two”{@a}\\{3}\n";
    assert_eq!(Folder::new().run_with(&["strip", "-"], document).out, "One “two”{3}\n");
}

#[test]
fn markup_that_stays_as_text_is_warned_of() {
    let folder = Folder::with(&[
        ("cast.ascribe", "@roos: Maj Roos\n"),
        ("one.ascribe", "“No,” {@roos} she said.\n"),
        ("two.ascribe", "“No,” {@roos} she *said*{claim @roos}.\n"),
        ("text.ascribe", "{Braces} and \\{@roos} and {@nobody}.\n"),
        ("allowed.ascribe", "---\nallow: stray-markup\n---\n\n“No,” {@roos} she said.\n"),
    ]);
    let run = folder.run(&["strip", "one.ascribe"]);
    assert_eq!((run.out.as_str(), run.code), ("“No,” {@roos} she said.\n", 0));
    assert_eq!(
        run.err,
        "warning: 1 annotation remains as text, standing where no markup is read. \
         Run `ascribe check` to find and move them.\n"
    );
    let run = folder.run(&["strip", "two.ascribe", "-o", "out.txt"]);
    assert!(run.code == 0 && run.err.starts_with("warning: 2 annotations remain as text"), "{run:?}");
    for name in ["text.ascribe", "allowed.ascribe", "cast.ascribe"] {
        let run = folder.run(&["strip", name]);
        assert_eq!((run.err.as_str(), run.code), ("", 0), "{name}");
    }
}

#[test]
fn a_file_is_written_whole_and_nothing_is_left_beside_it() {
    let folder = Folder::with(&[("in.txt", TEXT)]);
    let run = folder.run(&["import", "in.txt", "-o", "a.ascribe"]);
    assert_eq!((run.out.as_str(), run.err.as_str(), run.code), ("", "", 0));
    assert_eq!(folder.read("a.ascribe"), IMPORTED);
    assert_eq!(folder.run(&["strip", "a.ascribe", "--output", "b.txt"]).code, 0);
    assert_eq!(folder.read("b.txt"), TEXT);
    assert_eq!(folder.names(), ["a.ascribe", "b.txt", "in.txt"]);
}

#[test]
fn a_hyphen_is_standard_output() {
    let folder = Folder::with(&[("in.txt", TEXT)]);
    assert_eq!(folder.run(&["import", "in.txt", "-o", "-"]).out, IMPORTED);
    assert_eq!(folder.names(), ["in.txt"]);
}

#[test]
fn a_file_that_exists_is_overwritten_only_by_force() {
    let folder = Folder::with(&[("in.txt", TEXT), ("a.ascribe", "mine")]);
    let run = folder.run(&["import", "in.txt", "-o", "a.ascribe"]);
    assert_eq!(run.code, 2);
    assert_eq!(run.err, "error: cannot write a.ascribe: file exists; use `--force` to overwrite it\n");
    assert_eq!(folder.read("a.ascribe"), "mine");
    assert_eq!(folder.run(&["import", "in.txt", "-o", "a.ascribe", "--force"]).code, 0);
    assert_eq!(folder.read("a.ascribe"), IMPORTED);
    assert_eq!(folder.run(&["import", "in.txt", "-o", "in.txt", "--force"]).code, 0);
    assert_eq!(folder.read("in.txt"), IMPORTED);
    assert_eq!(folder.names(), ["a.ascribe", "in.txt"]);
}

#[test]
fn places_that_cannot_be_written_are_named() {
    let folder = Folder::with(&[("in.txt", TEXT), ("folder/x", "")]);
    for (path, part) in [
        ("none/a.ascribe", "the folder none does not exist; create it first"),
        ("folder", "is a directory, not a file; name a file in it"),
        ("in.txt/a.ascribe", "in.txt"),
    ] {
        let run = folder.run(&["import", "in.txt", "-o", path, "--force"]);
        assert_eq!(run.code, 2, "{path}");
        assert!(run.err.contains(part), "{run:?}");
    }
    assert_eq!(folder.names(), ["folder", "in.txt"]);
}

#[test]
fn what_cannot_be_read_is_named() {
    let folder = Folder::new();
    folder.write("latin.txt", b"caf\xe9");
    let run = folder.run(&["strip", "latin.txt", "-o", "a.ascribe"]);
    assert_eq!((run.out.as_str(), run.code), ("", 2));
    assert_eq!(
        run.err,
        "error: latin.txt: not valid UTF-8 at byte 3, looks like windows-1252; save it as UTF-8, or convert it with \
         `ascribe import --encoding windows-1252`\n"
    );
    for command in ["import", "strip"] {
        assert_eq!(folder.run(&[command, "none.txt"]).code, 2);
        assert_eq!(folder.run(&[command, "."]).code, 2);
    }
    assert_eq!(folder.names(), ["latin.txt"]);
}

#[test]
fn several_articles_are_imported_beside_their_files() {
    let folder = Folder::with(&[("a.txt", TEXT), ("b.txt", "Two.\n"), ("b.ascribe", "mine")]);
    let run = folder.run(&["import", "a.txt", "b.txt"]);
    assert_eq!((run.out.as_str(), run.code), ("", 2));
    assert_eq!(
        run.err,
        "error: b.txt: cannot write b.ascribe: file exists; use `--force` to overwrite it, or `--skip-existing` to keep \
         it\nWrote a.ascribe\nFailed b.txt\n1 written, 0 skipped, 1 failed\n"
    );
    assert_eq!((folder.read("a.ascribe").as_str(), folder.read("b.ascribe").as_str()), (IMPORTED, "mine"));
    assert_eq!(folder.run(&["import", "--force", "a.txt", "b.txt"]).code, 0);
    assert_eq!(folder.read("b.ascribe"), "Two.\n");
}

#[test]
#[cfg(unix)]
fn permissions_and_links_are_kept() {
    use std::os::unix::fs::PermissionsExt;

    let mode =
        |folder: &Folder, name: &str| fs::metadata(folder.path(name)).unwrap().permissions().mode() & 0o777;
    let folder = Folder::with(&[("in.txt", TEXT), ("a.ascribe", ""), ("locked.ascribe", "")]);
    let set = |name: &str, mode: u32| {
        fs::set_permissions(folder.path(name), fs::Permissions::from_mode(mode)).unwrap();
    };
    set("a.ascribe", 0o640);
    set("locked.ascribe", 0o444);
    link(&folder.path("a.ascribe"), &folder.path("link.ascribe"));
    link(&folder.path("none"), &folder.path("dangling.ascribe"));

    assert_eq!(folder.run(&["import", "in.txt", "-fo", "link.ascribe"]).code, 0);
    assert!(fs::symlink_metadata(folder.path("link.ascribe")).unwrap().is_symlink());
    assert_eq!((folder.read("a.ascribe").as_str(), mode(&folder, "a.ascribe")), (IMPORTED, 0o640));

    assert_eq!(folder.run(&["import", "in.txt", "-o", "new.ascribe"]).code, 0);
    fs::write(folder.path("plain"), "").unwrap();
    assert_eq!(mode(&folder, "new.ascribe"), mode(&folder, "plain"), "as the user's mask has it");

    assert_eq!(folder.run(&["import", "in.txt", "-fo", "locked.ascribe"]).code, 2);
    assert_eq!(folder.run(&["import", "in.txt", "-fo", "dangling.ascribe"]).code, 2);
    assert_eq!(folder.run(&["import", "in.txt", "-fo", "/dev/null"]).code, 2);
}

#[test]
#[cfg(unix)]
fn a_folder_that_is_read_only_is_said() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::with(&[("in.txt", TEXT), ("locked/a.ascribe", "mine")]);
    let set = |mode: u32| {
        fs::set_permissions(folder.path("locked"), fs::Permissions::from_mode(mode)).unwrap();
    };
    set(0o555);
    // The superuser may write anywhere.
    let may_write = fs::write(folder.path("locked/probe"), "").is_ok();
    let run = folder.run(&["import", "in.txt", "-o", "locked/b.ascribe"]);
    set(0o755);
    if !may_write {
        assert_eq!(run.code, 2);
        assert!(run.err.contains("permission denied"), "{run:?}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let folder = Folder::with(&[("in.txt", &TEXT.repeat(100_000))]);
    let mut child = folder.command(&["strip", "in.txt"]).spawn().unwrap();
    drop(child.stdout.take());
    let run = Run::new(&child.wait_with_output().unwrap());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
}

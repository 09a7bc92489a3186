//! `ascribe fmt`.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Folder, link};

const LOOSE: &str =
    "@mara:Mara Lindqvist\n\trole:  Keeper \n\n\n\n[The gate was open]{ @mara  claim }, \\[sic\\].\n";

const NEAT: &str = "@mara: Mara Lindqvist\n  role: Keeper\n\n[The gate was open]{claim @mara}, [sic].\n";

#[test]
fn documents_are_formatted_and_named() {
    let folder = Folder::with(&[("a.ascribe", LOOSE), ("b/c.ascribe", NEAT), ("d.txt", LOOSE)]);
    let run = folder.run(&["fmt"]);
    assert_eq!((run.out.as_str(), run.err.as_str(), run.code), ("a.ascribe\n", "", 0));
    assert_eq!((folder.read("a.ascribe").as_str(), folder.read("d.txt").as_str()), (NEAT, LOOSE));
    assert_eq!(folder.names(), ["a.ascribe", "b", "d.txt"], "nothing is left beside it");
    let run = folder.run(&["fmt"]);
    assert_eq!((run.out.as_str(), run.code), ("", 0), "a second time there is nothing to do");
}

#[test]
fn a_check_changes_nothing() {
    let folder = Folder::with(&[("a.ascribe", LOOSE), ("b.ascribe", NEAT)]);
    let run = folder.run(&["fmt", "--check"]);
    assert_eq!((run.out.as_str(), run.err.as_str(), run.code), ("a.ascribe\n", "", 1));
    assert_eq!(folder.read("a.ascribe"), LOOSE);
    assert_eq!(folder.run(&["fmt", "--check", "b.ascribe"]).code, 0);
    assert_eq!(folder.run_with(&["fmt", "--check", "-"], LOOSE).code, 1);
}

#[test]
fn standard_input_is_printed() {
    let folder = Folder::new();
    assert_eq!(folder.run_with(&["fmt", "-"], LOOSE).out, NEAT);
    assert_eq!(
        folder.run_with(&["fmt", "-"], "\u{feff}A \r\n\r\n\r\nplain\r text").out,
        "\u{feff}A \r\n\r\n\r\nplain\r text"
    );
}

#[test]
fn what_cannot_be_read_is_told_and_the_others_are_formatted() {
    let folder = Folder::with(&[("a.ascribe", LOOSE)]);
    folder.write("b.ascribe", b"\xff");
    let run = folder.run(&["fmt", "b.ascribe", "none.ascribe", "a.ascribe"]);
    assert_eq!((run.out.as_str(), run.code), ("a.ascribe\n", 2));
    assert!(run.err.contains("b.ascribe") && run.err.contains("none.ascribe"), "{}", run.err);
    assert_eq!(folder.read("a.ascribe"), NEAT);
}

#[test]
#[cfg(unix)]
fn links_and_permissions_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with(&[("real/a.ascribe", LOOSE)]);
    let real = folder.path("real/a.ascribe");
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).unwrap();
    link(&real, &folder.path("a.ascribe"));
    assert_eq!(folder.run(&["fmt", "a.ascribe"]).code, 0);
    assert_eq!(folder.read("real/a.ascribe"), NEAT);
    assert!(folder.path("a.ascribe").is_symlink());
    assert_eq!(std::fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    std::fs::write(&real, LOOSE).unwrap();
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o440)).unwrap();
    let run = folder.run(&["fmt", "a.ascribe"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("read-only"), "{}", run.err);
}

#[test]
fn the_examples_are_formatted() {
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
    let run = Folder::new().run(&["fmt", "--check", examples]);
    assert_eq!((run.out.as_str(), run.err.as_str(), run.code), ("", "", 0));
}

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use super::*;
use ascribe_lints::rule;
use ascribe_markup::policy::level_word;

/// Temporary folder with these files.
pub(super) fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// Level of the rule `syntax` for a document.
pub(super) fn level(configs: &Configs, path: &Path) -> &'static str {
    level_word(rule("syntax").unwrap().level(&configs.policy(path)))
}

/// File that sets the level of the rule `syntax`.
pub(super) fn says(level: &str) -> Vec<u8> {
    format!("[rules]\nsyntax = '{level}'\n").into_bytes()
}

#[test]
fn files_are_found_upwards_and_the_nearest_wins() {
    let root = [b"root = true\n".to_vec(), says("off")].concat();
    let folder = folder(&[
        ("ascribe.toml", &says("hint")),
        ("desk/ascribe.toml", &root),
        (
            "desk/wire/ascribe.toml",
            b"[rules]\nmissing-source = 'off'\n[[overrides]]\nfiles='b/*'\nextends='ap'",
        ),
        ("repository/.git/x", b""),
    ]);
    let configs = Configs::default();
    let at = |path: &str| level(&configs, &folder.path().join(path));
    assert_eq!(at("x.ascribe"), "hint");
    assert_eq!(at("other/deep/x.ascribe"), "hint");
    assert_eq!(at("desk/x.ascribe"), "off");
    assert_eq!(at("desk/wire/a/x.ascribe"), "off");
    assert_eq!(at("desk/wire/b/x.ascribe"), "error");
    assert_eq!(at("repository/x.ascribe"), "error", "a repository has its own");
    let names = |folder: &Path| configs.of(folder).len();
    assert_eq!(names(&folder.path().join("desk/wire/a")), 2);
}

#[test]
fn a_root_is_where_the_look_ends() {
    let folder = folder(&[
        ("a/ascribe.toml", b""),
        ("a/b/ascribe.toml", b""),
        ("a/b/c/ascribe.toml", b"root = true"),
        ("git/.git/x", b""),
        ("git/d/ascribe.toml", b""),
    ]);
    let configs = Configs::default();
    let root = |path: &str| {
        let root = configs.root(&folder.path().join(path));
        root.strip_prefix(folder.path()).unwrap().display().to_string()
    };
    assert_eq!([root("a/b/x"), root("a/b/c/x"), root("git/d/x"), root("e")], ["a", "a/b/c", "git", "e"]);
}

#[test]
fn a_buffer_wins_over_the_disk_until_it_is_closed() {
    let folder = folder(&[("ascribe.toml", &says("hint"))]);
    let (file, path) = (folder.path().join(FILE), folder.path().join("x.ascribe"));
    let configs = Configs::default();
    assert_eq!(level(&configs, &path), "hint");
    let version = configs.version();
    configs.open(&file, Arc::new(ConfigFile::new("[rules]\nsyntax = 'info'\n")));
    assert_eq!(level(&configs, &path), "info");
    configs.close(&file);
    assert_eq!(level(&configs, &path), "hint");
    std::fs::write(&file, says("off")).unwrap();
    assert_eq!(level(&configs, &path), "hint", "nobody has said that it changed");
    configs.changed(folder.path());
    assert_eq!(level(&configs, &path), "off");
    assert!(configs.version() > version);
}

#[test]
fn what_is_no_configuration_is_refused() {
    let large = vec![b'#'; MAX_CONFIG_BYTES + 1];
    let folder =
        folder(&[("a/ascribe.toml", b"# \xff"), ("b/ascribe.toml", &large), ("c/ascribe.toml/x", b"")]);
    let told = |name: &str| {
        let file = ConfigFile::load(&folder.path().join(name).join(FILE)).unwrap();
        file.problems.into_iter().map(|problem| problem.message).collect::<String>()
    };
    assert!(told("a").contains("not valid UTF-8 at byte 2"));
    assert!(told("b").contains("1048577 bytes"));
    assert!(told("c").contains("not a regular file"));
    assert!(ConfigFile::load(&folder.path().join("d").join(FILE)).is_none());
}

#[test]
fn one_file_may_hold_in_place_of_all() {
    let folder = folder(&[("ascribe.toml", &says("hint"))]);
    let configs = Configs::default();
    let file = ConfigFile::new("[[overrides]]\nfiles = 'wire/*'\nrules.syntax = 'off'\n");
    configs.only(folder.path(), &folder.path().join("other.toml"), Arc::new(file));
    assert_eq!(level(&configs, &folder.path().join("x.ascribe")), "error");
    assert_eq!(level(&configs, &folder.path().join("wire/x.ascribe")), "off");
}

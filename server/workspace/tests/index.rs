//! An index kept up to date equals one built from scratch.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use ascribe_articles::Desk;
use ascribe_workspace::ReadError;
use ascribe_workspace::index::{Folder, Index, Progress};
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

struct Calm;

impl Progress for Calm {
    fn went_on(&self, _: usize, _: usize) -> bool {
        true
    }
}

fn folders(root: &Path) -> Vec<Folder> {
    vec![Folder { path: root.to_path_buf(), deep: true }]
}

fn fresh(root: &Path) -> Index {
    let index = Index::default();
    index.scan(&folders(root), &Calm);
    index
}

/// Possible changes to the files of a folder.
#[derive(Debug, Clone)]
enum Step {
    Write(usize, usize),
    Delete(usize),
    Rename(usize, usize),
    Ignore(bool),
}

const PATHS: [&str; 6] =
    ["a.ascribe", "cast.ascribe", "d/b.ascribe", "d/cast.ascribe", "d/e/c.ascribe", "n.txt"];

const TEXTS: [&str; 5] = [
    "",
    "@ada: Ada Berg\n",
    "@ola: Ola Berg\n",
    "[It rained]{claim #rain @ada}.\n",
    "[It did not]{claim @ola denies=../a#rain}.\n",
];

fn step() -> impl Strategy<Value = Step> {
    let path = 0..PATHS.len();
    prop_oneof![
        4 => (path.clone(), 0..TEXTS.len()).prop_map(|(path, text)| Step::Write(path, text)),
        2 => path.clone().prop_map(Step::Delete),
        2 => (path.clone(), path).prop_map(|(from, to)| Step::Rename(from, to)),
        1 => any::<bool>().prop_map(Step::Ignore),
    ]
}

/// Applies a step; returns the files that a watcher would report.
fn take(root: &Path, step: &Step) -> Vec<PathBuf> {
    let path = |i: usize| root.join(PATHS[i]);
    match *step {
        Step::Write(i, text) => fs::write(path(i), TEXTS[text]).map(|()| vec![path(i)]).unwrap_or_default(),
        Step::Delete(i) => fs::remove_file(path(i)).map(|()| vec![path(i)]).unwrap_or_default(),
        Step::Rename(from, to) => {
            fs::rename(path(from), path(to)).map(|()| vec![path(from), path(to)]).unwrap_or_default()
        }
        Step::Ignore(true) => fs::write(root.join(".gitignore"), "d/e/\n").map(|()| vec![]).unwrap(),
        Step::Ignore(false) => fs::remove_file(root.join(".gitignore")).map(|()| vec![]).unwrap_or_default(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 4))]

    #[test]
    fn scans_add_up_to_what_is_there(steps in prop::collection::vec(step(), 1..12)) {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("d/e")).unwrap();
        let index = fresh(folder.path());
        for step in steps {
            let told = take(folder.path(), &step);
            // Known files are scanned individually; anything else causes a full scan.
            let before = (index.version(), index.summaries());
            let report = if !told.is_empty() && told.iter().all(|path| index.knows(path)) {
                index.scan_files(&told)
            } else {
                index.scan(&folders(folder.path()), &Calm)
            };
            prop_assert!(index == fresh(folder.path()), "after {step:?}");
            prop_assert_eq!(report.changed, index.version() != before.0);
            prop_assert!(report.changed || index.summaries() == before.1, "after {step:?}");
        }
    }
}

#[test]
fn an_unchanged_file_is_not_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ascribe");
    fs::write(&path, TEXTS[1]).unwrap();
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_mins(1);
    fs::File::options().write(true).open(&path).unwrap().set_modified(long_ago).unwrap();
    let index = fresh(folder.path());
    assert!(!index.scan(&folders(folder.path()), &Calm).changed);
    fs::write(&path, TEXTS[2]).unwrap();
    assert!(index.scan(&folders(folder.path()), &Calm).changed);
}

#[test]
fn a_file_that_is_saved_as_it_was_is_no_change() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ascribe");
    fs::write(&path, TEXTS[1]).unwrap();
    let index = fresh(folder.path());
    fs::write(&path, TEXTS[1]).unwrap();
    assert!(!index.scan_files(std::slice::from_ref(&path)).changed);
    fs::write(&path, TEXTS[2]).unwrap();
    assert!(index.scan_files(&[path]).changed);
}

#[test]
fn a_change_costs_one_file_however_many_there_are() {
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_mins(1);
    for articles in [3, 300] {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in Desk::of(articles).files() {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
            fs::File::options().write(true).open(&path).unwrap().set_modified(long_ago).unwrap();
        }
        let index = Index::default();
        let first = index.scan(&folders(folder.path()), &Calm);
        assert_eq!(first.documents_read, articles + 1);
        assert_eq!(index.scan(&folders(folder.path()), &Calm).documents_read, 0);
        let changed = folder.path().join(Desk::path(1));
        fs::write(&changed, "Another text.\n").unwrap();
        assert_eq!(index.scan_files(&[changed]).documents_read, 1);
        assert_eq!(index.scan(&folders(folder.path()), &Calm).documents_read, 1);
    }
}

#[test]
fn what_cannot_be_read_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("latin.ascribe");
    fs::write(&path, b"Caf\xe9\n").unwrap();
    let index = Index::default();
    let first = index.scan(&folders(folder.path()), &Calm);
    assert_eq!(first.failures.len(), 1);
    assert_eq!(index.scan(&folders(folder.path()), &Calm).failures.len(), 0);
    assert!(index.knows(&path) && index.paths().is_empty());
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_so_that_loops_end() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("d")).unwrap();
    fs::write(folder.path().join("d/a.ascribe"), TEXTS[1]).unwrap();
    std::os::unix::fs::symlink(folder.path(), folder.path().join("d/loop")).unwrap();
    assert_eq!(fresh(folder.path()).paths().len(), 1);
}

#[test]
fn a_shallow_folder_is_looked_at_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("d")).unwrap();
    fs::write(folder.path().join("a.ascribe"), "").unwrap();
    fs::write(folder.path().join("d/b.ascribe"), "").unwrap();
    let index = Index::default();
    let shallow = [Folder { path: folder.path().to_path_buf(), deep: false }];
    index.scan(&shallow, &Calm);
    assert_eq!(index.paths(), [folder.path().join("a.ascribe")]);
}

#[test]
fn documents_without_room_are_named_once_and_indexed_when_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a", "b", "c"] {
        fs::write(folder.path().join(name).with_extension("ascribe"), TEXTS[3].repeat(10)).unwrap();
    }
    let whole = fresh(folder.path());
    assert_eq!(whole.paths().len(), 3);
    let index = Index::limited(whole.bytes() * 5 / 6);
    let report = index.scan(&folders(folder.path()), &Calm);
    assert!(matches!(&report.failures[..], [(_, ReadError::IndexFull(_))]), "{report:?}");
    let (paths, missed) = (index.paths(), index.unreadable());
    assert_eq!((paths.len(), &missed), (2, &vec![report.failures[0].0.clone()]));
    assert_eq!(index.bytes(), whole.bytes() * 2 / 3);
    assert!(index.scan(&folders(folder.path()), &Calm).failures.is_empty(), "it was named before");
    fs::remove_file(&paths[0]).unwrap();
    index.scan(&folders(folder.path()), &Calm);
    // A second scan, since the removed document may come after the one that needs its room.
    index.scan(&folders(folder.path()), &Calm);
    assert!(index.paths().contains(&missed[0]) && index.unreadable().is_empty());
    for path in index.paths() {
        fs::remove_file(path).unwrap();
    }
    index.scan(&folders(folder.path()), &Calm);
    assert_eq!(index.bytes(), 0);
}

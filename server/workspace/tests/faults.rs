//! Tests of file system faults while a workspace is scanned.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use ascribe_workspace::index::{Folder, Index, Progress, ScanReport};
use ascribe_workspace::walk::documents_below;
use ascribe_workspace::{MAX_BYTES, ReadError, read_text};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use tempfile::TempDir;

const TEXT: &str = "@ada: Ada Berg\n";

/// Calls a function once, after the walk and before the first file is read.
struct Between<F: Fn() + Sync>(AtomicBool, F);

impl<F: Fn() + Sync> Progress for Between<F> {
    fn went_on(&self, done: usize, all: usize) -> bool {
        if (done, all > 0) == (0, true) && !self.0.swap(true, Ordering::SeqCst) {
            (self.1)();
        }
        true
    }
}

fn look_with(index: &Index, root: &Path, between: impl Fn() + Sync) -> ScanReport {
    let folders = [Folder { path: root.to_path_buf(), deep: true }];
    index.scan(&folders, &Between(AtomicBool::new(false), between))
}

fn look(index: &Index, root: &Path) -> Vec<(PathBuf, ReadError)> {
    look_with(index, root, || ()).failures
}

fn folder(names: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in names {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, TEXT).unwrap();
    }
    folder
}

fn names(index: &Index, root: &Path) -> Vec<PathBuf> {
    index.paths().iter().map(|path| path.strip_prefix(root).unwrap().to_path_buf()).collect()
}

#[test]
fn a_file_that_vanishes_before_it_is_read_was_never_there() {
    let folder = folder(&["a.ascribe", "b.ascribe"]);
    let index = Index::default();
    let report =
        look_with(&index, folder.path(), || fs::remove_file(folder.path().join("a.ascribe")).unwrap());
    assert_eq!(report.failures.len(), 0);
    assert_eq!(names(&index, folder.path()), [Path::new("b.ascribe")]);
    look_with(&index, folder.path(), || fs::remove_file(folder.path().join("b.ascribe")).unwrap());
    assert_eq!(names(&index, folder.path()).len(), 0);
}

#[test]
fn a_file_that_changes_while_it_is_indexed_is_read_again() {
    let folder = folder(&["a.ascribe"]);
    let path = folder.path().join("a.ascribe");
    let index = Index::default();
    look_with(&index, folder.path(), || fs::write(&path, "@eva: Eva Lund\n").unwrap());
    // Equal length, and within the resolution of the modification time.
    fs::write(&path, "@eve: Eve Lund\n").unwrap();
    look(&index, folder.path());
    assert_eq!(&*index.summary(&path).unwrap().declarations().next().unwrap().id, "eve");
}

#[test]
fn a_huge_file_is_not_read_and_told_once() {
    let folder = folder(&["a.ascribe"]);
    let path = folder.path().join("film.ascribe");
    // A sparse file, which takes no space on disk.
    File::create(&path).unwrap().set_len(2 << 30).unwrap();
    let index = Index::default();
    let failures = look(&index, folder.path());
    assert!(
        matches!(&failures[..], [(at, ReadError::TooLarge(bytes, _))] if *at == path && *bytes == 2 << 30)
    );
    assert!(look(&index, folder.path()).is_empty());
    assert_eq!(names(&index, folder.path()), [Path::new("a.ascribe")]);
    assert!(matches!(read_text(&path), Err(ReadError::TooLarge(_, MAX_BYTES))));
}

#[test]
fn no_more_documents_are_found_than_wanted() {
    let folder = folder(&["a.ascribe", "b.ascribe", "d/c.ascribe"]);
    let found = documents_below(folder.path(), None, 2, &|| true);
    assert!(found.cut && found.documents.len() == 2);
    assert!(!documents_below(folder.path(), None, 3, &|| true).cut);
}

#[test]
fn folders_may_be_deep() {
    let folder = folder(&["a.ascribe"]);
    let deep: PathBuf = std::iter::repeat_n("d", 500).collect();
    fs::create_dir_all(folder.path().join(&deep)).unwrap();
    fs::write(folder.path().join(&deep).join("b.ascribe"), TEXT).unwrap();
    let index = Index::default();
    assert!(look(&index, folder.path()).is_empty());
    assert_eq!(names(&index, folder.path()), [Path::new("a.ascribe"), &deep.join("b.ascribe")]);
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;
    use std::process::Command;

    /// Makes a named pipe; opening it blocks until there is a writer.
    fn make_pipe(path: &Path) {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }

    #[test]
    fn nobody_waits_for_pipes_sockets_and_folders_that_are_named_like_documents() {
        let folder = folder(&["a.ascribe", "cast.ascribe/b.ascribe"]);
        make_pipe(&folder.path().join("pipe.ascribe"));
        let _socket = UnixListener::bind(folder.path().join("socket.ascribe")).unwrap();
        let index = Index::default();
        assert!(look(&index, folder.path()).is_empty());
        assert_eq!(
            names(&index, folder.path()),
            [Path::new("a.ascribe"), Path::new("cast.ascribe/b.ascribe")]
        );
        assert!(matches!(read_text(&folder.path().join("pipe.ascribe")), Err(ReadError::NotAFile)));
    }

    #[test]
    fn a_document_that_becomes_a_pipe_is_gone() {
        let folder = folder(&["a.ascribe"]);
        let path = folder.path().join("a.ascribe");
        let index = Index::default();
        look(&index, folder.path());
        fs::remove_file(&path).unwrap();
        make_pipe(&path);
        index.scan_files(std::slice::from_ref(&path));
        assert!(!index.knows(&path));
    }

    #[test]
    fn a_pipe_that_should_say_what_is_ignored_closes_its_folder_alone() {
        for name in [".gitignore", ".ignore"] {
            let folder = folder(&["a.ascribe", "d/b.ascribe"]);
            let pipe = folder.path().join("d").join(name);
            make_pipe(&pipe);
            let index = Index::default();
            let failures = look(&index, folder.path());
            assert!(matches!(&failures[..], [(at, ReadError::NotAFile)] if *at == pipe));
            assert_eq!(names(&index, folder.path()), [Path::new("a.ascribe")]);
            assert!(look(&index, folder.path()).is_empty(), "it is told once");
            assert_eq!(documents_below(&folder.path().join("d"), None, 9, &|| true).failures.len(), 1);
            fs::remove_file(pipe).unwrap();
            look(&index, folder.path());
            assert_eq!(names(&index, folder.path()).len(), 2);
        }
    }

    #[test]
    fn a_trap_in_place_of_a_git_folder_closes_its_folder_alone() {
        let traps: [fn(&Path) -> PathBuf; 5] = [
            |git| {
                make_pipe(git);
                git.to_owned()
            },
            |git| {
                File::create(git).unwrap().set_len(2 << 30).unwrap();
                git.to_owned()
            },
            |git| {
                let common_dir = linked(git).join("commondir");
                make_pipe(&common_dir);
                common_dir
            },
            |git| {
                let common_dir = linked(git).join("commondir");
                symlink("/dev/zero", &common_dir).unwrap();
                common_dir
            },
            |git| {
                let real = linked(git);
                fs::write(real.join("commondir"), "./common\n").unwrap();
                fs::create_dir_all(real.join("common/info")).unwrap();
                let exclude = real.join("common/info/exclude");
                make_pipe(&exclude);
                exclude
            },
        ];
        for (number, trap) in traps.into_iter().enumerate() {
            let folder = folder(&["a.ascribe", "d/b.ascribe"]);
            let trap = trap(&folder.path().join("d/.git"));
            let index = Index::default();
            let failures = look(&index, folder.path());
            let told: Vec<PathBuf> = failures.into_iter().map(|(path, _)| path).collect();
            assert!(
                matches!(&told[..], [at] if at.ends_with(trap.file_name().unwrap())),
                "{number}: {told:?}"
            );
            assert_eq!(names(&index, folder.path()), [Path::new("a.ascribe")], "{number}");
        }
    }

    /// Makes a `.git` file as in a linked worktree, and returns the folder that it names.
    fn linked(git: &Path) -> PathBuf {
        let real = git.with_file_name("real");
        fs::create_dir_all(&real).unwrap();
        fs::write(git, format!("gitdir: {}\n", real.display())).unwrap();
        real
    }

    #[test]
    fn links_lead_nowhere() {
        let outside = folder(&["secret.ascribe"]);
        let folder = folder(&["a.ascribe"]);
        let (file, path) = (outside.path().join("secret.ascribe"), folder.path().join("a.ascribe"));
        symlink(&file, folder.path().join("file.ascribe")).unwrap();
        symlink(outside.path(), folder.path().join("folder")).unwrap();
        symlink("loop.ascribe", folder.path().join("loop.ascribe")).unwrap();
        let index = Index::default();
        assert!(look(&index, folder.path()).is_empty());
        assert_eq!(names(&index, folder.path()), [Path::new("a.ascribe")]);
        fs::remove_file(&path).unwrap();
        symlink(&file, &path).unwrap();
        index.scan_files(std::slice::from_ref(&path));
        assert!(!index.knows(&path));
    }

    #[test]
    fn a_name_need_not_be_utf_8() {
        let folder = folder(&["a.ascribe"]);
        let name = OsStr::from_bytes(b"caf\xe9.ascribe");
        // Some file systems reject such a name.
        if fs::write(folder.path().join(name), TEXT).is_ok() {
            let index = Index::default();
            assert!(look(&index, folder.path()).is_empty());
            assert_eq!(names(&index, folder.path()), [Path::new("a.ascribe"), Path::new(name)]);
        }
    }

    #[test]
    fn what_may_not_be_read_is_told_once() {
        let folder = folder(&["a.ascribe", "file.ascribe", "folder/b.ascribe"]);
        let closed = ["file.ascribe", "folder"].map(|name| folder.path().join(name));
        let set = |mode| {
            for path in &closed {
                fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
            }
        };
        set(0o000);
        // The superuser may read anything.
        if File::open(&closed[0]).is_err() {
            let index = Index::default();
            let told: Vec<PathBuf> = look(&index, folder.path()).into_iter().map(|(path, _)| path).collect();
            assert!(closed.iter().all(|path| told.contains(path)) && told.len() == 2);
            assert_eq!(names(&index, folder.path()), [Path::new("a.ascribe")]);
            assert!(look(&index, folder.path()).is_empty());
            set(0o755);
            look(&index, folder.path());
            assert_eq!(names(&index, folder.path()).len(), 3);
        }
        set(0o755);
    }
}

//! Replaces the content of files, so that no partial file is ever left.

use parking_lot::Mutex;
use std::collections::HashSet;
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;
use tempfile::NamedTempFile;

/// Name of a temporary file: prefix and suffix.
const TEMPORARY: [&str; 2] = [".ascribe-", ".tmp"];

/// Name of the file by which a run holds a folder.
pub const LOCK: &str = ".ascribe-lock";

/// Age at which a temporary file was left behind by a run that was killed.
const STALE: Duration = Duration::from_hours(1);

/// Content that a file must have to be replaced.
#[derive(Debug, Clone, Copy)]
pub enum Expected<'a> {
    /// There is no file yet.
    Nothing,
    /// Any file.
    Anything,
    /// A file with this text.
    Text(&'a str),
}

/// Outcome of a replacement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replaced {
    /// The file has the new content.
    Written,
    /// The file has another text than was expected, and was left as it is.
    Changed,
}

/// Folder of a path.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// Creates the folder of a path, and those around it, unless they exist.
pub fn create_folder_of(path: &Path) -> io::Result<()> {
    fs::create_dir_all(folder_of(path))
}

/// Creates a folder, and those around it, unless they exist.
pub fn create_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// Holds a folder against other runs until the file is dropped; `None` if another run holds it. The system releases it when
/// the run ends, however that is.
pub fn lock_folder(folder: &Path) -> io::Result<Option<File>> {
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(folder.join(LOCK))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Removes a file, if there is one.
pub fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Removes the temporary files of a folder to which no other run writes.
pub fn remove_temporary(folder: &Path) {
    remove_temporary_if(folder, |_| true);
}

/// Whether a file with this name is a temporary one.
pub fn is_temporary(name: &str) -> bool {
    name.starts_with(TEMPORARY[0]) && name.ends_with(TEMPORARY[1])
}

/// Writes a temporary file next to the target and renames it, so that a partial file is never visible. A target with
/// more than a new file would have (other links, another owner, extended attributes) is overwritten in place, so that it
/// keeps them; its old content is restored if that fails.
pub fn replace(target: &Path, expected: Expected<'_>, content: impl AsRef<[u8]>) -> io::Result<Replaced> {
    let content = content.as_ref();
    let folder = folder_of(target);
    remove_stale(folder);
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY[0]).suffix(TEMPORARY[1]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Default mode of a new file; the system applies the umask.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(content)?;
    if let Expected::Nothing = expected {
        file.as_file().sync_all()?;
        file.persist_noclobber(target).map_err(|error| error.error)?;
        return Ok(Replaced::Written);
    }
    let existing = fs::metadata(target)?;
    file.as_file().set_permissions(existing.permissions())?;
    file.as_file().sync_all()?;
    // As late as possible: others may write to the file, and nothing locks it.
    let before = fs::read(target)?;
    if let Expected::Text(text) = expected
        && before != text.as_bytes()
    {
        return Ok(Replaced::Changed);
    }
    if is_replaceable(target, &existing, &file)? {
        file.persist(target).map_err(|error| error.error)?;
    } else {
        overwrite(target, &before, content)?;
    }
    Ok(Replaced::Written)
}

/// Whether the new file can take the place of the existing one without losing anything but its content.
#[cfg(unix)]
fn is_replaceable(target: &Path, existing: &Metadata, file: &NamedTempFile) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let new = file.as_file().metadata()?;
    let is_owned = (existing.uid(), existing.gid()) == (new.uid(), new.gid());
    Ok(existing.nlink() == 1 && is_owned && !has_attributes(target))
}

#[cfg(not(unix))]
fn is_replaceable(_: &Path, _: &Metadata, _: &NamedTempFile) -> io::Result<bool> {
    Ok(true)
}

/// Whether a file has extended attributes, except those that the system gives to each file.
#[cfg(target_os = "linux")]
fn has_attributes(target: &Path) -> bool {
    let mut names = vec![0; 64 * 1024];
    // A file system without attributes answers with an error.
    let length = rustix::fs::listxattr(target, &mut names[..]).unwrap_or(0);
    let names = names[..length].split(|byte| *byte == 0).filter(|name| !name.is_empty());
    names.into_iter().any(|name| !name.starts_with(b"security."))
}

#[cfg(all(unix, not(target_os = "linux")))]
fn has_attributes(_: &Path) -> bool {
    false
}

fn overwrite(target: &Path, before: &[u8], content: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(target)?;
    let written = fill(&mut file, content);
    if written.is_err() {
        // The old content had room.
        fill(&mut file, before)?;
    }
    written
}

fn fill(file: &mut File, content: &[u8]) -> io::Result<()> {
    file.rewind()?;
    file.write_all(content)?;
    file.set_len(content.len() as u64)?;
    file.sync_all()
}

/// Removes temporary files that killed runs have left in a folder; looks at each folder once.
fn remove_stale(folder: &Path) {
    static SEEN: LazyLock<Mutex<HashSet<PathBuf>>> = LazyLock::new(Mutex::default);
    if !SEEN.lock().insert(folder.to_path_buf()) {
        return;
    }
    remove_temporary_if(folder, is_old);
}

/// Removes the temporary files of a folder that meet a condition.
fn remove_temporary_if(folder: &Path, is_stale: impl Fn(&Metadata) -> bool) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_stale = entry.file_name().to_str().is_some_and(is_temporary)
            && entry.metadata().is_ok_and(|metadata| metadata.is_file() && is_stale(&metadata));
        if is_stale {
            // Ignored: it is in nobody's way.
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn is_old(metadata: &Metadata) -> bool {
    metadata.modified().ok().and_then(|modified| modified.elapsed().ok()).is_some_and(|age| age > STALE)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_that_has_changed_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ascribe");
        fs::write(&path, "one\nmore").unwrap();
        assert_eq!(replace(&path, Expected::Text("one\n"), "two\n").unwrap(), Replaced::Changed);
        assert_eq!(fs::read_to_string(&path).unwrap(), "one\nmore");
        assert_eq!(replace(&path, Expected::Text("one\nmore"), "two\n").unwrap(), Replaced::Written);
        assert_eq!(fs::read_to_string(&path).unwrap(), "two\n");
        assert!(replace(&path, Expected::Nothing, "three").is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "two\n");
        assert_eq!(names(folder.path()), ["a.ascribe"]);
    }

    #[test]
    #[cfg(unix)]
    fn links_are_kept() {
        use std::os::unix::fs::MetadataExt;
        let folder = tempfile::tempdir().unwrap();
        let [path, other] = ["a.ascribe", "b.ascribe"].map(|name| folder.path().join(name));
        fs::write(&path, "a longer text").unwrap();
        fs::hard_link(&path, &other).unwrap();
        replace(&path, Expected::Anything, "short").unwrap();
        assert_eq!(fs::read_to_string(&other).unwrap(), "short");
        assert_eq!(fs::metadata(&path).unwrap().nlink(), 2);
        assert_eq!(names(folder.path()), ["a.ascribe", "b.ascribe"]);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn attributes_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ascribe");
        fs::write(&path, "one").unwrap();
        // Some file systems have none.
        if rustix::fs::setxattr(&path, "user.desk", b"north", rustix::fs::XattrFlags::empty()).is_ok() {
            replace(&path, Expected::Anything, "two").unwrap();
            let mut value = [0; 5];
            assert_eq!(rustix::fs::getxattr(&path, "user.desk", &mut value[..]).unwrap(), 5);
            assert_eq!((&value, fs::read_to_string(&path).unwrap().as_str()), (b"north", "two"));
        }
    }

    #[test]
    fn files_that_a_killed_run_has_left_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        for name in [".ascribe-old.tmp", ".ascribe-new.tmp", ".ascribe-notes", "old.tmp"] {
            let file = File::create(folder.path().join(name)).unwrap();
            if !name.contains("new") {
                file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
            }
        }
        replace(&folder.path().join("a.ascribe"), Expected::Nothing, "one").unwrap();
        assert_eq!(names(folder.path()), [".ascribe-new.tmp", ".ascribe-notes", "a.ascribe", "old.tmp"]);
    }
}

//! Writes results to standard output, or atomically to a file.

use crate::console;
use crate::exit::Failure;
use crate::input::io_reason;
use ascribe_workspace::{is_too_much, marked_root, normal};
use std::fs::{self, Metadata};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Argument that stands for standard output.
pub const STDOUT: &str = "-";

/// Where a result goes.
#[derive(Debug, clap::Args)]
pub struct Output {
    /// Write to this file instead of standard output; `-` is standard output
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    path: Option<PathBuf>,

    /// Overwrite the file if it exists
    #[arg(short, long, requires = "path")]
    force: bool,
}

impl Output {
    /// Output to standard output.
    pub fn standard() -> Self {
        Self { path: None, force: false }
    }

    /// Output to this file; an existing one is overwritten only with `force`.
    pub fn to(path: PathBuf, force: bool) -> Self {
        Self { path: Some(path), force }
    }

    /// Writes the bytes of `content`, unchanged.
    pub fn write(&self, content: &str) -> Result<(), Failure> {
        if let Some(path) = self.path.as_deref().filter(|path| *path != Path::new(STDOUT)) {
            return self
                .write_file(path, content)
                .map_err(|reason| Failure::new(format!("cannot write {}: {reason}", path.display())));
        }
        let mut out = console::out(false);
        out.write_all(console::as_written(content).as_bytes())?;
        Ok(out.flush()?)
    }

    fn write_file(&self, path: &Path, content: &str) -> Result<(), String> {
        let existing = self.existing(path)?;
        let target = if existing.is_some() { target(path)? } else { path.to_path_buf() };
        let folder = match target.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        if !folder.is_dir() {
            return Err(format!("the folder {} does not exist; create it first", folder.display()));
        }
        replace(&target, folder, existing.as_ref(), self.force, content).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => EXISTS.into(),
            _ => io_reason(&error),
        })
    }

    /// Metadata of the file at the path, if it may be overwritten.
    fn existing(&self, path: &Path) -> Result<Option<Metadata>, String> {
        let metadata = match fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == ErrorKind::NotFound && fs::symlink_metadata(path).is_err() => {
                return Ok(None);
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err("is a broken symbolic link; remove it first".into());
            }
            Err(error) => return Err(io_reason(&error)),
        };
        if metadata.is_dir() {
            Err("is a directory, not a file; name a file in it".into())
        } else if !metadata.is_file() {
            Err("is not a regular file; omit `-o` and redirect standard output to it".into())
        } else if !self.force {
            Err(EXISTS.into())
        } else if metadata.permissions().readonly() {
            Err(READ_ONLY.into())
        } else {
            Ok(Some(metadata))
        }
    }
}

/// Overwrites an existing file.
pub fn rewrite(path: &Path, content: &str) -> Result<(), String> {
    let target = target(path)?;
    let existing = fs::metadata(&target).map_err(|error| io_reason(&error))?;
    if existing.permissions().readonly() {
        return Err(READ_ONLY.into());
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    replace(&target, folder, Some(&existing), true, content).map_err(|error| io_reason(&error))
}

/// File that a path resolves to. A link is kept and its target replaced, if that is in the folder of the link or in the
/// workspace: links may come from others, and their targets are not visible.
fn target(path: &Path) -> Result<PathBuf, String> {
    let target = fs::canonicalize(path).map_err(|error| io_reason(&error))?;
    let is_link = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
    let path = normal(path);
    let folder = path.parent().unwrap_or(&path);
    let roots = std::env::current_dir().into_iter().map(|current| marked_root(&current));
    let roots = roots.chain([marked_root(folder)]).filter(|root| !is_too_much(root));
    let mut within = roots.chain([folder.to_path_buf()]).filter_map(|folder| fs::canonicalize(folder).ok());
    if is_link && !within.any(|folder| target.starts_with(folder)) {
        let target = target.display();
        return Err(format!(
            "is a link that leads out of the workspace; to change {target}, name it directly"
        ));
    }
    Ok(target)
}

/// Writes a temporary file next to the target and renames it, so that a partial file is never visible.
fn replace(
    target: &Path,
    folder: &Path,
    existing: Option<&Metadata>,
    overwrite: bool,
    content: &str,
) -> io::Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".ascribe-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Default mode of a new file; the system applies the umask.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(content.as_bytes())?;
    if let Some(existing) = existing {
        file.as_file().set_permissions(existing.permissions())?;
    }
    file.as_file().sync_all()?;
    let persisted = if overwrite { file.persist(target) } else { file.persist_noclobber(target) };
    persisted.map(drop).map_err(|error| error.error)
}

const READ_ONLY: &str = "file is read-only; make it writable first";

const EXISTS: &str = "file exists; use `--force` to overwrite it";

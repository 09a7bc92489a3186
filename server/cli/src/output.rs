//! Writes results to standard output, or atomically to a file.

use crate::console;
use crate::exit::Failure;
use crate::input::io_reason;
use crate::replace::{Expected, Replaced, create_folder_of, folder_of, replace};
use ascribe_markup::document::Document;
use ascribe_markup::gate::{Intent, pass_version};
use ascribe_workspace::{marked_root, normal};
use clap::ValueEnum;
use serde::Serialize;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Argument that stands for standard output.
pub const STDOUT: &str = "-";

/// Maximum number of times that a file is read again which others change.
const ROUNDS: usize = 16;

/// Output format of a command that answers people and programs.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Format {
    /// Lines for people
    Text,
    /// JSON for programs
    Json,
}

/// Text of a document as it was read, and as it is to be, with the same article.
#[derive(Debug)]
pub struct Edited {
    before: String,
    after: String,
}

impl Edited {
    /// A document and a later version of it.
    ///
    /// # Errors
    /// If the version does not pass the gate.
    pub fn new(before: &Document, after: &Document) -> Result<Self, String> {
        pass_version(before, after, &Intent::Markup).map_err(|refusal| refusal.to_string())?;
        Ok(Self { before: before.text().to_string(), after: after.text().to_string() })
    }

    /// The later text.
    pub fn after(&self) -> &str {
        &self.after
    }
}

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

    /// Output to this file, whose folder is created.
    pub fn in_folder(path: PathBuf, force: bool) -> Result<Self, String> {
        create_folder_of(&path).map_err(|error| {
            format!("cannot create the folder {}: {}", folder_of(&path).display(), io_reason(&error))
        })?;
        Ok(Self::to(path, force))
    }

    /// Writes the bytes of `content`, unchanged.
    pub fn write(&self, content: &str) -> Result<(), Failure> {
        if let Some(path) = self.path.as_deref().filter(|path| *path != Path::new(STDOUT)) {
            return Self::written(path, self.write_file(path, content.as_bytes()));
        }
        let mut out = console::out(false);
        out.write_all(console::as_written(content).as_bytes())?;
        Ok(out.flush()?)
    }

    /// Writes a binary file, never to standard output, which may be a terminal.
    ///
    /// # Errors
    /// With this message if no file is named.
    pub fn write_binary(&self, content: &[u8], message: &str) -> Result<(), Failure> {
        let path = self.path.as_deref().filter(|path| *path != Path::new(STDOUT));
        let path = path.ok_or_else(|| Failure::new(message))?;
        Self::written(path, self.write_file(path, content))
    }

    fn written(path: &Path, result: Result<(), String>) -> Result<(), Failure> {
        result.map_err(|reason| Failure::new(format!("cannot write {}: {reason}", path.display())))
    }

    fn write_file(&self, path: &Path, content: &[u8]) -> Result<(), String> {
        let expected = if self.is_existing(path)? { Expected::Anything } else { Expected::Nothing };
        let folder = folder_of(path);
        if !folder.is_dir() {
            return Err(format!("the folder {} does not exist; create it first", folder.display()));
        }
        let target = target(path)?;
        let replaced = replace(&target, expected, content).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => EXISTS.into(),
            _ => io_reason(&error),
        });
        replaced.map(drop)
    }

    /// Whether there is a file at the path; an error if it may not be overwritten.
    fn is_existing(&self, path: &Path) -> Result<bool, String> {
        let metadata = match fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == ErrorKind::NotFound && fs::symlink_metadata(path).is_err() => {
                return Ok(false);
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
            Ok(true)
        }
    }
}

/// A result as JSON on several lines, with a final line end; safe for a terminal.
pub fn json_lines(result: &impl Serialize) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(result).map_err(|error| Failure::new(error.to_string()))?;
    Ok(console::json(&text) + "\n")
}

/// Rewrites a file until its text is what `edit` makes of it; `None` leaves it as it is. A file that others change
/// meanwhile is read again, so that none of their lines is lost. Returns whether it was rewritten.
pub fn rewrite(
    path: &Path,
    mut edit: impl FnMut() -> Result<Option<Edited>, String>,
) -> Result<bool, String> {
    for _ in 0..ROUNDS {
        let Some(edited) = edit()? else { return Ok(false) };
        let target = target(path)?;
        let existing = fs::metadata(&target).map_err(|error| io_reason(&error))?;
        if existing.permissions().readonly() {
            return Err(READ_ONLY.into());
        }
        let replaced = replace(&target, Expected::Text(&edited.before), &edited.after);
        if replaced.map_err(|error| io_reason(&error))? == Replaced::Written {
            return Ok(true);
        }
    }
    Err("file keeps changing; run the command again when it is at rest".into())
}

/// File that a path resolves to, which need not exist. It has to be in the workspace in which the path is by its name:
/// links to files and folders may come from others, and where they lead is not visible.
fn target(path: &Path) -> Result<PathBuf, String> {
    let real = |path: &Path| fs::canonicalize(path).map_err(|error| io_reason(&error));
    let target = match (path.symlink_metadata(), path.file_name()) {
        (Err(_), Some(name)) => real(folder_of(path))?.join(name),
        _ => real(path)?,
    };
    let root = workspace_of(&normal(path));
    if target.starts_with(real(&root)?) {
        return Ok(target);
    }
    let (root, target) = (root.display(), target.display());
    Err(format!(
        "is a link, or in a linked folder, that leads out of the workspace {root}; to change {target}, name it directly"
    ))
}

/// Root of the workspace in which a file is by its name: that of the current folder, or else that of its own folder.
fn workspace_of(path: &Path) -> PathBuf {
    let current = std::env::current_dir().ok().map(|current| marked_root(&current));
    let around = current.filter(|root| path.starts_with(root));
    around.unwrap_or_else(|| marked_root(path.parent().unwrap_or(path)))
}

const READ_ONLY: &str = "file is read-only; make it writable first";

const EXISTS: &str = "file exists; use `--force` to overwrite it";

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Edited, rewrite};
    use ascribe_markup::Edit;
    use ascribe_markup::document::Document;
    use std::fs;
    use std::path::Path;

    /// Adds a line, as another program would.
    fn append(path: &Path, line: &str) {
        fs::write(path, fs::read_to_string(path).unwrap() + line).unwrap();
    }

    /// A text with another note in the place of the first.
    fn edited(before: &str, note: &str) -> Edited {
        let before = Document::new(before);
        let after = before.edited(&[Edit::replace(0.."%% one\n".len(), note)]);
        Edited::new(&before, &after).unwrap()
    }

    #[test]
    fn a_file_whose_article_would_change_is_not_written() {
        let before = Document::new("[so]{claim}\n");
        let after = before.edited(&[Edit::replace(4..5, " {")]);
        assert!(Edited::new(&before, &after).is_err());
    }

    #[test]
    fn lines_that_others_add_are_not_lost() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ascribe");
        fs::write(&path, "%% one\n").unwrap();
        let mut runs = 0;
        let is_rewritten = rewrite(&path, || {
            let before = fs::read_to_string(&path).unwrap();
            runs += 1;
            if runs < 3 {
                append(&path, "%% more\n");
            }
            Ok(Some(edited(&before, "%% b\n")))
        });
        assert_eq!((is_rewritten, runs), (Ok(true), 3));
        assert_eq!(fs::read_to_string(&path).unwrap(), "%% b\n%% more\n%% more\n");
        assert_eq!(rewrite(&path, || Ok(None)), Ok(false));
    }

    #[test]
    fn a_file_that_never_rests_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ascribe");
        fs::write(&path, "%% one\n").unwrap();
        let mut expected = String::from("%% one\n");
        let result = rewrite(&path, || {
            let before = fs::read_to_string(&path).unwrap();
            append(&path, "%% more\n");
            expected += "%% more\n";
            Ok(Some(edited(&before, "")))
        });
        assert!(result.is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), expected);
    }
}

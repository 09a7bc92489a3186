//! Asks git which lines of documents have changed. The only place that starts a program.
//!
//! No shell, no paging, no external diff or text conversion, and no file system monitor: a repository that somebody else has
//! made does not choose what runs. Names go to git and come back as they are, separated by zero bytes.

use ascribe_workspace::normal;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::io::ErrorKind;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Lines of the documents of a repository that have changed since a revision.
#[derive(Debug)]
pub struct ChangedLines {
    /// Top folder of the working tree.
    root: PathBuf,
    /// Name of the revision's commit.
    commit: String,
    /// Paths of the files that the revision or the index has; all others are new.
    known: HashMap<PathBuf, IsChanged>,
}

/// Whether a file differs from the revision.
type IsChanged = bool;

/// Changed lines of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lines {
    /// All: the file is new.
    All,
    /// Ranges of lines from 1, each with its first and last line.
    Some(Vec<(usize, usize)>),
}

impl ChangedLines {
    /// Changes since a revision, in the working tree around the current folder.
    ///
    /// # Errors
    /// If git is not there, there is no repository, or no such revision.
    pub fn since(revision: &str) -> Result<Self, String> {
        let here = Path::new(".");
        let root = git(here, &["rev-parse", "--show-toplevel"])
            .map_err(|reason| format!("`--since` needs a git repository: {reason}"))?;
        let root = normal(&path_of(root.trim_ascii_end()));
        let wanted = format!("{revision}^{{commit}}");
        let commit = git(here, &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted])
            .map_err(|_| format!("`{revision}` is not a revision of this repository; check its name with `git log`, and fetch it if the clone is shallow"))?;
        let commit = String::from_utf8_lossy(&commit).trim().to_owned();
        let mut known = HashMap::new();
        for (arguments, is_changed) in [
            (&["ls-files", "-z"][..], false),
            (&["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", &commit, "--"], true),
        ] {
            let names = git(&root, arguments)?;
            let names = names.split(|byte| *byte == 0).filter(|name| !name.is_empty());
            known.extend(names.map(|name| (root.join(path_of(name)), is_changed)));
        }
        Ok(Self { root, commit, known })
    }

    /// Changed lines of a document; all of them outside of the repository and in files that git does not know.
    ///
    /// # Errors
    /// If git fails.
    pub fn of(&self, path: &Path) -> Result<Lines, String> {
        let path = normal(path);
        let real = std::fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        let Some((path, is_changed)) = [path, real].iter().find_map(|path| self.known.get_key_value(path))
        else {
            return Ok(Lines::All);
        };
        if !is_changed {
            return Ok(Lines::Some(Vec::new()));
        }
        let below = path.strip_prefix(&self.root).unwrap_or(path);
        let options = [
            "--literal-pathspecs",
            "diff",
            "--unified=0",
            "--no-color",
            "--no-renames",
            "--no-ext-diff",
            "--no-textconv",
            "--text",
            &self.commit,
            "--",
        ];
        let mut arguments: Vec<&OsStr> = options.iter().map(OsStr::new).collect();
        arguments.push(below.as_os_str());
        Ok(Lines::Some(hunks(&git(&self.root, &arguments)?)))
    }
}

impl Lines {
    /// Whether a line of a byte range has changed, in a text with these line feeds.
    pub fn touch(&self, feeds: &[usize], range: &Range<usize>) -> bool {
        let Self::Some(ranges) = self else { return true };
        let line = |offset| 1 + feeds.partition_point(|feed| *feed < offset);
        let (first, last) = (line(range.start), line(range.end));
        ranges.iter().any(|(from, to)| *from <= last && first <= *to)
    }
}

/// Byte offsets of the line feeds of a text, at which git ends lines.
pub fn line_feeds(text: &str) -> Vec<usize> {
    text.match_indices('\n').map(|(offset, _)| offset).collect()
}

/// Output of a git command in a folder; the error is what git says.
fn git<S: AsRef<OsStr>>(folder: &Path, arguments: &[S]) -> Result<Vec<u8>, String> {
    let output = Command::new("git")
        .args(["-c", "core.fsmonitor=false", "--no-pager"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .output();
    let output = output.map_err(|error| match error.kind() {
        ErrorKind::NotFound => "git is not installed, or not in the `PATH`; install it".to_owned(),
        _ => format!("cannot run git: {error}"),
    })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let told = String::from_utf8_lossy(&output.stderr);
    let line = told.lines().next().unwrap_or("git failed").trim_start_matches("fatal: ").to_owned();
    Err(line)
}

#[cfg(unix)]
fn path_of(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(OsStr::from_bytes(name))
}

#[cfg(not(unix))]
fn path_of(name: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(name).into_owned())
}

/// Ranges of new lines in a unified diff without context. Only lines before the first hunk could look like a header of one, and
/// none of them begins with `@@`: the lines of a hunk begin with a sign.
fn hunks(diff: &[u8]) -> Vec<(usize, usize)> {
    let lines = diff.split(|byte| *byte == b'\n').filter_map(|line| std::str::from_utf8(line).ok());
    let headers = lines.filter_map(|line| line.strip_prefix("@@ "));
    let ranges = headers.filter_map(|header| {
        let new = header.split(' ').find_map(|part| part.strip_prefix('+'))?;
        let (start, count) = new.split_once(',').unwrap_or((new, "1"));
        let (start, count): (usize, usize) = (start.parse().ok()?, count.parse().ok()?);
        (count > 0).then(|| (start, start + count - 1))
    });
    ranges.collect()
}

#[cfg(test)]
mod tests {
    use super::{Lines, hunks, line_feeds};

    #[test]
    fn new_lines_are_read_from_the_headers_of_hunks() {
        let diff = b"diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@ @@ +9,9\n-a\n+@@ -1 +70 @@\n@@ -3,2 +3,0 @@\n-b\n-c\n@@ -9,0 +8,3 @@ x\n+\xff\n+y\n+z\n";
        assert_eq!(hunks(diff), [(1, 1), (8, 10)]);
        let lines = Lines::Some(hunks(diff));
        let feeds = line_feeds("a\nb\r\nc\n\u{2028}\n\n\n\nd\n");
        let touch = |range| lines.touch(&feeds, &range);
        assert_eq!([0..1, 2..5, 2..16, 13..13, 14..15].map(touch), [true, false, true, false, true]);
        assert!(Lines::All.touch(&feeds, &(5..5)));
    }
}

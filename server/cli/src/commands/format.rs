//! `ascribe fmt`: formats declarations, front matter and annotations.

use crate::console;
use crate::documents::{Documents, Excluded};
use crate::exit::{FAILED, FOUND, Failure};
use crate::fixing;
use crate::input::{self, STDIN};
use crate::output::{self, Edited};
use ascribe_ide::format::format;
use ascribe_markup::document::Document;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ascribe fmt                           all documents below this folder
  ascribe fmt article.ascribe           one document
  ascribe fmt --check articles/2026     list unformatted documents, and change nothing
  ascribe fmt --diff                    show what would change, and change nothing
  ascribe fmt - < buffer                the buffer of an editor

Exit codes:
  0  all documents are formatted; with `--check` and `--diff`, they already were
  1  with `--check` and `--diff`, some documents are not formatted
  2  a path could not be read or written";

/// Format declarations, front matter and annotations
///
/// Sorts fields and items, normalises their spaces and quotation marks, and removes needless escapes. The article's
/// characters and the meaning of the markup never change, and invalid markup stays as it is.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Fmt {
    /// Documents, or folders to search for `*.ascribe`; `-` formats standard input to standard output
    ///
    /// Hidden and git-ignored files in folders are skipped, and links are not followed.
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,

    /// Change nothing, and list the documents that are not formatted
    #[arg(long)]
    check: bool,

    /// Change nothing, and print what would change as a unified diff
    #[arg(long, conflicts_with = "check")]
    diff: bool,

    /// Also name the documents that are formatted already
    #[arg(short, long)]
    verbose: bool,

    #[command(flatten)]
    excluded: Excluded,
}

impl Fmt {
    /// Runs the command.
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let documents = self.excluded.from(Documents::find(&self.paths));
        let mut failed = !documents.failures.is_empty();
        documents.failures.iter().for_each(|failure| console::complain(failure));
        let mut changed = false;
        let mut out = console::out(false);
        for path in &documents.paths {
            let name = path.display();
            match self.document(path, &mut out)? {
                Ok(is_changed) => {
                    changed |= is_changed;
                    if is_changed && !self.diff && path != Path::new(STDIN) {
                        // A line that starts with two colons is a command to GitHub workflows.
                        let here = if name.to_string().starts_with(':') { "./" } else { "" };
                        writeln!(out, "{here}{}", console::visible(&name.to_string()))?;
                    }
                    if self.verbose && !is_changed {
                        console::note(&format_args!("{name}: formatted already"));
                    }
                }
                Err(reason) => {
                    failed = true;
                    console::complain(&format_args!("{name}: {reason}"));
                }
            }
        }
        out.flush()?;
        let found = (self.check || self.diff) && changed;
        Ok(ExitCode::from(if failed { FAILED } else { u8::from(found) * FOUND }))
    }

    /// Formats one document; returns whether it was unformatted, or why it could not be formatted.
    fn document(&self, path: &Path, out: &mut console::Out) -> Result<Result<bool, String>, Failure> {
        if !self.check && !self.diff && path != Path::new(STDIN) {
            return Ok(output::rewrite(path, || formatted(&read(path)?)));
        }
        let document = match read(path) {
            Ok(document) => document,
            Err(reason) => return Ok(Err(reason)),
        };
        let edited = match formatted(&document) {
            Ok(edited) => edited,
            Err(reason) => return Ok(Err(reason)),
        };
        if let Some(edited) = edited.as_ref().filter(|_| self.diff) {
            let after = Document::new(edited.after());
            let diff = fixing::diff(&path.to_string_lossy(), &document, &after);
            write!(out, "{}", console::as_written(&diff))?;
        } else if !self.check && !self.diff {
            let text = document.text().to_string();
            let text = edited.as_ref().map_or(&*text, Edited::after);
            write!(out, "{}", console::as_written(text))?;
        }
        Ok(Ok(edited.is_some()))
    }
}

/// The formatted document; `None` if it is formatted already.
fn formatted(document: &Document) -> Result<Option<Edited>, String> {
    let edits = format(document);
    (!edits.is_empty()).then(|| Edited::new(document, &document.edited(&edits))).transpose()
}

fn read(path: &Path) -> Result<Document, String> {
    input::whole(&input::read(path)?)
}

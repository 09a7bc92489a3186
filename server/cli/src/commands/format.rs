//! `ascribe fmt`: formats declarations, front matter and annotations.

use crate::console;
use crate::documents::Documents;
use crate::exit::{FAILED, FOUND, Failure};
use crate::input::{self, STDIN};
use crate::output;
use ascribe_ide::format::format;
use ascribe_markup::document::Document;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ascribe fmt                           all documents below this folder
  ascribe fmt article.ascribe           one document
  ascribe fmt --check articles/2026     say which are not formatted, and change nothing
  ascribe fmt - < buffer                what an editor holds

Exit codes:
  0  all documents are formatted now, or were before with `--check`
  1  with `--check`, some are not
  2  a path could not be read or written";

/// Bring declarations, front matter and annotations into one shape
///
/// Never a character of the article, and never what anything means: fields and items get their order, blanks and
/// quotation marks, and escapes that nobody needs go. What cannot be read stays as it is.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Fmt {
    /// Documents, and folders to look for `*.ascribe` in; `-` for standard input, which is printed formatted
    ///
    /// In folders, what is hidden or ignored by git is left out, and links are not followed.
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,

    /// Change nothing; name the documents that are not formatted
    #[arg(long)]
    check: bool,
}

impl Fmt {
    /// Runs the command.
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let documents = Documents::find(&self.paths);
        let mut failed = !documents.failures.is_empty();
        documents.failures.iter().for_each(|failure| console::complain(failure));
        let mut changed = false;
        let mut out = console::out(false);
        for path in &documents.paths {
            let name = path.display();
            match self.document(path, &mut out)? {
                Ok(is_changed) => {
                    changed |= is_changed;
                    if is_changed && path != Path::new(STDIN) {
                        // A line that starts with two colons is a command to GitHub workflows.
                        let here = if name.to_string().starts_with(':') { "./" } else { "" };
                        writeln!(out, "{here}{}", console::visible(&name.to_string()))?;
                    }
                }
                Err(reason) => {
                    failed = true;
                    console::complain(&format_args!("{name}: {reason}"));
                }
            }
        }
        out.flush()?;
        let found = self.check && changed;
        Ok(ExitCode::from(if failed { FAILED } else { u8::from(found) * FOUND }))
    }

    /// Formats one document; returns whether it was unformatted, or why it could not be formatted.
    fn document(&self, path: &Path, out: &mut console::Out) -> Result<Result<bool, String>, Failure> {
        let text = match input::read(path) {
            Ok(text) => text,
            Err(reason) => return Ok(Err(reason)),
        };
        let document = Document::new(&text);
        let edits = format(&document);
        let is_stdin = path == Path::new(STDIN);
        if self.check {
            return Ok(Ok(!edits.is_empty()));
        }
        if is_stdin {
            write!(out, "{}", console::as_written(&document.edited(&edits).text().to_string()))?;
        } else if !edits.is_empty() {
            let written = output::rewrite(path, &document.edited(&edits).text().to_string());
            return Ok(written.map(|()| true));
        }
        Ok(Ok(!edits.is_empty()))
    }
}

//! `ascribe merge`: merges the annotations of two people.

use crate::console;
use crate::exit::{FOUND, Failure};
use crate::input;
use crate::output::{self, Edited, Output};
use ascribe_formats::revisions::merge::{Merged, merge};
use ascribe_markup::document::Document;
use ascribe_markup::model::statement::counted;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ascribe merge base.ascribe anna.ascribe ben.ascribe -o both.ascribe
  ascribe merge --write base.ascribe mine.ascribe theirs.ascribe

As a merge driver of git:
  git config merge.ascribe.driver 'ascribe merge --write %O %A %B || { test $? -eq 1 && exit 1; git merge-file %A %O %B; }'
  echo '*.ascribe merge=ascribe' >> .gitattributes

Exit codes:
  0  everything was merged
  1  a note in the result says what could not be merged
  2  a document could not be read or written, or has another article; nothing was written";

/// Merge the annotations of two people
///
/// Applies what one of them has changed since the base (annotations, declarations, fields, notes) to the version of the other.
/// What both have changed in different ways stays as OURS has it, and a note `%% conflict: …` says what the other version
/// has; `ascribe check` reports these notes. All three documents must have the same article.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Merge {
    /// The document from which both versions were made
    base: PathBuf,

    /// The version to which the changes are applied
    ours: PathBuf,

    /// The version with the changes
    theirs: PathBuf,

    /// Write the result to OURS
    #[arg(long, conflicts_with_all = ["path", "force"])]
    write: bool,

    #[command(flatten)]
    output: Output,
}

impl Merge {
    /// Runs the command.
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let [base, theirs] = [read(&self.base)?, read(&self.theirs)?];
        let mut conflicts = 0;
        if self.write {
            let rewritten = output::rewrite(&self.ours, || {
                let ours = input::whole(&input::read(&self.ours)?)?;
                let merged = merge(&base, &ours, &theirs).map_err(|error| error.to_string())?;
                conflicts = merged.conflicts.len();
                Ok(Some(Edited::new(&ours, &merged.document)?))
            });
            rewritten.map_err(|reason| Failure::new(format!("{}: {reason}", self.ours.display())))?;
        } else {
            let ours = read(&self.ours)?;
            let Merged { document, conflicts: all } =
                merge(&base, &ours, &theirs).map_err(|error| Failure::new(error.to_string()))?;
            conflicts = all.len();
            let edited = Edited::new(&ours, &document).map_err(Failure::new)?;
            self.output.write(edited.after())?;
        }
        if conflicts > 0 {
            let found = counted(conflicts, "conflict");
            console::say(&format_args!("{found}: see the notes that begin with `%% conflict:`."));
        }
        Ok(ExitCode::from(if conflicts > 0 { FOUND } else { 0 }))
    }
}

fn read(path: &Path) -> Result<Document, Failure> {
    let document = input::read(path).and_then(|text| input::whole(&text));
    document.map_err(|reason| Failure::new(format!("{}: {reason}", path.display())))
}

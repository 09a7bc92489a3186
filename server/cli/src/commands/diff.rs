//! `ascribe diff`: lists what changed between two versions, by statement.

use crate::console;
use crate::exit::{FOUND, Failure};
use crate::input;
use crate::output::{Format, Output, json_lines};
use ascribe_formats::revisions::Version;
use ascribe_formats::revisions::diff::{Difference, DifferenceKind, Subject, diff};
use ascribe_formats::revisions::merge::different_line;
use serde::Serialize;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ascribe diff draft.ascribe curated.ascribe
  ascribe diff --format json draft.ascribe curated.ascribe -o changes.json
  git show HEAD:article.ascribe | ascribe diff - article.ascribe

Exit codes:
  0  the documents were compared; with `--exit-code`, they say the same
  1  with `--exit-code`, they differ
  2  a document could not be read, or they have different articles";

/// List what changed between two versions of a document, by statement
///
/// Annotations that were added or removed, whose speakers, stance, kind, sources or words changed, that were reviewed, and
/// changed declarations, front matter and notes. The order of items and fields and their layout are no difference.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Diff {
    /// The earlier version; `-` for standard input
    before: PathBuf,

    /// The later version; `-` for standard input
    after: PathBuf,

    /// The output format; as JSON, an object with `differences`
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Exit with 1 if the versions differ
    #[arg(long)]
    exit_code: bool,

    #[command(flatten)]
    output: Output,
}

/// Differences as programs read them.
#[derive(Serialize)]
struct Differences {
    differences: Vec<Difference>,
}

impl Diff {
    /// Runs the command.
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let [before, after] = [read(&self.before)?, read(&self.after)?];
        if let Some(line) = different_line(&before.article, &after.article) {
            return Err(Failure::new(format!(
                "the articles differ from line {line} on; compare versions of one article"
            )));
        }
        let differences = diff(&before, &after);
        let is_changed = !differences.is_empty();
        let text = match self.format {
            Format::Text => console::shown(&text(&differences)),
            Format::Json => json_lines(&Differences { differences })?,
        };
        self.output.write(&text)?;
        Ok(ExitCode::from(if self.exit_code && is_changed { FOUND } else { 0 }))
    }
}

fn read(path: &Path) -> Result<Version, Failure> {
    let document = input::read(path).and_then(|text| input::whole(&text));
    let document = document.map_err(|reason| Failure::new(format!("{}: {reason}", path.display())))?;
    Ok(Version::new(&document))
}

fn text(differences: &[Difference]) -> String {
    let mut out = String::new();
    for Difference { subject, kind, about, before, after, line } in differences {
        let place = line.map_or_else(String::new, |line| format!("line {line}: "));
        let what = match (subject, kind) {
            (Subject::Annotation, DifferenceKind::Words) => "words moved",
            (_, DifferenceKind::Added) => "added",
            (_, DifferenceKind::Removed) => "removed",
            (_, DifferenceKind::Reattributed) => "re-attributed",
            (_, DifferenceKind::Stance) => "stance changed",
            (_, DifferenceKind::Kind) => "kind changed",
            (_, DifferenceKind::Sources) => "sources changed",
            (_, DifferenceKind::Review) => "reviewed",
            (_, DifferenceKind::Words | DifferenceKind::Changed) => "changed",
        };
        let about = match subject {
            Subject::Annotation => format!("[{about}]"),
            Subject::Declaration => about.clone(),
            Subject::FrontMatter => format!("front matter `{about}`"),
            Subject::Note => "note".to_owned(),
        };
        let values = match (before.is_empty(), after.is_empty()) {
            (true, _) => after.clone(),
            (_, true) => before.clone(),
            _ => format!("{before} → {after}"),
        };
        // Writing to a string does not fail.
        let _ = writeln!(out, "{place}{what}: {about} {values}");
    }
    out
}

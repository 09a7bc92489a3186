//! `ascribe check`: the findings of the rules.

use super::{FAILED, FOUND, Failure};
use crate::configuration::{self, Configuration};
use crate::console;
use crate::documents::Documents;
use crate::input::{self, STDIN};
use crate::report::{Human, Json, Report, Tally};
use ascribe_core::document::Document;
use ascribe_core::lints::{self, Severity};
use clap::{ColorChoice, ValueEnum};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

const EXAMPLES: &str = "\
Examples:
  ascribe check                                          all documents below this folder
  ascribe check articles/2026 draft.ascribe              those of a folder, and a file
  ascribe check --format json --fail-on error            for a program to read
  ascribe check - --stdin-filename a.ascribe < buffer    what an editor holds

Exit codes:
  0  nothing was found at or above the severity of `--fail-on`
  1  something was
  2  a path could not be read, or something is wrong in the configuration";

/// The name in reports of what standard input holds.
const STDIN_NAME: &str = "<stdin>";

/// Check who said what, and where it is on record
///
/// Reports what the rules find in documents. Declarations are looked up as in an editor: in the document and
/// in each `cast.ascribe` from its folder upwards.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Check {
    /// Documents, and folders to look for `*.ascribe` in; `-` for standard input
    ///
    /// In folders, what is hidden or ignored by git is left out, and links are not followed. A file that is
    /// named is checked whatever it is called.
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,

    /// How to write the findings
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,

    /// The lowest severity that makes the exit code 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Warning)]
    fail_on: FailOn,

    /// When to write colours; with `auto`, to terminals, and not if `NO_COLOR` is set
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    color: ColorChoice,

    /// The path that standard input has in reports and for the lookup of declarations
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,

    #[command(flatten)]
    configuration: Configuration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Each finding with its lines, the findings on standard output and their number on standard error
    Human,
    /// An array of `{"file", "rule", "severity", "message", "start", "end", "fixes"}`: `start` and `end` are `{"offset", "line", "column"}` with the byte from 0, the line from 1 and the
    /// column from 1 in UTF-16 units; `fixes` are `{"title"}`, the likeliest first
    Json,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Info,
    Hint,
}

impl FailOn {
    fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Info => Severity::Info,
            Self::Hint => Severity::Hint,
        }
    }
}

impl Check {
    /// Runs the command.
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let has_stdin = self.paths.iter().any(|path| path == Path::new(STDIN));
        if self.stdin_filename.is_some() && !has_stdin {
            return Err(Failure::new("`--stdin-filename` is for standard input; add `-` to the paths"));
        }
        let documents = Documents::find(&self.paths);
        let mut failed = !documents.failures.is_empty();
        documents.failures.iter().for_each(|failure| console::complain(failure));
        if documents.paths.is_empty() && !failed {
            console::say(&nothing(&documents.folders));
        }

        let color = self.format == Format::Human && console::has_color(self.color);
        let mut out = console::out(color);
        let mut report: Box<dyn Report> = match self.format {
            Format::Human => Box::new(Human::new(color, console::columns())),
            Format::Json => Box::new(Json::default()),
        };
        let mut workspace = documents.workspace();
        self.configuration.set(workspace.configs())?;
        // What is wrong in them is told where there are no documents too.
        for folder in &documents.folders {
            workspace.configs().of(folder);
        }
        let mut tally = Tally::default();
        report.start(&mut out)?;
        for path in &documents.paths {
            let (name, place) = self.named(path);
            let text = match input::read(path) {
                Ok(text) => text,
                Err(reason) => {
                    failed = true;
                    console::complain(&format_args!("{name}: {reason}"));
                    continue;
                }
            };
            let (mut scope, _) = workspace.scope(place, Arc::new(Document::new(&text)));
            if place.is_none() {
                scope = scope.with_policy(workspace.configs().policy_of_folder(Path::new(".")));
            }
            let findings = lints::check(&scope, None);
            tally.add(&findings);
            report.document(&name, &findings, &mut out)?;
        }
        report.finish(&mut out)?;
        out.flush()?;
        failed |= configuration::complain(workspace.configs());
        if self.format == Format::Human && tally.documents() > 0 {
            console::say(&tally);
        }
        let found = tally.has(self.fail_on.severity());
        Ok(ExitCode::from(if failed { FAILED } else { u8::from(found) * FOUND }))
    }

    /// The name of a document in reports, and the path at which declarations are looked up.
    fn named<'a>(&'a self, path: &'a Path) -> (String, Option<&'a Path>) {
        let place = if path == Path::new(STDIN) { self.stdin_filename.as_deref() } else { Some(path) };
        (place.map_or_else(|| STDIN_NAME.to_owned(), |place| place.display().to_string()), place)
    }
}

fn nothing(folders: &[PathBuf]) -> String {
    let folders: Vec<String> = folders.iter().map(|folder| folder.display().to_string()).collect();
    format!(
        "no `*.ascribe` below {}; hidden and git-ignored files are left out, and a file that is named is \
         checked whatever it is called",
        folders.join(" or ")
    )
}

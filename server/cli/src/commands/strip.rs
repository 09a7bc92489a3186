//! `ascribe strip`: prints the article without the markup.

use crate::exit::Failure;
use crate::input;
use crate::output::Output;
use ascribe_markup::document::Document;
use ascribe_markup::strip;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ascribe strip article.ascribe
  ascribe strip article.ascribe | diff - article.txt";

/// Print the article without the markup
///
/// Removes annotations, the brackets of annotated spans, the backslashes of escapes, notes, front matter and
/// declarations; every other byte stays as it is.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Strip {
    /// The document; `-` for standard input
    file: PathBuf,

    #[command(flatten)]
    output: Output,
}

impl Strip {
    /// Runs the command.
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let text = input::read(&self.file)
            .map_err(|reason| Failure::new(format!("{}: {reason}", self.file.display())))?;
        self.output.write(&strip::strip(&Document::new(&text)))?;
        Ok(ExitCode::SUCCESS)
    }
}

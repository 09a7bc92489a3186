//! `ascribe import`: converts a plain article to a document.

use crate::exit::Failure;
use crate::input;
use crate::output::Output;
use ascribe_markup::document::Document;
use ascribe_markup::import;
use ascribe_markup::strip;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ascribe import article.txt -o article.ascribe
  pdftotext article.pdf - | ascribe import - -o article.ascribe";

/// Convert plain text to an Ascribe document
///
/// Adds a backslash where the text would otherwise be read as markup, and changes nothing else: `ascribe strip`
/// returns the text byte for byte. Most articles need no change.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Import {
    /// The text; `-` for standard input
    text: PathBuf,

    #[command(flatten)]
    output: Output,
}

impl Import {
    /// Runs the command.
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let text = input::read(&self.text)
            .map_err(|reason| Failure::new(format!("{}: {reason}", self.text.display())))?;
        let imported = import::import(&text);
        // The guarantee of the format: fail rather than write a document that changes the article.
        if strip::strip(&Document::new(&imported)) != text {
            return Err(Failure::new(format!(
                "{}: importing would change the words of the article, so nothing was written; this is a bug in \
                 Ascribe, please report it with the text",
                self.text.display()
            )));
        }
        self.output.write(&imported)?;
        Ok(ExitCode::SUCCESS)
    }
}

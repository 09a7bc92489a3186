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

/// Make a plain text a document
///
/// Puts a backslash where the text would otherwise be read as markup, and changes nothing else: `ascribe
/// strip` gives back the text byte for byte. Most articles stay as they are.
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
                "{}: the text cannot be imported without a change, which is a defect of this program; \
                 nothing was written; please report it with the text",
                self.text.display()
            )));
        }
        self.output.write(&imported)?;
        Ok(ExitCode::SUCCESS)
    }
}

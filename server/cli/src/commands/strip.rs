//! `ascribe strip`: prints the article without the markup.

use crate::checking::Checker;
use crate::console;
use crate::documents::Documents;
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

/// Rule that finds markup which is printed as text.
const STRAY: &str = "stray-markup";

/// Print the article without the markup
///
/// Removes annotations, the brackets of annotated spans, the backslashes of escapes, notes, front matter and
/// declarations; every other byte stays as it is. Warns on standard error if markup remains because it stands where
/// none is read.
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
        let document = input::read(&self.file)
            .and_then(|text| input::whole(&text))
            .map_err(|reason| Failure::new(format!("{}: {reason}", self.file.display())))?;
        let article = strip::strip(&document);
        self.output.write(&article)?;
        let stray = if article.contains('{') { self.stray(document) } else { 0 };
        if stray > 0 {
            let (braces, remain) =
                if stray == 1 { ("annotation", "remains") } else { ("annotations", "remain") };
            console::say(&format_args!(
                "warning: {stray} {braces} {remain} as text, standing where no markup is read. \
                 Run `ascribe check` to find and move them."
            ));
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Number of findings of `stray-markup`.
    fn stray(&self, document: Document) -> usize {
        let workspace = Documents::find(std::slice::from_ref(&self.file)).workspace();
        let findings = Checker::new(workspace, None).check(&self.file, document);
        findings.iter().filter(|(_, finding)| finding.rule.code == STRAY).count()
    }
}

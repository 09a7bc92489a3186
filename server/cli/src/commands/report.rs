//! `ascribe report`: a page about annotated articles, for people.

use crate::articles::{ReadDocuments, read_documents};
use crate::exit::{Failure, complain_of};
use crate::output::Output;
use ascribe_formats::report::{ReportedArticle, report};
use ascribe_markup::scope::Scope;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ascribe report article.ascribe -o article.html
  ascribe report articles/ -o articles.html

Exit codes:
  0  all documents are in the report
  2  a document could not be read, or the report could not be written; the others are in it";

/// Write a page about annotated articles, for people
///
/// The page shows the article with its speakers in colour, the people, who said what and where it is on record, the
/// statements with verdicts and relations, the chain of hearsay, the sources by date, and the findings. For several
/// articles, it begins with the people across all of them and their share of voice. It is one HTML file that asks for
/// nothing outside.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Report {
    /// The documents, or folders with documents; `-` for standard input; by default, the current folder
    paths: Vec<PathBuf>,

    #[command(flatten)]
    output: Output,
}

impl Report {
    /// Runs the command.
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let ReadDocuments { read, failures } = read_documents(&self.paths, reported);
        if !read.is_empty() || failures.is_empty() {
            self.output.write(&report(&read))?;
        }
        Ok(complain_of(&failures))
    }
}

fn reported(name: &str, scope: &Scope) -> ReportedArticle {
    ReportedArticle::new(name, &ascribe_lints::check(scope, None))
}

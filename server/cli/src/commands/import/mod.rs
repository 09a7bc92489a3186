//! `ascribe import`: converts plain articles to documents.

mod annotations;

use self::annotations::Annotations;
use crate::article::{ArticleOptions, is_document};
use crate::exit::Failure;
use crate::input;
use crate::outputs::{Converted, Outputs};
use ascribe_markup::import;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ascribe import article.txt -o article.ascribe
  ascribe import --skip-existing articles/*.txt
  ascribe import --encoding windows-1252 --repair old.txt -o old.ascribe
  ascribe import --from brat annotated.ann -o article.ascribe
  ascribe import --from jsonl corpus.jsonl -o articles/
  pdftotext article.pdf - | ascribe import - -o article.ascribe

Exit codes:
  0  all articles were converted or skipped
  2  an article could not be read, or its document could not be written; the others were";

/// Convert plain text to an Ascribe document
///
/// Adds a backslash where the text would otherwise be read as markup, and changes nothing else: `ascribe strip`
/// returns the text byte for byte. Most articles need no change. A text in another encoding than UTF-8 is converted
/// first. With several articles, each document is written next to its article as `.ascribe`. A file that is a document
/// already keeps its markup; only its encoding is converted.
///
/// With `--from`, articles come with the annotations of another tool. Several of them are written to the folder named by `-o`.
/// All that the markup cannot hold is listed on standard error.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Import {
    /// The articles; `-` for standard input
    #[arg(required = true, value_name = "TEXT")]
    articles: Vec<PathBuf>,

    #[command(flatten)]
    options: ArticleOptions,

    #[command(flatten)]
    annotations: Annotations,

    #[command(flatten)]
    outputs: Outputs,
}

impl Import {
    /// Runs the command.
    pub fn run(&self) -> Result<ExitCode, Failure> {
        if let Some(format) = self.annotations.from {
            return self.annotations.import(format, &self.articles, &self.outputs);
        }
        self.outputs.convert(&self.articles, |path, _| self.document(path))
    }

    fn document(&self, path: &Path) -> Result<Converted, String> {
        let article = self.options.read(path)?;
        if is_document(path) {
            return Ok(Converted::transcoded(article.text, article.notes));
        }
        input::check_readable(&article.text)?;
        let imported = input::whole(&import::import(&article.text))?;
        Converted::new(&article.text, &imported, article.notes)
    }
}

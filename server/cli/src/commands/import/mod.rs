//! `ascribe import`: converts plain articles to documents.

mod annotations;

use self::annotations::Annotations;
use crate::article::{ArticleOptions, is_document};
use crate::exit::Failure;
use crate::imported::format_of;
use crate::input;
use crate::outputs::{Converted, Outputs};
use ascribe_formats::import::import_format;
use ascribe_markup::import;
use ascribe_markup::strip::strip;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ascribe import article.txt -o article.ascribe
  ascribe import --skip-existing articles/*.txt
  ascribe import --encoding windows-1252 --repair old.txt -o old.ascribe
  ascribe import --from brat annotated.ann -o article.ascribe
  ascribe import page.html -o article.ascribe
  ascribe import corpus.jsonl -o articles/
  ascribe import corpus.csv.gz --map body=text -o articles/
  pdftotext article.pdf - | ascribe import - -o article.ascribe

Exit codes:
  0  all articles were converted or skipped
  2  an article could not be read, or its document could not be written; the others were";

/// Convert articles to Ascribe documents
///
/// Plain text gets a backslash where it would otherwise be read as markup, and is not changed otherwise: `ascribe strip`
/// returns the text byte for byte. Most articles need no change. A text in another encoding than UTF-8 is converted
/// first. With several articles, each document is written next to its article as `.ascribe`. A file that is a document
/// already keeps its markup; only its encoding is converted.
///
/// A saved web page (`.html`) becomes its article, with front matter. A corpus (`.jsonl`, `.csv`, also `.gz`) and the
/// annotations of another tool come in the format that the ending of the file's name tells, or `--from`. Several articles of a
/// file are written to the folder named by `-o`. All that the markup cannot hold is listed on standard error.
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
        let formats = self.articles.iter().map(|path| format_of(path).filter(|format| !format.is_article()));
        let mut formats: Vec<_> = formats.map(|format| format.map(|format| format.name)).collect();
        formats.dedup();
        match formats[..] {
            [Some(name)] => {
                if self.options.is_given() {
                    let message =
                        format!("`--encoding` and `--repair` are not for `{name}`; save it as UTF-8");
                    return Err(Failure::new(message));
                }
                let format = import_format(name).ok_or_else(|| Failure::new("unknown format"))?;
                self.annotations.import(format, &self.articles, &self.outputs)
            }
            [None] if self.annotations.labels.is_given() => {
                Err(Failure::new("`--map` is for files of other tools; name their format with `--from`"))
            }
            [None] => self.outputs.convert(&self.articles, |path, _| self.document(path)),
            _ => Err(Failure::new("the files are of several formats; import those of each format alone")),
        }
    }

    fn document(&self, path: &Path) -> Result<Converted, String> {
        if let Some((document, notes)) = self.options.read_page(path)? {
            return Converted::new(&strip(&document), &document, notes);
        }
        let article = self.options.read(path)?;
        if is_document(path) {
            return Ok(Converted::transcoded(article.text, article.notes));
        }
        input::check_readable(&article.text)?;
        let imported = input::whole(&import::import(&article.text))?;
        Converted::new(&article.text, &imported, article.notes)
    }
}

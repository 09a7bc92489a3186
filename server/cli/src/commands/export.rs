//! `ascribe export`: writes annotated articles in the formats of other tools.

use crate::archive::archive;
use crate::articles::{ReadDocuments, read_articles};
use crate::console;
use crate::exit::{Failure, complain_of};
use crate::output::{Output, STDOUT};
use ascribe_formats::export::{Exported, FORMATS, Format, Layout, format};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  ascribe export --to csv > annotations.csv
  ascribe export --to jsonl articles/ -o articles.jsonl
  ascribe export --to tei article.ascribe
  ascribe export --to brat articles/ -o for-brat/
  ascribe export --to parquet articles/ -o tables/
  ascribe export --to refi-qda articles/ -o project.qdpx

Exit codes:
  0  all documents were exported
  2  a document could not be read, or a file could not be written; the others were";

/// Export annotated articles for other tools
///
/// Writes the articles without their markup, and actors, sources and annotations as the format has them. What a format
/// cannot hold is listed on standard error. Formats with one file for all articles print it, or write it with `-o`. Formats
/// with files for each article, or with several tables, write them to a folder, named by `-o`. Binary formats always need
/// `-o`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Export {
    /// The documents, or folders with documents; `-` for standard input; by default, the current folder
    paths: Vec<PathBuf>,

    /// The format
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    to: &'static Format,

    /// Write to this file; to this folder if there are several files
    #[arg(short = 'o', long = "output", value_name = "PATH")]
    output: Option<PathBuf>,

    /// Overwrite files that exist
    #[arg(short, long, requires = "output")]
    force: bool,
}

fn formats() -> impl TypedValueParser<Value = &'static Format> {
    let values = FORMATS.map(|format| PossibleValue::new(format.name).help(format.summary));
    PossibleValuesParser::new(values).map(|name| format(&name).unwrap_or(FORMATS[0]))
}

impl Export {
    /// Runs the command.
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let ReadDocuments { read: articles, mut failures } = read_articles(&self.paths);
        let is_single = articles.len() + failures.len() == 1;
        match self.to.layout {
            Layout::Together(_, export) => self.print(&export(&articles))?,
            Layout::Apart([_], export) if is_single && !self.is_folder() => {
                articles.first().map_or(Ok(()), |article| self.print(&export(article)))?;
            }
            Layout::Apart(..) if articles.is_empty() => {}
            Layout::Apart(extensions, export) => {
                let Some(folder) = self.path() else {
                    let name = self.to.name;
                    let message =
                        format!("`{name}` makes several files of this; name a folder for them with `-o`");
                    return Err(Failure::new(message));
                };
                for article in &articles {
                    let exported = export(article);
                    for loss in &exported.losses {
                        console::say(&format_args!("{}: {loss}", article.id));
                    }
                    failures.extend(self.write(folder, &article.id, extensions, &exported).err());
                }
            }
            Layout::Archive(extension, export) => {
                let message = self.binary(&format!("a file, such as `articles.{extension}`,"));
                let path = self.path().ok_or_else(|| Failure::new(message.clone()))?;
                let exported = export(&articles);
                exported.losses.iter().for_each(|loss| console::say(loss));
                let archive = archive(&exported.files).map_err(|error| Failure::new(error.to_string()))?;
                Output::to(path.to_path_buf(), self.force).write_binary(&archive, &message)?;
            }
            Layout::Tables(names, export) => {
                let message = self.binary("a folder");
                let folder = self.path().ok_or_else(|| Failure::new(message.clone()))?;
                let exported = export(&articles);
                exported.losses.iter().for_each(|loss| console::say(loss));
                for (name, content) in names.iter().zip(&exported.files) {
                    let output = Output::in_folder(folder.join(name), self.force);
                    let written = output.and_then(|output| {
                        output.write_binary(content, &message).map_err(|failure| failure.to_string())
                    });
                    failures.extend(written.err());
                }
            }
        }
        Ok(complain_of(&failures))
    }

    /// Message if a binary format has no output.
    fn binary(&self, place: &str) -> String {
        format!("`{}` is binary; name {place} for it with `-o`", self.to.name)
    }

    /// Whether the output is a folder that exists.
    fn is_folder(&self) -> bool {
        self.output.as_ref().is_some_and(|path| path.is_dir())
    }

    /// Path of the output, unless it is standard output.
    fn path(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| *path != Path::new(STDOUT))
    }

    /// Says what is lost, and writes the only file.
    fn print(&self, exported: &Exported) -> Result<(), Failure> {
        for loss in &exported.losses {
            console::say(loss);
        }
        let output =
            self.path().map_or_else(Output::standard, |path| Output::to(path.to_path_buf(), self.force));
        output.write(exported.files.first().map_or("", String::as_str))
    }

    /// Writes the files of an article.
    fn write(&self, folder: &Path, id: &str, extensions: &[&str], exported: &Exported) -> Result<(), String> {
        for (extension, content) in extensions.iter().zip(&exported.files) {
            let output = Output::in_folder(folder.join(format!("{id}.{extension}")), self.force)?;
            output.write(content).map_err(|failure| failure.to_string())?;
        }
        Ok(())
    }
}

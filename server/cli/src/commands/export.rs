//! `ascribe export`: writes annotated articles in the formats of other tools.

use crate::console;
use crate::documents::Documents;
use crate::exit::{FAILED, Failure};
use crate::input::{self, STDIN};
use crate::output::{Output, STDOUT};
use crate::outputs::each_in_parallel;
use ascribe_formats::AnnotatedArticle;
use ascribe_formats::export::{Exported, FORMATS, Format, Layout, format};
use ascribe_workspace::Workspace;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use parking_lot::Mutex;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

const EXAMPLES: &str = "\
Examples:
  ascribe export --to csv > annotations.csv
  ascribe export --to jsonl articles/ -o articles.jsonl
  ascribe export --to tei article.ascribe
  ascribe export --to brat articles/ -o for-brat/

Exit codes:
  0  all documents were exported
  2  a document could not be read, or a file could not be written; the others were";

/// Export annotated articles for other tools
///
/// Writes the articles without their markup, and actors, sources and annotations as the format has them. What a format
/// cannot hold is listed on standard error. Formats with one file for all articles print it, or write it with `-o`. Formats
/// with files for each article write them to a folder, named by `-o`.
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
        let here = [PathBuf::from(".")];
        let arguments = if self.paths.is_empty() { &here[..] } else { &self.paths };
        let documents = Documents::find(arguments);
        let workspace = Mutex::new(documents.workspace());
        let names = names(&documents);
        let read = each_in_parallel(&documents.paths, "documents read", |path| {
            article(path, &names[path], &workspace)
        });
        let mut failures = documents.failures.clone();
        let mut articles = Vec::new();
        for (article, path) in read.into_iter().zip(&documents.paths) {
            match article.flatten() {
                Ok(article) => articles.push(article),
                Err(reason) => failures.push(format!("{}: {reason}", path.display())),
            }
        }
        match self.to.layout {
            Layout::Together(_, export) => {
                let exported = export(&articles);
                for loss in &exported.losses {
                    console::say(loss);
                }
                self.single().write(exported.files.first().map_or("", String::as_str))?;
            }
            Layout::Apart([_], export) if documents.paths.len() == 1 && !self.is_folder() => {
                if let Some(article) = articles.first() {
                    let exported = export(article);
                    for loss in &exported.losses {
                        console::say(loss);
                    }
                    self.single().write(exported.files.first().map_or("", String::as_str))?;
                }
            }
            Layout::Apart(..) if documents.paths.is_empty() => {}
            Layout::Apart(extensions, export) => {
                let Some(folder) = self.output.as_deref().filter(|path| *path != Path::new(STDOUT)) else {
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
        }
        for failure in &failures {
            console::complain(failure);
        }
        Ok(if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(FAILED) })
    }

    /// Whether the output is a folder that exists.
    fn is_folder(&self) -> bool {
        self.output.as_ref().is_some_and(|path| path.is_dir())
    }

    fn single(&self) -> Output {
        let file = self.output.as_ref().filter(|path| *path != Path::new(STDOUT));
        file.map_or_else(Output::standard, |path| Output::to(path.clone(), self.force))
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

fn article(path: &Path, id: &str, workspace: &Mutex<Workspace>) -> Result<AnnotatedArticle, String> {
    let document = input::read(path).and_then(|text| input::whole(&text))?;
    let place = (path != Path::new(STDIN)).then_some(path);
    let (scope, _) = workspace.lock().scope(place, Arc::new(document));
    Ok(AnnotatedArticle::new(id, &scope))
}

/// Name of each document for other tools: its path without extension, as far as it is below the current folder, with a
/// number if another document has that name.
fn names(documents: &Documents) -> BTreeMap<PathBuf, String> {
    let mut taken = BTreeMap::new();
    let name = |path: &PathBuf| {
        let parts = path.with_extension("");
        let parts = parts.components().filter_map(|part| match part {
            Component::Normal(part) => Some(part.to_string_lossy().into_owned()),
            _ => None,
        });
        let name = parts.collect::<Vec<_>>().join("/");
        let name = if name.is_empty() { "stdin".to_owned() } else { name };
        let earlier = taken.entry(name.clone()).and_modify(|count| *count += 1).or_insert(1);
        (path.clone(), if *earlier == 1 { name } else { format!("{name}-{earlier}") })
    };
    documents.paths.iter().map(name).collect()
}

//! Imports annotations of other tools.

use crate::console;
use crate::exit::{Failure, complain_of};
use crate::imported;
use crate::label_map::LabelMap;
use crate::outputs::Outputs;
use ascribe_formats::import::{IMPORT_FORMATS, ImportFormat, ImportedArticle, import_format};
use ascribe_workspace::EXTENSION;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

/// Where annotations come from.
#[derive(Debug, clap::Args)]
pub struct Annotations {
    /// Read articles in this format; by default, the ending of the file's name tells it
    #[arg(long, value_name = "FORMAT", value_parser = formats(), conflicts_with_all = ["encoding", "repair"])]
    pub from: Option<&'static ImportFormat>,

    #[command(flatten)]
    pub labels: LabelMap,
}

fn formats() -> impl TypedValueParser<Value = &'static ImportFormat> {
    let values = IMPORT_FORMATS.map(|format| PossibleValue::new(format.name).help(format.summary));
    PossibleValuesParser::new(values).map(|name| import_format(&name).unwrap_or(IMPORT_FORMATS[0]))
}

impl Annotations {
    /// Imports all articles of the files: one to the output, several to files in the folder that it names.
    pub fn import(
        &self,
        format: &ImportFormat,
        files: &[PathBuf],
        outputs: &Outputs,
    ) -> Result<ExitCode, Failure> {
        let kinds = self.labels.kinds();
        let (mut articles, mut failures) = (Vec::new(), Vec::new());
        for path in files {
            match imported::read(format, path, &kinds, None) {
                Ok(read) => articles.extend(read),
                Err(reason) => failures.push(format!("{}: {reason}", path.display())),
            }
        }
        if let ([article], [_]) = (&articles[..], files) {
            let document = document(article).map_err(Failure::new)?;
            outputs.single().write(&document)?;
        } else if !articles.is_empty() {
            let folder = outputs.folder("several articles are imported; name a folder for them with `-o`")?;
            let mut taken = HashMap::new();
            for article in &articles {
                let output = outputs.in_folder(&folder.join(file_name(&article.article.id, &mut taken)));
                let written = output.and_then(|output| {
                    let document = document(article)?;
                    output.write(&document).map_err(|failure| failure.to_string())
                });
                failures.extend(written.err());
            }
        }
        Ok(complain_of(&failures))
    }
}

/// Text of the document of an article; says what is lost.
fn document(article: &ImportedArticle) -> Result<String, String> {
    let id = &article.article.id;
    let (document, losses) = article.document().map_err(|reason| format!("{id}: {reason}"))?;
    for loss in losses {
        console::say(&format_args!("{id}: {loss}"));
    }
    Ok(document.text().to_string())
}

/// Path of the document of an article below the folder, with a number if another article has that name.
fn file_name(id: &str, taken: &mut HashMap<PathBuf, usize>) -> PathBuf {
    let id: String =
        id.chars().map(|c| if c.is_control() || matches!(c, ':' | '\\') { '-' } else { c }).collect();
    let parts = Path::new(&id).components().filter(|part| matches!(part, Component::Normal(_)));
    let mut name: PathBuf = parts.collect();
    if name.as_os_str().is_empty() {
        name = PathBuf::from("article");
    }
    let count = taken.entry(name.clone()).and_modify(|count| *count += 1).or_insert(1);
    let number = if *count == 1 { String::new() } else { format!("-{count}") };
    let mut file = name.into_os_string();
    file.push(format!("{number}.{EXTENSION}"));
    PathBuf::from(file)
}

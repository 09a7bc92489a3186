//! Imports annotations of other tools.

use crate::console;
use crate::exit::{Failure, complain_of};
use crate::imported;
use crate::outputs::Outputs;
use ascribe_formats::import::{
    FIELDS, IMPORT_FORMATS, ImportFormat, ImportedArticle, LabelKinds, import_format,
};
use ascribe_markup::model::vocabulary::Kind;
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

    /// The kind for a label of the other tool, or the field for a name in a corpus, such as `body=text`
    #[arg(long, value_name = "NAME=KIND", value_parser = mapped)]
    map: Vec<(String, Meaning)>,
}

fn formats() -> impl TypedValueParser<Value = &'static ImportFormat> {
    let values = IMPORT_FORMATS.map(|format| PossibleValue::new(format.name).help(format.summary));
    PossibleValuesParser::new(values).map(|name| import_format(&name).unwrap_or(IMPORT_FORMATS[0]))
}

/// Meaning of a name of another tool.
#[derive(Debug, Clone, Copy)]
enum Meaning {
    Kind(Kind),
    Field(&'static str),
}

fn mapped(text: &str) -> Result<(String, Meaning), String> {
    let (name, meaning) = text.rsplit_once('=').ok_or("has no `=`")?;
    let field = FIELDS.into_iter().find(|field| *field == meaning).map(Meaning::Field);
    let meaning = Kind::of(meaning).map(Meaning::Kind).or(field).ok_or_else(|| {
        let kinds = Kind::ALL.map(Kind::word).join(", ");
        format!("`{meaning}` is no kind; use one of {kinds}, or a field: {}", FIELDS.join(", "))
    })?;
    Ok((name.to_owned(), meaning))
}

impl Annotations {
    /// Whether any name is given a meaning.
    pub fn has_map(&self) -> bool {
        !self.map.is_empty()
    }

    fn kinds(&self) -> LabelKinds {
        let mut kinds = LabelKinds::default();
        for (name, meaning) in &self.map {
            match meaning {
                Meaning::Kind(kind) => kinds.add(name, *kind),
                Meaning::Field(field) => kinds.add_field(name, field),
            }
        }
        kinds
    }

    /// Imports all articles of the files: one to the output, several to files in the folder that it names.
    pub fn import(
        &self,
        format: &ImportFormat,
        files: &[PathBuf],
        outputs: &Outputs,
    ) -> Result<ExitCode, Failure> {
        let kinds = self.kinds();
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
    let (document, losses) = imported::document(article).map_err(|reason| format!("{id}: {reason}"))?;
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

//! Imports annotations of other tools.

use crate::console;
use crate::exit::{Failure, complain_of};
use crate::input;
use crate::outputs::Outputs;
use ascribe_formats::import::{
    IMPORT_FORMATS, ImportFormat, ImportedArticle, ImportedFile, LabelKinds, import_format,
};
use ascribe_markup::document::Document;
use ascribe_markup::model::vocabulary::Kind;
use ascribe_markup::strip::strip;
use ascribe_workspace::EXTENSION;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

/// Where annotations come from.
#[derive(Debug, clap::Args)]
pub struct Annotations {
    /// Read articles with annotations in the format of another tool
    #[arg(long, value_name = "FORMAT", value_parser = formats(), conflicts_with_all = ["encoding", "repair"])]
    pub from: Option<&'static ImportFormat>,

    /// With `--from`: the kind for a label of the other tool
    #[arg(long, value_name = "LABEL=KIND", value_parser = mapped, requires = "from")]
    map: Vec<(String, Kind)>,
}

fn formats() -> impl TypedValueParser<Value = &'static ImportFormat> {
    let values = IMPORT_FORMATS.map(|format| PossibleValue::new(format.name).help(format.summary));
    PossibleValuesParser::new(values).map(|name| import_format(&name).unwrap_or(IMPORT_FORMATS[0]))
}

fn mapped(text: &str) -> Result<(String, Kind), String> {
    let kinds = || Kind::ALL.map(Kind::word).join(", ");
    let (label, kind) = text.rsplit_once('=').ok_or("has no `=`")?;
    let kind = Kind::of(kind).ok_or_else(|| format!("`{kind}` is no kind; use one of {}", kinds()))?;
    Ok((label.to_owned(), kind))
}

impl Annotations {
    /// Imports all articles of the files: one to the output, several to files in the folder that it names.
    pub fn import(
        &self,
        format: &ImportFormat,
        files: &[PathBuf],
        outputs: &Outputs,
    ) -> Result<ExitCode, Failure> {
        let mut kinds = LabelKinds::default();
        self.map.iter().for_each(|(label, kind)| kinds.add(label, *kind));
        let (mut articles, mut failures) = (Vec::new(), Vec::new());
        for path in files {
            match read(format, path, &kinds) {
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

/// Reads a file, and the text beside it if the format has one.
fn read(format: &ImportFormat, path: &Path, kinds: &LabelKinds) -> Result<Vec<ImportedArticle>, String> {
    let content = input::read(path)?;
    let text = if format.has_text {
        let beside = path.with_extension("txt");
        input::read(&beside).map_err(|reason| format!("the text, {}, {reason}", beside.display()))?
    } else {
        String::new()
    };
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    (format.read)(&ImportedFile { name: &name, content: &content, text: &text, kinds })
}

/// Text of the document of an article; says what is lost.
fn document(imported: &ImportedArticle) -> Result<String, String> {
    let ImportedArticle { article, losses } = imported;
    let id = &article.id;
    input::check_readable(&article.text).map_err(|reason| format!("{id}: {reason}"))?;
    let written = article.document();
    let told = |document: &Document| {
        (document.unread().is_none() && strip(document) == article.text).then(|| document.text().to_string())
    };
    let text = told(&written.document)
        .ok_or_else(|| format!("{id}: is too large or too dense with its annotations; split it"))?;
    for loss in losses.iter().chain(&written.losses) {
        console::say(&format_args!("{id}: {loss}"));
    }
    Ok(text)
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

//! Documents from articles and from other tools, and back.

use super::read;
use ascribe_drafting::front_matter;
use ascribe_formats::AnnotatedArticle;
use ascribe_formats::export::{self, Layout};
use ascribe_formats::import::{FIELDS, ImportedArticle, ImportedFile, LabelKinds, import_format};
use ascribe_markup::import::import as plain;
use ascribe_markup::model::vocabulary::Kind;
use std::path::Path;

/// Articles in the format of another tool.
pub struct Written {
    /// Contents of the files, each with its name.
    pub files: Vec<(String, Vec<u8>)>,
    /// Name of the archive that the files are entries of, if they are.
    pub archive: Option<String>,
    /// All that the format cannot hold, a line for each kind of loss.
    pub losses: Vec<String>,
}

/// See [`crate::draft`].
pub fn draft(
    text: &str,
    is_document: bool,
    min_confidence: f32,
    has_front_matter: bool,
    path: Option<&Path>,
) -> Result<String, String> {
    let document = if is_document { read::document(text)? } else { read::document(&plain(text))? };
    let scope = read::scope(document, path);
    let mut drafted = ascribe_drafting::draft(&scope, None, min_confidence)
        .edited
        .unwrap_or_else(|| (*scope.document).clone());
    if drafted.unread().is_some() {
        return Err("the article is too large or too dense to be drafted; split it".into());
    }
    if let Some(edit) = has_front_matter.then(|| front_matter::edit(&drafted)).flatten() {
        drafted = drafted.edited(&[edit]);
    }
    Ok(drafted.text().to_string())
}

/// See [`crate::parse`].
pub fn parse(text: &str, id: &str, path: Option<&Path>) -> Result<String, String> {
    let article = AnnotatedArticle::new(id, &read::scope(read::document(text)?, path));
    let line = written(&[article], "jsonl")?.files.into_iter().flat_map(|(_, line)| line).collect();
    String::from_utf8(line).map_err(|error| error.to_string())
}

/// See [`crate::strip`].
pub fn strip(text: &str) -> Result<String, String> {
    Ok(ascribe_markup::strip::strip(&read::document(text)?))
}

/// See [`crate::export`].
pub fn export(documents: &[(String, String)], format: &str) -> Result<Written, String> {
    let articles = documents.iter().map(|(id, text)| {
        let document = read::document(text).map_err(|reason| format!("{id}: {reason}"))?;
        Ok(AnnotatedArticle::new(id, &read::scope(document, None)))
    });
    written(&articles.collect::<Result<Vec<_>, String>>()?, format)
}

fn written(articles: &[AnnotatedArticle], name: &str) -> Result<Written, String> {
    let format = export::format(name).ok_or_else(|| format!("there is no format `{name}`"))?;
    let (mut files, mut archive) = (Vec::new(), None);
    let losses = match format.layout {
        Layout::Together(extension, write) => {
            let exported = write(articles);
            files.extend(
                exported.files.into_iter().map(|it| (format!("articles.{extension}"), it.into_bytes())),
            );
            exported.losses
        }
        Layout::Apart(extensions, write) => {
            let mut losses = Vec::new();
            for article in articles {
                let exported = write(article);
                let names = extensions.iter().map(|extension| format!("{}.{extension}", article.id));
                files.extend(names.zip(exported.files.into_iter().map(String::into_bytes)));
                losses.extend(exported.losses.iter().map(|loss| format!("{}: {loss}", article.id)));
            }
            losses
        }
        Layout::Archive(extension, write) => {
            let exported = write(articles);
            archive = Some(format!("articles.{extension}"));
            files.extend(exported.files.into_iter().map(|entry| (entry.name, entry.content.into_bytes())));
            exported.losses
        }
        Layout::Tables(names, write) => {
            let exported = write(articles);
            files.extend(names.iter().map(|name| (*name).to_owned()).zip(exported.files));
            exported.losses
        }
    };
    Ok(Written { files, archive, losses })
}

/// See [`crate::import_`].
pub fn import(
    content: &str,
    format: &str,
    name: &str,
    text: &str,
    kinds: &[(String, String)],
) -> Result<Vec<(String, String, Vec<String>)>, String> {
    let read = import_format(format).ok_or_else(|| format!("there is no format `{format}`"))?.read;
    let mut known = LabelKinds::default();
    for (label, kind) in kinds {
        if let Some(field) = FIELDS.into_iter().find(|field| field == kind) {
            known.add_field(label, field);
        } else {
            let kind = Kind::of(kind).ok_or_else(|| format!("`{kind}` is no kind of annotation"))?;
            known.add(label, kind);
        }
    }
    let articles = read(&ImportedFile { name, content, text, kinds: &known })?;
    let document = |imported: ImportedArticle| {
        let id = &imported.article.id;
        let (document, losses) = imported.document().map_err(|reason| format!("{id}: {reason}"))?;
        Ok((imported.article.id, document.text().to_string(), losses))
    };
    articles.into_iter().map(document).collect()
}

//! Documents from articles and from other tools, and back.

use super::read;
use ascribe_drafting::front_matter;
use ascribe_formats::AnnotatedArticle;
use ascribe_formats::export::{self, Layout};
use ascribe_formats::import::{FIELDS, ImportedArticle, ImportedFile, LabelKinds, import_format};
use ascribe_markup::import::import as plain;
use ascribe_markup::model::vocabulary::Kind;
use std::path::Path;

/// Files, each with its name, and all that is lost.
type Files = (Vec<(String, String)>, Vec<String>);

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
    let (files, _) = written(&[article], "jsonl")?;
    Ok(files.into_iter().map(|(_, line)| line).collect())
}

/// See [`crate::strip`].
pub fn strip(text: &str) -> Result<String, String> {
    Ok(ascribe_markup::strip::strip(&read::document(text)?))
}

/// See [`crate::export`].
pub fn export(documents: &[(String, String)], format: &str) -> Result<Files, String> {
    let articles = documents.iter().map(|(id, text)| {
        let document = read::document(text).map_err(|reason| format!("{id}: {reason}"))?;
        Ok(AnnotatedArticle::new(id, &read::scope(document, None)))
    });
    written(&articles.collect::<Result<Vec<_>, String>>()?, format)
}

fn written(articles: &[AnnotatedArticle], name: &str) -> Result<Files, String> {
    let format = export::format(name).ok_or_else(|| format!("there is no format `{name}`"))?;
    Ok(match format.layout {
        Layout::Together(extension, write) => {
            let exported = write(articles);
            let files = exported.files.into_iter().map(|content| (format!("articles.{extension}"), content));
            (files.collect(), exported.losses)
        }
        Layout::Apart(extensions, write) => {
            let (mut files, mut losses) = (Vec::new(), Vec::new());
            for article in articles {
                let exported = write(article);
                let names = extensions.iter().map(|extension| format!("{}.{extension}", article.id));
                files.extend(names.zip(exported.files));
                losses.extend(exported.losses.iter().map(|loss| format!("{}: {loss}", article.id)));
            }
            (files, losses)
        }
    })
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
        match FIELDS.into_iter().find(|field| field == kind) {
            Some(field) => known.add_field(label, field),
            None => {
                known.add(label, Kind::of(kind).ok_or_else(|| format!("`{kind}` is no kind of annotation"))?)
            }
        }
    }
    let articles = read(&ImportedFile { name, content, text, kinds: &known })?;
    let document = |imported: ImportedArticle| {
        let written = imported.article.document();
        if written.document.unread().is_some() {
            return Err(format!("{}: is too large or too dense with its annotations", imported.article.id));
        }
        let losses = imported.losses.into_iter().chain(written.losses).collect();
        Ok((imported.article.id, written.document.text().to_string(), losses))
    };
    articles.into_iter().map(document).collect()
}

//! Drafts documents.

use crate::article::{ArticleOptions, is_document};
use crate::input;
use ascribe_drafting::front_matter;
use ascribe_markup::document::Document;
use ascribe_markup::import;
use ascribe_markup::scope::Scope;
use std::path::Path;

/// Document of a file that is to be drafted, and lines for the user. A plain text is imported.
pub fn document_of(path: &Path, options: &ArticleOptions) -> Result<(Document, Vec<String>), String> {
    if let Some(page) = options.read_page(path)? {
        return Ok(page);
    }
    let article = options.read(path)?;
    input::check_readable(&article.text)?;
    let document = if is_document(path) {
        Document::new(&article.text)
    } else {
        input::whole(&import::import(&article.text))?
    };
    Ok((document, article.notes))
}

/// A document with drafts.
#[derive(Debug)]
pub struct Drafted {
    /// The document; it has front matter if it is new.
    pub document: Document,
    /// Whether nothing was drafted.
    pub is_empty: bool,
}

/// Drafts the document of a scope, with drafts of this confidence and more. A new document, which no one has edited yet, gets
/// front matter.
///
/// # Errors
/// If the result is too large or too dense.
pub fn drafted(scope: &Scope, min_confidence: f32, is_new: bool) -> Result<Drafted, String> {
    let draft = ascribe_drafting::draft(scope, None, min_confidence);
    let is_empty = draft.edits.is_empty();
    let mut document = draft.edited.unwrap_or_else(|| Document::clone(&scope.document));
    if document.unread().is_some() {
        return Err("is too large or too dense to be drafted; split it".into());
    }
    if let Some(edit) = is_new.then(|| front_matter::edit(&document)).flatten() {
        document = document.edited(&[edit]);
    }
    Ok(Drafted { document, is_empty })
}

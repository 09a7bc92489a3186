//! Reads texts as documents.

use ascribe_markup::document::Document;
use ascribe_markup::reach::is_read_whole;
use ascribe_markup::scope::Scope;
use ascribe_workspace::{Workspace, marked_root, normal};
use std::path::Path;
use std::sync::Arc;

/// Document of a text.
///
/// # Errors
/// If it is too large or too dense to be read to its end: in the rest, nothing tells the article from the markup.
pub fn document(text: &str) -> Result<Document, String> {
    if is_read_whole(text) {
        Ok(Document::new(text))
    } else {
        Err("the text is too large or too dense to be read to its end; split it".into())
    }
}

/// Scope of a document at a path, with the casts and the configuration that it would have there. Without a path it is alone.
pub fn scope(document: Document, path: Option<&Path>) -> Scope {
    let document = Arc::new(document);
    match path.map(normal) {
        None => Scope::alone(document),
        Some(path) => {
            let root = marked_root(path.parent().unwrap_or(&path));
            Workspace::new(vec![root]).scope(Some(&path), document).0
        }
    }
}

//! The article as a source: its declaration, made from the front matter, as the default source of the document.

use crate::Fix;
use ascribe_markup::declare;
use ascribe_markup::document::Document;
use ascribe_markup::model::{Declaration, Namespace};
use ascribe_markup::scope::Scope;

/// Title of an article whose front matter has none.
const UNTITLED: &str = "This article";

/// Fields that a source has in common with the front matter; all others would have to be invented.
const SHARED: [&str; 4] = ["outlet", "author", "date", "url"];

/// Fix that declares the article as a source and makes it the default. `None` if the document has a default source.
pub fn article_as_default(scope: &Scope) -> Option<Fix> {
    let document = &scope.document;
    let id = declare::free_id(scope, Namespace::Source, "article");
    let field = declare::front_matter_field(document, "source", &format!("^{id}"))?;
    let mut declaration = declare::declaration(document, Namespace::Source, &id, Some(title(document)));
    let first = format!("^{id}: {}", title(document));
    let mut lines = vec![first.clone()];
    let shared = SHARED.iter().filter_map(|key| Some((key, &document.front_matter(key)?.value)));
    lines.extend(shared.map(|(key, value)| format!("  {key}: {value}")));
    declaration.text = declaration.text.replacen(&first, &lines.join(document.line_ending()), 1);
    // Both are at the start of a document without front matter and declarations.
    let edits = if field.range == declaration.range {
        declaration.text = field.text + &declaration.text;
        vec![declaration]
    } else {
        vec![field, declaration]
    };
    let title = format!("Declare this article as the default source `^{id}`");
    Some(Fix::new(title, edits))
}

/// Whether a source is the article itself, as [`article_as_default`] declares it.
pub fn is_article(document: &Document, source: &Declaration) -> bool {
    let default = document.front_matter("source");
    default.is_some_and(|field| field.references.iter().any(|reference| reference.id == source.id))
        && &*source.name == title(document)
}

fn title(document: &Document) -> &str {
    document.front_matter("title").map_or(UNTITLED, |field| &*field.value)
}

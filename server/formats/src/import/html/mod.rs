//! Saved web pages: the readable article as plain text, and what the page says about it as front matter.

mod metadata;
mod page;
mod text;

use super::{ImportFormat, ImportedArticle, ImportedFile, Importing};
use dom_smoothie::{Config, Readability};

/// See the module.
pub const FORMAT: ImportFormat = ImportFormat {
    name: "html",
    summary: "A saved web page: its article, with title, author, outlet, date, url and language",
    has_text: false,
    read,
};

/// Minimum number of words outside of links that a paragraph of an article has. Navigation has none of this length.
const FEWEST_WORDS: usize = 10;

fn read(file: &ImportedFile<'_>) -> Result<Vec<ImportedArticle>, String> {
    let page = page::parse(file.content)?;
    let metadata = metadata::read(&page);
    let all_words = text::read(&page).words;
    // The data of the page have been read above, with more formats than the library knows.
    let config = Config { disable_json_ld: true, ..Config::default() };
    let readable = Readability::with_document(page, None, Some(config)).and_then(|mut it| it.parse());
    let none =
        || "has no article that can be read; save the text of the article as a file of its own".to_owned();
    let readable = readable.map_err(|_| none())?;
    let body = text::read(&page::parse(&readable.content)?);
    if body.longest < FEWEST_WORDS {
        return Err(none());
    }
    let mut paragraphs = body.paragraphs;
    if let Some(title) = metadata.title.clone().filter(|title| paragraphs.first() != Some(title)) {
        paragraphs.insert(0, title);
    }
    let mut importing = Importing::new(file.name, &(paragraphs.join("\n\n") + "\n"));
    let author = metadata.author.or_else(|| readable.byline.as_deref().and_then(metadata::byline));
    for (key, value) in [
        ("title", metadata.title),
        ("author", author),
        ("outlet", metadata.outlet),
        ("date", metadata.date),
        ("url", metadata.url),
        ("lang", metadata.lang),
    ] {
        importing.article.front_matter.extend(value.map(|value| (key.to_owned(), value)));
    }
    importing.lose_all(body.pictures, "picture", "a document is text");
    importing.lose_all(body.embedded, "embedded element", "a document is text");
    importing.lose_all(body.links, "address", "only the words of links are text");
    importing.lose_all(
        all_words.saturating_sub(body.words),
        "word",
        "the rest of the page is not its article",
    );
    Ok(vec![importing.finish()])
}

//! DOCX: the paragraphs of a document of a word processor, from its `word/document.xml`.

use super::xml_tree::{self, Element, Node};
use super::{ImportFormat, ImportedArticle, ImportedFile, Importing};

/// See the module.
pub const FORMAT: ImportFormat = ImportFormat {
    name: "docx",
    summary: "DOCX: the paragraphs and headings, without deleted revisions, notes and pictures",
    has_text: false,
    read,
};

/// Maximum size of a document in bytes, which is held as a tree.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// Elements that are left out, each with a noun and the reason.
const LEFT_OUT: [(&str, &str, &str); 9] = [
    ("commentReference", "comment", "it is not text of the article"),
    ("del", "deletion", "it is no longer in the text"),
    ("drawing", "picture or text box", "a document is text"),
    ("endnoteReference", "endnote", "it is not text of the article"),
    ("footnoteReference", "footnote", "it is not text of the article"),
    ("instrText", "field", "only its result is text"),
    ("moveFrom", "moved passage", "it is read where it was moved to"),
    ("object", "embedded object", "a document is text"),
    ("pict", "picture or text box", "a document is text"),
];

fn read(file: &ImportedFile<'_>) -> Result<Vec<ImportedArticle>, String> {
    if file.content.len() > MOST_BYTES {
        return Err(format!(
            "is too large: {} bytes of text (at most {MOST_BYTES}); split it",
            file.content.len()
        ));
    }
    let root = xml_tree::parse(file.content)?;
    let body = root.child("body").filter(|_| root.name == "document");
    let body = body.ok_or("is no document of a word processor; save it as .docx")?;
    let mut importing = Importing::new(file.name, "");
    let (mut paragraphs, mut title) = (Vec::new(), None);
    for paragraph in paragraphs_of(body) {
        let text = text(paragraph, &mut importing);
        if text.trim().is_empty() {
            continue;
        }
        let style =
            paragraph.child("pPr").and_then(|it| it.child("pStyle")).and_then(|it| it.attribute("w:val"));
        if style == Some("Title") && title.is_none() {
            title = Some(text.trim().to_owned());
        }
        paragraphs.push(text.trim().to_owned());
    }
    if paragraphs.is_empty() {
        return Err("has no text".into());
    }
    importing.article.front_matter.extend(title.map(|title| ("title".to_owned(), title)));
    importing.article.text = paragraphs.join("\n\n") + "\n";
    Ok(vec![importing.finish()])
}

/// Paragraphs, those of tables too; not those of text boxes, which are in other paragraphs.
fn paragraphs_of(body: &Element) -> Vec<&Element> {
    let (mut found, mut left) = (Vec::new(), vec![body]);
    while let Some(element) = left.pop() {
        if element.name == "p" {
            found.push(element);
        } else if !is_left_out(element) {
            left.extend(element.elements().rev());
        }
    }
    found
}

fn is_left_out(element: &Element) -> bool {
    LEFT_OUT.iter().any(|(name, ..)| *name == element.name)
}

/// Text of a paragraph; counts what is left out.
fn text(paragraph: &Element, importing: &mut Importing) -> String {
    let (mut text, mut left) = (String::new(), vec![paragraph]);
    while let Some(element) = left.pop() {
        if let Some((_, noun, reason)) = LEFT_OUT.iter().find(|(name, ..)| *name == element.name) {
            importing.lose(noun, *reason);
            continue;
        }
        match &*element.name {
            "t" => text.extend(element.nodes.iter().filter_map(|node| match node {
                Node::Text(words) => Some(&**words),
                Node::Element(_) => None,
            })),
            "tab" => text.push('\t'),
            "br" | "cr" => text.push('\n'),
            "noBreakHyphen" => text.push('\u{2011}'),
            // Properties are no text, and a fallback stands for what is read already.
            "Fallback" | "pPr" | "rPr" => {}
            _ => left.extend(element.elements().rev()),
        }
    }
    text
}

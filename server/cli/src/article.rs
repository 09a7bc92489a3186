//! Reads the articles that become documents: in any encoding, and repaired if asked.

use crate::imported;
use crate::input;
use crate::repair::{repair, ungarbled};
use ascribe_formats::import::LabelKinds;
use ascribe_markup::document::Document;
use ascribe_markup::strip;
use ascribe_workspace::EXTENSION;
use ascribe_workspace::decoding::{DecodeError, NamedEncoding, decode};
use serde_json::Value;
use std::path::Path;

/// How articles are read.
#[derive(Debug, clap::Args)]
pub struct ArticleOptions {
    /// The encoding of the articles, such as windows-1252; by default, it is recognised
    #[arg(long, value_name = "NAME")]
    encoding: Option<NamedEncoding>,

    /// Decode HTML entities such as `&rsquo;`, and restore garbled characters such as `â€™`
    ///
    /// Without it, they stay in the article, with a warning.
    #[arg(long)]
    repair: bool,
}

/// An article as it was read.
#[derive(Debug)]
pub struct Article {
    /// The text, in UTF-8, repaired if asked.
    pub text: String,
    /// Changes made to it, and damage left in it, for the user.
    pub notes: Vec<String>,
}

impl ArticleOptions {
    /// Whether any option is given.
    pub fn is_given(&self) -> bool {
        self.encoding.is_some() || self.repair
    }

    /// Name of the encoding; empty if it is recognised.
    pub fn encoding_name(&self) -> &'static str {
        self.encoding.map_or("", NamedEncoding::name)
    }

    /// Whether articles are repaired.
    pub fn is_repairing(&self) -> bool {
        self.repair
    }

    /// Document of a saved web page, with what is lost; `None` for other files, by their name.
    pub fn read_page(&self, path: &Path) -> Result<Option<(Document, Vec<String>)>, String> {
        let Some(format) = imported::format_of(path).filter(|format| format.is_article()) else {
            return Ok(None);
        };
        if self.repair {
            return Err("is not plain text, so `--repair` is not for it; omit that".into());
        }
        let articles = imported::read(format, path, &LabelKinds::default(), self.encoding)?;
        let article = articles.first().ok_or("has no article")?;
        let (document, losses) = article.document()?;
        let notes = losses.iter().map(|loss| format!("{}: {loss}", path.display()));
        Ok(Some((document, notes.collect())))
    }

    /// Reads an article, or standard input for `-`; the error has the reason and a remedy.
    pub fn read(&self, path: &Path) -> Result<Article, String> {
        let decoded = decode(input::bytes(path)?, self.encoding).map_err(|error| reason(&error))?;
        let mut notes = Vec::new();
        let name = path.display();
        if let Some(encoding) = decoded.encoding {
            let remedy = if self.encoding.is_none() { ". Use `--encoding` if that is wrong." } else { "" };
            notes.push(format!("{name}: read as {encoding}; written as UTF-8{remedy}"));
        }
        if !is_document(path)
            && let Some(format) = structured(&decoded.text, path)
        {
            return Err(format!(
                "is {format}, not plain text; save the text of the article as a file of its own, or name its format \
                 with `ascribe import --from`"
            ));
        }
        let repaired = repair(&decoded.text);
        for (line, damage) in repaired.descriptions() {
            notes.push(if self.repair {
                format!("{name}:{line}: repaired {damage}")
            } else {
                format!("warning: {name}:{line}: {damage}; use `--repair` to restore them")
            });
        }
        if !self.repair {
            return Ok(Article { text: decoded.text, notes });
        }
        // Garbled quotation marks hide the annotations behind them. Entities may stand for characters of the markup.
        let article = |text: &str| strip::strip(&Document::new(text));
        if is_document(path) {
            input::whole(&decoded.text).and(input::whole(&repaired.text))?;
        }
        if is_document(path) && article(&repaired.text) != repair(&article(&ungarbled(&decoded.text))).text {
            return Err("decoding its HTML entities would change its markup; decode them by hand".into());
        }
        Ok(Article { text: repaired.text, notes })
    }
}

/// Whether a file is a document already, by its name.
pub fn is_document(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == EXTENSION)
}

/// Reason why an article could not be decoded, with a remedy.
fn reason(error: &DecodeError) -> String {
    let remedy = match error {
        DecodeError::NotText(_) => "export its text first",
        DecodeError::Unsupported(_) => "save it as UTF-8",
        DecodeError::DamagedUtf8(_) => "correct it there, or name its encoding with `--encoding`",
        DecodeError::Unknown(_) => "name it with `--encoding`",
        DecodeError::Invalid(..) => "name another encoding with `--encoding`, or omit it",
        DecodeError::OtherMark(..) => "omit `--encoding`",
    };
    format!("{error}; {remedy}")
}

/// Name of the format of a text that is for programs: JSON, JSON lines or HTML.
fn structured(text: &str, path: &Path) -> Option<&'static str> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let extension = extension.to_ascii_lowercase();
    if start.starts_with(['{', '[']) {
        return match &extension[..] {
            "json" => Some("JSON"),
            "jsonl" | "ndjson" => Some("JSON lines"),
            _ => json(start),
        };
    }
    let is_web = matches!(&extension[..], "html" | "htm" | "xhtml" | "xml");
    let tag: String = start.chars().take(16).collect::<String>().to_ascii_lowercase();
    let starts = ["<!doctype html", "<html", "<head>", "<body", "<?xml"];
    let is_page = (is_web && tag.starts_with('<')) || starts.iter().any(|start| tag.starts_with(start));
    is_page.then_some("HTML or XML")
}

/// Whether a text is JSON, or JSON lines, as a whole. Braces that are empty may be text.
fn json(text: &str) -> Option<&'static str> {
    let has_members = |value: &Value| value.as_object().is_some_and(|object| !object.is_empty());
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let first = values.next()?.ok()?;
    if !has_members(&first) && !first.as_array().is_some_and(|array| array.iter().any(has_members)) {
        return None;
    }
    match values.next() {
        None => Some("JSON"),
        Some(Ok(_)) if values.all(|value| value.is_ok()) => Some("JSON lines"),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::structured;
    use std::path::Path;

    #[test]
    fn formats_for_programs_are_recognised() {
        for (name, text, format) in [
            ("a.txt", "{\"id\": 1}\n{\"id\": 2}\n", Some("JSON lines")),
            ("-", "\u{feff} [{\"text\": \"a\"}]", Some("JSON")),
            ("a.jsonl", "{\"id\": ", Some("JSON lines")),
            ("a.JSON", "[]", Some("JSON")),
            ("a.txt", "<!DOCTYPE html>\n<html>", Some("HTML or XML")),
            ("a.htm", "<p>He said</p>", Some("HTML or XML")),
            ("a.txt", "<?xml version=\"1.0\"?>", Some("HTML or XML")),
            ("a.txt", "[He said]{sic}\n", None),
            ("a.txt", "{} and []", None),
            ("a.txt", "[]", None),
            ("a.txt", "{\"id\": 1} is JSON, he said.", None),
            ("a.txt", "<b>bold</b> words", None),
            ("a.json", "He said", None),
            ("a.txt", "", None),
        ] {
            assert_eq!(structured(text, Path::new(name)), format, "{name}: {text}");
        }
    }
}

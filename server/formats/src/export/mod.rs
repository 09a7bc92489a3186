//! Articles in the formats of other tools: one file for each.

mod brat;
mod cas;
mod conll;
mod csv;
mod doccano;
mod graph;
mod jsonl;
mod label_studio;
mod layers;
mod markdown;
mod parquet;
mod refi_qda;
mod schema_org;
mod tei;
mod w3c;
mod webanno;
mod xml;

use crate::article::{AnnotatedArticle, ArticleAnnotation};
use crate::offsets::Unit;
use ascribe_markup::model::statement::counted;
use serde_json::Value;

/// A format of another tool.
#[derive(Debug)]
pub struct Format {
    /// Name on the command line.
    pub name: &'static str,
    /// Tools that read it, and its content, in a line.
    pub summary: &'static str,
    /// Unit of its offsets; `None` if it has none.
    pub unit: Option<Unit>,
    /// How articles are written.
    pub layout: Layout,
}

/// How a format lays out several articles.
#[derive(Debug)]
pub enum Layout {
    /// All articles in one file with this extension.
    Together(&'static str, fn(&[AnnotatedArticle]) -> Exported),
    /// Files of its own for each article, with these extensions in the order of the files; the last one has the
    /// annotations.
    Apart(&'static [&'static str], fn(&AnnotatedArticle) -> Exported),
    /// All articles in one ZIP archive with this extension.
    Archive(&'static str, fn(&[AnnotatedArticle]) -> Exported<Entry>),
    /// All articles in binary files with these names, in the order of the files.
    Tables(&'static [&'static str], fn(&[AnnotatedArticle]) -> Exported<Vec<u8>>),
}

/// A file in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Path within the archive.
    pub name: String,
    /// Content of the file.
    pub content: String,
}

/// Articles in a format. Files are text, bytes where the format is binary, or the entries of an archive.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Exported<Content = String> {
    /// Contents of the files, in the order of their extensions.
    pub files: Vec<Content>,
    /// Losses: all that the format cannot hold, a line for each kind of loss; empty if nothing is lost.
    pub losses: Vec<String>,
}

impl Exported {
    /// A single file from which nothing is missing.
    fn whole(file: String) -> Self {
        Self { files: vec![file], losses: Vec::new() }
    }
}

/// All formats, by name.
pub const FORMATS: [&Format; 18] = [
    &brat::FORMAT,
    &cas::json::FORMAT,
    &cas::xmi::FORMAT,
    &conll::FORMAT,
    &csv::FORMAT,
    &doccano::FORMAT,
    &graph::dot::FORMAT,
    &graph::graphml::FORMAT,
    &jsonl::FORMAT,
    &label_studio::FORMAT,
    &markdown::FORMAT,
    &graph::mermaid::FORMAT,
    &parquet::FORMAT,
    &refi_qda::FORMAT,
    &schema_org::FORMAT,
    &tei::FORMAT,
    &w3c::FORMAT,
    &webanno::FORMAT,
];

/// Format with a name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.into_iter().find(|format| format.name == name)
}

/// A loss in words: `not exported: 1 relation, since …`; `None` if nothing is lost.
fn loss(count: usize, noun: &str, reason: &str) -> Option<String> {
    (count > 0).then(|| format!("not exported: {}, since {reason}", counted(count, noun)))
}

/// Number of the first part of each annotation, for formats in which each part is an entity: from 1, in order.
fn numbered_parts(article: &AnnotatedArticle) -> Vec<usize> {
    let mut next = 1;
    let number = |annotation: &ArticleAnnotation| {
        let first = next;
        next += annotation.parts.len();
        first
    };
    article.annotations.iter().map(number).collect()
}

/// A value as JSON on one line, with its members in alphabetical order.
fn json(value: &Value) -> String {
    sorted(value).to_string()
}

/// A value as JSON on several lines, with its members in alphabetical order and a final line end.
fn json_lines(value: &Value) -> String {
    format!("{:#}\n", sorted(value))
}

/// A value whose members are in alphabetical order, whatever order `serde_json` was built to keep.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(values) => values.iter().map(sorted).collect(),
        Value::Object(members) => {
            let mut members: Vec<(&String, &Value)> = members.iter().collect();
            members.sort_unstable_by_key(|(key, _)| *key);
            Value::Object(members.into_iter().map(|(key, value)| (key.clone(), sorted(value))).collect())
        }
        other => other.clone(),
    }
}

/// An id or name as a part of a URI.
fn uri_part(name: &str) -> String {
    percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC).to_string()
}

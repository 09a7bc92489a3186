//! Articles with annotations of other tools: one file for each format.

mod brat;
mod cas_json;
mod cas_xmi;
mod citron;
mod conll;
mod csv;
mod doccano;
mod docx;
mod html;
mod jsonl;
mod label_studio;
mod layers;
mod tei;
mod w3c;
mod webanno;
mod xml_tree;

pub use self::csv::CorpusColumns;
pub use self::jsonl::corpus_line;

use crate::article::{AnnotatedArticle, ArticleAnnotation, Entities, Entity, Target};
use ascribe_language::stance::Stance;
use ascribe_markup::document::Document;
use ascribe_markup::model::statement::counted;
use ascribe_markup::model::vocabulary::Kind;
use ascribe_markup::reach::is_read_whole;
use ascribe_markup::strip::strip;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Range;

/// A format that can be imported.
#[derive(Debug)]
pub struct ImportFormat {
    /// Name on the command line, that of the [`Format`](crate::export::Format) for the same tool.
    pub name: &'static str,
    /// Tools that write it, and its content, in a line.
    pub summary: &'static str,
    /// Whether the text is in a file of its own beside it.
    pub has_text: bool,
    /// Reads the content of a file.
    pub read: fn(&ImportedFile<'_>) -> Result<Vec<ImportedArticle>, String>,
}

/// Content of a file.
#[derive(Debug, Clone, Copy)]
pub struct ImportedFile<'a> {
    /// Name of the file, without extension, for articles without an id.
    pub name: &'a str,
    /// Content of the file.
    pub content: &'a str,
    /// Content of the file with the text, for formats that have one.
    pub text: &'a str,
    /// Kinds for labels of other tools.
    pub kinds: &'a LabelKinds,
}

/// An article of another tool.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportedArticle {
    /// The article.
    pub article: AnnotatedArticle,
    /// Losses: all that was not read, a line for each kind of loss.
    pub losses: Vec<String>,
}

impl ImportedArticle {
    /// Document of the article, and all that is lost, a line each.
    ///
    /// # Errors
    /// If the document would not have this article: the text, or its annotations, are too large or too dense.
    pub fn document(&self) -> Result<(Document, Vec<String>), String> {
        if !is_read_whole(&self.article.text) {
            return Err("is too large or too dense to be read to its end; split it".into());
        }
        let written = self.article.document();
        if written.document.unread().is_some() || strip(&written.document) != self.article.text {
            return Err("is too large or too dense with its annotations; split it".into());
        }
        Ok((written.document, self.losses.iter().chain(&written.losses).cloned().collect()))
    }
}

/// All formats, by name.
pub const IMPORT_FORMATS: [&ImportFormat; 14] = [
    &brat::FORMAT,
    &cas_json::FORMAT,
    &cas_xmi::FORMAT,
    &citron::FORMAT,
    &conll::FORMAT,
    &csv::FORMAT,
    &doccano::FORMAT,
    &docx::FORMAT,
    &html::FORMAT,
    &jsonl::FORMAT,
    &label_studio::FORMAT,
    &tei::FORMAT,
    &w3c::FORMAT,
    &webanno::FORMAT,
];

/// Endings of file names that tell the format. `.json` and `.xml` are those of several formats, so they tell none.
const ENDINGS: [(&str, &ImportFormat); 12] = [
    ("ann", &brat::FORMAT),
    ("conll", &conll::FORMAT),
    ("csv", &csv::FORMAT),
    ("docx", &docx::FORMAT),
    ("htm", &html::FORMAT),
    ("html", &html::FORMAT),
    ("jsonl", &jsonl::FORMAT),
    ("ndjson", &jsonl::FORMAT),
    ("tei", &tei::FORMAT),
    ("tsv", &csv::FORMAT),
    ("xhtml", &html::FORMAT),
    ("xmi", &cas_xmi::FORMAT),
];

/// Format that the ending of a file's name tells, in capital or small letters.
pub fn format_of_ending(ending: &str) -> Option<&'static ImportFormat> {
    ENDINGS.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(ending)).map(|(_, format)| format)
}

impl ImportFormat {
    /// File that holds the content in a ZIP archive, for formats that are archives.
    pub fn archived(&self) -> Option<&'static str> {
        (self.name == docx::FORMAT.name).then_some("word/document.xml")
    }

    /// Whether a file is one article, read like a plain text.
    pub fn is_article(&self) -> bool {
        [docx::FORMAT.name, html::FORMAT.name].contains(&self.name)
    }
}

/// Format with a name.
pub fn import_format(name: &str) -> Option<&'static ImportFormat> {
    IMPORT_FORMATS.into_iter().find(|format| format.name == name)
}

/// Kinds for labels that other tools have given to words. A label without an entry is the kind of that name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LabelKinds {
    kinds: Vec<(String, Kind)>,
    /// Names of fields of a corpus, with those that they stand for.
    fields: Vec<(String, &'static str)>,
}

impl LabelKinds {
    /// Adds an entry.
    pub fn add(&mut self, label: &str, kind: Kind) {
        self.kinds.push((label.to_lowercase(), kind));
    }

    /// Kind for a label, in capital or small letters.
    pub fn kind(&self, label: &str) -> Option<Kind> {
        let label = label.to_lowercase();
        let entry = self.kinds.iter().rev().find(|(known, _)| *known == label);
        entry.map(|(_, kind)| *kind).or_else(|| Kind::of(&label))
    }
}

/// Fields of a corpus that are read: the text, its id, and those that front matter has, too.
pub const FIELDS: [&str; 9] = ["text", "id", "title", "outlet", "author", "date", "place", "url", "lang"];

impl LabelKinds {
    /// Adds a field with a name of the corpus.
    pub fn add_field(&mut self, name: &str, field: &'static str) {
        self.fields.push((name.to_owned(), field));
    }

    /// Field of a corpus with a name: as given, or else the field of that name if no other name is given for it.
    fn field(&self, name: &str) -> Option<&'static str> {
        let given = self.fields.iter().find(|(known, _)| known == name).map(|(_, field)| *field);
        let own = || FIELDS.into_iter().find(|field| field.eq_ignore_ascii_case(name));
        given.or_else(|| own().filter(|own| !self.fields.iter().any(|(_, field)| field == own)))
    }
}

/// An article that is being read.
#[derive(Debug, Default)]
struct Importing {
    article: AnnotatedArticle,
    /// Number of items that were not read, by noun and reason.
    lost: BTreeMap<(&'static str, String), usize>,
}

impl Importing {
    fn new(id: &str, text: &str) -> Self {
        let article =
            AnnotatedArticle { id: id.to_owned(), text: text.to_owned(), ..AnnotatedArticle::default() };
        Self { article, ..Self::default() }
    }

    /// Counts something that is not read.
    fn lose(&mut self, noun: &'static str, reason: impl Into<String>) {
        *self.lost.entry((noun, reason.into())).or_default() += 1;
    }

    /// Like [`Importing::lose`], for several.
    fn lose_all(&mut self, count: usize, noun: &'static str, reason: &str) {
        if count > 0 {
            *self.lost.entry((noun, reason.to_owned())).or_default() += count;
        }
    }

    /// Kind for a label; counts an annotation that has none.
    fn kind(&mut self, kinds: &LabelKinds, label: &str) -> Option<Kind> {
        let kind = kinds.kind(label);
        if kind.is_none() {
            self.lose(
                "annotation",
                format!("its label `{label}` is no kind; give it one with `--map {label}=claim`"),
            );
        }
        kind
    }

    /// Id of the actor with an id or, without one, with a name as its id; it is added unless it is known.
    fn actor(&mut self, id: &str, name: &str) -> String {
        entity(&mut self.article.actors, id, name)
    }

    /// Like [`Importing::actor`], for a source.
    fn source(&mut self, id: &str, name: &str) -> String {
        entity(&mut self.article.sources, id, name)
    }

    /// Adds a relation between two annotations; counts one of which an end is not imported.
    fn relate(&mut self, from: Option<usize>, to: Option<usize>, key: &str) {
        match (from, to) {
            (Some(from), Some(to)) => {
                let relation = (key.to_lowercase(), Target::Annotation(to));
                self.article.annotations[from].relations.push(relation);
            }
            _ => self.lose("relation", "one of its ends is not imported"),
        }
    }

    /// Joins the parts of quotations, each given with the annotation that it continues. A part is gone then.
    fn join(&mut self, parts: &[(usize, usize)]) {
        let annotations = &mut self.article.annotations;
        let mut gone = vec![false; annotations.len()];
        for &(part, first) in parts.iter().filter(|(part, first)| part != first) {
            if !gone[part] && !gone[first] {
                let ranges = std::mem::take(&mut annotations[part].parts);
                annotations[first].parts.extend(ranges);
                annotations[first].parts.sort_unstable_by_key(|part| part.start);
                gone[part] = true;
            }
        }
        let mut places = Vec::with_capacity(gone.len());
        let mut kept = 0;
        for gone in &gone {
            places.push((!gone).then_some(kept));
            kept += usize::from(!gone);
        }
        for &(part, first) in parts {
            places[part] = places[part].or(places[first]);
        }
        let mut at = 0;
        annotations.retain(|_| {
            at += 1;
            !gone[at - 1]
        });
        for annotation in annotations {
            annotation.relations.retain_mut(|(_, target)| match target {
                Target::Annotation(index) => places[*index].map(|place| *index = place).is_some(),
                Target::Label(_) => true,
            });
        }
    }

    fn finish(self) -> ImportedArticle {
        let loss =
            |((noun, reason), count)| format!("not imported: {}, since {reason}", counted(count, noun));
        ImportedArticle { article: self.article, losses: self.lost.into_iter().map(loss).collect() }
    }
}

fn entity(entities: &mut Entities, id: &str, name: &str) -> String {
    let id = if id.is_empty() { name } else { id };
    if entities.get(id).is_none() {
        entities.push(Entity { id: id.to_owned(), name: name.to_owned(), fields: Vec::new() });
    }
    id.to_owned()
}

/// Reads each line of a file that is not blank as JSON; `read` gets it with its number, from 1.
fn json_lines(
    file: &ImportedFile<'_>,
    read: fn(&ImportedFile<'_>, &Value, usize) -> Result<ImportedArticle, String>,
) -> Result<Vec<ImportedArticle>, String> {
    let lines = file.content.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    lines.map(|(line, number)| read(file, &json_value(line, number)?, number)).collect()
}

/// Value of a line of JSON with this number.
fn json_value(line: &str, number: usize) -> Result<Value, String> {
    serde_json::from_str(line).map_err(|error| format!("line {number} is no JSON: {error}"))
}

/// An annotation of some words that says nothing else.
fn annotation(kind: Kind, parts: Vec<Range<usize>>) -> ArticleAnnotation {
    ArticleAnnotation {
        label: None,
        kind,
        stance: Some(Stance::default()),
        is_quotation: false,
        parts,
        actors: Vec::new(),
        via: Vec::new(),
        sources: Vec::new(),
        relations: Vec::new(),
        within: None,
        is_draft: false,
        attributes: Vec::new(),
    }
}

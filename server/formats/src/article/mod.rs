//! An article with its annotations, as other tools see it: plain text, and ranges in it.

mod entities;
mod read;
mod unannotated;
mod write;

pub use entities::Entities;
pub use unannotated::unannotated_quotations;
pub use write::WrittenArticle;

use ascribe_language::stance::Stance;
use ascribe_markup::model::vocabulary::Kind;
use std::ops::Range;

/// An article with its annotations. All ranges are byte ranges of `text`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AnnotatedArticle {
    /// Name of the document, without extension.
    pub id: String,
    /// The article without markup.
    pub text: String,
    /// Front matter, in order.
    pub front_matter: Vec<(String, String)>,
    /// Actors that the document declares or refers to.
    pub actors: Entities,
    /// Sources that the document declares or refers to.
    pub sources: Entities,
    /// Annotations, in the order of their first words; the parts of a quotation are one.
    pub annotations: Vec<ArticleAnnotation>,
}

/// A declared actor or source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Id, without its sign.
    pub id: String,
    /// Name or title; empty if there is none.
    pub name: String,
    /// Fields, in order.
    pub fields: Vec<(String, String)>,
}

/// An annotation of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleAnnotation {
    /// Label, if it has one.
    pub label: Option<String>,
    /// Kind of the annotation.
    pub kind: Kind,
    /// Stance of the actors to the words; `None` if it cannot be read.
    pub stance: Option<Stance>,
    /// Whether the words are between quotation marks.
    pub is_quotation: bool,
    /// Words without brackets or quotation marks: one range for each part, in order, and at least one.
    pub parts: Vec<Range<usize>>,
    /// Ids of the actors who say it: its own, or else those of the annotation around it.
    pub actors: Vec<String>,
    /// Ids of the actors who relay it.
    pub via: Vec<String>,
    /// Ids of the sources where it is on record: its own, or else those of the annotation around it, or else the
    /// document's default.
    pub sources: Vec<String>,
    /// Relations to other annotations, each with its key.
    pub relations: Vec<(String, Target)>,
    /// Index of the innermost annotation around it.
    pub within: Option<usize>,
    /// Whether it was made by a machine and is not yet reviewed.
    pub is_draft: bool,
    /// All other attributes, such as `confidence` and `verdict`, in order.
    pub attributes: Vec<(String, String)>,
}

/// Other end of a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Index of an annotation of the same article.
    Annotation(usize),
    /// Label as written: of another document, or of none.
    Label(String),
}

impl AnnotatedArticle {
    /// Value of a field of the front matter, if not empty.
    pub fn about(&self, key: &str) -> Option<&str> {
        value(&self.front_matter, key)
    }

    /// Actor with an id.
    pub fn actor(&self, id: &str) -> Option<&Entity> {
        self.actors.get(id)
    }

    /// Source with an id.
    pub fn source(&self, id: &str) -> Option<&Entity> {
        self.sources.get(id)
    }

    /// Name of the actor with an id, or the id.
    pub fn actor_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.actor(id).map_or(id, Entity::title)
    }

    /// Title of the source with an id, or the id.
    pub fn source_title<'a>(&'a self, id: &'a str) -> &'a str {
        self.source(id).map_or(id, Entity::title)
    }

    /// Words of an annotation; an ellipsis stands between its parts.
    pub fn words(&self, annotation: &ArticleAnnotation) -> String {
        let parts = annotation.parts.iter().map(|part| self.text.get(part.clone()).unwrap_or_default());
        parts.collect::<Vec<_>>().join(" … ")
    }
}

impl Entity {
    /// Value of a field, if not empty.
    pub fn field(&self, key: &str) -> Option<&str> {
        value(&self.fields, key)
    }

    /// Ids in all fields with a key, such as `cites`, without their sign.
    pub fn ids<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(known, _)| known == key).flat_map(|(_, value)| ids(value))
    }

    /// Address of its item in Wikidata, if declared.
    pub fn wikidata_url(&self) -> Option<String> {
        self.field("wikidata").map(|item| format!("http://www.wikidata.org/entity/{item}"))
    }

    /// Name, or the id if there is none.
    pub fn title(&self) -> &str {
        if self.name.is_empty() { &self.id } else { &self.name }
    }
}

impl ArticleAnnotation {
    /// Value of an attribute, if not empty.
    pub fn attribute(&self, key: &str) -> Option<&str> {
        value(&self.attributes, key)
    }

    /// Ids in an attribute, such as `evidence`, without their sign.
    pub fn ids<'a>(&'a self, key: &str) -> impl Iterator<Item = &'a str> {
        ids(self.attribute(key).unwrap_or_default())
    }

    /// From the first word to the last, across what is between the parts.
    pub fn range(&self) -> Range<usize> {
        let start = self.parts.first().map_or(0, |part| part.start);
        start..self.parts.last().map_or(start, |part| part.end)
    }
}

/// A range of a text without blanks at its ends.
pub(crate) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = text.get(range.clone()).unwrap_or_default();
    let start = range.start + (words.len() - words.trim_start().len());
    start..start + words.trim().len()
}

/// Ids of a list of references to actors or sources, without their sign.
fn ids(list: &str) -> impl Iterator<Item = &str> {
    let ids = list.split([',', ';']).map(|id| id.trim().trim_start_matches(['@', '^']));
    ids.filter(|id| !id.is_empty())
}

fn value<'a>(fields: &'a [(String, String)], key: &str) -> Option<&'a str> {
    let (_, value) = fields.iter().find(|(known, value)| known == key && !value.is_empty())?;
    Some(value)
}

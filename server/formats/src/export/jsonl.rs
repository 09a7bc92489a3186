//! JSON lines: everything that a document says, a line for each article.

use super::{Exported, Format, Layout};
use crate::article::{AnnotatedArticle, ArticleAnnotation, Entity, Target};
use crate::offsets::{Offsets, Unit};
use ascribe_language::stance::Stance;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::collections::HashMap;

/// See the module.
pub const FORMAT: Format = Format {
    name: "jsonl",
    summary: "JSON lines, for programs: everything that the documents say",
    unit: Some(Unit::CodePoint),
    layout: Layout::Together("jsonl", export),
};

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    text: &'a str,
    front_matter: Fields<'a>,
    actors: Vec<Declared<'a>>,
    sources: Vec<Declared<'a>>,
    annotations: Vec<Annotation<'a>>,
}

#[derive(Serialize)]
struct Declared<'a> {
    id: &'a str,
    name: &'a str,
    fields: Fields<'a>,
}

#[derive(Serialize)]
struct Annotation<'a> {
    label: Option<&'a str>,
    kind: &'static str,
    stance: Option<&'static str>,
    quotation: bool,
    parts: Vec<[usize; 2]>,
    text: String,
    actors: &'a [String],
    via: &'a [String],
    sources: &'a [String],
    relations: Vec<Relation<'a>>,
    within: Option<usize>,
    draft: bool,
    attributes: Fields<'a>,
}

#[derive(Serialize)]
struct Relation<'a> {
    #[serde(rename = "relation")]
    key: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    annotation: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
}

/// Fields as an object; the values of a repeated key are joined by `; `.
struct Fields<'a>(&'a [(String, String)]);

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut values: Vec<(&str, Vec<&str>)> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        for (key, value) in self.0 {
            let place = *places.entry(key).or_insert(values.len());
            match values.get_mut(place) {
                Some((_, known)) => known.push(value),
                None => values.push((key, vec![value])),
            }
        }
        let mut map = serializer.serialize_map(Some(values.len()))?;
        for (key, values) in values {
            map.serialize_entry(key, &values.join("; "))?;
        }
        map.end()
    }
}

fn export(articles: &[AnnotatedArticle]) -> Exported {
    // Fails only for keys that are no strings and for values that say so: there are none.
    let lines =
        articles.iter().map(|article| serde_json::to_string(&line(article)).unwrap_or_default() + "\n");
    Exported::whole(lines.collect())
}

fn line(article: &AnnotatedArticle) -> Line<'_> {
    let offsets = Offsets::new(&article.text, Unit::CodePoint);
    Line {
        id: &article.id,
        text: &article.text,
        front_matter: Fields(&article.front_matter),
        actors: article.actors.iter().map(declared).collect(),
        sources: article.sources.iter().map(declared).collect(),
        annotations: article.annotations.iter().map(|it| annotation(article, &offsets, it)).collect(),
    }
}

fn declared(entity: &Entity) -> Declared<'_> {
    Declared { id: &entity.id, name: &entity.name, fields: Fields(&entity.fields) }
}

fn annotation<'a>(
    article: &'a AnnotatedArticle,
    offsets: &Offsets,
    annotation: &'a ArticleAnnotation,
) -> Annotation<'a> {
    let relation = |(key, target): &'a (String, Target)| match target {
        Target::Annotation(index) => Relation { key, annotation: Some(*index), label: None },
        Target::Label(label) => Relation { key, annotation: None, label: Some(label) },
    };
    Annotation {
        label: annotation.label.as_deref(),
        kind: annotation.kind.word(),
        stance: annotation.stance.map(Stance::word),
        quotation: annotation.is_quotation,
        parts: annotation.parts.iter().map(|part| offsets.span(part)).collect(),
        text: article.words(annotation),
        actors: &annotation.actors,
        via: &annotation.via,
        sources: &annotation.sources,
        relations: annotation.relations.iter().map(relation).collect(),
        within: annotation.within,
        draft: annotation.is_draft,
        attributes: Fields(&annotation.attributes),
    }
}

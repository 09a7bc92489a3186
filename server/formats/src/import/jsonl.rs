//! JSON lines: those of our export, and corpora with a text in each line.

use super::{ImportFormat, ImportedArticle, ImportedFile, Importing, annotation, json_lines, json_value};
use crate::article::{ArticleAnnotation, Entities, Entity, Target};
use crate::offsets::{ByteOffsets, Unit};
use ascribe_language::stance::Stance;
use serde_json::{Map, Value};

/// See the module.
pub const FORMAT: ImportFormat = ImportFormat {
    name: "jsonl",
    summary: "JSON lines with `text`, and if present `id`, `front_matter`, `actors`, `sources` and `annotations`",
    has_text: false,
    read,
};

/// Members of a line that are read beside the fields of a corpus; all others are counted as lost.
const MEMBERS: [&str; 4] = ["front_matter", "actors", "sources", "annotations"];

fn read(file: &ImportedFile<'_>) -> Result<Vec<ImportedArticle>, String> {
    json_lines(file, article)
}

/// Reads an article of a corpus that is too large to be read as a whole: the line with this number, from 1. The content
/// of `file` is not read.
///
/// # Errors
/// If the line is not JSON, or has no text, with its number.
pub fn corpus_line(file: &ImportedFile<'_>, line: &str, number: usize) -> Result<ImportedArticle, String> {
    article(file, &json_value(line, number)?, number)
}

fn article(file: &ImportedFile<'_>, value: &Value, number: usize) -> Result<ImportedArticle, String> {
    let object = value.as_object().ok_or_else(|| format!("line {number} is no JSON object"))?;
    let field = |name: &str| {
        object.iter().find(|(key, _)| file.kinds.field(key) == Some(name)).map(|(_, value)| value)
    };
    let text = field("text").and_then(Value::as_str).ok_or_else(|| {
        format!("line {number} has no `text`; if it has another name, use `--map NAME=text`")
    })?;
    let id = field("id").map_or_else(|| format!("{}-{number}", file.name), plain);
    let mut importing = Importing::new(&id, text);
    for (key, value) in object {
        match file.kinds.field(key) {
            Some("text" | "id") => {}
            Some(field) if !value.is_null() => {
                importing.article.front_matter.push((field.to_owned(), plain(value)));
            }
            Some(_) => {}
            None if MEMBERS.contains(&&**key) => {}
            None => importing.lose("member", format!("`{key}` is not known")),
        }
    }
    if let Some(fields) = object.get("front_matter").and_then(Value::as_object) {
        importing.article.front_matter.extend(pairs(fields));
    }
    importing.article.actors = entities(object.get("actors"));
    importing.article.sources = entities(object.get("sources"));
    let bytes = ByteOffsets::new(text, Unit::CodePoint);
    // Indices of the annotations that are read, by those in the line.
    let mut places = Vec::new();
    let annotations = object.get("annotations").and_then(Value::as_array);
    for (index, value) in annotations.into_iter().flatten().enumerate() {
        let wrong = |what: &str| format!("line {number}, annotation {index}: {what}");
        let read = one(&bytes, &mut importing, file, value).map_err(|what| wrong(&what))?;
        places.push(read.as_ref().map(|_| importing.article.annotations.len()));
        importing.article.annotations.extend(read);
    }
    for annotation in &mut importing.article.annotations {
        let place = |index: Option<usize>| index.and_then(|index| places.get(index).copied().flatten());
        annotation.within = place(annotation.within);
        annotation.relations.retain_mut(|(_, target)| match target {
            Target::Annotation(index) => place(Some(*index)).map(|place| *index = place).is_some(),
            Target::Label(_) => true,
        });
    }
    Ok(importing.finish())
}

/// A text, or another value as JSON writes it.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn pairs(fields: &Map<String, Value>) -> impl Iterator<Item = (String, String)> {
    fields.iter().map(|(key, value)| (key.clone(), plain(value)))
}

fn entities(value: Option<&Value>) -> Entities {
    let text = |entity: &Value, key: &str| entity.get(key).map(plain).unwrap_or_default();
    let entity = |entity: &Value| Entity {
        id: text(entity, "id"),
        name: text(entity, "name"),
        fields: entity.get("fields").and_then(Value::as_object).into_iter().flat_map(pairs).collect(),
    };
    value.and_then(Value::as_array).into_iter().flatten().map(entity).collect()
}

/// Reads an annotation; `None` if its kind is not known.
fn one(
    bytes: &ByteOffsets,
    importing: &mut Importing,
    file: &ImportedFile<'_>,
    value: &Value,
) -> Result<Option<ArticleAnnotation>, String> {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    let list = |key: &str| value.get(key).and_then(Value::as_array).into_iter().flatten();
    let Some(kind) = importing.kind(file.kinds, text("kind").ok_or("has no `kind`")?) else {
        return Ok(None);
    };
    let mut parts = Vec::new();
    for part in list("parts") {
        let ends = (part.get(0).and_then(Value::as_u64), part.get(1).and_then(Value::as_u64));
        let (Some(start), Some(end)) = ends else { return Err(format!("{part} is no start and end")) };
        let range = bytes.range(start as usize, end as usize);
        parts.push(range.ok_or_else(|| format!("{start} to {end} is not in the text"))?);
    }
    let ids = |key: &str| list(key).map(plain).collect();
    let relations = list("relations").filter_map(|relation| {
        let key = relation.get("relation")?.as_str()?.to_owned();
        let index = relation.get("annotation").and_then(Value::as_u64);
        let label = || relation.get("label").map(plain);
        Some((
            key,
            index.map(|index| Target::Annotation(index as usize)).or_else(|| label().map(Target::Label))?,
        ))
    });
    Ok(Some(ArticleAnnotation {
        label: text("label").map(str::to_owned),
        stance: text("stance").map_or(Some(Stance::default()), Stance::of),
        is_quotation: value.get("quotation").and_then(Value::as_bool).unwrap_or_default(),
        actors: ids("actors"),
        via: ids("via"),
        sources: ids("sources"),
        relations: relations.collect(),
        within: value.get("within").and_then(Value::as_u64).map(|index| index as usize),
        is_draft: value.get("draft").and_then(Value::as_bool).unwrap_or_default(),
        attributes: value.get("attributes").and_then(Value::as_object).into_iter().flat_map(pairs).collect(),
        ..annotation(kind, parts)
    }))
}

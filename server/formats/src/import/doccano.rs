//! doccano: JSON lines with labels, or with entities and relations.

use super::{ImportFormat, ImportedArticle, ImportedFile, Importing, annotation, json_lines};
use crate::offsets::{ByteOffsets, Unit};
use serde_json::Value;
use std::collections::HashMap;

/// See the module.
pub const FORMAT: ImportFormat = ImportFormat {
    name: "doccano",
    summary: "doccano: JSON lines with `label`, or with `entities` and `relations`",
    has_text: false,
    read,
};

/// Members of a line that are read.
const MEMBERS: [&str; 9] =
    ["data", "document", "entities", "id", "label", "labels", "relations", "speakers", "text"];

fn read(file: &ImportedFile<'_>) -> Result<Vec<ImportedArticle>, String> {
    json_lines(file, article)
}

fn article(file: &ImportedFile<'_>, value: &Value, number: usize) -> Result<ImportedArticle, String> {
    let text = value.get("text").or_else(|| value.get("data")).and_then(Value::as_str);
    let text = text.ok_or_else(|| format!("line {number} has no `text`"))?;
    let id = value.get("document").and_then(Value::as_str).map_or_else(
        || value.get("id").map_or_else(|| format!("{}-{number}", file.name), ToString::to_string),
        str::to_owned,
    );
    let mut importing = Importing::new(&id, text);
    for (key, value) in value.as_object().into_iter().flatten() {
        let is_empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        if !MEMBERS.contains(&&**key) && !is_empty {
            importing.lose("member", format!("`{key}` is not known"));
        }
    }
    let bytes = ByteOffsets::new(text, Unit::CodePoint);
    // Annotations by the ids of their entities.
    let mut by_id: HashMap<u64, usize> = HashMap::new();
    let list = |key: &str| value.get(key).and_then(Value::as_array).into_iter().flatten();
    let entities = list("entities")
        .map(|entity| (entity, ["start_offset", "end_offset", "label"].map(|key| entity.get(key))));
    let labels = list("label").chain(list("labels")).map(|label| (label, [0, 1, 2].map(|at| label.get(at))));
    for (entity, [start, end, label]) in entities.chain(labels) {
        let ends =
            (start.and_then(Value::as_u64), end.and_then(Value::as_u64), label.and_then(Value::as_str));
        let (Some(start), Some(end), Some(label)) = ends else {
            return Err(format!("line {number}: {entity} has no start, end and label"));
        };
        let range = bytes.range(start as usize, end as usize);
        let range = range.ok_or_else(|| format!("line {number}: {start} to {end} is not in the text"))?;
        let Some(kind) = importing.kind(file.kinds, label) else { continue };
        if let Some(id) = entity.get("id").and_then(Value::as_u64) {
            by_id.insert(id, importing.article.annotations.len());
        }
        importing.article.annotations.push(annotation(kind, vec![range]));
    }
    let relations = list("relations").map(|relation| {
        let end =
            |key: &str| relation.get(key).and_then(Value::as_u64).and_then(|id| by_id.get(&id)).copied();
        (end("from_id"), end("to_id"), relation.get("type").and_then(Value::as_str).unwrap_or_default())
    });
    let mut parts = Vec::new();
    for (from, to, kind) in relations {
        match (from, to) {
            (Some(from), Some(to)) if kind == "part" => parts.push((from, to)),
            _ => importing.relate(from, to, kind),
        }
    }
    let speakers = value.get("speakers").and_then(Value::as_object);
    for (id, names) in speakers.into_iter().flatten() {
        let index = id.parse().ok().and_then(|id: u64| by_id.get(&id)).copied();
        for name in names.as_array().into_iter().flatten().filter_map(Value::as_str) {
            let actor = importing.actor("", name);
            if let Some(index) = index {
                importing.article.annotations[index].actors.push(actor);
            }
        }
    }
    importing.join(&parts);
    Ok(importing.finish())
}

//! Label Studio: exported tasks, with annotations and predictions.

use super::{ImportFormat, ImportedArticle, ImportedFile, Importing, annotation};
use crate::offsets::{ByteOffsets, Unit};
use ascribe_language::stance::Stance;
use serde_json::Value;
use std::collections::HashMap;

/// See the module.
pub const FORMAT: ImportFormat = ImportFormat {
    name: "label-studio",
    summary: "Label Studio: exported tasks; predictions become drafts",
    has_text: false,
    read,
};

fn read(file: &ImportedFile<'_>) -> Result<Vec<ImportedArticle>, String> {
    let tasks: Value = serde_json::from_str(file.content).map_err(|error| format!("is no JSON: {error}"))?;
    let tasks = tasks.as_array().ok_or("is no JSON array of tasks")?;
    tasks.iter().zip(1..).map(|(task, number)| article(file, task, number)).collect()
}

fn article(file: &ImportedFile<'_>, task: &Value, number: usize) -> Result<ImportedArticle, String> {
    let data =
        task.get("data").and_then(Value::as_object).ok_or_else(|| format!("task {number} has no `data`"))?;
    let text = data
        .get("text")
        .and_then(Value::as_str)
        .ok_or_else(|| format!("task {number} has no `data.text`"))?;
    let id = data.get("document").and_then(Value::as_str);
    let mut importing =
        Importing::new(&id.map_or_else(|| format!("{}-{number}", file.name), str::to_owned), text);
    for (key, value) in data {
        match (key.strip_prefix("meta_"), value.as_str()) {
            (Some(key), Some(value)) => {
                importing.article.front_matter.push((key.to_owned(), value.to_owned()));
            }
            _ if matches!(&**key, "text" | "document") || value.is_null() => {}
            _ => importing.lose("member", format!("`{key}` of `data` is not known")),
        }
    }
    let results = |key: &str| {
        let list = task.get(key).and_then(Value::as_array).into_iter().flatten();
        list.flat_map(|one| one.get("result").and_then(Value::as_array).into_iter().flatten())
    };
    let bytes = ByteOffsets::new(text, Unit::Utf16);
    let reviewed: Vec<&Value> = results("annotations").collect();
    let drafts: Vec<&Value> = results("predictions").collect();
    add(&mut importing, file, &bytes, &reviewed).map_err(|error| format!("task {number}: {error}"))?;
    let before = importing.article.annotations.len();
    add(&mut importing, file, &bytes, &drafts).map_err(|error| format!("task {number}: {error}"))?;
    for annotation in importing.article.annotations.iter_mut().skip(before) {
        annotation.is_draft = true;
    }
    Ok(importing.finish())
}

/// Adds the regions of some results.
fn add(
    importing: &mut Importing,
    file: &ImportedFile<'_>,
    bytes: &ByteOffsets,
    results: &[&Value],
) -> Result<(), String> {
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    let text =
        |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    for result in results.iter().filter(|result| text(result, "type") == "labels") {
        let value = result.get("value").unwrap_or(&Value::Null);
        let end = |key: &str| value.get(key).and_then(Value::as_u64).map(|end| end as usize);
        let (Some(start), Some(end)) = (end("start"), end("end")) else {
            return Err(format!("{value} has no start and end"));
        };
        let range = bytes.range(start, end).ok_or_else(|| format!("{start} to {end} is not in the text"))?;
        let labels = value.get("labels").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let label = labels.first().and_then(Value::as_str).unwrap_or_default();
        importing.lose_all(
            labels.len().saturating_sub(1),
            "label",
            "an annotation has one kind, that of its first label",
        );
        let Some(kind) = importing.kind(file.kinds, label) else { continue };
        if let Some(id) = result.get("id").and_then(Value::as_str) {
            by_id.insert(id, importing.article.annotations.len());
        }
        importing.article.annotations.push(annotation(kind, vec![range]));
    }
    let mut parts = Vec::new();
    for result in results {
        let values = |key: &str| -> Vec<String> {
            let list = result.get("value").and_then(|value| value.get(key)).and_then(Value::as_array);
            list.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let of = |key: &str| result.get(key).and_then(Value::as_str).and_then(|id| by_id.get(id)).copied();
        match (&*text(result, "type"), &*text(result, "from_name"), of("id")) {
            ("labels", ..) => {}
            ("relation", ..) => {
                let kind = result.get("labels").and_then(|labels| labels.get(0)).and_then(Value::as_str);
                match (of("from_id"), of("to_id"), kind) {
                    (Some(from), Some(to), Some("part")) => parts.push((from, to)),
                    (Some(_), Some(_), None) => importing.lose("relation", "it has no label"),
                    (from, to, kind) => importing.relate(from, to, kind.unwrap_or_default()),
                }
            }
            ("choices", "stance", Some(index)) => {
                let stance = values("choices").first().and_then(|stance| Stance::of(stance));
                importing.article.annotations[index].stance = stance;
            }
            ("textarea", "speaker", Some(index)) => {
                let ids: Vec<String> = values("text").iter().map(|name| importing.actor("", name)).collect();
                importing.article.annotations[index].actors = ids;
            }
            ("textarea", "via", Some(index)) => {
                let ids: Vec<String> = values("text").iter().map(|name| importing.actor("", name)).collect();
                importing.article.annotations[index].via = ids;
            }
            ("textarea", "source", Some(index)) => {
                let ids: Vec<String> = values("text").iter().map(|name| importing.source("", name)).collect();
                importing.article.annotations[index].sources = ids;
            }
            (kind, name, _) => {
                importing.lose("result", format!("`{name}` of the type `{kind}` is not known"));
            }
        }
    }
    importing.join(&parts);
    Ok(())
}

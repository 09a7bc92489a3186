//! UIMA CAS in JSON, as `INCEpTION` and dkpro-cassis write it.

use super::layers::LayerAnnotation;
use super::{ImportFormat, ImportedArticle, ImportedFile, Importing, layers};
use crate::offsets::{ByteOffsets, Unit};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// See the module.
pub const FORMAT: ImportFormat = ImportFormat {
    name: "cas-json",
    summary: "UIMA CAS JSON, as INCEpTION and dkpro-cassis write it",
    has_text: false,
    read,
};

fn read(file: &ImportedFile<'_>) -> Result<Vec<ImportedArticle>, String> {
    let cas: Value = serde_json::from_str(file.content).map_err(|error| format!("is no JSON: {error}"))?;
    let structures: Vec<(Option<u64>, &Map<String, Value>)> = match cas.get("%FEATURE_STRUCTURES") {
        Some(Value::Array(list)) => {
            let structures = list.iter().filter_map(Value::as_object);
            structures.map(|it| (it.get("%ID").and_then(Value::as_u64), it)).collect()
        }
        Some(Value::Object(by_id)) => {
            by_id.iter().filter_map(|(id, it)| Some((id.parse().ok(), it.as_object()?))).collect()
        }
        _ => return Err("has no `%FEATURE_STRUCTURES`".to_owned()),
    };
    let text = |it: &Map<String, Value>, key: &str| it.get(key).and_then(Value::as_str).map(str::to_owned);
    let is_sofa = |it: &&Map<String, Value>| it.get("%TYPE").is_some_and(|kind| kind == "uima.cas.Sofa");
    let sofas = structures.iter().filter(|(_, it)| is_sofa(it) && it.contains_key("sofaString"));
    let main = |it: &Map<String, Value>| text(it, "sofaID").as_deref() == Some("_InitialView");
    let sofa = sofas.clone().find(|(_, it)| main(it)).or_else(|| sofas.clone().next());
    let (sofa, content) = sofa.ok_or("has no text")?;
    let content = text(content, "sofaString").unwrap_or_default();
    let mut importing = Importing::new(file.name, &content);
    let mut annotations = Vec::new();
    // Index of the annotation with each id, and the ids at the ends of relations.
    let (mut by_id, mut ends) = (HashMap::new(), Vec::new());
    for (id, it) in &structures {
        let number = |key: &str| it.get(key).and_then(Value::as_u64);
        let (Some(layer), Some(start), Some(end)) = (text(it, "%TYPE"), number("begin"), number("end"))
        else {
            continue;
        };
        let features = it.iter().filter(|(key, value)| {
            !key.starts_with(['%', '@']) && !matches!(&***key, "begin" | "end") && !value.is_null()
        });
        let features = features.map(|(key, value)| {
            (
                key.trim_start_matches(['#', '^']).to_owned(),
                value.as_str().map_or_else(|| value.to_string(), str::to_owned),
            )
        });
        let features = features.collect();
        if number("@sofa").is_some() && number("@sofa") != *sofa {
            importing.lose("annotation", "it is in another view");
            continue;
        }
        if layers::is_metadata(&layer) {
            layers::add_metadata(&mut importing, features);
            continue;
        }
        let related = (number("@Governor"), number("@Dependent"));
        if let (Some(from), Some(to)) = related {
            ends.push((annotations.len(), [from, to]));
        }
        by_id.extend(id.map(|id| (id, annotations.len())));
        annotations.push(LayerAnnotation {
            layer,
            start: start as usize,
            end: end as usize,
            features,
            ends: None,
        });
    }
    for (index, ends) in ends {
        annotations[index].ends = Some(ends.map(|id| by_id.get(&id).copied()));
    }
    let bytes = ByteOffsets::new(&content, Unit::Utf16);
    layers::add(&mut importing, file, &bytes, &annotations)?;
    Ok(vec![importing.finish()])
}

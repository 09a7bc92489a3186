//! Annotations from the layers of `INCEpTION` and `WebAnno`: those of our export, and those of others with a label.

use super::{ImportedFile, Importing, annotation};
use crate::layers::{ATTRIBUTES, KEY, PART, SEPARATOR, SPANS};
use crate::offsets::ByteOffsets;
use ascribe_language::stance::Stance;
use ascribe_markup::model::is_identifier;
use serde_json::Value;
use std::collections::BTreeMap;

/// Features of other layers that may have the label of a span or relation.
const LABELS: [&str; 5] = ["kind", KEY, "value", "label", "identifier"];

/// An annotation of a layer.
#[derive(Debug, Default)]
pub(super) struct LayerAnnotation {
    /// Name of the layer: that of its type, with the package.
    pub(super) layer: String,
    /// Offsets, in UTF-16 units.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Features and their values, in order; those without a value are left out.
    pub(super) features: Vec<(String, String)>,
    /// For a relation: the indices of the annotations at its ends, if they are known.
    pub(super) ends: Option<[Option<usize>; 2]>,
}

impl LayerAnnotation {
    fn label(&self) -> &str {
        let of = |name: &&str| self.features.iter().find(|(feature, _)| feature == name);
        let labels = LABELS.iter().find_map(of).map(|(_, value)| value.as_str());
        labels.unwrap_or_else(|| self.name())
    }

    /// Name of the layer without its package.
    fn name(&self) -> &str {
        self.layer.rsplit('.').next().unwrap_or_default()
    }

    /// Whether it says something about the article, and not how a tool divides it.
    fn is_content(&self) -> bool {
        const STRUCTURE: [&str; 4] = [
            "uima.",
            ".segmentation.type.",
            ".metadata.type.",
            "de.tudarmstadt.ukp.clarin.webanno.api.type.",
        ];
        !STRUCTURE.iter().any(|part| self.layer.contains(part))
    }
}

/// Adds the annotations of layers. An error says which one is not in the text.
pub(super) fn add(
    importing: &mut Importing,
    file: &ImportedFile<'_>,
    bytes: &ByteOffsets,
    layers: &[LayerAnnotation],
) -> Result<(), String> {
    // Index of the annotation that each one has become.
    let mut places: BTreeMap<usize, usize> = BTreeMap::new();
    for (index, it) in layers.iter().enumerate().filter(|(_, it)| it.ends.is_none() && it.is_content()) {
        let range = bytes
            .range(it.start, it.end)
            .ok_or_else(|| format!("`{}` from {} to {} is not in the text", it.name(), it.start, it.end))?;
        let Some(kind) = importing.kind(file.kinds, it.label()) else { continue };
        places.insert(index, importing.article.annotations.len());
        importing.article.annotations.push(annotation(kind, vec![range]));
        for (feature, value) in &it.features {
            set(importing, it, feature, value);
        }
    }
    let mut parts = Vec::new();
    for it in layers {
        let Some([from, to]) = it.ends else { continue };
        let place = |end: Option<usize>| end.and_then(|end| places.get(&end)).copied();
        match (place(from), place(to), it.label()) {
            (Some(from), Some(to), PART) => parts.push((from, to)),
            (Some(_), Some(_), key) if !is_identifier(key) => {
                importing.lose("relation", format!("its label `{key}` is no key"));
            }
            (from, to, key) => importing.relate(from, to, key),
        }
    }
    importing.join(&parts);
    Ok(())
}

/// Sets what a feature says of the newest annotation.
fn set(importing: &mut Importing, it: &LayerAnnotation, feature: &str, value: &str) {
    let Some(index) = importing.article.annotations.len().checked_sub(1) else { return };
    let names = || value.split(SEPARATOR).map(str::trim).filter(|name| !name.is_empty());
    match feature {
        "kind" => {}
        "stance" => importing.article.annotations[index].stance = Stance::of(value),
        "speaker" => {
            let ids = names().map(|name| importing.actor("", name)).collect();
            importing.article.annotations[index].actors = ids;
        }
        "via" => {
            let ids = names().map(|name| importing.actor("", name)).collect();
            importing.article.annotations[index].via = ids;
        }
        "source" => {
            let ids = names().map(|name| importing.source("", name)).collect();
            importing.article.annotations[index].sources = ids;
        }
        "draft" => importing.article.annotations[index].is_draft = value == "true",
        "label" if it.layer == SPANS => importing.article.annotations[index].label = Some(value.to_owned()),
        "attributes" => match serde_json::from_str(value) {
            Ok(Value::Object(others)) => {
                let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                let others = others.iter().map(|(key, value)| (key.clone(), text(value)));
                importing.article.annotations[index].attributes.extend(others);
            }
            _ => importing.lose("feature", "its `attributes` are no JSON object"),
        },
        key if ATTRIBUTES.contains(&key) => {
            importing.article.annotations[index].attributes.push((key.to_owned(), value.to_owned()));
        }
        key if LABELS.contains(&key) && value == it.label() => {}
        key => importing.lose("feature", format!("`{key}` is not known")),
    }
}

/// Whether a type is that of the document's own annotation.
pub(super) fn is_metadata(layer: &str) -> bool {
    layer == "uima.tcas.DocumentAnnotation" || layer.ends_with(".metadata.type.DocumentMetaData")
}

/// Sets the id, title and language of the article.
pub(super) fn add_metadata(importing: &mut Importing, features: Vec<(String, String)>) {
    for (feature, value) in features.into_iter().filter(|(_, value)| !value.is_empty()) {
        let field = match &*feature {
            "documentId" => {
                importing.article.id = value;
                continue;
            }
            "documentTitle" => "title",
            "language" if value != "x-unspecified" => "lang",
            _ => continue,
        };
        importing.article.front_matter.push((field.to_owned(), value));
    }
}

//! Web Annotation, the model of the W3C: pages, collections and lists of annotations in JSON-LD.

use super::{ImportFormat, ImportedArticle, ImportedFile, Importing, annotation};
use crate::article::Target;
use crate::offsets::{ByteOffsets, Unit};
use ascribe_language::stance::Stance;
use serde_json::Value;
use std::collections::HashMap;
use std::ops::Range;

/// See the module.
pub const FORMAT: ImportFormat = ImportFormat {
    name: "w3c",
    summary: "W3C Web Annotation, as in Hypothesis and Recogito: JSON-LD, with the text beside it",
    has_text: true,
    read,
};

/// Members of an annotation without our prefix that are read, or that say what an annotation is.
const MEMBERS: [&str; 7] = ["@context", "body", "id", "motivation", "tags", "target", "type"];

fn read(file: &ImportedFile<'_>) -> Result<Vec<ImportedArticle>, String> {
    let page: Value = serde_json::from_str(file.content).map_err(|error| format!("is no JSON: {error}"))?;
    let items = page.get("items").or_else(|| page.get("rows")).unwrap_or(&page);
    let items: Vec<&Value> = match items {
        Value::Array(items) => items.iter().collect(),
        single => vec![single],
    };
    let mut importing = Importing::new(file.name, file.text);
    let bytes = ByteOffsets::new(file.text, Unit::CodePoint);
    // Annotations by their ids, and relations to be resolved.
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    let mut relations = Vec::new();
    for item in items {
        let mut parts: Vec<Range<usize>> = Vec::new();
        let targets = list(item.get("target"));
        for target in &targets {
            parts.extend(place(file.text, &bytes, &list(target.get("selector"))));
        }
        parts.sort_unstable_by_key(|part| part.start);
        if parts.len() < targets.len() || parts.is_empty() {
            importing.lose("annotation", "its words are not in the text, or are there more than once");
            continue;
        }
        let bodies = list(item.get("body"));
        let tags = bodies
            .iter()
            .filter(|body| text(body, "purpose") == Some("tagging"))
            .filter_map(|body| text(body, "value"));
        let own = list(item.get("tags"));
        let tags: Vec<&str> = tags.chain(own.iter().filter_map(|tag| tag.as_str())).collect();
        let kind = tags.iter().find_map(|tag| file.kinds.kind(tag));
        let others = tags.iter().filter(|tag| file.kinds.kind(tag) != kind).count();
        if kind.is_some() {
            importing.lose_all(others, "tag", "an annotation has one kind");
        }
        let Some(kind) =
            kind.or_else(|| importing.kind(file.kinds, tags.first().copied().unwrap_or("untagged")))
        else {
            continue;
        };
        let mut it = annotation(kind, parts);
        for body in bodies {
            match text(body, "purpose") {
                Some("identifying") => {
                    let name = text(body, "ascribe:name").unwrap_or_default();
                    let source = text(body, "source").unwrap_or_default();
                    let id = importing.actor(text(body, "ascribe:id").unwrap_or(source), name);
                    if text(body, "ascribe:role") == Some("via") { &mut it.via } else { &mut it.actors }
                        .push(id);
                }
                Some("tagging") => {}
                _ => match text(body, "value") {
                    Some(remark) => it.attributes.push(("note".to_owned(), remark.to_owned())),
                    None => importing.lose("body", "it is neither a tag nor a remark nor an actor"),
                },
            }
        }
        for title in list(item.get("ascribe:source")).iter().filter_map(|title| title.as_str()) {
            let id = importing.source("", title);
            it.sources.push(id);
        }
        let index = importing.article.annotations.len();
        for (key, value) in item.as_object().into_iter().flatten() {
            match (key.strip_prefix("ascribe:"), value) {
                (Some("draft"), value) => it.is_draft = value.as_bool().unwrap_or_default(),
                (Some("stance"), Value::String(stance)) => it.stance = Stance::of(stance),
                (Some("label"), Value::String(label)) => it.label = Some(label.clone()),
                (Some("relations"), value) => {
                    let told = list(Some(value)).into_iter();
                    relations.extend(told.filter_map(|relation| {
                        Some((index, text(relation, "ascribe:relation")?, text(relation, "ascribe:target")?))
                    }));
                }
                (Some("source"), _) => {}
                (None, value) if MEMBERS.contains(&&**key) || value.is_null() => {}
                (None, _) => importing.lose("member", format!("`{key}` is not known")),
                (Some(key), Value::String(value)) => it.attributes.push((key.to_owned(), value.clone())),
                (Some(key), _) => importing.lose("member", format!("`{key}` is not known")),
            }
        }
        by_id.extend(text(item, "id").map(|id| (id, index)));
        importing.article.annotations.push(it);
    }
    for (index, key, target) in relations {
        let target = match by_id.get(target) {
            Some(target) => Target::Annotation(*target),
            None if target.contains('#') => Target::Label(target.to_owned()),
            None => {
                importing.lose("relation", "its other end is not imported");
                continue;
            }
        };
        importing.article.annotations[index].relations.push((key.to_owned(), target));
    }
    Ok(vec![importing.finish()])
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(Value::as_str)
}

/// Values of a member that may be a list or a single value.
fn list(value: Option<&Value>) -> Vec<&Value> {
    match value {
        Some(Value::Array(values)) => values.iter().collect(),
        Some(value) => vec![value],
        None => Vec::new(),
    }
}

/// Place of the words of a target: where the position says, if the quote is there, or else the only place with the quote.
fn place(article: &str, bytes: &ByteOffsets, selectors: &[&Value]) -> Option<Range<usize>> {
    let of = |kind: &str| selectors.iter().find(|selector| text(selector, "type") == Some(kind));
    let quote = of("TextQuoteSelector").and_then(|quote| Some((*quote, text(quote, "exact")?)));
    let position = of("TextPositionSelector").and_then(|position| {
        let end = |key: &str| position.get(key).and_then(Value::as_u64).map(|end| end as usize);
        bytes.range(end("start")?, end("end")?)
    });
    let Some((quote, exact)) = quote else { return position };
    let is_there = |range: &Range<usize>| article.get(range.clone()) == Some(exact);
    if let Some(position) = position.filter(is_there) {
        return Some(position);
    }
    let [prefix, suffix] = ["prefix", "suffix"].map(|key| text(quote, key).unwrap_or_default());
    let fits = |(at, _): &(usize, &str)| {
        article[..*at].ends_with(prefix)
            && article[at + exact.len()..].starts_with(suffix)
            && !exact.is_empty()
    };
    let mut found = article.match_indices(exact).filter(fits);
    let (at, _) = found.next()?;
    found.next().is_none().then_some(at..at + exact.len())
}

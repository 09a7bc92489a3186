//! UIMA CAS in JSON 0.4, with its type system.

use super::super::layers::Layers;
use super::super::{Exported, Format, Layout, json_lines};
use super::{METADATA, lost_fields, metadata, types};
use crate::article::AnnotatedArticle;
use crate::layers::{KEY, RELATIONS, SPANS};
use crate::offsets::{Offsets, Unit};
use serde_json::{Map, Value, json};

/// See the module.
pub const FORMAT: Format = Format {
    name: "cas-json",
    summary: "UIMA CAS JSON 0.4, for INCEpTION and dkpro-cassis: spans and relations, with the type system",
    unit: Some(Unit::Utf16),
    layout: Layout::Apart(&["json"], export),
};

/// Number of the text among the structures.
const SOFA: usize = 1;

fn export(article: &AnnotatedArticle) -> Exported {
    let layers = Layers::new(article);
    let offsets = Offsets::new(&article.text, Unit::Utf16);
    let sofa = json!({
        "%ID": SOFA,
        "%TYPE": "uima.cas.Sofa",
        "sofaNum": 1,
        "sofaID": "_InitialView",
        "mimeType": "text",
        "sofaString": article.text,
    });
    let mut structures = vec![sofa];
    let mut add =
        |name: &str, [begin, end]: [usize; 2], features: &mut dyn Iterator<Item = (&str, Value)>| {
            let id = structures.len() + 1;
            let mut structure = Map::new();
            structure.extend([
                ("%ID".to_owned(), json!(id)),
                ("%TYPE".to_owned(), json!(name)),
                ("@sofa".to_owned(), json!(SOFA)),
                ("begin".to_owned(), json!(begin)),
                ("end".to_owned(), json!(end)),
            ]);
            structure.extend(features.map(|(feature, value)| (feature.to_owned(), value)));
            structures.push(Value::Object(structure));
            id
        };
    let whole = offsets.span(&(0..article.text.len()));
    add(METADATA, whole, &mut metadata(article).into_iter().map(|(feature, value)| (feature, json!(value))));
    let spans = layers.spans.iter().map(|span| {
        let mut features = span.values().map(|(feature, value)| (feature, json!(value)));
        add(SPANS, offsets.span(&span.range), &mut features)
    });
    let ids: Vec<usize> = spans.collect();
    for relation in &layers.relations {
        let ends = [("@Governor", json!(ids[relation.from])), ("@Dependent", json!(ids[relation.to]))];
        let features = ends.into_iter().chain([(KEY, json!(relation.key))]);
        add(RELATIONS, offsets.span(&layers.spans[relation.to].range), &mut { features });
    }
    let members: Vec<usize> = (SOFA + 1..=structures.len()).collect();
    let cas = json!({
        "%TYPES": type_system(),
        "%FEATURE_STRUCTURES": structures,
        "%VIEWS": { "_InitialView": { "%SOFA": SOFA, "%MEMBERS": members } },
    });
    let mut losses = layers.losses;
    losses.extend(lost_fields(article));
    Exported { files: vec![json_lines(&cas)], losses }
}

fn type_system() -> Value {
    let types = types().into_iter().map(|it| {
        let mut members = Map::new();
        members.insert("%NAME".to_owned(), json!(it.name));
        members.insert("%SUPER_TYPE".to_owned(), json!(it.parent));
        for (feature, range) in it.features {
            members.insert(feature.to_owned(), json!({ "%NAME": feature, "%RANGE": range }));
        }
        (it.name.to_owned(), Value::Object(members))
    });
    Value::Object(types.collect())
}

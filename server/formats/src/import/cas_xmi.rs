//! UIMA CAS in XMI, as `INCEpTION` and dkpro-cassis write it.

use super::layers::LayerAnnotation;
use super::{ImportFormat, ImportedArticle, ImportedFile, Importing, layers};
use crate::offsets::{ByteOffsets, Unit};
use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use std::collections::HashMap;

/// See the module.
pub const FORMAT: ImportFormat = ImportFormat {
    name: "cas-xmi",
    summary: "UIMA CAS XMI, as INCEpTION and dkpro-cassis write it",
    has_text: false,
    read,
};

/// An element of the document: the type that it stands for, and its attributes.
struct Structure {
    kind: String,
    attributes: Vec<(String, String)>,
}

impl Structure {
    fn get(&self, key: &str) -> Option<&str> {
        self.attributes.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    fn number(&self, key: &str) -> Option<usize> {
        self.get(key)?.parse().ok()
    }
}

fn read(file: &ImportedFile<'_>) -> Result<Vec<ImportedArticle>, String> {
    let (structures, nested) = structures(file.content)?;
    let sofas =
        || structures.iter().filter(|it| it.kind == "uima.cas.Sofa" && it.get("sofaString").is_some());
    let main = sofas().find(|it| it.get("sofaID") == Some("_InitialView"));
    let sofa = main.or_else(|| sofas().next()).ok_or("has no text")?;
    let text = sofa.get("sofaString").unwrap_or_default();
    let mut importing = Importing::new(file.name, text);
    for feature in nested {
        importing.lose("value", format!("`{feature}` has a list of values"));
    }
    let (mut by_id, mut annotations) = (HashMap::new(), Vec::new());
    let mut ends = Vec::new();
    for it in &structures {
        const OWN: [&str; 6] = ["xmi:id", "sofa", "begin", "end", "Governor", "Dependent"];
        let (Some(start), Some(end)) = (it.number("begin"), it.number("end")) else { continue };
        if it.get("sofa") != sofa.get("xmi:id") {
            importing.lose("annotation", "it is in another view");
            continue;
        }
        let features = it.attributes.iter().filter(|(key, _)| !OWN.contains(&&**key)).cloned().collect();
        if layers::is_metadata(&it.kind) {
            layers::add_metadata(&mut importing, features);
            continue;
        }
        if let (Some(from), Some(to)) = (it.get("Governor"), it.get("Dependent")) {
            ends.push((annotations.len(), [from, to]));
        }
        by_id.extend(it.get("xmi:id").map(|id| (id, annotations.len())));
        annotations.push(LayerAnnotation { layer: it.kind.clone(), start, end, features, ends: None });
    }
    for (index, ends) in ends {
        annotations[index].ends = Some(ends.map(|id| by_id.get(id).copied()));
    }
    let bytes = ByteOffsets::new(text, Unit::Utf16);
    layers::add(&mut importing, file, &bytes, &annotations)?;
    Ok(vec![importing.finish()])
}

/// Elements below the root, and the names of those below them.
fn structures(content: &str) -> Result<(Vec<Structure>, Vec<String>), String> {
    let mut reader = NsReader::from_str(content);
    let (mut structures, mut nested, mut depth) = (Vec::new(), Vec::new(), 0);
    loop {
        let (namespace, event) =
            reader.read_resolved_event().map_err(|error| format!("is no XML: {error}"))?;
        let (start, opens) = match &event {
            Event::Start(start) => (start, 1),
            Event::Empty(start) => (start, 0),
            Event::End(_) => {
                depth -= 1;
                continue;
            }
            Event::Eof if depth == 0 => return Ok((structures, nested)),
            Event::Eof => return Err("is no XML: it ends within an element".to_owned()),
            _ => continue,
        };
        match depth {
            0 => {}
            1 => structures.push(structure(&namespace, start)?),
            _ => nested.push(String::from_utf8_lossy(start.local_name().as_ref()).into_owned()),
        }
        depth += opens;
    }
}

/// Reads an element. Its namespace has the package of its type, as in `http:///webanno/custom.ecore`.
fn structure(namespace: &ResolveResult<'_>, start: &BytesStart<'_>) -> Result<Structure, String> {
    let package = match namespace {
        ResolveResult::Bound(namespace) => String::from_utf8_lossy(namespace.as_ref()).into_owned(),
        _ => String::new(),
    };
    let package = package.trim_start_matches("http:///").trim_end_matches(".ecore").replace('/', ".");
    let local = String::from_utf8_lossy(start.local_name().as_ref()).into_owned();
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| format!("is no XML: {error}"))?;
        let value = attribute.unescape_value().map_err(|error| format!("is no XML: {error}"))?;
        let name = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
        attributes.push((name, value.into_owned()));
    }
    Ok(Structure { kind: format!("{package}.{local}"), attributes })
}

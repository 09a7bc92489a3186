//! UIMA CAS in XMI, and the type system beside it.

use super::super::layers::Layers;
use super::super::xml::Xml;
use super::super::{Exported, Format, Layout, loss};
use super::{METADATA, lost_fields, metadata, types};
use crate::article::AnnotatedArticle;
use crate::layers::{KEY, RELATIONS, SPANS};
use crate::offsets::{Offsets, Unit};

/// See the module.
pub const FORMAT: Format = Format {
    name: "cas-xmi",
    summary: "UIMA CAS XMI, for INCEpTION and dkpro-cassis: spans and relations, and a type system for each article",
    unit: Some(Unit::Utf16),
    layout: Layout::Apart(&["typesystem.xml", "xmi"], export),
};

/// Id of the text.
const SOFA: &str = "1";

/// Prefixes of the names of elements, with the packages of their types.
const PREFIXES: [(&str, &str); 4] = [
    ("xmlns:xmi", "http://www.omg.org/XMI"),
    ("xmlns:cas", "http:///uima/cas.ecore"),
    ("xmlns:custom", "http:///webanno/custom.ecore"),
    ("xmlns:type", "http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore"),
];

fn export(article: &AnnotatedArticle) -> Exported {
    let layers = Layers::new(article);
    let offsets = Offsets::new(&article.text, Unit::Utf16);
    let mut xml = Xml::new();
    let mut members: Vec<String> = Vec::new();
    let root: Vec<(&str, &str)> = PREFIXES.into_iter().chain([("xmi:version", "2.0")]).collect();
    xml.element("xmi:XMI", &root, |xml| {
        xml.line_end();
        xml.element("cas:NULL", &[("xmi:id", "0")], |_| {});
        let mut add = |name: &str, [begin, end]: [usize; 2], features: &[(&str, &str)]| {
            let id = (members.len() + 2).to_string();
            let (begin, end) = (begin.to_string(), end.to_string());
            let mut attributes = vec![("xmi:id", &*id), ("sofa", SOFA), ("begin", &begin), ("end", &end)];
            attributes.extend(features);
            xml.element(&element(name), &attributes, |_| {});
            members.push(id.clone());
            id
        };
        add(METADATA, offsets.span(&(0..article.text.len())), &metadata(article));
        let spans = layers.spans.iter();
        let ids: Vec<String> = spans
            .map(|span| add(SPANS, offsets.span(&span.range), &span.values().collect::<Vec<_>>()))
            .collect();
        for relation in &layers.relations {
            let ends = [("Governor", &*ids[relation.from]), ("Dependent", &*ids[relation.to])];
            let features = [ends[0], ends[1], (KEY, &*relation.key)];
            add(RELATIONS, offsets.span(&layers.spans[relation.to].range), &features);
        }
        let sofa = [("xmi:id", SOFA), ("sofaNum", "1"), ("sofaID", "_InitialView"), ("mimeType", "text")];
        let text = [("sofaString", &*article.text)];
        xml.element("cas:Sofa", &sofa.into_iter().chain(text).collect::<Vec<_>>(), |_| {});
        xml.element("cas:View", &[("sofa", SOFA), ("members", &members.join(" "))], |_| {});
    });
    let mut losses = layers.losses;
    losses.extend(lost_fields(article));
    losses.extend(loss(xml.controls(), "control character", "XML has none; U+FFFD stands for it"));
    Exported { files: vec![type_system(), xml.finish()], losses }
}

/// Name of the element of a type: the last part of its package is the prefix.
fn element(name: &str) -> String {
    let mut parts = name.rsplitn(3, '.');
    let (local, prefix) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    format!("{prefix}:{local}")
}

/// Description of the types, which `INCEpTION` reads as layers.
fn type_system() -> String {
    let mut xml = Xml::new();
    let namespace = [("xmlns", "http://uima.apache.org/resourceSpecifier")];
    xml.element("typeSystemDescription", &namespace, |xml| {
        xml.element("types", &[], |xml| {
            for it in types() {
                xml.element("typeDescription", &[], |xml| {
                    xml.leaf("name", &[], it.name);
                    xml.leaf("description", &[], "");
                    xml.leaf("supertypeName", &[], it.parent);
                    xml.element("features", &[], |xml| {
                        for (feature, range) in it.features {
                            xml.element("featureDescription", &[], |xml| {
                                xml.leaf("name", &[], feature);
                                xml.leaf("description", &[], "");
                                xml.leaf("rangeTypeName", &[], range);
                            });
                        }
                    });
                });
            }
        });
    });
    xml.finish()
}

//! `GraphML`: for Gephi, Cytoscape, igraph and `NetworkX`.

use super::Graph;
use crate::article::AnnotatedArticle;
use crate::export::xml::Xml;
use crate::export::{Exported, Format, Layout, loss};

/// See the module.
pub const FORMAT: Format = Format {
    name: "graphml",
    summary: "GraphML: the same graph, for Gephi, Cytoscape, igraph and NetworkX",
    unit: None,
    layout: Layout::Together("graphml", export),
};

/// Attributes of nodes and edges: id, element and name.
const KEYS: [[&str; 3]; 4] = [
    ["kind", "node", "kind"],
    ["label", "node", "label"],
    ["document", "node", "document"],
    ["relation", "edge", "label"],
];

fn export(articles: &[AnnotatedArticle]) -> Exported {
    let graph = Graph::of(articles);
    let mut xml = Xml::new();
    xml.element("graphml", &[("xmlns", "http://graphml.graphdrawing.org/xmlns")], |xml| {
        for [id, of, name] in KEYS {
            let attributes = [("id", id), ("for", of), ("attr.name", name), ("attr.type", "string")];
            xml.element("key", &attributes, |_| {});
        }
        xml.element("graph", &[("id", "ascribe"), ("edgedefault", "directed")], |xml| {
            for (id, node) in graph.nodes.iter().enumerate() {
                xml.element("node", &[("id", &format!("n{id}"))], |xml| {
                    xml.leaf("data", &[("key", "kind")], node.kind.word());
                    xml.leaf("data", &[("key", "label")], &node.label);
                    xml.leaf("data", &[("key", "document")], node.document);
                });
            }
            for edge in &graph.edges {
                let (from, to) = (format!("n{}", edge.from), format!("n{}", edge.to));
                xml.element("edge", &[("source", &from), ("target", &to)], |xml| {
                    xml.leaf("data", &[("key", "relation")], edge.label);
                });
            }
        });
    });
    let losses = loss(xml.controls(), "control character", "XML has none; U+FFFD stands for it");
    Exported { losses: losses.into_iter().collect(), files: vec![xml.finish()] }
}

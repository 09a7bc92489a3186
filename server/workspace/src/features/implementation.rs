//! Supporting annotations: those based on a source, those of an actor, those that relate to an annotation.

use super::node::{Node, What};
use super::record::{Said, relating_to, resting_on, said_by};
use crate::view::View;
use ascribe_markup::model::Namespace;

/// Annotations of a source, an actor or a labelled annotation, in all documents.
pub fn implementations(view: &View, node: &Node) -> Vec<Node> {
    let said = match &node.what {
        What::Document => Vec::new(),
        What::Declared(Namespace::Source, id) => resting_on(view, &node.path, id),
        What::Declared(_, id) => said_by(view, &node.path, id),
        What::Statement { label, .. } => {
            relating_to(view, &node.path, label).into_iter().map(|(said, _)| said).collect()
        }
    };
    let mut nodes: Vec<Node> = said.iter().filter_map(Said::node).collect();
    nodes.dedup();
    nodes
}

//! Type definitions: from an actor to its affiliation, from a source to the actors quoted from it, from an annotation
//! to its actors.

use super::node::{Node, What};
use super::record::named_in;
use crate::view::View;
use ascribe_markup::model::Namespace;

/// Declarations of the actors that a node belongs to.
pub fn type_definitions(view: &View, node: &Node) -> Vec<Node> {
    match &node.what {
        What::Document => Vec::new(),
        What::Declared(namespace, id) => {
            let key = if *namespace == Namespace::Actor { "affiliation" } else { "of" };
            named_in(view, &node.path, *namespace, id, key)
        }
        What::Statement { nth, .. } => {
            let Some(summary) = view.summary(&node.path) else { return Vec::new() };
            let actors = summary.statement(*nth).map(|statement| &statement.actors);
            let declared = actors.into_iter().flatten().filter_map(|id| {
                let declared_in = view.declaring(&node.path, Namespace::Actor, id)?;
                Some(Node::declared(&declared_in, Namespace::Actor, id))
            });
            declared.collect()
        }
    }
}

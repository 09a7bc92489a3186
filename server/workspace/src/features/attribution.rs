//! Attribution graph, one step at a time, as a call hierarchy shows it.
//!
//! Outgoing: an actor leads to its statements and the ones it relays; an annotation to its actors, its sources and the
//! annotations it relates to; a source to the source it is based on. Incoming: an actor is reached from the actors that
//! relay it and the sources of its statements; a source from everything based on it; an annotation from the annotations
//! that relate to it.

use super::node::{self, FoundNode, Node, What};
use super::record::{Said, declared_with, relating_to, relayed_by, resting_on, said_by};
use crate::view::View;
use ascribe_markup::document::Document;
use ascribe_markup::model::{Annotation, Namespace, Reference};
use std::collections::BTreeMap;
use std::ops::Range;

/// Maximum number of steps from one node.
pub const LIMIT: usize = 1000;

/// A step from one node to another.
#[derive(Debug, Clone)]
pub struct Step {
    /// Node at the other end of the step.
    pub node: Node,
    /// Position of that node.
    pub found: FoundNode,
    /// Byte ranges of the references, in the document of the node that the step comes from.
    pub places: Vec<Range<usize>>,
}

/// Outgoing steps of a node.
pub fn outgoing(view: &View, from: &Node) -> Vec<Step> {
    let Some(found) = node::find(view, std::slice::from_ref(from)).pop().flatten() else { return Vec::new() };
    if let What::Declared(Namespace::Actor, id) = &from.what {
        let mut said = said_by(view, &from.path, id);
        said.extend(relayed_by(view, &from.path, id));
        let nodes: Vec<Node> = said.iter().filter_map(Said::node).collect();
        // A declaration contains no reference to the statements of its actor. The words of those in its document are there
        // for editors to go to.
        return steps(view, nodes, |to, said| {
            let place = if to.path == from.path { &said.selection } else { &found.selection };
            vec![place.clone()]
        });
    }
    let mut places: BTreeMap<Node, Vec<Range<usize>>> = BTreeMap::new();
    let mut order = Vec::new();
    for (start, reference) in references(&found.document, &found.whole) {
        let Some(to) = meant(view, from, reference).filter(|to| to != from) else { continue };
        let place = reference.id_extent.at(start);
        if !places.contains_key(&to) {
            order.push(to.clone());
        }
        places.entry(to).or_default().push(place);
    }
    steps(view, order, |to, _| places.remove(to).unwrap_or_default())
}

/// Incoming steps of a node.
pub fn incoming(view: &View, to: &Node) -> Vec<Step> {
    let nodes: Vec<Node> = match &to.what {
        What::Document => Vec::new(),
        What::Declared(Namespace::Source, id) => {
            let mut nodes = declared_with(view, &to.path, Namespace::Source, id, "cites");
            nodes.extend(resting_on(view, &to.path, id).iter().filter_map(Said::node));
            nodes
        }
        What::Declared(_, id) => {
            let mut nodes = relaying(view, to, id);
            nodes.extend(declared_with(view, &to.path, Namespace::Actor, id, "of"));
            nodes
        }
        What::Statement { label, .. } => {
            relating_to(view, &to.path, label).iter().filter_map(|(said, _)| said.node()).collect()
        }
    };
    steps(view, nodes, |from, found| {
        let naming = references(&found.document, &found.whole).into_iter();
        let naming = naming.filter(|(_, reference)| meant(view, from, reference).as_ref() == Some(to));
        let places: Vec<_> = naming.map(|(start, reference)| reference.id_extent.at(start)).collect();
        if places.is_empty() { vec![found.selection.clone()] } else { places }
    })
}

/// Actors that relay an actor's statements.
fn relaying(view: &View, actor: &Node, id: &str) -> Vec<Node> {
    let mut relaying = Vec::new();
    for said in said_by(view, &actor.path, id) {
        for relay in said.statement().into_iter().flat_map(|statement| &statement.via) {
            let declared_in = view.declaring(&said.path, Namespace::Actor, relay);
            relaying.extend(declared_in.map(|path| Node::declared(&path, Namespace::Actor, relay)));
        }
    }
    relaying
}

/// References of a declaration or an annotation, each with the start of its block.
fn references<'d>(document: &'d Document, whole: &Range<usize>) -> Vec<(usize, &'d Reference)> {
    let Some(at) = document.block_at(whole.start) else { return Vec::new() };
    let own: Vec<&Reference> = if at.block.declaration().is_some() {
        at.block.references().collect()
    } else {
        let marked = {
            let all = at.block.marked();
            let near = all.partition_point(|marked| marked.whole().at(at.start).start < whole.start);
            all[near..].iter().find(|marked| marked.whole().at(at.start) == *whole)
        };
        let annotation = marked.and_then(|marked| marked.annotation.as_ref());
        annotation.into_iter().flat_map(Annotation::references).collect()
    };
    own.into_iter().map(|reference| (at.start, reference)).collect()
}

/// Node that a reference in the document of `from` resolves to.
fn meant(view: &View, from: &Node, reference: &Reference) -> Option<Node> {
    let (namespace, id) = (reference.namespace, &reference.id);
    match (&reference.document, namespace) {
        (Some(link), _) => Node::labelled(view, &view.linked(&from.path, link)?, id),
        (None, Namespace::Label) => Node::labelled(view, &from.path, id),
        (None, _) => Some(Node::declared(&view.declaring(&from.path, namespace, id)?, namespace, id)),
    }
}

/// Steps to nodes, without duplicates, with the ranges that `places` returns.
fn steps(
    view: &View,
    mut nodes: Vec<Node>,
    mut places: impl FnMut(&Node, &FoundNode) -> Vec<Range<usize>>,
) -> Vec<Step> {
    let mut known = std::collections::BTreeSet::new();
    nodes.retain(|node| known.insert(node.clone()));
    nodes.truncate(LIMIT);
    let found = node::find(view, &nodes);
    let steps = nodes.into_iter().zip(found).filter_map(|(node, found)| {
        let found = found?;
        let places = places(&node, &found);
        Some(Step { node, found, places })
    });
    steps.collect()
}

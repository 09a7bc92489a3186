//! Affiliations of actors, one step at a time, so that cycles are harmless.

use super::node::{Node, What};
use super::record::{declared_with, named_in};
use crate::view::View;
use ascribe_markup::model::Namespace;

/// Affiliations of an actor.
pub fn above(view: &View, node: &Node) -> Vec<Node> {
    match &node.what {
        What::Declared(Namespace::Actor, id) => {
            named_in(view, &node.path, Namespace::Actor, id, "affiliation")
        }
        _ => Vec::new(),
    }
}

/// Actors affiliated with an actor.
pub fn below(view: &View, node: &Node) -> Vec<Node> {
    match &node.what {
        What::Declared(Namespace::Actor, id) => {
            declared_with(view, &node.path, Namespace::Actor, id, "affiliation")
        }
        _ => Vec::new(),
    }
}

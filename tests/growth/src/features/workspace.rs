//! Features over all documents of a workspace.

use super::{Feature, Subject};
use ascribe_ide::references::target;
use ascribe_workspace::features::findings::Fingerprints;
use ascribe_workspace::features::node::{self, Node, node_at};
use ascribe_workspace::features::{
    affiliations, attribution, check, facts, findings, implementation, lenses, moves, record, references,
    rename, statements, symbols, type_definition,
};
use std::hint::black_box;
use std::path::PathBuf;

const fn feature(module: &'static str, name: &'static str, run: fn(&Subject)) -> Feature {
    Feature { module, name, run }
}

/// Features, by their modules.
pub const FEATURES: &[Feature] = &[
    feature("affiliations", "type hierarchy", |subject| {
        each_node(subject, |node| {
            drop(black_box(affiliations::above(&subject.view, node)));
            drop(black_box(affiliations::below(&subject.view, node)));
        });
    }),
    feature("attribution", "call hierarchy", |subject| {
        each_node(subject, |node| {
            drop(black_box(attribution::outgoing(&subject.view, node)));
            drop(black_box(attribution::incoming(&subject.view, node)));
        });
    }),
    feature("check", "check a workspace", |subject| {
        drop(black_box(check::check_all(&subject.view, None, |_, _| ())));
    }),
    feature("facts", "facts of a hover", |subject| {
        each_node(subject, |node| drop(black_box(facts::facts(&subject.view, &subject.path, node))));
    }),
    feature("findings", "findings of a document", |subject| {
        drop(black_box(findings::findings(&subject.view, &subject.path)));
        black_box(Fingerprints::new(&subject.view).of(&subject.path));
    }),
    feature("implementation", "implementations", |subject| {
        each_node(subject, |node| drop(black_box(implementation::implementations(&subject.view, node))));
    }),
    feature("lenses", "lenses", |subject| {
        let nodes = lenses::lenses(&subject.view, &subject.path);
        drop(black_box(node::find(&subject.view, &nodes)));
        let middle = nodes.get(nodes.len() / 2);
        for node in [nodes.first(), middle, nodes.last()].into_iter().flatten() {
            drop(black_box(lenses::lens(&subject.view, node)));
        }
        drop(black_box(
            subject.view.summary(&subject.path).and_then(|summary| lenses::of_document(&summary)),
        ));
    }),
    feature("moves", "rename of a file", |subject| {
        let moved = [("other", "moved"), ("one", "second")].map(|(from, to)| (path(from), path(to)));
        drop(black_box(moves::moves(&subject.view, &moved)));
    }),
    feature("node", "nodes", |subject| {
        each_node(subject, |node| {
            drop(black_box(node.now(&subject.view)));
            drop(black_box(node.told(&subject.view)));
            drop(black_box(node::find(&subject.view, std::slice::from_ref(node))));
        });
    }),
    feature("record", "record of an actor", |subject| {
        each_target(subject, |namespace, id| {
            drop(black_box(record::said_by(&subject.view, &subject.path, id)));
            drop(black_box(record::relayed_by(&subject.view, &subject.path, id)));
            drop(black_box(record::resting_on(&subject.view, &subject.path, id)));
            drop(black_box(record::relating_to(&subject.view, &subject.path, id)));
            drop(black_box(record::declared_with(&subject.view, &subject.path, namespace, id, "of")));
            drop(black_box(record::named_in(&subject.view, &subject.path, namespace, id, "affiliation")));
        });
    }),
    feature("references", "references in a workspace", |subject| {
        each_target(subject, |namespace, id| {
            drop(black_box(references::references(&subject.view, &subject.path, namespace, id)));
        });
    }),
    feature("rename", "rename in a workspace", |subject| {
        each_target(subject, |namespace, id| {
            drop(black_box(rename::rename(&subject.view, &subject.path, namespace, id, "renamed")));
        });
    }),
    feature("statements", "statements of an actor", |subject| {
        each_target(subject, |_, id| {
            drop(black_box(statements::statements(&subject.view, &subject.path, id)));
        });
    }),
    feature("symbols", "symbols of a workspace", |subject| {
        for query in ["", "@", "#", "a", "ann orre"] {
            drop(black_box(symbols::symbols(&subject.view, query)));
        }
    }),
    feature("type_definition", "type definitions", |subject| {
        each_node(subject, |node| drop(black_box(type_definition::type_definitions(&subject.view, node))));
    }),
];

fn path(name: &str) -> PathBuf {
    PathBuf::from(super::FOLDER).join(format!("{name}.ascribe"))
}

fn each_node(subject: &Subject, run: impl Fn(&Node)) {
    for cursor in &subject.cursors {
        if let Some(node) = node_at(&subject.view, &subject.path, &subject.scope, *cursor) {
            run(&node);
        }
    }
}

fn each_target(subject: &Subject, run: impl Fn(ascribe_markup::model::Namespace, &str)) {
    for cursor in &subject.cursors {
        if let Some(target) = target(&subject.scope, *cursor) {
            run(target.namespace, &target.id);
        }
    }
}

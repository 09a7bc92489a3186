//! Counts shown above declarations, annotations and the document.

use super::facts::told;
use super::node::{Node, What};
use super::record::{is_told, relating_to, resting_on, said_by};
use crate::view::View;
use ascribe_language::normal_form::composed;
use ascribe_markup::model::Namespace;
use ascribe_markup::model::statement::counted;
use ascribe_markup::summary::Summary;
use std::collections::BTreeSet;
use std::path::Path;

/// Relation keys with the words for a count, in display order.
const RELATIONS: [(&str, &str); 6] = [
    ("denies", "denied by"),
    ("contradicts", "contradicted by"),
    ("supports", "supported by"),
    ("corrects", "corrected by"),
    ("answers", "answered by"),
    ("repeats", "repeated by"),
];

/// Nodes of a document that have a lens: its declarations that are in use, and the annotations that others relate to.
pub fn lenses(view: &View, path: &Path) -> Vec<Node> {
    let Some(summary) = view.summary(path) else { return Vec::new() };
    let declared = summary.declarations().map(|it| Node::declared(path, it.namespace, &it.id));
    let mut nodes: Vec<Node> =
        declared.filter(|node| !matches!(&node.what, What::Declared(_, id) if id.is_empty())).collect();
    let mut known = BTreeSet::new();
    let own = used_ids(&summary);
    nodes.retain(|node| known.insert(node.clone()) && is_in_use(view, node, &own));
    let related = related_labels(view, path, &summary);
    let statements = summary.statements().enumerate();
    let labelled =
        statements.filter(|(_, it)| it.labels.first().is_some_and(|label| related.contains(label)));
    nodes.extend(labelled.filter_map(|(nth, _)| Node::statement(path, &summary, nth)));
    nodes
}

/// Ids of the actors and sources of a document's statements.
fn used_ids(summary: &Summary) -> BTreeSet<(Namespace, Box<str>)> {
    let mut used = BTreeSet::new();
    for (nth, statement) in summary.statements().enumerate() {
        if is_told(statement) {
            used.extend(statement.actors.iter().map(|id| (Namespace::Actor, id.clone())));
        }
        used.extend(summary.sources_of(nth).iter().map(|id| (Namespace::Source, id.clone())));
    }
    used
}

/// Whether a declaration has something to count. “No statements yet” above each new actor would tell nothing.
fn is_in_use(view: &View, node: &Node, own: &BTreeSet<(Namespace, Box<str>)>) -> bool {
    let What::Declared(namespace, id) = &node.what else { return true };
    // Its own statements first: the others take a look at each document.
    own.contains(&(*namespace, id.clone()))
        || view.referring(&node.path, *namespace, id).iter().any(|(path, _)| *path != node.path)
}

/// Labels of a document that some annotation relates to.
fn related_labels(view: &View, path: &Path, summary: &Summary) -> BTreeSet<Box<str>> {
    let mut labels: BTreeSet<Box<str>> = BTreeSet::new();
    let is_counted = |key: &str| RELATIONS.iter().any(|(known, _)| *known == key);
    for relation in summary.statements().flat_map(|statement| &statement.relations) {
        if relation.document.is_none() && is_counted(&relation.key) {
            labels.insert(relation.label.clone());
        }
    }
    let name = path.file_stem().map(|name| composed(&name.to_string_lossy()).into_owned());
    for (from, other) in view.summaries_with(&name.unwrap_or_default()) {
        let links = other.links();
        if links.is_empty() || from.is_relative() {
            continue;
        }
        let here = links.into_iter().filter(|(link, _)| view.linked(from, link).as_deref() == Some(path));
        labels.extend(here.map(|(_, label)| label.clone()));
    }
    labels
}

/// Title of a lens.
pub fn lens(view: &View, node: &Node) -> Option<String> {
    Some(match &node.what {
        What::Document => return None,
        What::Declared(Namespace::Source, id) => {
            let resting = resting_on(view, &node.path, id);
            let documents: BTreeSet<&Path> = resting.iter().map(|said| &*said.path).collect();
            match (resting.len(), documents.len()) {
                (0, _) => "no annotations yet".into(),
                (count, 1) => counted(count, "annotation"),
                (count, all) => format!("{} in {}", counted(count, "annotation"), counted(all, "document")),
            }
        }
        What::Declared(_, id) => {
            let said = said_by(view, &node.path, id);
            if said.is_empty() { "no statements yet".into() } else { told(&said) }
        }
        What::Statement { label, .. } => {
            let relating = relating_to(view, &node.path, label);
            let counts = RELATIONS.iter().filter_map(|(key, words)| {
                let count = relating.iter().filter(|(_, how)| &**how == *key).count();
                (count > 0).then(|| format!("{words} {count}"))
            });
            let counts: Vec<String> = counts.collect();
            if counts.is_empty() { counted(relating.len(), "relation") } else { counts.join(", ") }
        }
    })
}

/// Title of the lens above a whole document: the number of attributed statements, and of those without a source. `None`
/// for a document without annotations.
pub fn of_document(summary: &Summary) -> Option<String> {
    summary.statements().next()?;
    let all = summary.statements();
    let attributed = all.filter(|it| it.is_said() && !it.is_part() && !it.actors.is_empty()).count();
    let unsourced = (0..summary.statements().count()).filter(|nth| summary.lacks_source(*nth)).count();
    let rest = if unsourced > 0 { format!(", {unsourced} without a source") } else { String::new() };
    Some(format!("{attributed} attributed{rest}"))
}

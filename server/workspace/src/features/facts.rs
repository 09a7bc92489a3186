//! Facts from other documents about the node at a position; a hover shows them below those of its own document.

use super::node::{Node, What, title};
use super::record::{Said, named_in, relating_to, resting_on, said_by, tally};
use crate::view::View;
use ascribe_language::stance::Stance;
use ascribe_markup::model::Namespace;
use ascribe_markup::model::statement::counted;
use std::collections::BTreeSet;
use std::path::Path;

/// Maximum number of locations named per fact.
const NAMED: usize = 5;

/// Maximum length of a chain of sources; more distant sources are left out.
const FAR: usize = 12;

/// Relation keys with the words for the inverse relation.
const RELATIONS: [(&str, &str); 6] = [
    ("denies", "Denied by"),
    ("contradicts", "Contradicted by"),
    ("supports", "Supported by"),
    ("corrects", "Corrected by"),
    ("answers", "Answered by"),
    ("repeats", "Repeated by"),
];

/// Part of a fact, as plain text that may come from a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Plain words.
    Text(String),
    /// Words that link to a node.
    Link(String, Node),
}

/// A fact, on one line.
pub type DocumentFact = Vec<Part>;

/// Facts about a node, seen from the document at `path`; facts from that document alone are left out.
pub fn facts(view: &View, path: &Path, node: &Node) -> Vec<DocumentFact> {
    match &node.what {
        What::Document => Vec::new(),
        What::Declared(Namespace::Source, id) => {
            let resting = resting_on(view, &node.path, id);
            let documents: BTreeSet<&Path> = resting.iter().map(|said| &*said.path).collect();
            let mut facts = Vec::new();
            if documents.iter().any(|document| *document != path) {
                let count = counted(resting.len(), "annotation");
                let text = format!("In the workspace: {count} in {}.", counted(documents.len(), "document"));
                facts.push(vec![Part::Text(text)]);
            }
            facts.extend(chain(view, node));
            facts
        }
        What::Declared(_, id) => {
            let said = said_by(view, &node.path, id);
            let mut facts = Vec::new();
            if said.iter().any(|said| said.path != path) {
                facts.push(vec![Part::Text(format!("In the workspace: {}.", told(&said)))]);
            }
            facts.extend(relays(view, &said));
            facts
        }
        What::Statement { label, nth, .. } => {
            let relating = relating_to(view, &node.path, label);
            let mut facts: Vec<DocumentFact> = RELATIONS
                .iter()
                .filter_map(|(key, words)| {
                    let of_key: Vec<&Said> =
                        relating.iter().filter(|(_, how)| &**how == *key).map(|(said, _)| said).collect();
                    related(view, path, words, &of_key)
                })
                .collect();
            let summary = view.summary(&node.path);
            let sources = summary.iter().flat_map(|summary| summary.sources_of(*nth));
            let declared = sources.filter_map(|id| {
                let declared_in = view.declaring(&node.path, Namespace::Source, id)?;
                Some(Node::declared(&declared_in, Namespace::Source, id))
            });
            facts.extend(declared.filter_map(|source| chain(view, &source)));
            facts
        }
    }
}

/// Summary of the number of statements: “3 quotes, 2 claims, 1 denial in 4 documents”.
pub fn told(said: &[Said]) -> String {
    let tally = tally(said);
    let told = tally.counts.to_string();
    if tally.documents > 1 { format!("{told} in {}", counted(tally.documents, "document")) } else { told }
}

fn related(view: &View, path: &Path, words: &str, said: &[&Said]) -> Option<DocumentFact> {
    if said.is_empty() {
        return None;
    }
    let mut fact = vec![Part::Text(format!("{words}: "))];
    for (place, said) in said.iter().take(NAMED).enumerate() {
        let (Some(statement), Some(node)) = (said.statement(), said.node()) else { continue };
        if place > 0 {
            fact.push(Part::Text("; ".into()));
        }
        let names: Vec<String> = statement.actors.iter().map(|id| name(view, &said.path, id)).collect();
        if !names.is_empty() {
            fact.push(Part::Text(format!("{}, ", names.join(", "))));
        }
        if let Some(stance) = said.stance().filter(|stance| *stance != Stance::Asserts) {
            fact.push(Part::Text(format!("{}: ", stance.participle())));
        }
        fact.push(Part::Link(format!("“{}”", statement.text), node));
        if said.path != path {
            fact.push(Part::Text(format!(" in {}", title(&said.path, &said.summary))));
        }
    }
    more(&mut fact, said.len());
    Some(fact)
}

fn more(fact: &mut DocumentFact, all: usize) {
    if all > NAMED {
        fact.push(Part::Text(format!(" and {} more", all - NAMED)));
    }
}

fn name(view: &View, path: &Path, id: &str) -> String {
    let declared_in = view.declaring(path, Namespace::Actor, id);
    let told = declared_in.and_then(|path| Node::declared(&path, Namespace::Actor, id).told(view));
    told.map_or_else(|| format!("@{id}"), |(name, _)| name)
}

/// Actors that relay the statements.
fn relays(view: &View, said: &[Said]) -> Option<DocumentFact> {
    let mut nodes = BTreeSet::new();
    for said in said {
        for id in said.statement().into_iter().flat_map(|statement| &statement.via) {
            let declared_in = view.declaring(&said.path, Namespace::Actor, id);
            nodes.extend(declared_in.map(|path| Node::declared(&path, Namespace::Actor, id)));
        }
    }
    listed(view, "Relayed by: ", ", ", nodes.into_iter().collect())
}

/// Chain of sources that a source is based on, where it extends beyond the source's own declaration.
fn chain(view: &View, source: &Node) -> Option<DocumentFact> {
    let mut chain = vec![source.clone()];
    let mut circle = false;
    while chain.len() < FAR {
        let Some(last) = chain.last() else { break };
        let What::Declared(namespace, id) = &last.what else { break };
        let Some(next) = named_in(view, &last.path, *namespace, id, "cites").into_iter().next() else {
            break;
        };
        circle = chain.contains(&next);
        if circle {
            break;
        }
        chain.push(next);
    }
    if chain.len() < 3 && !circle {
        return None;
    }
    let mut fact = Vec::new();
    for (place, node) in chain.into_iter().enumerate() {
        let text = if place == 0 { "Chain of sources: " } else { " → " };
        fact.push(Part::Text(text.into()));
        let (name, _) = node.told(view)?;
        fact.push(Part::Link(name, node));
    }
    if circle {
        fact.push(Part::Text(" → … (circular)".into()));
    }
    Some(fact)
}

fn listed(view: &View, lead: &str, between: &str, nodes: Vec<Node>) -> Option<DocumentFact> {
    let all = nodes.len();
    let mut fact = vec![Part::Text(lead.into())];
    for (place, node) in nodes.into_iter().take(NAMED).enumerate() {
        if place > 0 {
            fact.push(Part::Text(between.into()));
        }
        let (name, _) = node.told(view)?;
        fact.push(Part::Link(name, node));
    }
    more(&mut fact, all);
    (all > 0).then_some(fact)
}

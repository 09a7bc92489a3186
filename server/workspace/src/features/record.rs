//! Statements of actors and their sources, across all documents.

use super::node::Node;
use crate::view::View;
use ascribe_language::stance::Stance;
use ascribe_markup::model::Namespace;
use ascribe_markup::model::statement::StatementCounts;
use ascribe_markup::model::vocabulary::Kind;
use ascribe_markup::summary::{Declared, StatementSummary, Summary};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Annotation of a document.
#[derive(Debug, Clone)]
pub struct Said {
    /// Path of the document.
    pub path: PathBuf,
    /// Summary of the document.
    pub summary: Arc<Summary>,
    /// Index of the annotation in [`Summary::statements`].
    pub nth: usize,
}

impl Said {
    /// The annotation itself.
    pub fn statement(&self) -> Option<&StatementSummary> {
        self.summary.statement(self.nth)
    }

    /// Stance of its actors to the words, if it can be read.
    pub fn stance(&self) -> Option<Stance> {
        self.summary.stance_of(self.statement()?)
    }

    /// Node for the annotation.
    pub fn node(&self) -> Option<Node> {
        Node::statement(&self.path, &self.summary, self.nth)
    }
}

/// Number of statements of an actor.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Number of each kind and stance.
    pub counts: StatementCounts,
    /// Number of documents that contain them.
    pub documents: usize,
}

/// Annotations accepted by a filter, in the documents that refer to an actor or source declared in `declared_in`.
fn said(
    view: &View,
    declared_in: &Path,
    namespace: Namespace,
    id: &str,
    fits: impl Fn(&Summary, usize, &StatementSummary) -> bool,
) -> Vec<Said> {
    let mut all = Vec::new();
    for (path, summary) in view.referring(declared_in, namespace, id) {
        let statements = summary.statements().enumerate();
        let fitting = statements.filter(|(nth, statement)| fits(summary, *nth, statement));
        let said = |(nth, _)| Said { path: path.to_path_buf(), summary: Arc::clone(summary), nth };
        all.extend(fitting.map(said));
    }
    all
}

fn has(ids: &[Box<str>], id: &str) -> bool {
    ids.iter().any(|known| &**known == id)
}

/// Statements of an actor: its quotes, claims, opinions and the evidence it gives, in document order.
pub fn said_by(view: &View, declared_in: &Path, id: &str) -> Vec<Said> {
    said(view, declared_in, Namespace::Actor, id, |_, _, statement| {
        has(&statement.actors, id) && is_told(statement)
    })
}

/// Whether an annotation is in the records of its actors: a quote, a claim, an opinion or evidence.
pub(super) fn is_told(statement: &StatementSummary) -> bool {
    statement.is_said() || statement.kind == Kind::Evidence
}

/// Statements of others that an actor relays.
pub fn relayed_by(view: &View, declared_in: &Path, id: &str) -> Vec<Said> {
    said(view, declared_in, Namespace::Actor, id, |_, _, statement| has(&statement.via, id))
}

/// Statements with a source, directly or through the default source of their document.
pub fn resting_on(view: &View, declared_in: &Path, id: &str) -> Vec<Said> {
    said(view, declared_in, Namespace::Source, id, |summary, nth, _| has(summary.sources_of(nth), id))
}

/// Annotations that relate to the one with a label, each with its relation. Who denies the words that another one
/// asserts does not repeat it, whatever key is written.
pub fn relating_to(view: &View, path: &Path, label: &str) -> Vec<(Said, Box<str>)> {
    let mut all = Vec::new();
    if label.is_empty() {
        return all;
    }
    let related = view.summary(path);
    let related = related.iter().find_map(|summary| summary.stance_of(summary.labelled(label)?));
    for (path, link) in view.with_linking(path, label) {
        let Some(summary) = view.summary(&path) else { continue };
        for (nth, statement) in summary.statements().enumerate() {
            let relates = statement
                .relations
                .iter()
                .filter(|relation| &*relation.label == label && relation.document == link);
            let said = || Said { path: path.clone(), summary: Arc::clone(&summary), nth };
            let denies =
                related == Some(Stance::Asserts) && summary.stance_of(statement) == Some(Stance::Denies);
            let key = |key: &str| if denies && key == "repeats" { "denies".into() } else { key.into() };
            all.extend(relates.map(|relation| (said(), key(&relation.key))));
        }
    }
    all
}

/// Declarations that name an actor or source declared in `declared_in`, in a field with this key.
pub fn declared_with(
    view: &View,
    declared_in: &Path,
    namespace: Namespace,
    id: &str,
    key: &str,
) -> Vec<Node> {
    let names = |declared: &&Declared| {
        declared.relations.iter().any(|(known, named)| &**known == key && &**named == id)
    };
    let mut all = Vec::new();
    for (path, summary) in view.referring(declared_in, namespace, id) {
        let naming = summary.declarations().filter(names);
        all.extend(naming.map(|declared| Node::declared(path, declared.namespace, &declared.id)));
    }
    all.dedup();
    all
}

/// Nodes that a declaration names in its fields with this key, at their declarations.
pub fn named_in(view: &View, path: &Path, namespace: Namespace, id: &str, key: &str) -> Vec<Node> {
    let Some(summary) = view.summary(path) else { return Vec::new() };
    let Some(declared) = summary.declaration(namespace, id) else { return Vec::new() };
    let of = if key == "cites" { Namespace::Source } else { Namespace::Actor };
    let named = declared.relations.iter().filter(|(known, _)| &**known == key);
    let found = named.filter_map(|(_, id)| Some(Node::declared(&view.declaring(path, of, id)?, of, id)));
    found.collect()
}

/// Counts statements.
pub fn tally(said: &[Said]) -> Tally {
    let mut tally = Tally::default();
    let mut last = None;
    for said in said {
        let Some(statement) = said.statement() else { continue };
        if !tally.counts.add(statement.kind, said.stance()) {
            continue;
        }
        tally.documents += usize::from(last != Some(&said.path));
        last = Some(&said.path);
    }
    tally
}

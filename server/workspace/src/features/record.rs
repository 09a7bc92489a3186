//! Who says what on which record, over all documents.

use super::node::Node;
use crate::view::View;
use ascribe_markup::model::Namespace;
use ascribe_markup::model::vocabulary::Kind;
use ascribe_markup::summary::{Declared, Statement, Summary};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An annotation of a document.
#[derive(Debug, Clone)]
pub struct Said {
    /// The document.
    pub path: PathBuf,
    /// Its summary.
    pub summary: Arc<Summary>,
    /// The place of the annotation in [`Summary::statements`].
    pub nth: usize,
}

impl Said {
    /// The annotation.
    pub fn statement(&self) -> Option<&Statement> {
        self.summary.statement(self.nth)
    }

    /// The annotation as a node.
    pub fn node(&self) -> Option<Node> {
        Node::statement(&self.path, &self.summary, self.nth)
    }
}

/// How much an actor says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Quotes.
    pub quotes: usize,
    /// Claims and opinions.
    pub claims: usize,
    /// In so many documents.
    pub documents: usize,
}

/// The annotations of the documents that refer to an actor or source, as `declared_in` declares it, that fit.
fn said(
    view: &View,
    declared_in: &Path,
    namespace: Namespace,
    id: &str,
    fits: impl Fn(&Summary, usize, &Statement) -> bool,
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

/// What an actor says: its quotes, claims, opinions and the evidence it gives, in the order of the documents.
pub fn said_by(view: &View, declared_in: &Path, id: &str) -> Vec<Said> {
    said(view, declared_in, Namespace::Actor, id, |_, _, statement| {
        has(&statement.actors, id) && (statement.is_said() || statement.kind == Kind::Evidence)
    })
}

/// What an actor relays of others.
pub fn relayed_by(view: &View, declared_in: &Path, id: &str) -> Vec<Said> {
    said(view, declared_in, Namespace::Actor, id, |_, _, statement| has(&statement.via, id))
}

/// What is on record in a source, by itself or as the source of its document.
pub fn resting_on(view: &View, declared_in: &Path, id: &str) -> Vec<Said> {
    said(view, declared_in, Namespace::Source, id, |summary, nth, _| has(summary.sources_of(nth), id))
}

/// What relates to the annotation that has a label, each with how it does.
pub fn relating_to(view: &View, path: &Path, label: &str) -> Vec<(Said, Box<str>)> {
    let mut all = Vec::new();
    if label.is_empty() {
        return all;
    }
    for (path, link) in view.with_linking(path, label) {
        let Some(summary) = view.summary(&path) else { continue };
        for (nth, statement) in summary.statements().enumerate() {
            let relates = statement
                .relations
                .iter()
                .filter(|relation| &*relation.label == label && relation.document == link);
            let said = || Said { path: path.clone(), summary: Arc::clone(&summary), nth };
            all.extend(relates.map(|relation| (said(), relation.key.clone())));
        }
    }
    all
}

/// The declarations that name an actor or source, as `declared_in` declares it, in a field of this key.
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

/// What a declaration names in its fields of this key, where it is declared.
pub fn named_in(view: &View, path: &Path, namespace: Namespace, id: &str, key: &str) -> Vec<Node> {
    let Some(summary) = view.summary(path) else { return Vec::new() };
    let Some(declared) = summary.declaration(namespace, id) else { return Vec::new() };
    let of = if key == "cites" { Namespace::Source } else { Namespace::Actor };
    let named = declared.relations.iter().filter(|(known, _)| &**known == key);
    let found = named.filter_map(|(_, id)| Some(Node::declared(&view.declaring(path, of, id)?, of, id)));
    found.collect()
}

/// Counts what is said.
pub fn tally(said: &[Said]) -> Tally {
    let mut tally = Tally::default();
    let mut last = None;
    for said in said {
        match said.statement().map(|statement| statement.kind) {
            Some(Kind::Quote) => tally.quotes += 1,
            Some(Kind::Claim | Kind::Opinion) => tally.claims += 1,
            _ => continue,
        }
        tally.documents += usize::from(last != Some(&said.path));
        last = Some(&said.path);
    }
    tally
}

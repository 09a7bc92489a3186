//! Actors, sources, annotations and documents of a workspace, identified so that they are found again after an edit.

use crate::parallel;
use crate::view::View;
use ascribe_ide::references::target;
use ascribe_ide::subject::{Subject, subject_at};
use ascribe_markup::document::Document;
use ascribe_markup::model::Namespace;
use ascribe_markup::model::statement::noun;
use ascribe_markup::scope::{Place, Scope};
use ascribe_markup::summary::{Summary, annotated};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Reference to something in a document of a workspace.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    /// Path of its document.
    pub path: PathBuf,
    /// Identity within the document.
    pub what: What,
}

/// Kind and identity of a [`Node`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// The document itself.
    Document,
    /// Declaration of an actor or source.
    Declared(Namespace, Box<str>),
    /// An annotation.
    Statement {
        /// Index in [`Summary::statements`] when the node was made.
        nth: usize,
        /// Label; empty if it has none.
        label: Box<str>,
        /// First words of its text.
        text: Box<str>,
    },
}

/// Position of a node.
#[derive(Debug, Clone)]
pub struct FoundNode {
    /// Its document.
    pub document: Arc<Document>,
    /// Byte range of the whole node.
    pub whole: Range<usize>,
    /// Byte range to select.
    pub selection: Range<usize>,
}

impl Node {
    /// Node for a declaration.
    pub fn declared(path: &Path, namespace: Namespace, id: &str) -> Self {
        Self { path: path.to_path_buf(), what: What::Declared(namespace, id.into()) }
    }

    /// Node for an annotation of a document with this summary.
    pub fn statement(path: &Path, summary: &Summary, nth: usize) -> Option<Self> {
        let statement = summary.statement(nth)?;
        let label = statement.labels.first().cloned().unwrap_or_default();
        let what = What::Statement { nth, label, text: statement.text.clone() };
        Some(Self { path: path.to_path_buf(), what })
    }

    /// Node for the annotation with this label.
    pub fn labelled(view: &View, path: &Path, label: &str) -> Option<Self> {
        let summary = view.summary(path)?;
        Self::statement(path, &summary, summary.labelled_nth(label)?)
    }

    /// Current state of the node after edits: an annotation is found by its label, else by its words. `None` if it no
    /// longer exists.
    pub fn now(&self, view: &View) -> Option<Self> {
        let summary = view.summary(&self.path)?;
        match &self.what {
            What::Document => Some(self.clone()),
            What::Declared(namespace, id) => summary.declaration(*namespace, id).map(|_| self.clone()),
            What::Statement { nth, label, text } => {
                if !label.is_empty()
                    && let Some(labelled) = Self::labelled(view, &self.path, label)
                {
                    return Some(labelled);
                }
                let same = summary.statements().enumerate().filter(|(_, it)| it.text == *text);
                let nearest = same.map(|(place, _)| place).min_by_key(|place| place.abs_diff(*nth))?;
                Self::statement(&self.path, &summary, nearest)
            }
        }
    }

    /// Display name, and further detail.
    pub fn told(&self, view: &View) -> Option<(String, String)> {
        let summary = view.summary(&self.path)?;
        Some(match &self.what {
            What::Document => (title(&self.path, &summary), String::new()),
            What::Declared(namespace, id) => {
                let declared = summary.declaration(*namespace, id)?;
                let sign = format!("{}{id}", namespace.sign());
                let name = declared.names.first().map_or_else(|| sign.clone(), ToString::to_string);
                let about = &declared.about;
                (name, if about.is_empty() { sign } else { format!("{sign} · {about}") })
            }
            What::Statement { nth, .. } => {
                let statement = summary.statement(*nth)?;
                let mut detail = noun(statement.kind, summary.stance_of(statement));
                for (sign, ids) in
                    [('#', &statement.labels), ('@', &statement.actors), ('^', &statement.sources)]
                {
                    for id in ids {
                        detail.push(' ');
                        detail.push(sign);
                        detail.push_str(id);
                    }
                }
                (summary.title_of(statement), detail)
            }
        })
    }
}

/// Title of a document, or else its file name.
pub fn title(path: &Path, summary: &Summary) -> String {
    if !summary.title.is_empty() {
        return summary.title.to_string();
    }
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

/// Node at a byte offset of the document at a path: the target of an id or a name, or the annotation.
pub fn node_at(view: &View, path: &Path, scope: &Scope, offset: usize) -> Option<Node> {
    if let Some(target) = target(scope, offset) {
        return match target.namespace {
            Namespace::Label => {
                let path = match target.place {
                    Place::Linked(place) => view.linked(path, &scope.linked.get(place)?.0)?,
                    _ => path.to_path_buf(),
                };
                Node::labelled(view, &path, &target.id)
            }
            namespace => {
                let declared_in = view.declaring(path, namespace, &target.id)?;
                Some(Node::declared(&declared_in, namespace, &target.id))
            }
        };
    }
    let (_, at, subject) = subject_at(scope, offset)?;
    if let Subject::Field(Some(_), _) = subject {
        let declaration = at.block.declaration()?;
        return Some(Node::declared(path, declaration.namespace, &declaration.id));
    }
    let relative = offset.checked_sub(at.start)?;
    let around = |marked: &&ascribe_markup::model::Marked| marked.whole().touches(relative);
    let marked = at.block.marked().iter().rev().find(|it| it.annotation.is_some() && around(it))?;
    let nth = annotated(&scope.document).position(|(_, other, _)| std::ptr::eq(other, marked))?;
    let node = Node::statement(path, &*view.summary(path)?, nth)?;
    // The parts of a split quote are one annotation.
    let summary = view.summary(path)?;
    let part = summary.statement(nth)?.relations.iter().find(|relation| &*relation.key == "part");
    let first = part.filter(|part| part.document.is_none());
    Some(first.and_then(|first| Node::labelled(view, path, &first.label)).unwrap_or(node))
}

/// Positions of nodes, in their order; each document is read once.
pub fn find(view: &View, nodes: &[Node]) -> Vec<Option<FoundNode>> {
    let mut by_path: BTreeMap<&Path, Vec<usize>> = BTreeMap::new();
    for (place, node) in nodes.iter().enumerate() {
        by_path.entry(&node.path).or_default().push(place);
    }
    let by_path: Vec<_> = by_path.into_iter().collect();
    let found = parallel::map(&by_path, |(path, places)| {
        let Some(document) = view.document(path) else { return Vec::new() };
        let statements: Vec<_> = annotated(&document).collect();
        let found = places.iter().filter_map(|&place| {
            let (whole, selection) = match &nodes[place].what {
                What::Document => (0..0, 0..0),
                What::Declared(namespace, id) => {
                    let selection = document.first_definition(*namespace, id)?;
                    let at = document.block_at(selection.start)?;
                    let length = at.block.text[..at.block.content].trim_end().len();
                    (at.start..at.start + length, selection)
                }
                What::Statement { nth, .. } => {
                    let (at, marked, _) = statements.get(*nth)?;
                    (marked.whole().at(at.start), marked.content.at(at.start))
                }
            };
            Some((place, FoundNode { document: Arc::clone(&document), whole, selection }))
        });
        found.collect()
    });
    let mut all = vec![None; nodes.len()];
    for (place, found) in found.into_iter().flatten() {
        all[place] = Some(found);
    }
    all
}

//! Articles as a graph: actors, statements and sources are nodes; who says, relays, records and denies what are edges.

pub mod dot;
pub mod graphml;
pub mod mermaid;

use crate::article::{AnnotatedArticle, Entities, Target};
use crate::text::shortened;
use ascribe_language::stance::Stance;
use ascribe_markup::model::statement::title;
use std::collections::BTreeSet;

/// Maximum number of characters of a statement in the label of its node.
const LONGEST_LABEL: usize = 80;

/// Kind of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NodeKind {
    Actor,
    Statement,
    Source,
}

impl NodeKind {
    fn word(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Statement => "statement",
            Self::Source => "source",
        }
    }
}

/// A node; its index is its id.
#[derive(Debug)]
struct Node<'a> {
    kind: NodeKind,
    label: String,
    /// Document.
    document: &'a str,
}

/// An edge between two nodes, given by their indices.
#[derive(Debug)]
struct Edge<'a> {
    from: usize,
    to: usize,
    /// `says`, `via`, `source`, `affiliation`, `cites` or the key of a relation; a stance other than `asserts` stands for
    /// `says`.
    label: &'a str,
}

/// Graph of some articles. Actors and sources belong to their document, since ids do.
#[derive(Debug, Default)]
struct Graph<'a> {
    nodes: Vec<Node<'a>>,
    edges: Vec<Edge<'a>>,
}

impl<'a> Graph<'a> {
    fn of(articles: &'a [AnnotatedArticle]) -> Self {
        let mut graph = Self::default();
        for article in articles {
            graph.add(article);
        }
        graph
    }

    fn node(&mut self, kind: NodeKind, label: String, document: &'a str) -> usize {
        self.nodes.push(Node { kind, label, document });
        self.nodes.len() - 1
    }

    fn add(&mut self, article: &'a AnnotatedArticle) {
        let first_actor = self.entities(NodeKind::Actor, &article.actors, article);
        let first_source = self.entities(NodeKind::Source, &article.sources, article);
        let actor = |id: &String| article.actors.place(id).map(|place| first_actor + place);
        let source = |id: &String| article.sources.place(id).map(|place| first_source + place);
        let statements: Vec<Option<usize>> = article
            .annotations
            .iter()
            .map(|annotation| {
                let words = shortened(&article.words(annotation), LONGEST_LABEL);
                let label = || title(annotation.stance, &words);
                annotation.kind.is_statement().then(|| self.node(NodeKind::Statement, label(), &article.id))
            })
            .collect();
        let mut edges = BTreeSet::new();
        for (annotation, statement) in article.annotations.iter().zip(&statements) {
            let Some(statement) = *statement else { continue };
            let says = match annotation.stance {
                None | Some(Stance::Asserts) => "says",
                Some(stance) => stance.word(),
            };
            edges.extend(annotation.actors.iter().filter_map(actor).map(|actor| (actor, statement, says)));
            edges.extend(annotation.via.iter().filter_map(actor).map(|actor| (actor, statement, "via")));
            edges.extend(
                annotation.sources.iter().filter_map(source).map(|source| (statement, source, "source")),
            );
            for (key, target) in &annotation.relations {
                if let Target::Annotation(index) = target {
                    edges.extend(statements[*index].map(|target| (statement, target, &**key)));
                }
            }
        }
        self.edges.extend(edges.into_iter().map(|(from, to, label)| Edge { from, to, label }));
    }

    /// Adds nodes in the order of the entities; returns the index of the first.
    fn entities(&mut self, kind: NodeKind, entities: &'a Entities, article: &'a AnnotatedArticle) -> usize {
        let first = self.nodes.len();
        for entity in entities {
            self.node(kind, entity.title().to_owned(), &article.id);
        }
        first
    }
}

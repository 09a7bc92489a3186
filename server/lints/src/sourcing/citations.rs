//! Citations between sources: which sources are original, and which cite each other in a circle. Found once for all
//! sources in scope, in time linear in their number and citations.

use ascribe_markup::model::Namespace;
use ascribe_markup::scope::Scope;
use petgraph::algo::{astar, kosaraju_scc};
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::{BTreeSet, HashMap};

/// Original sources that are kept of each source: a second one already tells that there is more than one.
const KEPT_ROOTS: usize = 2;

/// The citations among the sources in scope.
#[derive(Debug, Default)]
pub struct Citations {
    /// Sources by id, each with an edge to each source that it cites.
    graph: DiGraph<Box<str>, ()>,
    sources: HashMap<Box<str>, NodeIndex>,
    /// Index in `groups` of each source.
    group_of: Vec<usize>,
    groups: Vec<Group>,
    /// Sources that hold the words of each actor (`of:`), by its id: the place of each among all declared, and its id.
    by_actor: HashMap<Box<str>, Vec<(usize, Box<str>)>>,
}

/// A source that is in no circle, or sources that all cite each other, directly or not.
#[derive(Debug)]
struct Group {
    is_circle: bool,
    /// The first member by id that the document itself declares.
    first_here: Option<Box<str>>,
    /// The first original sources by id.
    roots: BTreeSet<Box<str>>,
}

impl Citations {
    /// Citations in a scope, found when somebody first asks.
    pub fn of(scope: &Scope) -> &Self {
        scope.citations().get_or_init(|| Self::new(scope))
    }

    /// Sources that hold the words of an actor, in order: the place of each among all declared, and its id.
    pub fn sources_of(&self, actor: &str) -> impl Iterator<Item = (usize, &str)> {
        let sources = self.by_actor.get(actor).into_iter().flatten();
        sources.map(|(place, id)| (*place, &**id))
    }

    fn new(scope: &Scope) -> Self {
        let mut citations = Self::default();
        for (place, source) in scope.declared(Namespace::Source).enumerate() {
            for actor in source.ids("of") {
                let of_actor = citations.by_actor.entry(actor.id.clone()).or_default();
                of_actor.push((place, source.id.clone()));
            }
            let from = citations.node(&source.id);
            for cited in source.ids("cites") {
                let to = citations.node(&cited.id);
                citations.graph.add_edge(from, to, ());
            }
        }
        citations.group_of = vec![0; citations.graph.node_count()];
        // A group comes after the groups that it cites.
        for members in kosaraju_scc(&citations.graph) {
            let group = citations.group(scope, &members);
            for member in members {
                citations.group_of[member.index()] = citations.groups.len();
            }
            citations.groups.push(group);
        }
        citations
    }

    fn node(&mut self, id: &str) -> NodeIndex {
        if let Some(node) = self.sources.get(id) {
            return *node;
        }
        let node = self.graph.add_node(id.into());
        self.sources.insert(id.into(), node);
        node
    }

    fn group(&self, scope: &Scope, members: &[NodeIndex]) -> Group {
        let is_member: BTreeSet<&NodeIndex> = members.iter().collect();
        let cited = || members.iter().flat_map(|member| self.graph.neighbors(*member));
        let outside = cited().filter(|cited| !is_member.contains(cited));
        let roots = outside.flat_map(|cited| &self.groups[self.group_of[cited.index()]].roots);
        let mut roots: BTreeSet<Box<str>> = roots.cloned().collect();
        let ids = || members.iter().map(|member| &*self.graph[*member]);
        if roots.is_empty() {
            // A circle has no end, and counts as one source.
            roots.extend(ids().min().map(Box::from));
        }
        let is_here = |id: &&str| scope.document.definition_count(Namespace::Source, id) > 0;
        Group {
            is_circle: members.len() > 1 || cited().any(|cited| is_member.contains(&cited)),
            first_here: ids().filter(is_here).min().map(Box::from),
            roots: roots.into_iter().take(KEPT_ROOTS).collect(),
        }
    }

    fn group_of(&self, id: &str) -> Option<&Group> {
        self.groups.get(self.group_of[self.sources.get(id)?.index()])
    }

    /// The first original sources by id at the end of the citations of a source, or the source itself: at most
    /// `KEPT_ROOTS`.
    pub fn roots<'a>(&'a self, id: &'a str) -> BTreeSet<&'a str> {
        match self.group_of(id) {
            Some(group) => group.roots.iter().map(|root| &**root).collect(),
            None => BTreeSet::from([id]),
        }
    }

    /// Whether a source is in a circle and, of the sources in it that the document declares, the first by id.
    pub fn is_first_in_circle(&self, id: &str) -> bool {
        self.group_of(id).is_some_and(|group| group.is_circle && group.first_here.as_deref() == Some(id))
    }

    /// Sources on the shortest way of citations from one source to another, including both.
    pub fn way(&self, from: &str, to: &str) -> Option<Vec<&str>> {
        let (from, to) = (*self.sources.get(from)?, *self.sources.get(to)?);
        let (_, way) = astar(&self.graph, from, |node| node == to, |_| 1, |_| 0)?;
        Some(way.into_iter().map(|node| &*self.graph[node]).collect())
    }
}

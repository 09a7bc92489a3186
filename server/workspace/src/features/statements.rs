//! All statements of an actor, in full.

use super::node::{FoundNode, Node, find, title};
use super::record::{Said, said_by};
use crate::view::View;
use ascribe_language::stance::Stance;
use ascribe_lints::sourcing::quotations;
use ascribe_markup::model::Namespace;
use ascribe_markup::model::vocabulary::Kind;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// A statement of an actor.
#[derive(Debug, Clone)]
pub struct StatementEntry {
    /// Path of the document.
    pub path: PathBuf,
    /// Title of the document, or its file name.
    pub title: String,
    /// Line, from 0.
    pub line: usize,
    /// Kind of annotation.
    pub kind: Kind,
    /// Stance of the actor to the words, if it can be read.
    pub stance: Option<Stance>,
    /// Words of the article, of all parts of a split quotation, with ` … ` between them, and of all its paragraphs.
    pub words: String,
    /// Names of the sources.
    pub sources: Vec<String>,
}

/// Statements of an actor declared in `declared_in`, in document order.
pub fn statements(view: &View, declared_in: &Path, id: &str) -> Vec<StatementEntry> {
    let said = said_by(view, declared_in, id);
    let groups: Vec<Vec<Node>> = with_parts(&said);
    let mut found = find(view, &groups.concat()).into_iter();
    let places = groups.iter().map(|group| found.by_ref().take(group.len()).collect::<Vec<_>>());
    let entries = said.iter().zip(places.collect::<Vec<_>>()).filter_map(|(said, places)| {
        let statement = said.statement()?;
        let found = places.first()?.as_ref()?;
        let words = places.iter().flatten().filter_map(words);
        let source = |id: &str| {
            let declared_in = view.declaring(&said.path, Namespace::Source, id)?;
            Some(Node::declared(&declared_in, Namespace::Source, id).told(view)?.0)
        };
        let sources = said.summary.sources_of(said.nth).iter();
        Some(StatementEntry {
            path: said.path.clone(),
            title: title(&said.path, &said.summary),
            line: found.document.text().line_of(found.whole.start),
            kind: statement.kind,
            stance: said.stance(),
            words: words.collect::<Vec<_>>().join(" … "),
            sources: sources.map(|id| source(id).unwrap_or_else(|| format!("^{id}"))).collect(),
        })
    });
    entries.collect()
}

/// Nodes of each statement: its own, and those of the parts that carry it on.
fn with_parts(said: &[Said]) -> Vec<Vec<Node>> {
    let mut of_document: Option<(&Path, HashMap<&str, Vec<usize>>)> = None;
    let nodes = said.iter().map(|said| {
        if of_document.as_ref().is_none_or(|(path, _)| *path != said.path) {
            let mut parts: HashMap<&str, Vec<usize>> = HashMap::new();
            for (nth, statement) in said.summary.statements().enumerate() {
                if let Some(whole) = statement.continues().filter(|whole| whole.document.is_none()) {
                    parts.entry(&whole.label).or_default().push(nth);
                }
            }
            of_document = Some((&said.path, parts));
        }
        // Of several annotations with one label, the first is the one that others carry on.
        let labels = said.statement().into_iter().flat_map(|statement| &statement.labels);
        let labels = labels.filter(|label| said.summary.labelled_nth(label) == Some(said.nth));
        let parts =
            of_document.iter().flat_map(|(_, parts)| labels.clone().filter_map(|label| parts.get(&**label)));
        let parts = parts.flatten().filter_map(|nth| Node::statement(&said.path, &said.summary, *nth));
        said.node().into_iter().chain(parts).collect()
    });
    nodes.collect()
}

/// Words of an annotation, with those of the paragraphs that its quotation goes over.
fn words(found: &FoundNode) -> Option<String> {
    let at = found.document.block_at(found.selection.start)?;
    let all = at.block.marked();
    let near = all.partition_point(|it| it.content.at(at.start).start < found.selection.start);
    let marked = all[near..].iter().find(|it| it.content.at(at.start) == found.selection)?;
    let parts = quotations::parts(&found.document, at.index, marked);
    let words = parts.iter().map(|(at, part)| at.block.words(part.content).trim_end().to_owned());
    Some(words.collect::<Vec<_>>().join("\n\n"))
}

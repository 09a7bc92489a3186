//! All statements of an actor, in full.

use super::node::{Node, find, title};
use super::record::said_by;
use crate::view::View;
use ascribe_language::stance::Stance;
use ascribe_markup::model::Namespace;
use ascribe_markup::model::vocabulary::Kind;
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
    /// Words of the article.
    pub words: String,
    /// Names of the sources.
    pub sources: Vec<String>,
}

/// Statements of an actor declared in `declared_in`, in document order.
pub fn statements(view: &View, declared_in: &Path, id: &str) -> Vec<StatementEntry> {
    let said = said_by(view, declared_in, id);
    let nodes: Vec<Node> = said.iter().filter_map(super::record::Said::node).collect();
    let entries = said.iter().zip(find(view, &nodes)).filter_map(|(said, found)| {
        let (statement, found) = (said.statement()?, found?);
        let at = found.document.block_at(found.selection.start)?;
        let all = at.block.marked();
        let near = all.partition_point(|it| it.content.at(at.start).start < found.selection.start);
        let marked = all[near..].iter().find(|it| it.content.at(at.start) == found.selection)?;
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
            words: at.block.words(marked.content),
            sources: sources.map(|id| source(id).unwrap_or_else(|| format!("^{id}"))).collect(),
        })
    });
    entries.collect()
}

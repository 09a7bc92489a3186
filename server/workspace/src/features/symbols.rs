//! Workspace symbols: actors, sources, labelled annotations and documents that match a query.

use super::node::{Node, What, title};
use crate::fuzzy::{Query, Rank};
use crate::parallel;
use crate::view::View;
use ascribe_markup::model::Namespace;
use ascribe_markup::summary::{Declared, Summary};
use std::path::Path;
use std::sync::Arc;

/// Maximum number of symbols returned.
pub const LIMIT: usize = 256;

/// A symbol of a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundSymbol {
    /// Node of the symbol.
    pub node: Node,
    /// Name with the id; for an annotation, its label and first words.
    pub name: String,
    /// Container: the title of the document, or its file name. For a document, its folder relative to the root.
    pub container: String,
}

/// Matching symbols, best first. A leading sign restricts the query to actors, sources or labels; an empty query lists
/// the documents, open ones first.
pub fn symbols(view: &View, query: &str) -> Vec<FoundSymbol> {
    let query = query.trim();
    let sign = query.chars().next().and_then(sign);
    let query = Query::new(query.trim_start_matches(|c| sign.is_some() && "@^#".contains(c)));
    let all = view.summaries();
    if query.is_empty() && sign.is_none() {
        return documents(view, &all);
    }
    let chunks: Vec<(usize, &[Known<'_>])> =
        all.chunks(CHUNK).enumerate().map(|(place, chunk)| (place * CHUNK, chunk)).collect();
    let ranked = parallel::map(&chunks, |(first, documents)| {
        let mut ranked = Vec::new();
        for (place, (path, summary)) in documents.iter().enumerate() {
            let mut fits = |rank, name, what| ranked.push((rank, name, first + place, what));
            of_document(path, summary, &query, sign, &mut fits);
        }
        best(ranked)
    });
    let found = best(ranked.into_iter().flatten().collect()).into_iter();
    found.filter_map(|(_, name, place, what)| symbol(view, all[place], name, what)).collect()
}

/// Number of documents searched by a thread at a time.
const CHUNK: usize = 256;

/// A document with its summary.
type Known<'v> = (&'v Path, &'v Arc<Summary>);

/// Rank of a match, its name (of an annotation without its stance, which takes a look at others), the index of its
/// document, and the candidate within it.
type Ranked = ((Rank, Rank, usize), String, usize, Candidate);

/// Candidate for a symbol of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Candidate {
    Document,
    Declared(usize),
    /// Indices of the annotation, and of the label in it.
    Statement(usize, usize),
}

/// Best matches, in a deterministic order.
fn best(mut ranked: Vec<Ranked>) -> Vec<Ranked> {
    ranked.sort_unstable();
    ranked.truncate(LIMIT);
    ranked
}

fn symbol(view: &View, (path, summary): Known<'_>, name: String, what: Candidate) -> Option<FoundSymbol> {
    let (node, name) = match what {
        Candidate::Document => return Some(document(view, path, summary)),
        Candidate::Declared(place) => {
            let declared = summary.declarations().nth(place)?;
            (Node::declared(path, declared.namespace, &declared.id), name)
        }
        Candidate::Statement(nth, label) => {
            let statement = summary.statement(nth)?;
            let name = format!("#{} {}", statement.labels.get(label)?, summary.title_of(statement));
            (Node::statement(path, summary, nth)?, name)
        }
    };
    Some(FoundSymbol { node, name, container: title(path, summary) })
}

fn sign(c: char) -> Option<Namespace> {
    [Namespace::Actor, Namespace::Source, Namespace::Label].into_iter().find(|it| it.sign() == c)
}

fn documents(view: &View, all: &[Known<'_>]) -> Vec<FoundSymbol> {
    let (open, closed): (Vec<_>, Vec<_>) = all.iter().partition(|(path, _)| view.is_open(path));
    let first = open.into_iter().chain(closed).take(LIMIT);
    first.map(|(path, summary)| document(view, path, summary)).collect()
}

fn document(view: &View, path: &Path, summary: &Summary) -> FoundSymbol {
    let node = Node { path: path.to_path_buf(), what: What::Document };
    let below = path.strip_prefix(view.root_of(path)).unwrap_or(path);
    let container = if summary.title.is_empty() { below.parent().unwrap_or(below) } else { below };
    FoundSymbol { node, name: title(path, summary), container: container.to_string_lossy().into_owned() }
}

/// Name with the id: editors filter symbols by their names again, and two sources may have the same title. Another name
/// that the query fits better stands between them.
fn name_of(declared: &Declared, query: &Query) -> String {
    let id = format!("{}{}", declared.namespace.sign(), declared.id);
    let Some(first) = declared.names.first() else { return id };
    let is_shown = query.rank(first).is_some() || query.rank(&declared.id).is_some();
    let others = declared.names.iter().skip(1).filter(|_| !is_shown);
    match others.filter_map(|name| Some((query.rank(name)?, name))).min() {
        Some((_, other)) => format!("{first} ({other}) {id}"),
        None => format!("{first} {id}"),
    }
}

fn of_document(
    path: &Path,
    summary: &Summary,
    query: &Query,
    sign: Option<Namespace>,
    fits: &mut impl FnMut((Rank, Rank, usize), String, Candidate),
) {
    // Ties are broken by the rank of the first name, then by length.
    let rank = |names: &[&str]| {
        let fitting = names.iter().filter_map(|name| Some((query.rank(name)?, name.len())));
        let first = names.first().and_then(|name| query.rank(name)).unwrap_or((u8::MAX, 0));
        fitting.min().map(|(rank, length)| (rank, first, length))
    };
    for (place, declared) in summary.declarations().enumerate() {
        if sign.is_some_and(|sign| sign != declared.namespace) {
            continue;
        }
        let names = declared.names.iter().chain(std::iter::once(&declared.id));
        let Some(rank) = rank(&names.map(|name| &**name).collect::<Vec<_>>()) else { continue };
        fits(rank, name_of(declared, query), Candidate::Declared(place));
    }
    if sign.is_none_or(|sign| sign == Namespace::Label) {
        for (nth, statement) in summary.statements().enumerate() {
            let labels = statement.labels.iter().enumerate();
            for (place, label) in labels.filter(|(_, label)| query.may_fit(&["#", label, &statement.text])) {
                let name = format!("#{label} {}", statement.text);
                if let Some(rank) = rank(&[&**label, &name]) {
                    fits(rank, name, Candidate::Statement(nth, place));
                }
            }
        }
    }
    if sign.is_none() {
        let file = path.file_stem().unwrap_or_default().to_string_lossy();
        if let Some(rank) = rank(&[&*summary.title, &*file]) {
            fits(rank, summary.title.to_string(), Candidate::Document);
        }
    }
}

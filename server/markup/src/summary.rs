//! What other documents want to know of a document, without any place in it.
//!
//! Summaries are small, and stay the same while somebody edits words, so that a workspace of thousands of
//! documents can be kept in memory. To find a place, the document is read again.
//!
//! A summary is made of parts, one for each piece of a document that is open, so that a new one shares those of the
//! pieces that have stayed.

use crate::document::{BlockAt, Document};
use crate::model::vocabulary::{ATTRIBUTES, AUTHOR, Kind, Value, find};
use crate::model::{Annotation, Block, Declaration, Field, Marked, Namespace, Reference};
use crate::series::Piece;
use ascribe_language::words::shortened;
use std::collections::{BTreeSet, HashMap};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// A document without its places.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// The title in the front matter; empty if there is none.
    pub title: Box<str>,
    /// The sources of annotations that name none.
    pub default_sources: Box<[Box<str>]>,
    parts: Box<[Placed]>,
}

/// A part of a summary at its place.
#[derive(Debug, Clone)]
struct Placed {
    /// The number of statements before it.
    first: usize,
    part: Arc<Part>,
}

/// What there is to tell of some blocks.
#[derive(Debug, Default)]
struct Part {
    /// The blocks, if they are a piece of a document; kept, so that its address stays taken.
    piece: Option<Arc<Piece<Block>>>,
    declarations: Box<[Declared]>,
    statements: Box<[Statement]>,
    /// Sorted, each once.
    references: Box<[(Namespace, Box<str>)]>,
    /// Sorted, each once.
    links: Box<[Link]>,
}

/// A label of another document: the document as it is written, and the label.
pub type Link = (Box<str>, Box<str>);

/// A declaration of an actor or source.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Declared {
    /// Actor or source.
    pub namespace: Namespace,
    /// The id without its sign.
    pub id: Box<str>,
    /// The name, and behind it each `aka`; empty if there is none.
    pub names: Box<[Box<str>]>,
    /// The role of an actor, the outlet of a source; empty if there is none.
    pub about: Box<str>,
    /// The ids in its fields: the key, and the id.
    pub relations: Box<[(Box<str>, Box<str>)]>,
}

/// An annotation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Statement {
    /// Its kind.
    pub kind: Kind,
    /// Who says it.
    pub actors: Box<[Box<str>]>,
    /// Where it is on record.
    pub sources: Box<[Box<str>]>,
    /// Who relays it.
    pub via: Box<[Box<str>]>,
    /// What names it.
    pub labels: Box<[Box<str>]>,
    /// Its relations to other annotations.
    pub relations: Box<[Relation]>,
    /// Made by a machine, not yet reviewed.
    pub draft: bool,
    /// What a fact check found; empty if there was none.
    pub verdict: Box<str>,
    /// The start of the annotated words, in one line.
    pub text: Box<str>,
    /// The innermost annotation around it: so many statements before this one.
    pub within: Option<usize>,
}

/// A relation of an annotation to another one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Relation {
    /// `denies`, `supports` and so on; `part` for one that carries on another annotation.
    pub key: Box<str>,
    /// The document of the other one, as it is written; `None` for this one.
    pub document: Option<Box<str>>,
    /// The label of the other one.
    pub label: Box<str>,
}

impl Statement {
    /// Whether it says something that wants a speaker and a source.
    pub fn is_said(&self) -> bool {
        matches!(self.kind, Kind::Quote | Kind::Claim | Kind::Opinion)
    }

    /// Whether it carries on an annotation that began elsewhere.
    pub fn is_part(&self) -> bool {
        self.relations.iter().any(|relation| &*relation.key == "part")
    }
}

impl Summary {
    /// The summary of a document.
    pub fn of(document: &Document) -> Self {
        Self::following(document, None)
    }

    /// The same, which shares with the summary of an earlier version what has stayed.
    pub fn following(document: &Document, previous: Option<&Self>) -> Self {
        let told = previous.into_iter().flat_map(|previous| &previous.parts);
        let known = told.filter_map(|placed| Some((Arc::as_ptr(placed.part.piece.as_ref()?), &placed.part)));
        let known: HashMap<_, _> = known.collect();
        let parts = document.series().pieces().map(|(_, piece)| {
            let made = || {
                let mut told = Gathered::default();
                piece.items().for_each(|(_, block)| told.add(block));
                Arc::new(Part { piece: Some(Arc::clone(piece)), ..told.into() })
            };
            known.get(&Arc::as_ptr(piece)).map_or_else(made, |part| Arc::clone(part))
        });
        Self::of_parts(document.block(0).map(|at| &**at.block), parts)
    }

    /// The summary of the document with this text, which keeps nothing of the document.
    pub fn of_text(text: &str) -> Self {
        let document = Document::new(text);
        let mut told = Gathered::default();
        document.blocks().for_each(|at| told.add(at.block));
        Self::of_parts(document.block(0).map(|at| &**at.block), std::iter::once(Arc::new(told.into())))
    }

    fn of_parts(first: Option<&Block>, parts: impl Iterator<Item = Arc<Part>>) -> Self {
        let field = |key| first.and_then(|first| first.front_matter(key));
        let mut statements = 0;
        let place = |part: Arc<Part>| {
            let first = statements;
            statements += part.statements.len();
            Placed { first, part }
        };
        Self {
            title: field("title").map(|field| field.value.clone()).unwrap_or_default(),
            default_sources: field("source").map(|field| ids(&field.references)).unwrap_or_default(),
            parts: parts.map(place).collect(),
        }
    }

    fn parts(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().map(|placed| &*placed.part)
    }

    /// The number of parts that an earlier summary does not have: what it cost to make this one.
    pub fn parts_since(&self, earlier: &Self) -> usize {
        let known: BTreeSet<_> = earlier.parts.iter().map(|placed| Arc::as_ptr(&placed.part)).collect();
        self.parts.iter().filter(|placed| !known.contains(&Arc::as_ptr(&placed.part))).count()
    }

    /// The actors and sources, in the order of the text.
    pub fn declarations(&self) -> impl Iterator<Item = &Declared> {
        self.parts().flat_map(|part| &part.declarations)
    }

    /// The annotations, in the order of the text.
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        self.parts().flat_map(|part| &part.statements)
    }

    /// The annotation of this number.
    pub fn statement(&self, nth: usize) -> Option<&Statement> {
        let behind = self.parts.partition_point(|placed| placed.first <= nth);
        let placed = self.parts.get(behind.checked_sub(1)?)?;
        placed.part.statements.get(nth - placed.first)
    }

    /// The labels of other documents that are referred to, sorted, each once.
    pub fn links(&self) -> BTreeSet<&Link> {
        self.parts().flat_map(|part| &part.links).collect()
    }

    /// The ids that are referred to, but for labels of other documents; sorted, each once.
    fn references(&self) -> BTreeSet<&(Namespace, Box<str>)> {
        self.parts().flat_map(|part| &part.references).collect()
    }

    /// Whether an id is referred to, or a label of this document.
    pub fn refers(&self, namespace: Namespace, id: &str) -> bool {
        let is_it = |(of, known): &(Namespace, Box<str>)| (*of, &**known).cmp(&(namespace, id));
        self.parts().any(|part| part.references.binary_search_by(is_it).is_ok())
    }

    /// The sources that an annotation rests on: its own, or the document's where neither it nor an annotation
    /// around it names one. What only the article's author says needs none.
    pub fn sources_of(&self, nth: usize) -> &[Box<str>] {
        let own = self.statement(nth).map(|statement| &statement.sources);
        match own {
            Some(own) if !own.is_empty() => own,
            _ if self.wants_source(nth) => &self.default_sources,
            _ => &[],
        }
    }

    /// Whether an annotation has a speaker and no source at all.
    pub fn lacks_source(&self, nth: usize) -> bool {
        self.wants_source(nth) && self.default_sources.is_empty()
    }

    /// Whether an annotation has a speaker, and neither it nor one around it names a source.
    fn wants_source(&self, nth: usize) -> bool {
        let Some(statement) = self.statement(nth) else { return false };
        let outer = |(nth, inner): &(usize, &Statement)| {
            let around = nth.checked_sub(inner.within?)?;
            Some((around, self.statement(around)?))
        };
        let mut around = std::iter::successors(Some((nth, statement)), outer);
        let is_sourced = around.any(|(_, it)| !it.sources.is_empty());
        let has_speaker = statement.actors.iter().any(|actor| &**actor != AUTHOR);
        statement.is_said() && has_speaker && !is_sourced && !statement.is_part()
    }

    /// The declaration of an id, the first if there are several.
    pub fn declaration(&self, namespace: Namespace, id: &str) -> Option<&Declared> {
        self.declarations().find(|declared| declared.namespace == namespace && &*declared.id == id)
    }
}

impl PartialEq for Summary {
    /// What is told counts, and not of which parts.
    fn eq(&self, other: &Self) -> bool {
        self.title == other.title
            && self.default_sources == other.default_sources
            && self.declarations().eq(other.declarations())
            && self.statements().eq(other.statements())
            && self.references() == other.references()
            && self.links() == other.links()
    }
}

impl Eq for Summary {}

impl Hash for Summary {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let (declarations, statements): (Vec<_>, Vec<_>) =
            (self.declarations().collect(), self.statements().collect());
        (&self.title, &self.default_sources, declarations, statements).hash(state);
        (self.references(), self.links()).hash(state);
    }
}

/// A part while its blocks are read.
#[derive(Default)]
struct Gathered {
    declarations: Vec<Declared>,
    statements: Vec<Statement>,
    references: BTreeSet<(Namespace, Box<str>)>,
    links: BTreeSet<Link>,
}

impl Gathered {
    fn add(&mut self, block: &Block) {
        self.declarations.extend(block.declaration().map(declared));
        add_statements(&mut self.statements, block);
        for reference in block.references().filter(|reference| !reference.id.is_empty()) {
            match &reference.document {
                Some(path) => drop(self.links.insert((path.clone(), reference.id.clone()))),
                None => drop(self.references.insert((reference.namespace, reference.id.clone()))),
            }
        }
    }
}

impl From<Gathered> for Part {
    fn from(told: Gathered) -> Self {
        Self {
            piece: None,
            declarations: told.declarations.into(),
            statements: told.statements.into(),
            references: told.references.into_iter().collect(),
            links: told.links.into_iter().collect(),
        }
    }
}

/// The annotated texts of a document in the order of [`Summary::statements`].
pub fn annotated(document: &Document) -> impl Iterator<Item = (BlockAt<'_>, &Marked, &Annotation)> {
    document.blocks().flat_map(|at| {
        at.block.marked().iter().filter_map(move |marked| Some((at, marked, marked.annotation.as_ref()?)))
    })
}

fn declared(declaration: &Declaration) -> Declared {
    let about = declaration.field("role").or_else(|| declaration.field("outlet")).unwrap_or_default();
    let relations = declaration.fields.iter().flat_map(|field: &Field| {
        field.references.iter().map(|reference| (field.key.clone(), reference.id.clone()))
    });
    Declared {
        namespace: declaration.namespace,
        id: declaration.id.clone(),
        names: declaration.names().map(Into::into).collect(),
        about: about.into(),
        relations: relations.collect(),
    }
}

fn add_statements(statements: &mut Vec<Statement>, block: &Block) {
    // For each marked text of the block its statement, or else the one around it.
    let mut known: Vec<Option<usize>> = Vec::new();
    for marked in block.marked() {
        let around = marked.parent.and_then(|parent| known.get(parent).copied().flatten());
        let within = around.map(|around| statements.len() - around);
        known.push(marked.annotation.as_ref().map(|_| statements.len()).or(around));
        statements.extend(marked.annotation.as_ref().map(|it| statement(block, marked, it, within)));
    }
}

fn statement(block: &Block, marked: &Marked, annotation: &Annotation, within: Option<usize>) -> Statement {
    let is_relation = |key: &str| find(&ATTRIBUTES, key).is_some_and(|key| key.value == Value::Labels);
    let relations = annotation.attributes().filter(|attribute| is_relation(&attribute.key));
    let relations = relations.flat_map(|attribute| {
        attribute.references.iter().map(|reference| Relation {
            key: attribute.key.clone(),
            document: reference.document.clone(),
            label: reference.id.clone(),
        })
    });
    let via = annotation.attributes().filter(|attribute| &*attribute.key == "via");
    Statement {
        kind: marked.kind(),
        actors: ids(marked.actors()),
        sources: ids(marked.sources()),
        via: ids(via.flat_map(|attribute| &attribute.references)),
        labels: ids(annotation.labels()),
        relations: relations.collect(),
        draft: annotation.is_draft(),
        verdict: annotation.attribute("verdict").map(|verdict| verdict.value.clone()).unwrap_or_default(),
        text: shortened(block.stretches(marked.content)).into(),
        within,
    }
}

fn ids<'a>(references: impl IntoIterator<Item = &'a Reference>) -> Box<[Box<str>]> {
    let ids = references.into_iter().filter(|reference| !reference.id.is_empty());
    ids.map(|reference| reference.id.clone()).collect()
}

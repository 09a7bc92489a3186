//! What other documents want to know of a document, without any place in it.
//!
//! Summaries are small, and stay the same while somebody edits words, so that a workspace of thousands of
//! documents can be kept in memory. To find a place, the document is read again.

use crate::document::{BlockAt, Document};
use crate::model::vocabulary::{ATTRIBUTES, AUTHOR, Kind, Value, find};
use crate::model::{Annotation, Block, Declaration, Field, Marked, Namespace, Reference, read_marked};
use crate::words::shortened;

/// A document without its places.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Summary {
    /// The title in the front matter; empty if there is none.
    pub title: Box<str>,
    /// The sources of annotations that name none.
    pub default_sources: Box<[Box<str>]>,
    /// The actors and sources, in the order of the text.
    pub declarations: Box<[Declared]>,
    /// The annotations, in the order of the text.
    pub statements: Box<[Statement]>,
    /// The ids that are referred to, but for labels of other documents; sorted, each once.
    pub references: Box<[(Namespace, Box<str>)]>,
    /// The labels of other documents that are referred to: the document as it is written, and the label; sorted, each
    /// once.
    pub links: Box<[(Box<str>, Box<str>)]>,
}

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
    /// The place, in [`Summary::statements`], of the innermost annotation around it.
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
        Self::of_blocks(document.blocks().map(|at| &**at.block))
    }

    /// The summary of the document with this text, of which only what it wants to know of is read.
    pub fn of_text(text: &str) -> Self {
        Self::of_blocks(read_marked(text).iter())
    }

    fn of_blocks<'a>(blocks: impl Iterator<Item = &'a Block>) -> Self {
        let mut summary = Self::default();
        let (mut declarations, mut statements) = (Vec::new(), Vec::new());
        let (mut references, mut links) = (Vec::new(), Vec::new());
        for (nth, block) in blocks.enumerate() {
            if nth == 0 {
                let title = block.front_matter("title");
                summary.title = title.map(|field| field.value.clone()).unwrap_or_default();
                let source = block.front_matter("source");
                summary.default_sources = source.map(|field| ids(&field.references)).unwrap_or_default();
            }
            declarations.extend(block.declaration().map(declared));
            add_statements(&mut statements, block);
            for reference in block.references().filter(|reference| !reference.id.is_empty()) {
                match &reference.document {
                    Some(path) => links.push((path.clone(), reference.id.clone())),
                    None => references.push((reference.namespace, reference.id.clone())),
                }
            }
        }
        let (references, links) = (sorted(references), sorted(links));
        Self {
            declarations: declarations.into(),
            statements: statements.into(),
            references,
            links,
            ..summary
        }
    }

    /// Whether an id is referred to, or a label of this document.
    pub fn refers(&self, namespace: Namespace, id: &str) -> bool {
        self.references.binary_search_by(|(of, known)| (*of, &**known).cmp(&(namespace, id))).is_ok()
    }

    /// The sources that an annotation rests on: its own, or the document's where neither it nor an annotation
    /// around it names one. What only the article's author says needs none.
    pub fn sources_of(&self, nth: usize) -> &[Box<str>] {
        let own = self.statements.get(nth).map(|statement| &statement.sources);
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
        let Some(statement) = self.statements.get(nth) else { return false };
        let outer = |inner: &&Statement| self.statements.get(inner.within?);
        let is_sourced = std::iter::successors(Some(statement), outer).any(|it| !it.sources.is_empty());
        let has_speaker = statement.actors.iter().any(|actor| &**actor != AUTHOR);
        statement.is_said() && has_speaker && !is_sourced && !statement.is_part()
    }

    /// The declaration of an id, the first if there are several.
    pub fn declaration(&self, namespace: Namespace, id: &str) -> Option<&Declared> {
        self.declarations.iter().find(|declared| declared.namespace == namespace && &*declared.id == id)
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
        let within = marked.parent.and_then(|parent| known.get(parent).copied().flatten());
        known.push(marked.annotation.as_ref().map(|_| statements.len()).or(within));
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
        text: shortened(&block.words(marked.content)).into(),
        within,
    }
}

fn sorted<T: Ord>(mut all: Vec<T>) -> Box<[T]> {
    all.sort_unstable();
    all.dedup();
    all.into()
}

fn ids<'a>(references: impl IntoIterator<Item = &'a Reference>) -> Box<[Box<str>]> {
    let ids = references.into_iter().filter(|reference| !reference.id.is_empty());
    ids.map(|reference| reference.id.clone()).collect()
}

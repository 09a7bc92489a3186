//! Summary of a document for use by other documents, without positions.
//!
//! Summaries are small, and do not change while only words are edited, so that a workspace of thousands of documents
//! fits in memory. To find a position, the document is parsed again.
//!
//! A summary has one part for each chunk of an open document, so a new summary shares the parts of unchanged chunks.

use crate::chunked_vec::Chunk;
use crate::document::{BlockAt, Document, LONGEST_CHAIN};
use crate::model::statement;
use crate::model::vocabulary::{ATTRIBUTES, AUTHOR, Kind, Value, find};
use crate::model::{Annotation, Block, Declaration, Field, Marked, Namespace, Reference};
use ascribe_language::stance::Stance;
use ascribe_language::words::shortened;
use std::collections::{BTreeSet, HashMap};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// Summary of a document, without positions.
///
/// ```
/// use ascribe_markup::summary::Summary;
///
/// let summary = Summary::of_text("@moe: Ida Moe\n\n“The dam holds,”{@moe} she said.\n");
/// let statement = summary.statements().next().map(|statement| statement.text.to_string());
/// assert_eq!(statement.as_deref(), Some("The dam holds,"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// Title in the front matter; empty if there is none.
    pub title: Box<str>,
    /// Default sources, for annotations that name none.
    pub default_sources: Box<[Box<str>]>,
    /// Whether the document has a part that is not read: see [`Document::unread`].
    pub is_cut: bool,
    parts: Box<[Placed]>,
}

/// A part of a summary with its position.
#[derive(Debug, Clone)]
struct Placed {
    /// Number of statements before it.
    first: usize,
    part: Arc<Part>,
}

/// Summary of some blocks.
#[derive(Debug, Default)]
struct Part {
    /// Chunk of the document, if it is open; kept alive so that its address is not reused.
    chunk: Option<Arc<Chunk<Block>>>,
    declarations: Box<[Declared]>,
    /// Indices of the declarations, sorted by namespace and id.
    ids: Box<[u32]>,
    statements: Box<[StatementSummary]>,
    /// Labels as indices of the statement and of the label in it, sorted by label.
    labels: Box<[(u32, u32)]>,
    /// Sorted and unique.
    references: Box<[(Namespace, Box<str>)]>,
    /// Sorted and unique.
    links: Box<[LinkedLabel]>,
}

/// Memory of an allocation, in bytes, beside its content.
const ALLOCATION: usize = 16;

/// Memory of a list of texts, in bytes.
fn texts(texts: &[Box<str>]) -> usize {
    texts.iter().map(|text| size_of::<Box<str>>() + text.len() + ALLOCATION).sum()
}

impl Part {
    fn heap_size(&self) -> usize {
        let declarations = self.declarations.iter().map(Declared::heap_size);
        let statements = self.statements.iter().map(StatementSummary::heap_size);
        let references =
            self.references.iter().map(|(_, id)| size_of::<(Namespace, Box<str>)>() + id.len() + ALLOCATION);
        let links = self
            .links
            .iter()
            .map(|(path, label)| size_of::<LinkedLabel>() + path.len() + label.len() + 2 * ALLOCATION);
        let ids = size_of_val(&*self.ids);
        size_of::<Self>() + ids + declarations.chain(statements).chain(references).chain(links).sum::<usize>()
    }
}

impl Declared {
    fn heap_size(&self) -> usize {
        let relations = self
            .relations
            .iter()
            .map(|(key, id)| 2 * (size_of::<Box<str>>() + ALLOCATION) + key.len() + id.len());
        size_of::<Self>()
            + self.id.len()
            + self.about.len()
            + 2 * ALLOCATION
            + texts(&self.names)
            + relations.sum::<usize>()
    }
}

impl StatementSummary {
    fn heap_size(&self) -> usize {
        let lists = [&self.actors, &self.sources, &self.via, &self.labels];
        let relations = self.relations.iter().map(|relation| {
            let path = relation.document.as_ref().map_or(0, |path| path.len() + ALLOCATION);
            size_of::<Relation>() + relation.key.len() + relation.label.len() + path + 2 * ALLOCATION
        });
        size_of::<Self>()
            + self.verdict.len()
            + self.text.len()
            + ALLOCATION
            + lists.map(|list| texts(list)).iter().sum::<usize>()
            + relations.sum::<usize>()
    }
}

/// Label of another document: path as written, and label.
pub type LinkedLabel = (Box<str>, Box<str>);

/// A declaration of an actor or source.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Declared {
    /// Actor or source.
    pub namespace: Namespace,
    /// Id without its sign.
    pub id: Box<str>,
    /// Name, then each `aka`; empty if there is none.
    pub names: Box<[Box<str>]>,
    /// Role of an actor, outlet of a source; empty if there is none.
    pub about: Box<str>,
    /// References in its fields: key and id.
    pub relations: Box<[(Box<str>, Box<str>)]>,
}

/// An annotation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StatementSummary {
    /// Kind of the annotation.
    pub kind: Kind,
    /// Stance of the actors to the words, if it can be read; see [`Summary::stance_of`] for parts.
    pub stance: Option<Stance>,
    /// Ids of the actors who say it.
    pub actors: Box<[Box<str>]>,
    /// Ids of the sources where it is on record.
    pub sources: Box<[Box<str>]>,
    /// Ids of the actors who relay it.
    pub via: Box<[Box<str>]>,
    /// Labels of the annotation.
    pub labels: Box<[Box<str>]>,
    /// Relations to other annotations.
    pub relations: Box<[Relation]>,
    /// Whether it was made by a machine and is not yet reviewed.
    pub draft: bool,
    /// Verdict of a fact check; empty if there is none.
    pub verdict: Box<str>,
    /// Start of the annotated words, on one line.
    pub text: Box<str>,
    /// Innermost annotation around it, as a distance: the number of statements to go back.
    pub within: Option<usize>,
}

/// A relation of an annotation to another one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Relation {
    /// Key: `denies`, `supports` and so on; `part` for a continuation of another annotation.
    pub key: Box<str>,
    /// Document of the other annotation, as written; `None` for this document.
    pub document: Option<Box<str>>,
    /// Label of the other annotation.
    pub label: Box<str>,
}

impl StatementSummary {
    /// Whether it needs a speaker and a source.
    pub fn is_said(&self) -> bool {
        self.kind.is_statement()
    }

    /// Whether it continues an annotation that began elsewhere.
    pub fn is_part(&self) -> bool {
        self.continues().is_some()
    }

    /// The annotation that it continues, if it is a part.
    pub fn continues(&self) -> Option<&Relation> {
        self.relations.iter().find(|relation| &*relation.key == "part")
    }
}

impl Summary {
    /// Computes the summary of a document.
    pub fn of(document: &Document) -> Self {
        Self::following(document, None)
    }

    /// Computes the summary of a document, sharing unchanged parts with the summary of an earlier version.
    pub fn following(document: &Document, previous: Option<&Self>) -> Self {
        let told = previous.into_iter().flat_map(|previous| &previous.parts);
        let known = told.filter_map(|placed| Some((Arc::as_ptr(placed.part.chunk.as_ref()?), &placed.part)));
        let known: HashMap<_, _> = known.collect();
        let parts = document.chunked_blocks().chunks().map(|(_, chunk)| {
            let made = || {
                let mut told = Gathered::default();
                chunk.items().for_each(|(_, block)| told.add(block));
                Arc::new(Part { chunk: Some(Arc::clone(chunk)), ..told.into() })
            };
            known.get(&Arc::as_ptr(chunk)).map_or_else(made, |part| Arc::clone(part))
        });
        Self::of_parts(document, parts)
    }

    /// Computes the summary of a text, without keeping its blocks alive.
    pub fn of_text(text: &str) -> Self {
        let document = Document::new(text);
        let mut told = Gathered::default();
        document.blocks().for_each(|at| told.add(at.block));
        Self::of_parts(&document, std::iter::once(Arc::new(told.into())))
    }

    fn of_parts(document: &Document, parts: impl Iterator<Item = Arc<Part>>) -> Self {
        let field = |key| document.front_matter(key);
        let mut statements = 0;
        let place = |part: Arc<Part>| {
            let first = statements;
            statements += part.statements.len();
            Placed { first, part }
        };
        Self {
            title: field("title").map(|field| field.value.clone()).unwrap_or_default(),
            default_sources: field("source").map(|field| ids(&field.references)).unwrap_or_default(),
            is_cut: document.unread().is_some(),
            parts: parts.map(place).collect(),
        }
    }

    fn parts(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().map(|placed| &*placed.part)
    }

    /// Estimate of the memory that it takes, in bytes. Parts that are shared with other summaries count.
    pub fn heap_size(&self) -> usize {
        let own = texts(std::slice::from_ref(&self.title)) + texts(&self.default_sources);
        own + self.parts().map(Part::heap_size).sum::<usize>()
    }

    /// Number of parts that are not shared with an earlier summary, as a measure of the cost.
    pub fn parts_since(&self, earlier: &Self) -> usize {
        let known: BTreeSet<_> = earlier.parts.iter().map(|placed| Arc::as_ptr(&placed.part)).collect();
        self.parts.iter().filter(|placed| !known.contains(&Arc::as_ptr(&placed.part))).count()
    }

    /// Actors and sources, in text order.
    pub fn declarations(&self) -> impl Iterator<Item = &Declared> {
        self.parts().flat_map(|part| &part.declarations)
    }

    /// Annotations, in text order.
    pub fn statements(&self) -> impl Iterator<Item = &StatementSummary> {
        self.parts().flat_map(|part| &part.statements)
    }

    /// Annotation at this index.
    pub fn statement(&self, nth: usize) -> Option<&StatementSummary> {
        let behind = self.parts.partition_point(|placed| placed.first <= nth);
        let placed = self.parts.get(behind.checked_sub(1)?)?;
        placed.part.statements.get(nth - placed.first)
    }

    /// Annotation with a label, the first if there are several.
    pub fn labelled(&self, label: &str) -> Option<&StatementSummary> {
        self.statement(self.labelled_nth(label)?)
    }

    /// Index of the annotation with a label, the first if there are several.
    pub fn labelled_nth(&self, label: &str) -> Option<usize> {
        self.parts.iter().find_map(|placed| {
            let Part { labels, statements, .. } = &*placed.part;
            let label_of =
                |(statement, nth): &(u32, u32)| &*statements[*statement as usize].labels[*nth as usize];
            let first = labels.partition_point(|entry| label_of(entry) < label);
            let entry = labels.get(first).filter(|entry| label_of(entry) == label)?;
            Some(placed.first + entry.0 as usize)
        })
    }

    /// Stance of the actors of an annotation of this document to its words, as [`Document::stance_of`] tells it.
    pub fn stance_of(&self, statement: &StatementSummary) -> Option<Stance> {
        let mut whole = statement;
        for _ in 0..LONGEST_CHAIN {
            let continued = whole.continues();
            if continued.is_some_and(|continued| continued.document.is_some()) {
                return None;
            }
            let next = continued.and_then(|continued| self.labelled(&continued.label));
            let Some(next) = next else { return whole.stance };
            whole = next;
        }
        None
    }

    /// Words of an annotation as the title of an entry, with its stance.
    pub fn title_of(&self, statement: &StatementSummary) -> String {
        statement::title(self.stance_of(statement), &statement.text)
    }

    /// References to labels of other documents, sorted and unique.
    pub fn links(&self) -> BTreeSet<&LinkedLabel> {
        self.parts().flat_map(|part| &part.links).collect()
    }

    /// References to ids, apart from labels of other documents; sorted and unique.
    fn references(&self) -> BTreeSet<&(Namespace, Box<str>)> {
        self.parts().flat_map(|part| &part.references).collect()
    }

    /// Whether an id, or a label of this document, is referred to.
    pub fn refers(&self, namespace: Namespace, id: &str) -> bool {
        let is_it = |(of, known): &(Namespace, Box<str>)| (*of, &**known).cmp(&(namespace, id));
        self.parts().any(|part| part.references.binary_search_by(is_it).is_ok())
    }

    /// Sources of an annotation: its own, or the document's default if neither it nor an enclosing annotation names
    /// one. A statement by the article's author alone needs none.
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

    /// Whether an annotation has a speaker, and neither it nor an enclosing one names a source.
    fn wants_source(&self, nth: usize) -> bool {
        let Some(statement) = self.statement(nth) else { return false };
        let outer = |(nth, inner): &(usize, &StatementSummary)| {
            let around = nth.checked_sub(inner.within?)?;
            Some((around, self.statement(around)?))
        };
        let mut around = std::iter::successors(Some((nth, statement)), outer);
        let is_sourced = around.any(|(_, it)| !it.sources.is_empty());
        let has_speaker = statement.actors.iter().any(|actor| &**actor != AUTHOR);
        statement.is_said() && has_speaker && !is_sourced && !statement.is_part()
    }

    /// Declaration of an id, the first if there are several.
    pub fn declaration(&self, namespace: Namespace, id: &str) -> Option<&Declared> {
        self.parts().find_map(|part| {
            let key = |entry: u32| {
                let declared = &part.declarations[entry as usize];
                (declared.namespace, &*declared.id)
            };
            let first = part.ids.partition_point(|entry| key(*entry) < (namespace, id));
            let entry = part.ids.get(first).filter(|entry| key(**entry) == (namespace, id))?;
            part.declarations.get(*entry as usize)
        })
    }
}

impl PartialEq for Summary {
    /// Compares the contents, not the division into parts.
    fn eq(&self, other: &Self) -> bool {
        self.title == other.title
            && self.default_sources == other.default_sources
            && self.is_cut == other.is_cut
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

/// Builder for a part.
#[derive(Default)]
struct Gathered {
    declarations: Vec<Declared>,
    statements: Vec<StatementSummary>,
    references: BTreeSet<(Namespace, Box<str>)>,
    links: BTreeSet<LinkedLabel>,
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
        // A document is shorter than 4 GiB.
        let numbered = (0..).zip(&told.statements);
        let labels =
            numbered.flat_map(|(at, statement)| (0..statement.labels.len() as u32).map(move |nth| (at, nth)));
        let mut labels: Vec<(u32, u32)> = labels.collect();
        let label_of =
            |(statement, nth): &(u32, u32)| &told.statements[*statement as usize].labels[*nth as usize];
        labels.sort_by(|a, b| label_of(a).cmp(label_of(b)).then(a.cmp(b)));
        let mut ids: Vec<u32> = (0..).take(told.declarations.len()).collect();
        ids.sort_by_key(|entry| {
            let declared = &told.declarations[*entry as usize];
            (declared.namespace, &*declared.id)
        });
        Self {
            chunk: None,
            ids: ids.into(),
            declarations: told.declarations.into(),
            labels: labels.into(),
            statements: told.statements.into(),
            references: told.references.into_iter().collect(),
            links: told.links.into_iter().collect(),
        }
    }
}

/// Annotated texts of a document, in the order of [`Summary::statements`].
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

fn add_statements(statements: &mut Vec<StatementSummary>, block: &Block) {
    // Statement of each quotation or span of the block, or else of the one around it.
    let mut known: Vec<Option<usize>> = Vec::new();
    for marked in block.marked() {
        let around = marked.parent.and_then(|parent| known.get(parent).copied().flatten());
        let within = around.map(|around| statements.len() - around);
        known.push(marked.annotation.as_ref().map(|_| statements.len()).or(around));
        statements.extend(marked.annotation.as_ref().map(|it| statement(block, marked, it, within)));
    }
}

fn statement(
    block: &Block,
    marked: &Marked,
    annotation: &Annotation,
    within: Option<usize>,
) -> StatementSummary {
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
    StatementSummary {
        kind: marked.kind(),
        stance: marked.stance(),
        actors: ids(marked.actors()),
        sources: ids(marked.sources()),
        via: ids(via.flat_map(|attribute| &attribute.references)),
        labels: ids(annotation.labels()),
        relations: relations.collect(),
        draft: annotation.is_draft(),
        verdict: annotation.attribute("verdict").map(|verdict| verdict.value.clone()).unwrap_or_default(),
        text: shortened(block.segments(marked.content)).into(),
        within,
    }
}

fn ids<'a>(references: impl IntoIterator<Item = &'a Reference>) -> Box<[Box<str>]> {
    let ids = references.into_iter().filter(|reference| !reference.id.is_empty());
    ids.map(|reference| reference.id.clone()).collect()
}

//! Name lookup: the document itself, then each `cast.ascribe` from its folder upwards, nearest first.

use crate::derived::Derived;
use crate::document::Document;
use crate::model::vocabulary::AUTHOR;
use crate::model::{Block, Declaration, Namespace, Reference};
use crate::names::Names;
use crate::policy::Policy;
use crate::spelling::SpellingIndex;
use crate::suggestions::Suggestions;
use ascribe_language::lexicon::{self, Lexicon};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// Declaring blocks by namespace.
type Declared = HashMap<Namespace, DeclaredOf>;

/// Declaring blocks of one namespace; the first declaration of each id.
#[derive(Debug, Default)]
struct DeclaredOf {
    /// In the order of their documents and declarations.
    blocks: Vec<Arc<Block>>,
    /// Index in `blocks` of each id.
    places: HashMap<Box<str>, usize>,
}

/// A document with the documents it can refer to.
///
/// ```
/// use ascribe_markup::document::Document;
/// use ascribe_markup::model::Namespace;
/// use ascribe_markup::scope::Scope;
/// use std::sync::Arc;
///
/// let scope = Scope::alone(Arc::new(Document::new("@moe: Ida Moe\n")));
/// assert!(scope.defines(Namespace::Actor, "moe"));
/// ```
#[derive(Debug, Clone)]
pub struct Scope {
    /// The document itself.
    pub document: Arc<Document>,
    /// Visible cast documents, nearest first.
    pub casts: Vec<Arc<Document>>,
    /// Documents whose labels it refers to, by path as written, in which they are sorted; `None` for a missing document.
    pub linked: Vec<(Box<str>, Option<Arc<Document>>)>,
    /// Configuration that applies to the document.
    pub policy: Arc<Policy>,
    /// First of the other documents that is not read to its end.
    cut: Option<Place>,
    names: Arc<OnceLock<Names>>,
    /// Declarations in scope.
    declared: Arc<OnceLock<Declared>>,
    /// Suggestions for ids that do not resolve.
    suggestions: Arc<Suggestions>,
    /// Citations between the declared sources.
    citations: Arc<Derived>,
    /// Candidate speakers of the document's statements.
    candidates: Arc<Derived>,
    /// Whether the document gives sources of its own.
    own_sources: Arc<Derived>,
}

/// Identifies a document of a [`Scope`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The document itself.
    Here,
    /// Index in [`Scope::casts`].
    Cast(usize),
    /// Index in [`Scope::linked`].
    Linked(usize),
}

/// A definition of an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// Document that contains the definition.
    pub place: Place,
    /// Byte range of the id without its sign.
    pub id: Range<usize>,
    /// Byte range of the declaration, or of the annotated text with its annotation.
    pub whole: Range<usize>,
}

/// Result of resolving a [`Reference`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolution {
    /// The id is defined.
    Found,
    /// The id is not defined.
    Unknown,
    /// The document that should define the label does not exist.
    NoDocument,
}

impl Scope {
    /// Scope of a document that sees no other.
    pub fn alone(document: Arc<Document>) -> Self {
        Self::new(document, Vec::new(), Vec::new())
    }

    /// Scope of a document and the documents it sees; `linked` is sorted by path, as [`Document::linked_documents`] is.
    pub fn new(
        document: Arc<Document>,
        casts: Vec<Arc<Document>>,
        linked: Vec<(Box<str>, Option<Arc<Document>>)>,
    ) -> Self {
        debug_assert!(linked.is_sorted_by(|(one, _), (next, _)| one < next), "sorted and unique");
        Self {
            document,
            cut: first_cut(&casts, &linked),
            casts,
            linked,
            policy: Arc::default(),
            names: Arc::default(),
            declared: Arc::default(),
            suggestions: Arc::default(),
            citations: Arc::default(),
            candidates: Arc::default(),
            own_sources: Arc::default(),
        }
    }

    /// Copies the scope for another version of the document.
    #[must_use]
    pub fn with_document(&self, document: Arc<Document>) -> Self {
        let policy = Arc::clone(&self.policy);
        Self::new(document, self.casts.clone(), self.linked.clone()).with_policy(policy)
    }

    /// Replaces the policy.
    #[must_use]
    pub fn with_policy(self, policy: Arc<Policy>) -> Self {
        Self { policy, ..self }
    }

    /// Reuses the name caches of `previous` if all bindings are the same.
    #[must_use]
    pub fn following(mut self, previous: &Self) -> Self {
        if self.same_bindings(previous) {
            self.names = Arc::clone(&previous.names);
            self.declared = Arc::clone(&previous.declared);
            self.suggestions = Arc::clone(&previous.suggestions);
            self.citations = Arc::clone(&previous.citations);
        }
        self
    }

    /// Shares the name caches with `other`, as far as both see the same casts and neither document declares anything
    /// itself.
    #[must_use]
    pub fn sharing(mut self, other: &Self) -> Self {
        let declare = |namespace| [&self, other].iter().any(|it| it.document.defines_any(namespace));
        if self.same_casts(other) && !declare(Namespace::Actor) {
            if !declare(Namespace::Source) {
                self.declared = Arc::clone(&other.declared);
                self.citations = Arc::clone(&other.citations);
            }
            if self.same_language(other) {
                self.names = Arc::clone(&other.names);
            }
        }
        self
    }

    /// Whether both see the same casts.
    pub fn same_casts(&self, other: &Self) -> bool {
        self.casts.len() == other.casts.len()
            && self.casts.iter().zip(&other.casts).all(|(a, b)| Arc::ptr_eq(a, b))
    }

    /// Whether the document and those that it sees are read to their ends. Of others nobody knows what they define and
    /// use.
    pub fn is_whole(&self) -> bool {
        self.document.unread().is_none() && self.cut.is_none()
    }

    /// First of the other documents that is not read to its end, since it, or all of them together, are too large.
    pub fn first_cut(&self) -> Option<Place> {
        self.cut
    }

    /// Whether ids and names have the same meaning in both scopes and the configuration is the same.
    pub fn same_bindings(&self, other: &Self) -> bool {
        let same = |a: &Arc<Document>, b: &Arc<Document>| Arc::ptr_eq(a, b);
        self.document.definitions_version() == other.document.definitions_version()
            && self.document.may_be_article() == other.document.may_be_article()
            && self.is_whole() == other.is_whole()
            && (Arc::ptr_eq(&self.policy, &other.policy) || self.policy == other.policy)
            && self.same_language(other)
            && self.same_casts(other)
            && self.linked.len() == other.linked.len()
            && self.linked.iter().zip(&other.linked).all(|((path, a), (other, b))| {
                path == other
                    && match (a, b) {
                        (Some(a), Some(b)) => same(a, b),
                        (a, b) => a.is_none() && b.is_none(),
                    }
            })
    }

    /// Word lists for the language of the document, if there are any.
    pub fn lexicon(&self) -> Option<&'static Lexicon> {
        lexicon::of(self.document.front_matter("lang").map_or("en", |lang| &lang.value))
    }

    /// Whether both documents have the same word lists: they decide where a name in the text starts.
    fn same_language(&self, other: &Self) -> bool {
        self.lexicon().map(std::ptr::from_ref) == other.lexicon().map(std::ptr::from_ref)
    }

    /// Names of the actors in scope.
    pub fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::new(self.declared(Namespace::Actor), self.lexicon()))
    }

    /// Slot for the citations between the declared sources, which `ascribe-lints` reads. It is kept as long as ids mean
    /// the same.
    pub fn citations(&self) -> &Derived {
        &self.citations
    }

    /// Slot for the candidate speakers of the document's statements, which `ascribe-drafting` reads.
    pub fn candidates(&self) -> &Derived {
        &self.candidates
    }

    /// Slot for whether the document gives sources of its own, which `ascribe-lints` finds.
    pub fn own_sources(&self) -> &Derived {
        &self.own_sources
    }

    /// Document at a place.
    pub fn at(&self, place: Place) -> Option<&Arc<Document>> {
        match place {
            Place::Here => Some(&self.document),
            Place::Cast(i) => self.casts.get(i),
            Place::Linked(i) => self.linked.get(i).and_then(|(_, document)| document.as_ref()),
        }
    }

    /// Documents whose declarations are in scope, nearest first.
    pub fn layers(&self) -> impl Iterator<Item = (Place, &Arc<Document>)> {
        let casts = self.casts.iter().enumerate().map(|(i, cast)| (Place::Cast(i), cast));
        std::iter::once((Place::Here, &self.document)).chain(casts)
    }

    /// Document whose labels are referred to with this path; `None` if it is missing.
    pub fn linked_document(&self, path: &str) -> Option<(Place, &Arc<Document>)> {
        let i = self.linked.binary_search_by(|(known, _)| (**known).cmp(path)).ok()?;
        let (_, document) = self.linked.get(i)?;
        Some((Place::Linked(i), document.as_ref()?))
    }

    /// Resolves an id.
    pub fn resolve(&self, reference: &Reference) -> Resolution {
        let (namespace, id) = (reference.namespace, &*reference.id);
        let found = match &reference.document {
            Some(path) => match self.linked_document(path) {
                Some((_, document)) => document.definition_count(namespace, id) > 0,
                None => return Resolution::NoDocument,
            },
            None if namespace == Namespace::Actor && id == AUTHOR => true,
            None => self.defines(namespace, id),
        };
        if found { Resolution::Found } else { Resolution::Unknown }
    }

    /// Whether an id is defined in scope; for a label, in the document itself.
    pub fn defines(&self, namespace: Namespace, id: &str) -> bool {
        let layers = if namespace == Namespace::Label { 1 } else { usize::MAX };
        self.layers().take(layers).any(|(_, document)| document.definition_count(namespace, id) > 0)
    }

    /// Most similar id in scope, if one is close enough to be a suggestion.
    pub fn nearest(&self, reference: &Reference) -> Option<Box<str>> {
        self.suggestions.of(reference, || match &reference.document {
            Some(path) => SpellingIndex::new(self.labels_of(path)),
            None => SpellingIndex::new(self.ids(reference.namespace)),
        })
    }

    /// Definitions of the reference's target; see [`Scope::definitions_of`].
    pub fn definitions(&self, reference: &Reference) -> Vec<Definition> {
        self.definitions_of(reference.namespace, &reference.id, reference.document.as_deref())
    }

    /// Definitions of an id in the innermost document that defines it, or, for a label with a path, in the document at
    /// that path. Several if the id is defined twice there.
    pub fn definitions_of(&self, namespace: Namespace, id: &str, path: Option<&str>) -> Vec<Definition> {
        if let Some(path) = path {
            return self
                .linked_document(path)
                .map(|(place, of)| definitions_in(place, of, namespace, id))
                .unwrap_or_default();
        }
        let own = definitions_in(Place::Here, &self.document, namespace, id);
        if !own.is_empty() || namespace == Namespace::Label {
            return own;
        }
        let casts = self.layers().skip(1).map(|(place, cast)| definitions_in(place, cast, namespace, id));
        casts.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// Declaration of an actor or source, the first of the innermost document.
    pub fn declaration(&self, namespace: Namespace, id: &str) -> Option<&Declaration> {
        let declared = self.all_declared().get(&namespace)?;
        declared.blocks.get(*declared.places.get(id)?)?.declaration()
    }

    /// Actors or sources in scope, in the order of their documents and declarations, each id once.
    pub fn declared(&self, namespace: Namespace) -> impl Iterator<Item = &Declaration> {
        let declared = self.all_declared().get(&namespace);
        declared.into_iter().flat_map(|declared| &declared.blocks).filter_map(|block| block.declaration())
    }

    fn all_declared(&self) -> &Declared {
        self.declared.get_or_init(|| {
            let mut declared = Declared::new();
            for at in self.layers().flat_map(|(_, document)| document.declarations()) {
                let Some(declaration) = at.block.declaration() else { continue };
                let DeclaredOf { blocks, places } = declared.entry(declaration.namespace).or_default();
                places.entry(declaration.id.clone()).or_insert_with(|| {
                    blocks.push(Arc::clone(at.block));
                    blocks.len() - 1
                });
            }
            declared
        })
    }

    /// Ids in scope, unordered; for labels, those of the document itself.
    pub fn ids(&self, namespace: Namespace) -> impl Iterator<Item = &str> {
        let layers = if namespace == Namespace::Label { 1 } else { usize::MAX };
        self.layers().take(layers).flat_map(move |(_, document)| document.defined_ids(namespace))
    }

    /// Labels of a linked document, given its path as written; unordered.
    pub fn labels_of(&self, path: &str) -> impl Iterator<Item = &str> {
        let linked = self.linked_document(path).into_iter();
        linked.flat_map(|(_, document)| document.defined_ids(Namespace::Label))
    }

    /// Whether the document has a default source for annotations that name none.
    pub fn has_default_source(&self) -> bool {
        self.document.front_matter("source").is_some()
    }
}

fn first_cut(casts: &[Arc<Document>], linked: &[(Box<str>, Option<Arc<Document>>)]) -> Option<Place> {
    let is_cut = |document: &Arc<Document>| document.unread().is_some();
    let cast = casts.iter().position(is_cut).map(Place::Cast);
    let linked = || linked.iter().position(|(_, document)| document.as_ref().is_some_and(is_cut));
    cast.or_else(|| linked().map(Place::Linked))
}

fn definitions_in(place: Place, document: &Document, namespace: Namespace, id: &str) -> Vec<Definition> {
    let found = document.definitions(namespace, id).map(|(at, range)| {
        let relative = (range.start - at.start) as u32;
        let around = at.block.marked().iter().rev().find(|marked| {
            marked.annotation.as_ref().is_some_and(|annotation| annotation.extent.touches(relative as usize))
        });
        let whole = match around {
            Some(marked) => marked.whole().at(at.start),
            None => at.start..at.start + at.block.text[..at.block.content].trim_end().len(),
        };
        Definition { place, id: range, whole }
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edit;

    #[test]
    fn ids_are_looked_through_once_as_long_as_they_are_the_same() {
        let text = "@jensen: Maria Jensen\n\nIt [is safe]{claim @jensn}.\n";
        let mut document = Document::new(text);
        let first = Scope::alone(Arc::new(document.clone()));
        let asked = |scope: &Scope| {
            let all = scope.document.blocks().flat_map(|at| at.block.references());
            let reference = all.last().cloned()?;
            let mut looked = false;
            let near = scope.suggestions.of(&reference, || {
                looked = true;
                SpellingIndex::new(scope.ids(reference.namespace))
            });
            Some((looked, near?.into_string()))
        };
        assert_eq!(asked(&first), Some((true, "jensen".to_owned())));
        document.edit(&Edit::insert(text.len() - 2, " enough"));
        let second = Scope::alone(Arc::new(document.clone())).following(&first);
        assert_eq!(asked(&second), Some((false, "jensen".to_owned())));
        document.edit(&Edit::replace(1..7, "jensine"));
        let third = Scope::alone(Arc::new(document)).following(&second);
        assert_eq!(asked(&third), Some((true, "jensine".to_owned())));
    }
}

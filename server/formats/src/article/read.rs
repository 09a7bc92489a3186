//! Reads an [`AnnotatedArticle`] from a document.

use super::{AnnotatedArticle, ArticleAnnotation, Entities, Entity, Target, trimmed};
use ascribe_lints::sourcing::quotations;
use ascribe_markup::document::{BlockAt, LONGEST_CHAIN};
use ascribe_markup::model::vocabulary::{ATTRIBUTES, AUTHOR, Kind, Value, find};
use ascribe_markup::model::{
    Annotation, BlockKind, BlockRange, Declaration, Field, ItemKind, Marked, Namespace, Reference,
};
use ascribe_markup::scope::Scope;
use ascribe_markup::strip::StrippedArticle;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

impl AnnotatedArticle {
    /// Reads the document of a scope; `id` is its name for other tools.
    pub fn new(id: &str, scope: &Scope) -> Self {
        let article = StrippedArticle::new(&scope.document);
        let annotations = Reading::new(scope, &article).annotations();
        Self {
            id: id.to_owned(),
            front_matter: front_matter(scope),
            actors: entities(scope, Namespace::Actor),
            sources: entities(scope, Namespace::Source),
            annotations,
            text: article.text,
        }
    }
}

fn front_matter(scope: &Scope) -> Vec<(String, String)> {
    let blocks = scope.document.blocks().take_while(|at| matches!(at.block.kind, BlockKind::FrontMatter(_)));
    blocks.flat_map(|at| at.block.fields()).map(field).collect()
}

fn field(field: &Field) -> (String, String) {
    (field.key.to_string(), field.value.to_string())
}

/// Declarations of the document itself, and those in its casts to which it refers, also through them.
fn entities(scope: &Scope, namespace: Namespace) -> Entities {
    let mut wanted: BTreeSet<&str> = scope.document.defined_ids(namespace).collect();
    let own = scope.document.blocks().flat_map(|at| at.block.references());
    let mut found: Vec<&Reference> = own.filter(|reference| reference.document.is_none()).collect();
    let mut seen = BTreeSet::new();
    while let Some(reference) = found.pop() {
        if !seen.insert((reference.namespace, &*reference.id)) {
            continue;
        }
        if reference.namespace == namespace {
            wanted.insert(&reference.id);
        }
        let declared = scope.declaration(reference.namespace, &reference.id);
        found.extend(
            declared.into_iter().flat_map(|declared| declared.fields.iter().flat_map(|it| &it.references)),
        );
    }
    let declared = scope.declared(namespace).filter(|declared| wanted.contains(&*declared.id));
    declared.map(entity).collect()
}

fn entity(declaration: &Declaration) -> Entity {
    Entity {
        id: declaration.id.to_string(),
        name: declaration.name.to_string(),
        fields: declaration.fields.iter().map(field).collect(),
    }
}

/// Identity of a quotation or span in a document: index of its block, and its extent there.
type MarkedId = (usize, BlockRange);

/// A quotation of one or more paragraphs, or a span, with at least one annotation.
struct Piece<'a> {
    parts: Vec<(BlockAt<'a>, &'a Marked)>,
    /// Index of the piece that this one continues by `part=`.
    continues: Option<usize>,
}

impl<'a> Piece<'a> {
    fn annotations(&self) -> impl Iterator<Item = &'a Annotation> {
        self.parts.iter().filter_map(|(_, marked)| marked.annotation.as_ref())
    }

    /// First quotation or span that has an annotation.
    fn annotated(&self) -> &'a Marked {
        let annotated = self.parts.iter().find(|(_, marked)| marked.annotation.is_some());
        annotated.unwrap_or(&self.parts[0]).1
    }
}

/// Pieces of a document, and what identifies them.
struct Reading<'a> {
    scope: &'a Scope,
    article: &'a StrippedArticle,
    /// In text order.
    pieces: Vec<Piece<'a>>,
    by_marked: HashMap<MarkedId, usize>,
    by_label: HashMap<&'a str, usize>,
}

impl<'a> Reading<'a> {
    fn new(scope: &'a Scope, article: &'a StrippedArticle) -> Self {
        let (pieces, by_marked, by_label) = Default::default();
        let mut reading = Self { scope, article, pieces, by_marked, by_label };
        for at in scope.document.blocks() {
            for marked in at.block.marked().iter().filter(|marked| marked.annotation.is_some()) {
                if !reading.by_marked.contains_key(&(at.index, marked.extent)) {
                    reading.add(at, marked);
                }
            }
        }
        for index in 0..reading.pieces.len() {
            let label = reading.pieces[index].annotations().find_map(Annotation::continues);
            let label = label.filter(|label| label.document.is_none());
            let continued = label.and_then(|label| reading.by_label.get(&*label.id)).copied();
            reading.pieces[index].continues = continued.filter(|continued| *continued != index);
        }
        reading
    }

    fn add(&mut self, at: BlockAt<'a>, marked: &'a Marked) {
        let parts = if marked.is_quotation() {
            quotations::parts(&self.scope.document, at.index, marked)
        } else {
            vec![(at, marked)]
        };
        let index = self.pieces.len();
        for (at, marked) in &parts {
            self.by_marked.insert((at.index, marked.extent), index);
        }
        let piece = Piece { parts, continues: None };
        for label in piece.annotations().flat_map(Annotation::labels) {
            self.by_label.entry(&label.id).or_insert(index);
        }
        self.pieces.push(piece);
    }

    /// Index of the piece with which the annotation of a piece begins; pieces that continue each other begin with the
    /// first of them.
    fn first(&self, piece: usize) -> usize {
        let mut chain = vec![piece];
        while let Some(next) = chain.last().and_then(|last| self.pieces[*last].continues) {
            if chain.contains(&next) || chain.len() > LONGEST_CHAIN {
                return chain.into_iter().min().unwrap_or(piece);
            }
            chain.push(next);
        }
        chain.last().copied().unwrap_or(piece)
    }

    fn annotations(&self) -> Vec<ArticleAnnotation> {
        let firsts: Vec<usize> = (0..self.pieces.len()).map(|piece| self.first(piece)).collect();
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        firsts.iter().enumerate().for_each(|(piece, first)| members.entry(*first).or_default().push(piece));
        // Pieces are in text order, and a part may come before the piece with the attribution.
        let mut members: Vec<(usize, Vec<usize>)> = members.into_iter().collect();
        members.sort_unstable_by_key(|(_, members)| members.first().copied());
        let numbers: HashMap<usize, usize> = members.iter().map(|(first, _)| *first).zip(0..).collect();
        let number = |piece: usize| numbers.get(&firsts[piece]).copied();
        let mut annotations: Vec<ArticleAnnotation> =
            members.iter().map(|(first, members)| self.annotation(*first, members, &number)).collect();
        for index in 0..annotations.len() {
            self.inherit(&mut annotations, index);
        }
        annotations
    }

    fn annotation(
        &self,
        first: usize,
        members: &[usize],
        number: &impl Fn(usize) -> Option<usize>,
    ) -> ArticleAnnotation {
        let marked = self.pieces[first].annotated();
        let mut parts: Vec<Range<usize>> = members
            .iter()
            .flat_map(|member| &self.pieces[*member].parts)
            .map(|part| self.range(part))
            .collect();
        parts.sort_by_key(|part| (part.start, part.end));
        // Actors and so on of the first piece, or else of one that continues it.
        let ordered = std::iter::once(&first).chain(members.iter().filter(|member| **member != first));
        let annotated: Vec<&Annotation> =
            ordered.flat_map(|member| self.pieces[*member].annotations()).collect();
        let references = |namespace| {
            let of = |annotation: &&Annotation| {
                let items = annotation.items.iter().filter_map(move |item| match &item.kind {
                    ItemKind::Reference(reference) if reference.namespace == namespace => Some(reference),
                    _ => None,
                });
                ids(items)
            };
            annotated.iter().map(of).find(|ids| !ids.is_empty()).unwrap_or_default()
        };
        let (mut via, mut relations, mut attributes) = (Vec::new(), Vec::new(), Vec::new());
        for attribute in annotated.iter().flat_map(|annotation| annotation.attributes()) {
            match &*attribute.key {
                "part" | "stance" => {}
                "via" => via.extend(ids(&attribute.references)),
                key if find(&ATTRIBUTES, key).is_some_and(|spec| spec.value == Value::Labels) => {
                    let target = |reference| (key.to_owned(), self.target(reference, number));
                    relations.extend(attribute.references.iter().map(target));
                }
                key => attributes.push((key.to_owned(), attribute.value.to_string())),
            }
        }
        let (at, outermost) = self.pieces[first].parts[0];
        let mut around = quotations::ancestors(at.block, outermost);
        let around = around.find_map(|marked| self.by_marked.get(&(at.index, marked.extent)));
        ArticleAnnotation {
            label: annotated.iter().find_map(|it| it.labels().next()).map(|label| label.id.to_string()),
            kind: marked.kind(),
            stance: self.scope.document.stance_of(marked),
            is_quotation: marked.is_quotation(),
            parts,
            actors: references(Namespace::Actor),
            via,
            sources: references(Namespace::Source),
            relations,
            within: around.and_then(|around| number(*around)),
            is_draft: annotated.iter().any(|annotation| annotation.is_draft()),
            attributes,
        }
    }

    /// Bytes of the article between the marks or brackets, without blanks at the ends.
    fn range(&self, (at, marked): &(BlockAt<'_>, &Marked)) -> Range<usize> {
        let content = marked.content.at(at.start);
        let (start, end) = (self.article.offset(content.start), self.article.offset(content.end));
        trimmed(&self.article.text, start..end)
    }

    fn target(&self, reference: &Reference, number: &impl Fn(usize) -> Option<usize>) -> Target {
        let path = reference.document.as_deref();
        let here = || self.by_label.get(&*reference.id).copied().and_then(number);
        match path {
            None if let Some(index) = here() => Target::Annotation(index),
            path => Target::Label(format!("{}#{}", path.unwrap_or_default(), reference.id)),
        }
    }

    /// Fills in what an annotation shares with the one around it, which comes before it, and with its document.
    fn inherit(&self, annotations: &mut [ArticleAnnotation], index: usize) {
        if annotations[index].kind == Kind::Mention {
            return;
        }
        if let Some(around) = annotations[index].within.filter(|around| *around < index) {
            let (actors, sources) = (annotations[around].actors.clone(), annotations[around].sources.clone());
            let annotation = &mut annotations[index];
            if annotation.actors.is_empty() {
                annotation.actors = actors;
            }
            if annotation.sources.is_empty() {
                annotation.sources = sources;
            }
        }
        let annotation = &mut annotations[index];
        let has_speaker = annotation.actors.iter().any(|actor| actor != AUTHOR);
        if annotation.kind.is_statement() && has_speaker && annotation.sources.is_empty() {
            let default = self.scope.document.front_matter("source");
            annotation.sources = default.map(|field| ids(&field.references)).unwrap_or_default();
        }
    }
}

fn ids<'a>(references: impl IntoIterator<Item = &'a Reference>) -> Vec<String> {
    let ids = references.into_iter().filter(|reference| !reference.id.is_empty());
    ids.map(|reference| reference.id.to_string()).collect()
}

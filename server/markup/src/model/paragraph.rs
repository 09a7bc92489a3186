//! Contents of a paragraph: quotations and annotated spans.

use super::vocabulary::Kind;
use super::{Annotation, BlockRange, ItemKind, Namespace, Reference};
use ascribe_language::stance::Stance;

/// Quotations and annotated spans of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paragraph {
    /// In order of their starts; an outer one comes before those inside it.
    pub marked: Box<[Marked]>,
    /// Escapes, each a backslash and a character.
    pub escapes: Box<[BlockRange]>,
}

/// Kind of marking of a range of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Quotation marks.
    Quotation {
        /// Whether a closing mark ends it; otherwise it ends with its paragraph or where another quotation starts.
        closed: bool,
        /// Whether the marks are single: ‘…’ or ‚…‘.
        single: bool,
    },
    /// Brackets with an annotation.
    Span,
}

/// A quotation, or a bracketed span with an annotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// Quotation or span.
    pub shape: Shape,
    /// From the opening mark or bracket to the end of the closing one.
    pub extent: BlockRange,
    /// Text between the marks or brackets.
    pub content: BlockRange,
    /// Annotation in braces, if any.
    pub annotation: Option<Annotation>,
    /// Index in [`Paragraph::marked`] of the innermost quotation or span around it.
    pub parent: Option<usize>,
}

impl Marked {
    /// Whether this is a quotation.
    pub fn is_quotation(&self) -> bool {
        matches!(self.shape, Shape::Quotation { .. })
    }

    /// From the opening mark to the end of the annotation.
    pub fn whole(&self) -> BlockRange {
        let end = self.annotation.as_ref().map_or(self.extent.end, |annotation| annotation.extent.end);
        BlockRange { start: self.extent.start, end }
    }

    /// Kind: the written one if any; otherwise a quotation is a quote, a span that names nothing but actors is a
    /// mention, and any other span is a claim.
    pub fn kind(&self) -> Kind {
        let written = self.annotation.as_ref().and_then(Annotation::kind);
        written.unwrap_or_else(|| match &self.annotation {
            _ if self.is_quotation() => Kind::Quote,
            Some(annotation) if annotation.names_only_actors() => Kind::Mention,
            _ => Kind::Claim,
        })
    }

    /// Stance of its actors to the words, by default `asserts`; `None` if what is written is no stance. Only a statement
    /// has another one than the default, and a part has that of the annotation it continues: see
    /// [`crate::document::Document::stance_of`].
    pub fn stance(&self) -> Option<Stance> {
        let annotation = self.annotation.as_ref().filter(|_| self.kind().is_statement());
        annotation.map_or(Some(Stance::default()), Annotation::stance)
    }

    fn items(&self, namespace: Namespace) -> impl Iterator<Item = &Reference> {
        let items = self.annotation.iter().flat_map(|annotation| &annotation.items);
        items.filter_map(move |item| match &item.kind {
            ItemKind::Reference(reference) if reference.namespace == namespace => Some(reference),
            _ => None,
        })
    }

    /// Actors who say it; several make a joint statement.
    pub fn actors(&self) -> impl Iterator<Item = &Reference> {
        self.items(Namespace::Actor)
    }

    /// Sources where it is on record.
    pub fn sources(&self) -> impl Iterator<Item = &Reference> {
        self.items(Namespace::Source)
    }

    /// Whether it continues an annotation that began elsewhere and shares its attribution.
    pub fn is_part(&self) -> bool {
        self.annotation.as_ref().is_some_and(|annotation| annotation.attribute("part").is_some())
    }
}

//! What a paragraph holds.

use super::vocabulary::Kind;
use super::{Annotation, Extent, ItemKind, Namespace, Reference};

/// The quotations and annotated spans of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paragraph {
    /// In the order in which they start; one that holds others comes before them.
    pub marked: Box<[Marked]>,
    /// The escapes, each a backslash and a character.
    pub escapes: Box<[Extent]>,
}

/// How a stretch of text is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// By quotation marks.
    Quotation {
        /// Whether a mark ends it; otherwise it ends with its paragraph or where another one starts.
        closed: bool,
        /// Whether the marks are the single pair ‘ ’.
        single: bool,
    },
    /// By brackets with an annotation.
    Span,
}

/// A quotation, or a bracketed span with an annotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// Quotation or span.
    pub shape: Shape,
    /// From the opening mark or bracket to behind the closing one.
    pub extent: Extent,
    /// What stands between the marks or brackets.
    pub content: Extent,
    /// What stands in braces behind it.
    pub annotation: Option<Annotation>,
    /// The place, in [`Paragraph::marked`], of the innermost one around it.
    pub parent: Option<usize>,
}

impl Marked {
    /// Whether this is a quotation.
    pub fn is_quotation(&self) -> bool {
        matches!(self.shape, Shape::Quotation { .. })
    }

    /// From the opening mark to behind the annotation.
    pub fn whole(&self) -> Extent {
        let end = self.annotation.as_ref().map_or(self.extent.end, |annotation| annotation.extent.end);
        Extent { start: self.extent.start, end }
    }

    /// The kind: the one that is written; else a quotation is a quote, a span that names nothing but actors
    /// is a mention, and any other span is a claim.
    pub fn kind(&self) -> Kind {
        let written = self.annotation.as_ref().and_then(Annotation::kind);
        written.unwrap_or_else(|| match &self.annotation {
            _ if self.is_quotation() => Kind::Quote,
            Some(annotation) if annotation.names_only_actors() => Kind::Mention,
            _ => Kind::Claim,
        })
    }

    fn items(&self, namespace: Namespace) -> impl Iterator<Item = &Reference> {
        let items = self.annotation.iter().flat_map(|annotation| &annotation.items);
        items.filter_map(move |item| match &item.kind {
            ItemKind::Reference(reference) if reference.namespace == namespace => Some(reference),
            _ => None,
        })
    }

    /// The actors who say it; several make a joint statement.
    pub fn actors(&self) -> impl Iterator<Item = &Reference> {
        self.items(Namespace::Actor)
    }

    /// The sources where it is on record.
    pub fn sources(&self) -> impl Iterator<Item = &Reference> {
        self.items(Namespace::Source)
    }

    /// Whether it carries on an annotation that began elsewhere, whose attribution it shares.
    pub fn is_part(&self) -> bool {
        self.annotation.as_ref().is_some_and(|annotation| annotation.attribute("part").is_some())
    }
}

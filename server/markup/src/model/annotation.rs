//! What stands in braces.

use super::vocabulary::Kind;
use super::{Extent, Namespace, Reference};

/// The braces behind a quotation or a bracketed span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// With the braces; if the closing one is missing, to the next annotation's on the line, or the line's end.
    pub extent: Extent,
    /// Whether there is a closing brace of its own.
    pub closed: bool,
    /// In the order of the text; what cannot be read is left out.
    pub items: Box<[Item]>,
}

/// One item of an annotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Where it stands.
    pub extent: Extent,
    /// What it says.
    pub kind: ItemKind,
}

/// What an item of an annotation says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemKind {
    /// `claim`, `quote` and so on.
    Kind(Kind),
    /// `draft`: made by a machine, not yet reviewed.
    Draft,
    /// `@id` or `^id`.
    Reference(Reference),
    /// `#id`, which names the annotation.
    Label(Reference),
    /// `key=value`.
    Attribute(Box<Attribute>),
}

/// `key=value` in an annotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// The key.
    pub key: Box<str>,
    /// Where the key stands.
    pub key_extent: Extent,
    /// The value without its quotation marks and backslashes.
    pub value: Box<str>,
    /// Where the value stands, with quotation marks; empty behind the `=` if there is none.
    pub value_extent: Extent,
    /// The ids in the value.
    pub references: Box<[Reference]>,
}

impl Annotation {
    /// The annotation without what one that is not closed has taken in of the article.
    pub fn written(&self) -> Extent {
        let start = self.extent.start;
        let end = match self.items.last() {
            _ if self.closed => self.extent.end,
            Some(last) => last.extent.end,
            None => start + 1,
        };
        Extent { start, end }
    }

    /// The kind that is written, the first if there are several.
    pub fn kind(&self) -> Option<Kind> {
        self.items.iter().find_map(|item| match item.kind {
            ItemKind::Kind(kind) => Some(kind),
            _ => None,
        })
    }

    /// Whether it was made by a machine and is not yet reviewed.
    pub fn is_draft(&self) -> bool {
        self.items.iter().any(|item| item.kind == ItemKind::Draft)
    }

    /// The `#labels` that name the annotation.
    pub fn labels(&self) -> impl Iterator<Item = &Reference> {
        self.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Label(label) => Some(label),
            _ => None,
        })
    }

    /// The `key=value` items.
    pub fn attributes(&self) -> impl Iterator<Item = &Attribute> {
        self.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Attribute(attribute) => Some(&**attribute),
            _ => None,
        })
    }

    /// The first attribute with this key.
    pub fn attribute(&self, key: &str) -> Option<&Attribute> {
        self.attributes().find(|attribute| &*attribute.key == key)
    }

    /// Whether `allow=` silences the rule of this code.
    pub fn allows(&self, code: &str) -> bool {
        let mut lists = self.attributes().filter(|attribute| &*attribute.key == "allow");
        lists.any(|allow| super::lists_rule(&allow.value, code))
    }

    /// Every use of an id; the labels that name the annotation are none.
    pub fn references(&self) -> impl Iterator<Item = &Reference> {
        self.items.iter().flat_map(|item| match &item.kind {
            ItemKind::Reference(reference) => std::slice::from_ref(reference),
            ItemKind::Attribute(attribute) => &attribute.references,
            _ => &[],
        })
    }

    /// Whether there are actors, and nothing else but flags and remarks.
    pub(super) fn names_only_actors(&self) -> bool {
        let is_actor =
            |item: &Item| matches!(&item.kind, ItemKind::Reference(r) if r.namespace == Namespace::Actor);
        let is_remark = |item: &Item| match &item.kind {
            ItemKind::Draft => true,
            ItemKind::Attribute(attribute) => matches!(&*attribute.key, "note" | "confidence" | "allow"),
            _ => false,
        };
        self.items.iter().any(is_actor) && self.items.iter().all(|item| is_actor(item) || is_remark(item))
    }
}

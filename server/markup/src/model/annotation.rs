//! Annotations: the items in braces.

use super::vocabulary::Kind;
use super::{BlockRange, Namespace, Reference};
use ascribe_language::stance::Stance;

/// Braces after a quotation or a bracketed span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// Extent with the braces. Without a closing brace it reaches to the end of the next annotation on the line, or to
    /// the end of the line.
    pub extent: BlockRange,
    /// Whether the annotation has its own closing brace.
    pub closed: bool,
    /// Items in text order, without unreadable ones.
    pub items: Box<[Item]>,
}

/// Item of an annotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Extent of the item.
    pub extent: BlockRange,
    /// Kind of the item, with its value.
    pub kind: ItemKind,
}

/// Kind of an annotation item, with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemKind {
    /// `claim`, `quote` and so on.
    Kind(Kind),
    /// `draft`: made by a machine, not yet reviewed.
    Draft,
    /// `@id` or `^id`.
    Reference(Reference),
    /// `#id`, the name of the annotation.
    Label(Reference),
    /// `key=value`.
    Attribute(Box<Attribute>),
}

/// `key=value` in an annotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// Key of the attribute.
    pub key: Box<str>,
    /// Extent of the key.
    pub key_extent: BlockRange,
    /// Value without its quotation marks and backslashes.
    pub value: Box<str>,
    /// Extent of the value, with quotation marks; empty, after the `=`, if there is none.
    pub value_extent: BlockRange,
    /// Ids in the value.
    pub references: Box<[Reference]>,
}

impl Annotation {
    /// Extent without the article text that an unclosed annotation has swallowed.
    pub fn written(&self) -> BlockRange {
        let start = self.extent.start;
        let end = match self.items.last() {
            _ if self.closed => self.extent.end,
            Some(last) => last.extent.end,
            None => start + 1,
        };
        BlockRange { start, end }
    }

    /// Written kind, the first if there are several.
    pub fn kind(&self) -> Option<Kind> {
        self.items.iter().find_map(|item| match item.kind {
            ItemKind::Kind(kind) => Some(kind),
            _ => None,
        })
    }

    /// Whether the annotation was made by a machine and is not yet reviewed.
    pub fn is_draft(&self) -> bool {
        self.items.iter().any(|item| item.kind == ItemKind::Draft)
    }

    /// `#label` items, the names of the annotation.
    pub fn labels(&self) -> impl Iterator<Item = &Reference> {
        self.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Label(label) => Some(label),
            _ => None,
        })
    }

    /// `key=value` items.
    pub fn attributes(&self) -> impl Iterator<Item = &Attribute> {
        self.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Attribute(attribute) => Some(&**attribute),
            _ => None,
        })
    }

    /// First attribute with this key.
    pub fn attribute(&self, key: &str) -> Option<&Attribute> {
        self.attributes().find(|attribute| &*attribute.key == key)
    }

    /// Stance, by default `asserts`; `None` if what is written is no stance, or several.
    pub fn stance(&self) -> Option<Stance> {
        let mut written = self.attributes().filter(|attribute| &*attribute.key == "stance");
        let Some(first) = written.next() else { return Some(Stance::default()) };
        Stance::of(&first.value).filter(|_| written.all(|other| other.value == first.value))
    }

    /// Label of the annotation that this one continues.
    pub fn continues(&self) -> Option<&Reference> {
        self.attribute("part")?.references.first()
    }

    /// Whether `allow=` suppresses the rule with this code.
    pub fn allows(&self, code: &str) -> bool {
        let mut lists = self.attributes().filter(|attribute| &*attribute.key == "allow");
        lists.any(|allow| super::lists_rule(&allow.value, code))
    }

    /// Use of an id with exactly this extent.
    pub fn reference_at(&self, extent: BlockRange) -> Option<&Reference> {
        let references = match &self.item_at(extent)?.kind {
            ItemKind::Reference(reference) => std::slice::from_ref(reference),
            ItemKind::Attribute(attribute) => &attribute.references,
            _ => &[],
        };
        Reference::at(references, extent)
    }

    /// Last item that does not start behind an extent in the annotation: the one that contains it, if any does.
    pub fn item_at(&self, extent: BlockRange) -> Option<&Item> {
        let behind = self.items.partition_point(|item| item.extent.start <= extent.start);
        self.items.get(behind.checked_sub(1)?)
    }

    /// Every use of an id, without the labels that name the annotation.
    pub fn references(&self) -> impl Iterator<Item = &Reference> {
        self.items.iter().flat_map(|item| match &item.kind {
            ItemKind::Reference(reference) => std::slice::from_ref(reference),
            ItemKind::Attribute(attribute) => &attribute.references,
            _ => &[],
        })
    }

    /// Whether there are actors, and otherwise only flags and remarks.
    pub(super) fn names_only_actors(&self) -> bool {
        let is_actor =
            |item: &Item| matches!(&item.kind, ItemKind::Reference(r) if r.namespace == Namespace::Actor);
        let is_remark = |item: &Item| match &item.kind {
            ItemKind::Draft => true,
            ItemKind::Attribute(attribute) => {
                matches!(&*attribute.key, "note" | "confidence" | "allow" | "reviewed-by" | "reviewed")
            }
            _ => false,
        };
        self.items.iter().any(is_actor) && self.items.iter().all(|item| is_actor(item) || is_remark(item))
    }
}

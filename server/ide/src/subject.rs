//! Resolves a position in the text to the item there.

use ascribe_markup::document::BlockAt;
use ascribe_markup::model::vocabulary::Kind;
use ascribe_markup::model::{Attribute, BlockKind, Field, ItemKind, Marked, Namespace, Reference};
use ascribe_markup::names::Mention;
use ascribe_markup::scope::Scope;
use std::ops::Range;

/// Item at a cursor.
#[derive(Debug, Clone)]
pub enum Subject<'a> {
    /// A use of an id.
    Reference(&'a Reference),
    /// Id of a declaration, or label of an annotation.
    Definition(Namespace, &'a str),
    /// Mention of an actor in the prose, by id.
    Mention(Box<str>),
    /// Kind of an annotation.
    Kind(Kind),
    /// Flag `draft`.
    Draft,
    /// Attribute, outside of the ids in it.
    Attribute(&'a Attribute),
    /// Key of a field in front matter (`None`) or a declaration.
    Field(Option<Namespace>, &'a Field),
    /// Quotation or span, where nothing more specific is.
    Marked(&'a Marked),
}

/// Item at a byte offset, with its byte range in the document and its block; the end of a word counts as part of it.
pub fn subject_at(scope: &Scope, offset: usize) -> Option<(Range<usize>, BlockAt<'_>, Subject<'_>)> {
    let at = scope.document.block_at(offset)?;
    let relative = offset - at.start.min(offset);
    in_fields(at, relative)
        .or_else(|| in_annotation(at, relative))
        .map(|(extent, subject)| (extent.at(at.start), subject))
        .or_else(|| in_prose(scope, at, offset))
        .map(|(range, subject)| (range, at, subject))
}

type Found<'a> = Option<(ascribe_markup::model::BlockRange, Subject<'a>)>;

fn in_fields(at: BlockAt<'_>, offset: usize) -> Found<'_> {
    let declaration = at.block.declaration();
    if let Some(declaration) = declaration {
        let head = ascribe_markup::model::BlockRange {
            start: declaration.id_extent.start - 1,
            end: declaration.id_extent.end,
        };
        if head.touches(offset) || (!declaration.name.is_empty() && declaration.name_extent.touches(offset)) {
            let definition = Subject::Definition(declaration.namespace, &declaration.id);
            let extent = if head.touches(offset) { head } else { declaration.name_extent };
            return Some((extent, definition));
        }
    }
    at.block.fields().iter().find_map(|field| {
        if let Some(reference) = field.references.iter().find(|reference| reference.extent.touches(offset)) {
            return Some((reference.extent, Subject::Reference(reference)));
        }
        let namespace = declaration.map(|declaration| declaration.namespace);
        field.key_extent.touches(offset).then_some((field.key_extent, Subject::Field(namespace, field)))
    })
}

fn in_annotation(at: BlockAt<'_>, offset: usize) -> Found<'_> {
    let annotations = at.block.annotations();
    let around = annotations.filter(|annotation| annotation.extent.touches(offset));
    around.flat_map(|annotation| &annotation.items).find_map(|item| {
        if !item.extent.touches(offset) {
            return None;
        }
        Some(match &item.kind {
            ItemKind::Kind(kind) => (item.extent, Subject::Kind(*kind)),
            ItemKind::Draft => (item.extent, Subject::Draft),
            ItemKind::Reference(reference) => (item.extent, Subject::Reference(reference)),
            ItemKind::Label(label) => (item.extent, Subject::Definition(Namespace::Label, &label.id)),
            ItemKind::Attribute(attribute) => {
                match attribute.references.iter().find(|reference| reference.extent.touches(offset)) {
                    Some(reference) => (reference.extent, Subject::Reference(reference)),
                    None => (item.extent, Subject::Attribute(attribute)),
                }
            }
        })
    })
}

fn in_prose<'a>(scope: &Scope, at: BlockAt<'a>, offset: usize) -> Option<(Range<usize>, Subject<'a>)> {
    if !matches!(at.block.kind, BlockKind::Paragraph(_)) {
        return None;
    }
    let mut mentions = scope.names().mentions(at).into_iter();
    if let Some(Mention { range, id }) = mentions.find(|m| m.range.start <= offset && offset <= m.range.end) {
        return Some((range, Subject::Mention(id)));
    }
    let relative = offset - at.start;
    let marked = at.block.marked().iter().rev().find(|marked| marked.whole().touches(relative))?;
    let extent = if marked.extent.touches(relative) { marked.extent } else { marked.whole() };
    Some((extent.at(at.start), Subject::Marked(marked)))
}

/// Id that an item stands for; `None` for a sign without an id.
pub fn id_of(subject: &Subject<'_>) -> Option<(Namespace, String, Option<String>)> {
    match subject {
        Subject::Reference(reference) if !reference.id.is_empty() => Some((
            reference.namespace,
            reference.id.to_string(),
            reference.document.as_deref().map(str::to_owned),
        )),
        Subject::Definition(namespace, id) if !id.is_empty() => Some((*namespace, (*id).to_owned(), None)),
        Subject::Mention(id) => Some((Namespace::Actor, id.to_string(), None)),
        _ => None,
    }
}

//! Find references: uses of an actor, source or label.

use super::subject::{id_of, subject_at};
use ascribe_language::normal_form::{is_disguised, normal};
use ascribe_markup::document::Document;
use ascribe_markup::model::{Block, Namespace};
use ascribe_markup::scope::{Place, Scope};
use memchr::memmem::Finder;
use std::ops::Range;

/// Target of a reference: an id and the document that defines it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceTarget {
    /// Namespace of the id.
    pub namespace: Namespace,
    /// Id without its sign.
    pub id: String,
    /// Document that defines the id, in the scope of the request; the requesting document if none does.
    pub place: Place,
}

/// Target of the id or mention at a byte offset.
pub fn target(scope: &Scope, offset: usize) -> Option<ReferenceTarget> {
    let (_, _, subject) = subject_at(scope, offset)?;
    let (namespace, id, document) = id_of(&subject)?;
    let defined = scope.definitions_of(namespace, &id, document.as_deref());
    let place = match defined.first() {
        Some(found) => found.place,
        // An undefined label of another document has no target in this one.
        None if document.is_some() => return None,
        None => Place::Here,
    };
    Some(ReferenceTarget { namespace, id, place })
}

/// Kind of use of an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Definition: a declaration, or a label on an annotation.
    Definition,
    /// Reference in an annotation or a field.
    Reference,
    /// Mention by name in the prose.
    Mention,
}

/// Uses of an id in the document of a scope, in order. With `link`, the uses of a label of the document at that path.
pub fn uses(scope: &Scope, namespace: Namespace, id: &str, link: Option<&str>) -> Vec<(Range<usize>, Use)> {
    let mut uses = written(&scope.document, namespace, id, link);
    let actor = scope.declaration(namespace, id).filter(|_| namespace == Namespace::Actor);
    if let Some(actor) = actor {
        let first_words: Vec<String> = actor.names().filter_map(first_word).collect();
        let first_words: Vec<Finder<'_>> = first_words.iter().map(Finder::new).collect();
        for at in scope.document.blocks().filter(|at| may_name(at.block, &first_words)) {
            let mentions = scope.names().mentions(at).into_iter().filter(|mention| &*mention.id == id);
            uses.extend(mentions.map(|mention| (mention.range, Use::Mention)));
        }
    }
    uses.sort_by_key(|(range, _)| range.start);
    uses
}

/// Whether a paragraph may contain a name that starts with one of these words: markup or characters that nobody sees may
/// hide one.
fn may_name(block: &Block, first_words: &[Finder<'_>]) -> bool {
    let Some(paragraph) = block.paragraph() else { return false };
    !paragraph.escapes.is_empty()
        || paragraph.marked.iter().any(|marked| marked.annotation.is_some())
        || first_words.iter().any(|word| word.find(block.text.as_bytes()).is_some())
        || is_disguised(&block.text)
}

/// Part of a name that every text with the name contains, apart from markup and unless the text [is
/// disguised](is_disguised): its first word up to an apostrophe or hyphen, without the first character, which may be
/// capitalised in the text.
pub fn first_word(name: &str) -> Option<String> {
    let name = normal(name);
    let word = name.split_whitespace().next()?.split(['\'', '-']).next()?;
    let mut chars = word.chars();
    chars.next();
    Some(chars.as_str().to_owned())
}

/// Uses of an id where the id itself is written, without mentions: byte ranges without the signs, unordered.
pub fn written(
    document: &Document,
    namespace: Namespace,
    id: &str,
    link: Option<&str>,
) -> Vec<(Range<usize>, Use)> {
    let mut written = Vec::new();
    for at in document.blocks_about(namespace, id) {
        let defined =
            at.block.definitions().filter(|(of, name, _)| *of == namespace && *name == id && link.is_none());
        written.extend(defined.map(|(_, _, extent)| (extent.at(at.start), Use::Definition)));
        let references = at.block.references().filter(|reference| {
            reference.namespace == namespace && &*reference.id == id && reference.document.as_deref() == link
        });
        written.extend(references.map(|reference| (reference.id_extent.at(at.start), Use::Reference)));
    }
    written
}

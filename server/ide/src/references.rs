//! Where an actor, source or label is used.

use super::subject::{id_of, subject_at};
use ascribe_markup::document::Document;
use ascribe_markup::model::{Block, Namespace};
use ascribe_markup::scope::{Place, Scope};
use memchr::memmem::Finder;
use std::ops::Range;

/// Something with an id, and the document that defines it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// What kind of thing it is.
    pub namespace: Namespace,
    /// Its id without the sign.
    pub id: String,
    /// Where it is defined, seen from the document in which it was asked for; that document if nowhere.
    pub place: Place,
}

/// What the id or name at a byte offset stands for.
pub fn target(scope: &Scope, offset: usize) -> Option<Target> {
    let (_, _, subject) = subject_at(scope, offset)?;
    let (namespace, id, document) = id_of(&subject)?;
    let defined = scope.definitions_of(namespace, &id, document.as_deref());
    let place = match defined.first() {
        Some(found) => found.place,
        // A label that another document should have is none of this one.
        None if document.is_some() => return None,
        None => Place::Here,
    };
    Some(Target { namespace, id, place })
}

/// How an id is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// It is declared, or names an annotation.
    Definition,
    /// An annotation or a field refers to it.
    Reference,
    /// A name in the prose.
    Mention,
}

/// The uses of an id in the document of a scope, in order. With a `link`, they are those of a label of the document
/// that is linked so.
pub fn uses(scope: &Scope, namespace: Namespace, id: &str, link: Option<&str>) -> Vec<(Range<usize>, Use)> {
    let mut uses = written(&scope.document, namespace, id, link);
    let actor = scope.declaration(namespace, id).filter(|_| namespace == Namespace::Actor);
    if let Some(actor) = actor {
        let first_words: Vec<Finder<'_>> = actor.names().filter_map(first_word).map(Finder::new).collect();
        for at in scope.document.blocks().filter(|at| may_name(at.block, &first_words)) {
            let mentions = scope.names().mentions(at).into_iter().filter(|mention| &*mention.id == id);
            uses.extend(mentions.map(|mention| (mention.range, Use::Mention)));
        }
    }
    uses.sort_by_key(|(range, _)| range.start);
    uses
}

/// Whether a paragraph may have one of the names that start with these words: only markup may stand within a word.
fn may_name(block: &Block, first_words: &[Finder<'_>]) -> bool {
    let Some(paragraph) = block.paragraph() else { return false };
    !paragraph.escapes.is_empty()
        || paragraph.marked.iter().any(|marked| marked.annotation.is_some())
        || first_words.iter().any(|word| word.find(block.text.as_bytes()).is_some())
}

/// What stands in every text that has a name, but for markup: its first word without the first character, which may be a
/// capital there.
pub fn first_word(name: &str) -> Option<&str> {
    let mut chars = name.split_whitespace().next()?.chars();
    chars.next();
    Some(chars.as_str())
}

/// The same without the names in the prose: where the id itself is written, without its sign; in no order.
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

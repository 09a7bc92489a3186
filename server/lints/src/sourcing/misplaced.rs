//! Declarations and front matter that stand where they are text of the article: below a line of text, parted from their
//! head by a blank line, or without the closing `---`.
//!
//! Each of their lines is a block. The first of them shows the cause, for all lines up to the next blank one.

use ascribe_markup::document::Document;
use ascribe_markup::model::vocabulary::{ACTOR_FIELDS, FRONT_MATTER_FIELDS, FieldSpec, SOURCE_FIELDS, find};
use ascribe_markup::model::{Block, Namespace, is_identifier};
use ascribe_markup::scope::Scope;
use ascribe_markup::syntax::StartState;
use std::ops::Range;

/// Line that opens and closes front matter.
const DASHES: &str = "---";

/// Maximum number of lines from a line to its cause.
pub(super) const FARTHEST: usize = 200;

/// Reason why a group of lines is text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// A blank line stands between a head and these fields.
    BlankLine,
    /// Front matter has no closing line.
    NotClosed,
    /// A line of text stands directly above the head.
    TextAbove,
}

/// Kind of a line of text that looks like markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line<'a> {
    /// Head of a declaration.
    Head(Namespace, &'a str),
    /// Indented field of an actor or a source.
    Field,
    /// Key of front matter.
    Key,
    /// `---`
    Dashes,
}

/// Kind of a block that is one line of text.
fn line(block: &Block) -> Option<Line<'_>> {
    block.paragraph()?;
    let text = block.text[..block.content].trim_start_matches('\u{feff}').trim_end_matches(['\n', '\r']);
    if text.contains(['\n', '\r']) {
        return None;
    }
    if text.trim_end() == DASHES {
        return Some(Line::Dashes);
    }
    let (key, value) = text.split_once(':')?;
    if let Some(namespace) =
        [Namespace::Actor, Namespace::Source].into_iter().find(|it| key.starts_with(it.sign()))
    {
        let id = &key[namespace.sign().len_utf8()..];
        return (is_identifier(id) && !value.trim().is_empty()).then_some(Line::Head(namespace, id));
    }
    let is_in = |table: &[FieldSpec], key: &str| find(table, key).is_some();
    let field = key.trim_start_matches([' ', '\t']);
    if field.len() < key.len() {
        (is_in(&ACTOR_FIELDS, field) || is_in(&SOURCE_FIELDS, field)).then_some(Line::Field)
    } else {
        is_in(&FRONT_MATTER_FIELDS, key).then_some(Line::Key)
    }
}

/// Whether a block may be misplaced, which depends on the lines around it.
pub(crate) fn may_be_misplaced(block: &Block) -> bool {
    line(block).is_some()
}

/// Whether a block may carry on a group of which lines above are a part.
pub(super) fn may_carry_on(block: &Block) -> bool {
    block.start_state == StartState::Continuation && line(block).is_some()
}

/// Whether a block is the head of a declaration, if the next one is a field.
pub(super) fn may_be_head(block: &Block) -> bool {
    matches!(line(block), Some(Line::Head(..) | Line::Dashes))
}

/// Lines from a block upwards, each with the cause for which it and those below it are text, if it is one: a line of an
/// article may look like a head (“@ferry: not again”), so it counts only if a field is directly below it.
fn causes(document: &Document, index: usize) -> impl Iterator<Item = Option<Cause>> {
    let block = |index: usize| document.chunked_blocks().get(index).map(|at| &**at.item);
    let mut below = block(index + 1).filter(|next| may_carry_on(next)).and_then(line);
    let mut next = Some(index);
    std::iter::from_fn(move || {
        let place = next.take().filter(|place| index - place < FARTHEST)?;
        let own = block(place)?;
        let kind = line(own)?;
        let is_first = own.start_state != StartState::Continuation;
        next = place.checked_sub(1).filter(|_| !is_first);
        let before = || place.checked_sub(1).and_then(block);
        let cause = match kind {
            Line::Field if is_first => before().and_then(Block::declaration).map(|_| Cause::BlankLine),
            Line::Dashes if place == 0 && below == Some(Line::Key) => Some(Cause::NotClosed),
            Line::Head(..) if !is_first && below == Some(Line::Field) => Some(Cause::TextAbove),
            _ => None,
        };
        below = Some(kind);
        Some(cause)
    })
}

/// Cause for which a block and the lines below it are text; `None` if the block is text because of a line above it.
pub fn cause(document: &Document, index: usize) -> Option<Cause> {
    let mut causes = causes(document, index);
    // Of most lines that look like a head, this is all to be looked at.
    let own = causes.next()??;
    causes.all(|above| above.is_none()).then_some(own)
}

/// Id in this namespace that a block would declare if it were not misplaced, unless it is declared elsewhere.
pub fn misplaced_id(scope: &Scope, namespace: Namespace, index: usize) -> Option<&str> {
    let at = scope.document.block(index)?;
    let Line::Head(own, id) = line(at.block)? else { return None };
    let is_misplaced = || causes(&scope.document, index).any(|cause| cause.is_some());
    (own == namespace && !scope.defines(namespace, id) && is_misplaced()).then_some(id)
}

/// Blocks of the front matter that begins at the start of a document and is not closed.
pub fn opened_front_matter(document: &Document) -> Range<usize> {
    let is_key = |index: &usize| {
        let at = document.block(*index);
        at.is_some_and(|at| may_carry_on(at.block) && line(at.block) == Some(Line::Key))
    };
    0..1 + (1..FARTHEST).take_while(is_key).count()
}
